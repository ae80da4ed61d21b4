"""What can go wrong when an event is recorded or looked up.

Problem
├── CorrectionIsNotRecorded                        corrections have commands of their own
├── DerivedIsNotRecorded                           what the ledger works out by itself
├── SeveralTypes                                   a term that is not of one type
├── UnknownField, ImpossibleValue, BodyRefused     the body of an event
├── EnvelopeRefused, StreamRefused, PersonRefused  the rest of it
├── Misplaced                                      in a stream where no report looks for it
├── DoesNotFit                                     recorded only with --anyway
└── EventAmbiguous, EventErased                    which event is meant
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from commands.errors import nearest
from domain.errors import Problem

if TYPE_CHECKING:
    from domain.events import DerivedType
    from domain.values import StreamKind


class CorrectionIsNotRecorded(Problem):
    """Corrections have commands of their own, which check what they correct."""

    code: ClassVar[str] = "CL0302"
    exit_code: ClassVar[int] = 3

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is not recorded by hand",
            why="a correction is tied to the event that it corrects",
            help="use: reintegration correct, reintegration retract, reintegration approve",
        )


class DerivedIsNotRecorded(Problem):
    """What follows from events is computed, so that nobody can type in what contradicts them."""

    code: ClassVar[str] = "CL0315"
    exit_code: ClassVar[int] = 3

    def __init__(self, derived: DerivedType) -> None:
        look = "look in " if derived.logged else "see it with: "
        rests_on = ", ".join(derived.rests_on)
        record = f"; record what it rests on: {rests_on}" if rests_on else ""
        super().__init__(
            f"{derived.name} ({derived.dutch}) is not recorded by hand",
            where="TYPE",
            why=derived.reason,
            help=f"{look}{derived.seen_with}{record}\n"
            "all that can be recorded: reintegration events list",
        )


class SeveralTypes(Problem):
    """A Dutch term, or a part of one, is that of several event types."""

    code: ClassVar[str] = "CL0316"
    exit_code: ClassVar[int] = 3

    def __init__(self, word: str, names: Sequence[str]) -> None:
        super().__init__(
            f"{len(names)} event types have {word!r} in their Dutch term",
            where="TYPE",
            why="they are " + ", ".join(names),
            help=f"name one of them, or see: reintegration events list --search {word!r}",
        )


class UnknownField(Problem):
    """The event type has no such field."""

    code: ClassVar[str] = "CL0303"
    exit_code: ClassVar[int] = 3

    def __init__(self, type_name: str, field: str, known: Sequence[str]) -> None:
        super().__init__(
            f"{type_name} has no field {field!r}",
            where=f"--set {field}=...",
            why=_did_you_mean(field, known),
            help=f"see them with: reintegration events show {type_name.partition('/')[0]}",
        )


class ImpossibleValue(Problem):
    """A field cannot hold what was given."""

    code: ClassVar[str] = "CL0304"
    exit_code: ClassVar[int] = 3

    def __init__(self, field: str, text: str, wanted: str) -> None:
        super().__init__(
            f"{field} cannot be {text!r}",
            where=f"--set {field}=...",
            why=f"it is {wanted}",
        )


class BodyRefused(Problem):
    """The fields together do not make an event of this type."""

    code: ClassVar[str] = "CL0305"
    exit_code: ClassVar[int] = 3

    def __init__(self, type_name: str, faults: str) -> None:
        super().__init__(
            f"These values make no {type_name}",
            why=faults,
            help=f"see what it needs with: reintegration events show {type_name.partition('/')[0]}",
        )


class EnvelopeRefused(Problem):
    """What an event says about itself has a wrong form."""

    code: ClassVar[str] = "CL0306"
    exit_code: ClassVar[int] = 3

    def __init__(self, faults: str) -> None:
        super().__init__("The event cannot be recorded in this form", why=faults)


class StreamRefused(Problem):
    """The name of a stream has a wrong form; it may name a person, so it is not repeated."""

    code: ClassVar[str] = "CL0307"
    exit_code: ClassVar[int] = 3

    def __init__(self, text: str, why: str) -> None:
        from domain.values import StreamKind

        kind, colon, _ = text.partition(":")
        close = nearest(kind, tuple(StreamKind)) if colon else None
        super().__init__(
            "What was given is no stream",
            where="STREAM",
            why=why,
            help=f"write {close}: before the id" if close else "for a person, write person:p-0417",
        )


class PersonRefused(Problem):
    """The name of a person has a wrong form; it may be a real one, so it is not repeated."""

    code: ClassVar[str] = "CL0308"
    exit_code: ClassVar[int] = 3

    def __init__(self, why: str) -> None:
        super().__init__("What was given is no pseudonym of a person", where="PERSON", why=why)


class Misplaced(Problem):
    """An event would stand in a stream of a kind where no report looks for it."""

    code: ClassVar[str] = "CL0314"
    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        type_name: str,
        stream: str,
        kinds: Sequence[StreamKind],
        subjects: Sequence[str],
    ) -> None:
        if tuple(kinds) == ("person",):
            own = " and in ".join(f"person:{subject}" for subject in subjects)
            super().__init__(
                f"{type_name} concerns one person, and {stream} is not the stream of one",
                where=stream,
                why="reports read the stream of the person, and would never see the event",
                help=f"record it in {own or 'the stream of the person, such as person:p-0417'}",
            )
            return
        wanted = " or ".join(f"{kind}:" for kind in kinds)
        super().__init__(
            f"{type_name} does not belong in {stream}",
            where=stream,
            why=f"reports look for it in streams that begin with {wanted}, and would never see it",
            help=f"write {wanted} and an id of your own as STREAM, such as {kinds[-1]}:a-1"
            + ("; name a person whom it concerns with --subject" if "agreement" in kinds else ""),
        )


class DoesNotFit(Problem):
    """The event would be recorded with a finding, and nobody said that it should."""

    code: ClassVar[str] = "CL0309"
    exit_code: ClassVar[int] = 3

    def __init__(self, stream: str, findings: Sequence[str]) -> None:
        super().__init__(
            "The event does not fit with what is recorded; nothing was written",
            where=stream,
            why="\n".join(findings),
            help="check it; when it is true all the same, record it with --anyway",
        )


class EventAmbiguous(Problem):
    """Several sources used this id."""

    code: ClassVar[str] = "CL0502"
    exit_code: ClassVar[int] = 6

    def __init__(self, event_id: str, sources: Sequence[str]) -> None:
        super().__init__(
            f"{len(sources)} sources have an event {event_id!r}",
            why="they are " + ", ".join(sources),
            help="say which one with --source",
        )


class EventErased(Problem):
    """The body of the event was erased with the keys of its person."""

    code: ClassVar[str] = "CL0503"
    exit_code: ClassVar[int] = 5

    def __init__(self, event_id: str) -> None:
        super().__init__(
            f"The content of event {event_id!r} has been erased, and cannot be corrected",
            why="the keys of the person it concerned were destroyed",
        )


def _did_you_mean(word: str, known: Sequence[str]) -> str:
    close = nearest(word, known)
    listed = "known are " + ", ".join(known) if known else "there are none"
    return listed if close is None else f"did you mean {close}? {listed}"
