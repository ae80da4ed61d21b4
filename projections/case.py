"""One person in one frame: the acts that count, the state they give, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.assessment import Assessment, Moment, assess
from domain.envelope import Act
from domain.evolve import fold
from domain.finding_kinds import Finding
from domain.findings import findings_of
from domain.history import Resolved, as_of, resolve
from domain.person import Person
from domain.rules import RuleSet
from domain.situation import Phase
from domain.values import day_of, person_of_stream
from ledger.reader import Frame, Reader
from ledger.rulebook import rules_in_force


@dataclass(frozen=True, slots=True)
class Case:
    """A person as one frame shows him or her.

    Attributes:
        person: The state up to the day asked about.
        recorded: Everything recorded up to the moment known at, in order of position.
        resolved: The same after corrections.
        acts: Those that had taken place by the day asked about, in order.
    """

    person: Person
    recorded: tuple[Act, ...]
    resolved: Resolved
    acts: tuple[Act, ...]

    @property
    def pseudonyms(self) -> tuple[str, ...]:
        """The pseudonyms in whose streams it is recorded, that under which it is read first."""
        found = {person_of_stream(act.envelope.stream) for act in self.recorded}
        others = sorted(each for each in found if each is not None and each != self.person.id)
        return (self.person.id, *others)

    @property
    def findings(self) -> list[Finding]:
        """What does not fit in what was recorded."""
        return findings_of(self.recorded)


def case_of(person: str, recorded: tuple[Act, ...], frame: Frame) -> Case:
    """Return the case of `person` from what was recorded in `frame`."""
    resolved = resolve(recorded)
    acts = as_of(resolved.acts, frame.as_of)
    return Case(fold(person, acts), recorded, resolved, acts)


def open_case(reader: Reader, person: str) -> Case:
    """Return the case of `person` in the frame of `reader`; the reading is logged.

    Of linked pseudonyms it is the case of all of them, under the one that leads. Nothing is
    recorded in it where the ledger holds no act of the person in this frame.
    """
    file = reader.file(person)
    return case_of(file.person, file.acts, reader.frame)


def assess_case(
    case: Case, rules: RuleSet, frame: Frame, moment: Moment = Moment.NOW
) -> Assessment:
    """Return the status of every need of `case` in `frame`.

    Raises:
        RuleSetNotInForce: The rule set has no rules for the day asked about.
    """
    rules_in_force(rules, frame.law_on or day_of(frame.as_of))
    return assess(case.person, rules, day_of(frame.as_of), moment=moment, law_on=frame.law_on)


def institution_of(now: Assessment) -> str | None:
    """Return where a person is held, as far as is recorded; None where it is not."""
    episode = now.person.episode_on(now.day)
    return None if episode is None else episode.institution


def released_on(now: Assessment) -> date | None:
    """Return the day of the last release of who is free."""
    if now.phase is not Phase.RELEASED:
        return None
    ends = [each.ended for each in now.person.episodes if each.ended is not None]
    ends += [each.on for each in now.person.releases_without_detention]
    return max((end for end in ends if end <= now.day), default=None)
