"""One person under several pseudonyms: which streams are read together, and under which name.

A link is said in the streams of both persons, and counts where both say it. Nothing moves: the
streams stay apart, and who is read is found out again on every reading, from what was known then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from domain.envelope import Act
from domain.events import IdentitiesLinked, IdentitiesUnlinked
from domain.history import resolve
from domain.values import person_of_stream

ReadPerson = Callable[[str], Sequence[Act]]
"""Gives everything recorded in the stream of one person, in the order of the positions."""

_LINKS: Final = frozenset({IdentitiesLinked.about.type, IdentitiesUnlinked.about.type})


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What is read as one person.

    Attributes:
        person: The pseudonym under which the person is read: that to which all others are linked.
        pseudonyms: All pseudonyms of the person, that one first, then the others by name.
        acts: The acts in all their streams, in the order of their positions.
        follows: For each pseudonym that is linked to another: which one that is.
    """

    person: str
    pseudonyms: tuple[str, ...]
    acts: tuple[Act, ...]
    follows: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_linked(self) -> bool:
        """Whether it holds more than one stream."""
        return len(self.pseudonyms) > 1


def file_of(person: str, read: ReadPerson) -> PersonFile:
    """Return all that is read as one person with `person`, whichever pseudonym that is.

    Args:
        person: A pseudonym.
        read: Gives the acts of a stream; called once for each pseudonym.
    """
    recorded = {person: tuple(read(person))}
    said: dict[str, dict[str, bool]] = {}
    waiting = [person]
    members = {person}
    while waiting:
        one = waiting.pop()
        said[one] = _said(recorded[one])
        for other in said[one]:
            if other not in recorded:
                recorded[other] = tuple(read(other))
            if other not in members and one in _said(recorded[other]):
                members.add(other)
                waiting.append(other)
    return _file(members, recorded, said)


def files_of(recorded: Mapping[str, Sequence[Act]]) -> list[PersonFile]:
    """Return every person of whom something is recorded, once, in order of the pseudonym.

    Args:
        recorded: The acts in the stream of each pseudonym, in the order of their positions.
    """
    found: dict[str, PersonFile] = {}
    seen: set[str] = set()
    for person in sorted(recorded):
        if person not in seen:
            file = file_of(person, lambda each: recorded.get(each, ()))
            seen.update(file.pseudonyms)
            found[file.person] = file
    return [found[person] for person in sorted(found)]


def links_without_counterpart(recorded: Sequence[Act]) -> Iterator[Act]:
    """Yield the links that only one of two streams says, of what is read as one person.

    Args:
        recorded: The acts of one person, of all pseudonyms, in the order of their positions.
    """
    streams: dict[str, list[Act]] = {}
    for act in recorded:
        streams.setdefault(person_of_stream(act.envelope.stream) or "", []).append(act)
    for one, acts in streams.items():
        for other in _said(acts):
            if one not in _said(streams.get(other, ())):
                yield next(
                    act
                    for act in reversed(acts)
                    if isinstance(act.body, IdentitiesLinked) and act.body.other == other
                )


def _said(acts: Sequence[Act]) -> dict[str, bool]:
    """Return to whom one stream says that it is linked, and whether it leads."""
    links = [act for act in acts if act.envelope.type in _LINKS]
    if not links:
        return {}
    retracted = {act.key for act in resolve(acts).retracted}
    said: dict[str, bool] = {}
    for act in links:
        if act.key in retracted:
            continue
        if isinstance(act.body, IdentitiesLinked):
            said[act.body.other] = act.body.leads
        elif isinstance(act.body, IdentitiesUnlinked):
            said.pop(act.body.other, None)
    return said


def _file(
    members: set[str],
    recorded: Mapping[str, tuple[Act, ...]],
    said: Mapping[str, Mapping[str, bool]],
) -> PersonFile:
    if len(members) == 1:
        (person,) = members
        return PersonFile(person, (person,), recorded[person])
    follows = {
        one: other
        for one in sorted(members)
        for other in sorted(said[one])
        if other in members and one in said[other] and _follows(one, other, said)
    }
    # An import can bring links that make a circle, or two that lead: then the first by name leads.
    person = min(members - follows.keys() or members)
    acts = sorted((act for one in members for act in recorded[one]), key=lambda act: act.position)
    marked = tuple(replace(act, is_linked=True) for act in acts)
    return PersonFile(person, (person, *sorted(members - {person})), marked, follows)


def _follows(one: str, other: str, said: Mapping[str, Mapping[str, bool]]) -> bool:
    if said[one][other] == said[other][one]:
        return one > other
    return said[other][one]
