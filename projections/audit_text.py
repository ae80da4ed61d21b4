"""The audit trail as text: a table, what became of each event since, and why nothing answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from string import ascii_uppercase
from types import MappingProxyType

from babel.numbers import format_decimal

from projections.audit import Audit, AuditRow
from projections.audit_query import Field, Query
from projections.deadline_words import event_words
from projections.language import Language, columns, moment_text, say, time_text
from projections.qualifiers import written


def render(
    audit: Audit,
    language: Language,
    *,
    read_as: Mapping[int, str] = MappingProxyType({}),
    of_query: Query | None = None,
) -> str:
    """Return the rows as a table, with the count of all and the sources below it.

    Args:
        audit: The answer.
        language: The language.
        read_as: By position the day of an event that was corrected to another since, ISO 8601.
        of_query: What was asked: who asks for mandates sees them, and who asks for days is told
            which days those are.
    """
    asked = {clause.field for clause in (of_query or Query()).clauses}
    of_days = [say(language, "audit.days_as_recorded", count=len(read_as))]
    told = of_days if read_as or Field.OCCURRED in asked else []
    if not audit.rows:
        first = _shown(audit, language) if audit.total else say(language, "audit.none")
        return "\n".join([first, *told])
    letters = _letters(audit)
    with_mandate = Field.MANDATE in asked or any(row.mandate for row in audit.rows)
    rows = [tuple(say(language, "audit.columns").split("|"))]
    rows += [_cells(row, letters, read_as.get(row.position), language) for row in audit.rows]
    if with_mandate:
        mandates = [say(language, "audit.mandate"), *(row.mandate or "-" for row in audit.rows)]
        rows = [
            (*cells[:-1], mandate, cells[-1]) for cells, mandate in zip(rows, mandates, strict=True)
        ]
    lines = [*columns(rows, indent=0), ""]
    lines += [
        say(language, "audit.source", letter=letter, source=source)
        for source, letter in letters.items()
    ]
    lines += [_shown(audit, language), *told]
    if audit.next is not None:
        lines.append(say(language, "audit.more", position=audit.next))
    return "\n".join(lines)


def _shown(audit: Audit, language: Language) -> str:
    total = format_decimal(audit.total, locale=language) + ("" if audit.is_exact else "+")
    return say(language, "audit.shown", shown=len(audit.rows), total=total)


def _letters(audit: Audit) -> dict[str, str]:
    """Return a letter for each source, in order of appearance: A to Z, then A1 and on."""
    sources = dict.fromkeys(row.source for row in audit.rows)
    found = {}
    for number, source in enumerate(sources):
        turn, place = divmod(number, len(ascii_uppercase))
        found[source] = ascii_uppercase[place] + (str(turn) if turn else "")
    return found


def _cells(
    row: AuditRow, letters: dict[str, str], read_as: str | None, language: Language
) -> tuple[str, ...]:
    recorded = moment_text(datetime.fromisoformat(row.recorded_at), language)
    if row.recorded_by != row.actor:
        recorded = say(language, "audit.recorded_by", moment=recorded, account=row.recorded_by)
    marks = _marks(row, language)
    if read_as is not None:
        marks.append(say(language, "audit.now_read_as", day=time_text(read_as, language)))
    return (
        str(row.position),
        time_text(row.occurred_on, language),
        recorded,
        row.stream,
        _type(row, language) + (f" [{'; '.join(marks)}]" if marks else ""),
        f"{row.actor}, {row.role}, {row.organisation}",
        row.purpose,
        row.legal_basis,
        letters[row.source],
    )


def _type(row: AuditRow, language: Language) -> str:
    """Return the type by which it is searched, in Dutch beside its term."""
    if language == "en":
        return row.type
    return f"{event_words(row.type.partition('/')[0], language)} ({row.type})"


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
    """Return what is to be said beside the answer: why it is empty, or what is not there."""
    found = [
        nowhere_text(written(Field(each.field), each.value), each.close, language)
        for each in audit.nowhere
    ]
    if audit.disjoint:
        found.append(say(language, "audit.disjoint"))
    if audit.total and not audit.rows:
        found.append(say(language, "audit.behind"))
    return found


def nowhere_text(asked: str, close: Sequence[str], language: Language) -> str:
    """Return that nothing has what is asked, and which values look like it."""
    text = say(language, "audit.nowhere", qualifier=asked)
    if close:
        text += " " + say(language, "audit.close", values=", ".join(close))
    return text
