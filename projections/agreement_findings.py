"""What does not fit in agreements, beside what does not fit in the history of persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.values import StreamKind, Value
from ledger.reader import Reader
from projections.agreement_cases import all_agreements
from projections.language import Language, columns, day_text, say


class FoundInAgreement(Value):
    """One finding of one agreement; `person` is whom it concerns, where that is one."""

    agreement: str
    person: str | None
    kind: str
    on: date
    events: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain JSON values."""
        return self.model_dump(mode="json")


def found_in_agreements(reader: Reader) -> tuple[FoundInAgreement, ...]:
    """Return what does not fit in agreements and in the oversight of them, by agreement and day.

    Whom agreements concern is logged, where there are agreements.
    """
    if not reader.ledger.streams(StreamKind.AGREEMENT, up_to=reader.position):
        return ()
    return tuple(
        FoundInAgreement(
            agreement=case.agreement.id,
            person=case.agreement.subjects[0] if len(case.agreement.subjects) == 1 else None,
            kind=each.kind,
            on=each.on,
            events=each.events,
        )
        for case in all_agreements(reader)
        for each in case.findings
    )


def render(rows: Sequence[FoundInAgreement], language: Language) -> str:
    """Return the findings as a table."""
    names = tuple(say(language, "agreements.finding_columns").split("|"))
    cells = [
        (
            row.agreement,
            day_text(row.on, language),
            say(language, f"agreement_finding.{row.kind}"),
            ", ".join(row.events),
        )
        for row in rows
    ]
    return "\n".join(columns([names, *cells], indent=0))
