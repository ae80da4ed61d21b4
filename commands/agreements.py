"""`agreements`: who promised whom what by when, who oversees it, and whether it was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from commands.agreement_errors import AgreementUnknown
from commands.context import person
from commands.nowhere import nowhere, show_with
from commands.options import KNOWN, command
from commands.output import show
from commands.reading import open_records
from commands.time_spans import last_day

if TYPE_CHECKING:
    from projections.agreements import AgreementFilters

LEVELS: Final = ("national", "regional", "local", "case")
"""At what level an agreement is made, as `domain.events.agreements` lists it."""

STATES: Final = (
    *("intention", "open", "claimed", "overdue"),
    *("fulfilled", "breached", "waived"),
)
"""Where an agreement can stand, as `domain.agreements.standing` lists it."""


@command(
    "agreements",
    takes=KNOWN | {"as_csv"},
    examples=(
        "reintegration agreements --state overdue --party WonenBreda",
        "reintegration agreements --without-overseer",
        "reintegration agreements show quota-2026",
    ),
)
@click.argument("named", nargs=-1, metavar="[[show] ID]")
@click.option("--level", type=click.Choice(LEVELS), help="Only of this level.")
@click.option("--person", "person_id", metavar="PERSON", help="Only what concerns this person.")
@click.option("--party", metavar="NAME", help="Only to which this organisation is a party.")
@click.option("--overseer", metavar="NAME", help="Only what this organisation oversees.")
@click.option("--state", type=click.Choice(STATES), help="Only what stands so.")
@click.option("--without-overseer", is_flag=True, help="Only what nobody oversees.")
@click.option(
    "--topic",
    metavar="TOPIC",
    help="Only about this need, deliverable or topic of an intention.",
)
@click.option("--due-within", metavar="SPAN", help="Only what falls due within 30d or 6w.")
@click.pass_context
def agreements(
    ctx: click.Context,
    /,
    named: tuple[str, ...],
    person_id: str | None,
    due_within: str | None,
    **asked: Any,
) -> None:
    """List agreements: who promised whom what by when, who oversees it, and where it stands.

    What is overdue comes first. Kept means confirmed by whoever receives; a breach counts when
    the overseer found it after hearing both. The figures count the level, person, party, overseer
    and topic that were asked for, in any state. With an ID one agreement is shown, with its events.
    """
    from projections.agreements import AgreementFilters

    one = _named(ctx, named)
    if one is not None:
        if person_id or due_within or any(asked.values()):
            msg = "An ID shows one agreement whole; leave out the filters."
            raise click.UsageError(msg, ctx)
        _one(ctx, one)
        return
    name = None if person_id is None else person(person_id)
    _check_topic(ctx, asked["topic"])
    _list(ctx, AgreementFilters(person=name, **asked), due_within)


def _named(ctx: click.Context, named: tuple[str, ...]) -> str | None:
    """Return the agreement that is named, after `show` or without it; None for the list."""
    match named:
        case ():
            return None
        case ("show", one):
            return one
        case (one,) if one != "show":
            return one
        case _:
            msg = "Name one agreement, such as: reintegration agreements show quota-2026"
            raise click.UsageError(msg, ctx)


def _check_topic(ctx: click.Context, topic: str | None) -> None:
    from domain.events.agreements import Deliverable, IntentionTopic
    from domain.needs import Need

    known = list(dict.fromkeys(map(str, (*Need, *Deliverable, *IntentionTopic))))
    if topic is not None and topic not in known:
        msg = f"{topic!r} is no topic of agreements; it is one of {', '.join(known)}."
        raise click.BadParameter(msg, ctx, param_hint="'--topic'")


def _list(ctx: click.Context, filters: AgreementFilters, due_within: str | None) -> None:
    from dataclasses import replace

    from projections import agreements as reports
    from projections.agreement_cases import all_agreements, offers_under, pseudonyms
    from projections.agreements_text import render

    session = open_records(ctx)
    day = session.day
    if due_within is not None:
        filters = replace(filters, due_by=last_day(day, due_within, "--due-within"))
    cases = all_agreements(session.reader)
    offers = offers_under(session.reader, [case.agreement for case in cases])
    answer = reports.report(cases, offers, day, filters)
    meta = {**session.meta(), "summary": answer.summary.model_dump(mode="json")}
    silent = []
    if filters.party is not None or filters.overseer is not None:
        named = reports.organisations_in(cases, pseudonyms(session.reader))
        silent += nowhere("--party", filters.party, named)
        silent += nowhere("--overseer", filters.overseer, reports.overseers_in(cases))
    spoken = session.language
    show_with(ctx, answer.as_json(), meta, lambda: render(answer, spoken), silent, spoken)


def _one(ctx: click.Context, id: str) -> None:
    from domain.agreements.agreement import agreement_id
    from domain.values import StreamKind
    from projections import agreement_page as reports
    from projections.agreement_cases import became, offers_under, one_agreement
    from projections.agreement_page_text import render

    session = open_records(ctx)
    case = one_agreement(session.reader, _id(id))
    if case is None:
        known = map(agreement_id, session.reader.streams(StreamKind.AGREEMENT))
        raise AgreementUnknown(_id(id), session.reader.position, known)
    offers = offers_under(session.reader, [case.agreement])
    day = session.day
    later = became(session.reader, case)
    answer = reports.report(case, offers, later, session.frame, day)
    show(ctx, answer.as_json(), session.meta(), lambda: render(answer, session.language))


def _id(text: str) -> str:
    """Return the id of an agreement that was named by its id or its stream.

    Raises:
        StreamRefused: It cannot be the name of one.
    """
    from commands.envelopes import check_stream
    from domain.agreements.agreement import agreement_id, agreement_stream

    check_stream(agreement_stream(text))
    return agreement_id(text)
