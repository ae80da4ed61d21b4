"""The audit trail as text: a table, what became of each event since, and why nothing answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from string import ascii_uppercase

from babel.numbers import format_decimal

from projections.audit import Audit, AuditRow
from projections.audit_query import Field
from projections.language import Language, columns, moment_text, say, time_text
from projections.qualifiers import written


def render(audit: Audit, language: Language) -> str:
    """Return the rows as a table, with the count of all and the sources below it."""
    if not audit.rows:
        return say(language, "audit.none")
    letters = _letters(audit)
    rows = [tuple(say(language, "audit.columns").split("|"))]
    rows += [_cells(row, letters, language) for row in audit.rows]
    lines = [*columns(rows, indent=0), ""]
    lines += [
        say(language, "audit.source", letter=letter, source=source)
        for source, letter in letters.items()
    ]
    total = format_decimal(audit.total, locale=language) + ("" if audit.is_exact else "+")
    lines.append(say(language, "audit.shown", shown=len(audit.rows), total=total))
    if audit.next is not None:
        lines.append(say(language, "audit.more", position=audit.next))
    return "\n".join(lines)


def _letters(audit: Audit) -> dict[str, str]:
    """Return a letter for each source, in order of appearance: A to Z, then A1 and on."""
    sources = dict.fromkeys(row.source for row in audit.rows)
    found = {}
    for number, source in enumerate(sources):
        turn, place = divmod(number, len(ascii_uppercase))
        found[source] = ascii_uppercase[place] + (str(turn) if turn else "")
    return found


def _cells(row: AuditRow, letters: dict[str, str], language: Language) -> tuple[str, ...]:
    recorded = moment_text(datetime.fromisoformat(row.recorded_at), language)
    if row.recorded_by != row.actor:
        recorded = say(language, "audit.recorded_by", moment=recorded, account=row.recorded_by)
    marks = _marks(row, language)
    return (
        str(row.position),
        time_text(row.occurred_on, language),
        recorded,
        row.stream,
        row.type + (f" [{'; '.join(marks)}]" if marks else ""),
        f"{row.actor}, {row.role}, {row.organisation}",
        row.purpose,
        row.legal_basis,
        letters[row.source],
    )


def _marks(row: AuditRow, language: Language) -> list[str]:
    marks = []
    if row.corrects is not None:
        marks.append(say(language, "audit.corrects", event=row.corrects))
    if row.corrected_by:
        marks.append(say(language, "audit.corrected", events=", ".join(row.corrected_by)))
    if row.retracted_by:
        marks.append(say(language, "audit.retracted", events=", ".join(row.retracted_by)))
    return marks


def remarks(audit: Audit, language: Language) -> list[str]:
    """Return what is to be said beside the answer: what was asked about and is not there."""
    found = [
        nowhere_text(written(Field(each.field), each.value), each.close, language)
        for each in audit.nowhere
    ]
    if audit.disjoint:
        found.append(say(language, "audit.disjoint"))
    return found


def nowhere_text(asked: str, close: Sequence[str], language: Language) -> str:
    """Return that nothing has what is asked, and which values look like it."""
    text = say(language, "audit.nowhere", qualifier=asked)
    if close:
        text += " " + say(language, "audit.close", values=", ".join(close))
    return text
