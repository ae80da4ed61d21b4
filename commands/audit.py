"""`audit`: who did what when, asked by options or in the words of a query."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from commands.completions import complete_areas, complete_needs, complete_query, complete_types
from commands.context import person
from commands.lazy import Entry, WithCommandsBelow
from commands.options import LOOKING, ROWS, Day, DayOrMoment, command
from commands.output import note, progress, show
from commands.reading import open_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ledger import Reader
    from projections.audit import Audit
    from projections.audit_query import Query, Term

Decorated = TypeVar("Decorated", bound="Callable[..., Any] | click.Command")

_NEGATED: Final = re.compile(r"-[a-z]+:.*", re.DOTALL)
"""What begins as an option does, and is a qualifier that leaves something out."""

_TEXTS: Final = {
    "actor": "--actor",
    "account": "--account",
    "role": "--role",
    "organisation": "--org",
    "type": "--type",
    "area": "--area",
    "need": "--need",
    "purpose": "--purpose",
    "basis": "--basis",
    "mandate": "--mandate",
    "source": "--source",
    "correlation": "--correlation",
    "causation": "--causation",
}
"""The options of one text, by the field that they ask."""

_ASKED: Final = "asked_{}"

_SPANS: Final = {
    "occurred": ("--from", "--to"),
    "noted": ("--noted-from", "--noted-to"),
    "recorded": ("--recorded-from", "--recorded-to"),
}
"""The options of the three times, by the field that they ask."""


class AuditCommand(WithCommandsBelow):
    """Takes a query, unless the first word names something else that the trail can tell."""

    entries: tuple[Entry, ...] = (
        Entry("gaps", "commands.gaps:gaps", "List when nobody acted, and whose move it was."),
    )

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Parse what follows `audit`, or leave it to the command that its first word names."""
        if self.below(args)[0] is self:
            # A space keeps click from reading it as an option; a query may begin with spaces.
            args = [f" {each}" if _NEGATED.fullmatch(each) else each for each in args]
        return super().make_context(info_name, args, parent, **extra)


def _text_option(
    field: str, metavar: str, help_: str, **more: Any
) -> Callable[[Decorated], Decorated]:
    name = _TEXTS[field]
    spellings = (name, "--organisation") if field == "organisation" else (name,)
    # Under a name of its own: every command takes the account that asks as `account`.
    named = _ASKED.format(field)
    return click.option(*spellings, named, metavar=metavar, multiple=True, help=help_, **more)


@command(
    "audit",
    takes=LOOKING | ROWS | {"known_at", "known_to"},
    examples=(
        "reintegration audit 'actor:u-7 type:benefit-* recorded:2026-11-01.. -role:clerk'",
        "reintegration audit --person p-0417 --newest-first --limit 20",
        "reintegration audit gaps --person p-0417",
    ),
    base=AuditCommand,
)
@click.argument("query", nargs=-1, metavar="[QUERY]", shell_complete=complete_query)
@click.option(
    "--person", "persons", metavar="PERSON", multiple=True, help="Only about this person."
)
@_text_option("actor", "NAME", "Only by this account or office.")
@_text_option("account", "NAME", "Only what this account typed or imported.")
@_text_option("role", "NAME", "Only by who acted in this role.")
@_text_option("organisation", "NAME", "Only by this organisation.")
@_text_option(
    *("type", "TYPE", "Only of this type; in benefit-* the star stands for any letters."),
    shell_complete=complete_types,
)
@_text_option(
    *("area", "AREA", "Only of types that can concern a need in this area."),
    shell_complete=complete_areas,
)
@_text_option(
    *("need", "NEED", "Only of types that can concern this need."), shell_complete=complete_needs
)
@_text_option("purpose", "CODE", "Only for this purpose.")
@_text_option("basis", "TEXT", "Only on this legal basis.")
@_text_option("mandate", "TEXT", "Only on this mandate.")
@_text_option("source", "NAME", "Only what this system said.")
@_text_option("correlation", "ID", "Only what has this in common.")
@_text_option("causation", "ID", "Only what this event led to.")
@click.option("--from", "occurred_from", type=Day(), help="Only what took place on or after it.")
@click.option("--to", "occurred_to", type=Day(), help="Only what took place on or before it.")
@click.option("--noted-from", type=DayOrMoment(), help="Only what its source logged since.")
@click.option("--noted-to", type=DayOrMoment(), help="Only what its source logged until then.")
@click.option("--recorded-from", type=DayOrMoment(), help="Only what was recorded since.")
@click.option("--recorded-to", type=DayOrMoment(), help="Only what was recorded until then.")
@click.option(
    "--after", type=click.IntRange(min=0), metavar="POSITION", help="Go on behind this position."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show so many at most.")
@click.option("--newest-first", is_flag=True, help="Show what was recorded last first.")
@click.pass_context
def audit(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    after: int | None,
    limit: int | None,
    newest_first: bool,  # noqa: FBT001 - a flag is a bool
    **asked: Any,
) -> None:
    """Answer who did what when, in what role, for which purpose and on which legal basis.

    QUERY is made of qualifiers with spaces between: person, actor, account, role, organisation,
    type, area, need, purpose, basis, mandate, source, occurred, noted, recorded, correlation and
    causation, each with a colon and a value. An event has to answer all of them. Of a field that is
    named more than once, here or as an option, one value is enough; a - before a qualifier leaves
    out. A * stands for any letters in a type, actor, account, role, organisation, purpose, basis
    and mandate; mandate:none asks for events without one. Times are written 2026, 2026-11,
    2026-11-01, or as a span: 2026-11-01..2026-11-30, ..2026, 2026-11-01... Quotes go around a value
    with spaces. Days are days in the Netherlands, and both ends count.
    """
    from projections import audit_text
    from projections.reading import audit_of

    found = _query(query, asked)
    session = open_records(ctx)
    answer = audit_of(
        session.reader,
        found,
        after=after,
        limit=limit,
        newest_first=newest_first,
        progress=progress(ctx, "events-progress"),
    )
    meta = {
        **session.meta(dated=False),
        "shown": len(answer.rows),
        "total": answer.total,
        "total_is_exact": answer.is_exact,
        "next": answer.next,
    }
    read_as = _days_now(session.reader, answer)
    data = [
        row if (day := read_as.get(row["position"])) is None else {**row, "now_read_as": day}
        for row in answer.as_json()
    ]
    show(
        ctx,
        data,
        meta,
        lambda: audit_text.render(answer, session.language, read_as=read_as, of_query=found),
    )
    for remark in audit_text.remarks(answer, session.language):
        note(remark)


def _days_now(reader: Reader, answer: Audit) -> dict[int, str]:
    """Return by position the day of each event shown that was corrected to another since."""
    from domain.history import resolve

    recorded = {row.position: row.occurred_on for row in answer.rows if row.corrected_by}
    streams = sorted({row.stream for row in answer.rows if row.corrected_by})
    return {
        act.position: act.envelope.occurred_on.isoformat()
        for stream in streams
        for act in resolve(reader.history(stream)).acts
        if act.position in recorded
        and act.envelope.occurred_on.isoformat() != recorded[act.position]
    }


def _query(words: tuple[str, ...], asked: dict[str, Any]) -> Query:
    from projections.audit_query import query_of
    from projections.qualifiers import parse

    return query_of([*parse(" ".join(words).strip()), *_terms(asked)])


def _terms(asked: dict[str, Any]) -> Iterator[Term]:
    """Yield what the options ask, in the terms of a query."""
    from projections.audit_query import Field, Span, Term
    from projections.qualifiers import asked as value_of
    from projections.qualifiers import checked

    for each in asked["persons"]:
        yield Term(Field.PERSON, person(each))
    for name, option in _TEXTS.items():
        field = Field(name)
        for each in asked[_ASKED.format(name)]:
            yield Term(field, value_of(field, each, option))
    for name, options in _SPANS.items():
        first: date | datetime | None = asked[f"{name}_from"]
        last: date | datetime | None = asked[f"{name}_to"]
        if first is not None or last is not None:
            yield Term(Field(name), checked(Field(name), Span(first, last), ", ".join(options)))
