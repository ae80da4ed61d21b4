"""Small ways to fill a ledger with the examples and to look at it from any frame."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from domain.assessment import Assessment, Moment
from domain.envelope import Act
from domain.rules import RuleSet
from ledger import Ledger
from ledger.access_log import Answer
from ledger.intake import IntakeProfile, import_file
from ledger.reader import Frame, Reader, Request
from ledger.rulebook import load_rule_set, rule_set_content
from projections.case import Case, assess_case, case_of

ARTICLE: Final = Path(__file__).parent.parent.parent / "examples" / "article.jsonl"
TODAY: Final = date(2007, 6, 18)
NOW: Final = datetime(2007, 6, 18, 7, tzinfo=UTC)
MODERN: Final = date(2026, 11, 24)
REQUEST: Final = Request("u-05", "aftercare-coordinator", "Tilburg", "aftercare", "Pbw 18a", "test")


@dataclass
class Log:
    """An access log that is a list."""

    lines: list[tuple[tuple[str, ...], str, int]] = field(default_factory=list)

    def write(
        self,
        request: Request,  # noqa: ARG002 - what every log is told
        subject: str | Sequence[str],
        frame: Frame,  # noqa: ARG002 - as `request`
        answer: Answer,
    ) -> None:
        subjects = (subject,) if isinstance(subject, str) else tuple(subject)
        self.lines.append((subjects, answer.content, answer.count))


def fill_with_article(ledger: Ledger) -> None:
    """Record the persons of the article."""
    found = import_file(ledger, ARTICLE, profile=IntakeProfile("u-05"))
    assert found.quarantined == 0


def reader(
    ledger: Ledger,
    *,
    as_of: date = TODAY,
    known_at: datetime | None = None,
    law_on: date | None = None,
    log: Log | None = None,
) -> Reader:
    """Look at a ledger on a day; everything recorded is known unless `known_at` says otherwise."""
    frame = Frame(as_of=as_of, known_at=known_at, law_on=law_on, rules="")
    return Reader(ledger, frame, REQUEST, log or Log(), lambda: datetime.max.replace(tzinfo=UTC))


def case(ledger: Ledger, person: str, *, as_of: date = TODAY) -> Case:
    """Return one person as a ledger shows him or her."""
    looking = reader(ledger, as_of=as_of)
    return case_of(person, looking.acts(person), looking.frame)


def assessed(
    ledger: Ledger,
    person: str,
    rules: str,
    *,
    as_of: date = TODAY,
    law_on: date | None = None,
    moment: Moment = Moment.NOW,
) -> Assessment:
    """Judge one person by a rule set."""
    looking = reader(ledger, as_of=as_of, law_on=law_on)
    return assess_case(
        case(ledger, person, as_of=as_of), load_rule_set(rules), looking.frame, moment
    )


def rule_set(name: str) -> RuleSet:
    """Return a rule set that comes with the ledger."""
    return load_rule_set(name)


def kept_form(name: str) -> tuple[str, str, bytes]:
    """Return digest, name and content of a rule set, as a ledger keeps it."""
    return rule_set(name).digest, name, rule_set_content(name)


def as_json(value: Any) -> str:
    """Write an answer as JSON the way the command line does."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def acts_of(ledger: Ledger) -> Iterable[Act]:
    """Return everything in a ledger, in order."""
    return (act for batch in ledger.walk() for act in batch)
