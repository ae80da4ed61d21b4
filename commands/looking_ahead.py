"""`ways-out`, `forecast` and `what-if`: what is to come, what gets somebody out, and by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import click

from commands.certificate_files import certificate_frame, write_certificates
from commands.completions import complete_needs, complete_rules
from commands.lookup import case_of_person
from commands.new_file import STDOUT
from commands.options import READING, Day, command, given
from commands.output import frame_line, note, show
from commands.reading import open_reading
from commands.report_errors import (
    LooksAheadOfThePast,
    NeedUnknown,
    NothingToGetOutOf,
    PeriodReversed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commands.reading import Session
    from domain.needs import Need
    from domain.rules import RuleSet
    from projections.case import Case
    from projections.ways_out import WaysOutReport

_RELEASE_DAYS: Final = 91
"""How many days of release are looked at where only the first is named: a quarter of a year."""

_horizon = click.option(
    "--horizon",
    type=click.IntRange(min=0, max=3660),
    metavar="DAYS",
    help="How many days to look ahead; otherwise a year.",
)


@command(
    "ways-out",
    takes=READING,
    examples=(
        "reintegration ways-out p-0417",
        "reintegration ways-out p-0417 --goal benefit --by 2026-09-01",
        "reintegration ways-out p-0417 --goal benefit --certificate proofs",
    ),
)
@click.argument("person_id", metavar="PERSON")
@click.option(
    "--goal",
    "goals",
    metavar="NEED",
    multiple=True,
    shell_complete=complete_needs,
    help="What is to be arranged; several goals are to be met together. Otherwise all that is"
    " stuck, or will be at release.",
)
@click.option("--by", type=Day(), help="The day on which they are; otherwise a year from now.")
@click.option(
    "--lead",
    type=click.Choice(["typical", "statutory"]),
    default="typical",
    help="Count with what things usually take, or with the most that statute allows.",
)
@click.option(
    "--certificate",
    metavar="FOLDER|-",
    help="Write the proof of each way out to a file of its own in this folder.",
)
@click.pass_context
def ways_out(
    ctx: click.Context,
    /,
    person_id: str,
    goals: tuple[str, ...],
    by: date | None,
    lead: str,
    certificate: str | None,
) -> None:
    """List the smallest combinations of decisions that get PERSON out, or to a goal.

    For each: who decides, on which source, by when at the latest, what comes of it, and how long
    the goal is not met meanwhile. What the person can apply for and what authorities must do is
    counted on; only decisions that may be refused are listed as decisions.

    A proof shows that the decisions of a way out together lead to the goals, and for each of them
    that the goals are out of reach without it; 'reintegration check-certificate' checks it. It is
    about one day, of the question or of release, and says nothing of dates.
    """
    if certificate == STDOUT and given(ctx, "as_json"):
        msg = "--certificate - takes the place of --json on stdout; leave one of them out."
        raise click.UsageError(msg, ctx)
    from domain.timed.setting import Leads
    from projections import ways_out as reports
    from projections.ways_out_text import render

    named = needs_named(goals, "--goal")
    session = open_reading(ctx)
    case = _case_to_look_ahead(session, person_id)
    wanted = named or reports.stuck_needs(case, session.rule_set, session.frame)
    if not wanted:
        raise NothingToGetOutOf(case.person.id, session.day)
    leads = Leads.TYPICAL if lead == "typical" else Leads.STATUTORY_MAXIMUM
    answer = reports.report(case, session.rule_set, session.frame, wanted, by, leads=leads)
    if certificate is not None and _write_proofs(session, case, answer, certificate):
        note(frame_line(session.meta(), session.language))
        return
    show(ctx, answer.as_json(), session.meta(), lambda: render(answer, session.language))


def _write_proofs(session: Session, case: Case, answer: WaysOutReport, place: str) -> bool:
    """Write the proofs of the ways out; return whether they went to stdout."""
    from projections.language import say
    from projections.ways_out import proofs

    found, without = proofs(
        answer, case, session.rule_set, session.frame, certificate_frame(session)
    )
    if without:
        numbers = ", ".join(str(number) for number in without)
        note(say(session.language, "way_out_proof.none", numbers=numbers))
    return write_certificates(session, case.person.id, found, place)


@command(
    "forecast",
    takes=READING,
    examples=(
        "reintegration forecast p-0421",
        "reintegration forecast p-0421 --released-tomorrow",
        "reintegration forecast p-0421 --released-from 2007-06-19 --released-to 2007-09-17",
    ),
)
@click.argument("person_id", metavar="PERSON")
@click.option(
    "--by", type=Day(), help="The day asked about; otherwise that of release, or a year from now."
)
@_horizon
@click.option(
    "--released-tomorrow",
    is_flag=True,
    help="Take it that the person is released tomorrow, as a court may decide.",
)
@click.option(
    "--released-from",
    type=Day(),
    help="Tell it for each day on which the release may come, from this one, when nobody knows it.",
)
@click.option(
    "--released-to", type=Day(), help="The last of those days; otherwise thirteen weeks in all."
)
@click.pass_context
def forecast(
    ctx: click.Context,
    /,
    person_id: str,
    by: date | None,
    horizon: int | None,
    released_tomorrow: bool,  # noqa: FBT001 - a flag is a bool
    released_from: date | None,
    released_to: date | None,
) -> None:
    """Tell what is to be expected for PERSON on a day.

    What will be arranged, what can be if somebody acts in time, by when, and what will be stuck if
    nobody does; with what things usually take and with the most that statute allows, apart.

    With --released-from, of whom a court may release on any day: what is said of the day of
    release, on how many of the days on which it may come.
    """
    if released_to is not None and released_from is None:
        msg = "--released-to is the end of a period; say with --released-from when it begins."
        raise click.UsageError(msg, ctx)
    if released_from is not None:
        if by is not None or horizon is not None or released_tomorrow:
            msg = "--released-from asks about every day of a period; leave out the other day."
            raise click.UsageError(msg, ctx)
        _show_release_days(ctx, person_id, released_from, released_to)
        return
    from projections import forecast as reports
    from projections.forecast_text import render

    session = open_reading(ctx)
    case = _case_to_look_ahead(session, person_id)
    answer = reports.report(
        *(case, session.rule_set, session.frame, by),
        horizon=_last_day(session, horizon),
        released_tomorrow=released_tomorrow,
    )
    show(ctx, answer.as_json(), session.meta(), lambda: render(answer, session.language))


def _show_release_days(ctx: click.Context, person_id: str, first: date, last: date | None) -> None:
    from projections import release_days as reports
    from projections.release_days_text import render

    if last is None:
        last = first + timedelta(days=min(_RELEASE_DAYS, (date.max - first).days + 1) - 1)
    if last < first:
        raise PeriodReversed(first, last, "--released-from", "--released-to")
    session = open_reading(ctx)
    case = _case_to_look_ahead(session, person_id)
    answer = reports.report(case, session.rule_set, session.frame, first, last)
    show(ctx, answer.as_json(), session.meta(), lambda: render(answer, session.language))


@command(
    "what-if",
    takes=READING,
    examples=(
        "reintegration what-if p-0417 --assume outside-the-law/fee-paid-by-others",
        'reintegration what-if p-0417 --assume "Bridging money" --rules seed-2007',
    ),
)
@click.argument("person_id", metavar="PERSON")
@click.option(
    "--assume",
    metavar="NAME|ID",
    multiple=True,
    required=True,
    shell_complete=complete_rules,
    help="A way or decision that is taken to be done as soon as it can be, by the name that"
    " reports print or by its id; may be repeated.",
)
@click.option(
    "--by", type=Day(), help="The day asked about; otherwise that of release, or a year from now."
)
@_horizon
@click.pass_context
def what_if(
    ctx: click.Context,
    /,
    person_id: str,
    assume: tuple[str, ...],
    by: date | None,
    horizon: int | None,
) -> None:
    """Tell what would change for PERSON if some ways and decisions were done. Records nothing.

    'reintegration ways-out' and 'reintegration rules list' name them.
    """
    from projections import forecast as reports
    from projections.forecast_text import render_what_if

    session = open_reading(ctx)
    case = _case_to_look_ahead(session, person_id)
    last = _last_day(session, horizon)
    day = session.day
    chosen = rules_named(assume, session.rule_set, session.frame.law_on or day)
    before, after = (
        reports.report(*(case, session.rule_set, session.frame, by), horizon=last, assume=assumed)
        for assumed in ((), chosen)
    )
    answer = reports.what_if(before, after)
    show(ctx, answer.as_json(), session.meta(), lambda: render_what_if(answer, session.language))


def needs_named(texts: Iterable[str], option: str) -> tuple[Need, ...]:
    """Return the needs that were typed, by id or by the name that reports print.

    Raises:
        NeedUnknown: There is no such need.
    """
    from domain.needs import Need
    from projections.language import LANGUAGES, need_name

    names = {
        name.casefold(): need
        for need in Need
        for name in (need.value, *(need_name(need, language) for language in LANGUAGES))
    }
    found = []
    for text in texts:
        need = names.get(text.strip().casefold())
        if need is None:
            raise NeedUnknown(text, option, [each.value for each in Need])
        found.append(need)
    return tuple(dict.fromkeys(found))


def rules_named(texts: Iterable[str], rules: RuleSet, day: date) -> tuple[str, ...]:
    """Return the ids of the ways and decisions that were typed, by name in a report or by id.

    A name that several versions of the law gave to different rules is that of the one in force on
    `day`; the star behind a name in a report is no part of it. What is neither stays as it is
    typed.
    """
    from projections.language import LANGUAGES

    in_force = rules.in_force(day)
    every = (*rules.ways, *rules.interventions, *in_force.ways, *in_force.interventions)
    ids = {rule.name.in_language(each).casefold(): rule.id for rule in every for each in LANGUAGES}
    typed = (text.strip().removesuffix("*").rstrip() for text in texts)
    return tuple(dict.fromkeys(ids.get(text.casefold(), text) for text in typed))


def _case_to_look_ahead(session: Session, person_id: str) -> Case:
    """Return a person as the frame shows them, if one can look ahead from there.

    Raises:
        LooksAheadOfThePast: The frame knows of acts that took place after its day.
    """
    from domain.values import day_of

    case = case_of_person(session, person_id)
    day = session.day
    known_on = day_of(session.frame.known_at or session.asked_at)
    later = [act.envelope.day for act in case.resolved.acts if day < act.envelope.day <= known_on]
    if later:
        raise LooksAheadOfThePast(day, max(later))
    return case


def _last_day(session: Session, horizon: int | None) -> date | None:

    if horizon is None:
        return None
    day = session.day
    return day + timedelta(days=min(horizon, (date.max - day).days))
