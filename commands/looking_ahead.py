"""`ways-out`, `forecast` and `what-if`: what is to come, what gets somebody out, and by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from commands.certificate_files import certificate_frame, write_certificates
from commands.completions import complete_needs, complete_rules
from commands.lookup import case_of_person
from commands.new_file import STDOUT
from commands.options import READING, Day, command, given
from commands.output import frame_line, note, show
from commands.reading import open_reading
from commands.report_errors import LooksAheadOfThePast, NeedUnknown, NothingToGetOutOf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commands.reading import Session
    from domain.needs import Need
    from domain.rules import RuleSet
    from projections.case import Case
    from projections.ways_out import WaysOutReport

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


@command("forecast", takes=READING)
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
@click.pass_context
def forecast(
    ctx: click.Context,
    /,
    person_id: str,
    by: date | None,
    horizon: int | None,
    released_tomorrow: bool,  # noqa: FBT001 - a flag is a bool
) -> None:
    """Tell what is to be expected for PERSON on a day.

    What will be arranged, what can be if somebody acts in time, by when, and what will be stuck if
    nobody does; with what things usually take and with the most that statute allows, apart.
    """
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
