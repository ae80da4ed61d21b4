"""A person's file in a line, and what it shows of one figure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain import events as e
from domain.events.detention import DetentionTitle
from domain.events.screening import Finding, ScreeningAnswer, ScreeningCompleted
from domain.needs import Need
from domain.statistics.counting import observed
from domain.statistics.figures import Figure
from domain.statistics.files import PersonFile
from tests.domain.acts import act

Step = tuple[e.EventBody, str] | tuple[e.EventBody, str, dict[str, Any]]

LAST = date(2030, 1, 1)
NOTHING = {"id_document": "not-arranged", "income": "not-arranged"}
NOTICE: Step = (e.ReleaseNoticeSent(release_on=date(2007, 3, 31)), "2007-03-10")


def file_of(*steps: Step, last: date = LAST, **said: Any) -> PersonFile:
    """The file of a person to whom these steps happened, in order."""
    acts = [
        act(step[0], step[1], position=number, **(step[2] if len(step) == 3 else {}))
        for number, step in enumerate(steps, 1)
    ]
    return PersonFile("p-0417", acts, last, **said)


def values(file: PersonFile, figure: Figure, part: str | None = None) -> list[bool | int]:
    """Every observation of a figure in a file."""
    return [
        each.value
        for each in observed(file)
        if each.figure is figure and (part is None or each.part == part)
    ]


def stay(began: str, ended: str, *inside: Step, title: str = "sentence") -> Sequence[Step]:
    """A detention with what happened during it."""
    return (
        (e.DetentionStarted(title=DetentionTitle(title)), began),
        *inside,
        (e.PersonReleased(), ended),
    )


def screened(on: str, **answers: str) -> Step:
    """A screening with its answers by need."""
    findings = tuple(
        Finding(need=Need(need), answer=ScreeningAnswer(answer)) for need, answer in answers.items()
    )
    return ScreeningCompleted(findings=findings), on
