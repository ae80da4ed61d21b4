"""How it came to be known: the events behind each fact, what changed and why, the whole file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from commands.completions import complete_needs
from commands.context import person
from commands.looking_ahead import needs_named
from commands.lookup import case_of_person, find_event
from commands.new_file import STDOUT, write_new
from commands.options import READING, DayOrMoment, command, given, keep
from commands.output import frame_line, note, show
from commands.reading import open_reader, open_reading
from commands.review_errors import EventOfNoPerson, EventRecordedLater, MomentsReversed
from commands.texts import text

if TYPE_CHECKING:
    from commands.reading import Session
    from domain.assessment import Assessment
    from domain.envelope import Act
    from projections.case import Case
    from projections.differences import KnownAt
    from projections.dossier import FrameRow


@command("blame", takes=READING)
@click.argument("person_id", metavar="PERSON")
@click.pass_context
def blame(ctx: click.Context, person_id: str) -> None:
    """Show on which events each current fact about PERSON rests.

    For each: its value, since when it holds and since when it is known, and of every event behind
    it who acted, on which basis, when it was recorded, and what was corrected.
    """
    from projections import blame as reports
    from projections.case import assess_case

    session = open_reading(ctx)
    case = case_of_person(session, person_id)
    answer = reports.report(case, assess_case(case, session.rule_set, session.frame))
    show(ctx, answer.as_json(), session.meta(), lambda: reports.render(answer, session.language))


@command("history", takes=READING, examples=("reintegration history p-0417 registration --step",))
@click.argument("person_id", metavar="PERSON")
@click.argument("need", shell_complete=complete_needs)
@click.option("--step", is_flag=True, help="Show every event, also what changed nothing.")
@click.pass_context
def history(
    ctx: click.Context,
    person_id: str,
    need: str,
    step: bool,  # noqa: FBT001 - a flag is a bool
) -> None:
    """Show how NEED of PERSON came to stand where it stands: before and after each event.

    Each event is judged on its own day, by what had happened up to then and as it is read now; so
    are the days on which nobody acted and a term or the law changed it.
    """
    from projections import need_history as reports
    from projections.case import assess_case

    [wanted] = needs_named([need], "NEED")
    session = open_reading(ctx)
    case = case_of_person(session, person_id)
    assess_case(case, session.rule_set, session.frame)
    answer = reports.report(case, wanted, session.rule_set, session.frame, every_event=step)
    show(ctx, answer.as_json(), session.meta(), lambda: reports.render(answer, session.language))


@command(
    "diff",
    takes=READING - {"known_at"},
    examples=(
        "reintegration diff p-0417 --known-at 2007-06-04",
        "reintegration diff p-0417 --known-at 2007-06-04 --and-at 2007-06-12",
    ),
)
@click.argument("person_id", metavar="PERSON")
@click.option(
    "--known-at",
    "--beschikbaar-op",
    "moments",
    type=DayOrMoment(),
    multiple=True,
    required=True,
    help="The first moment of knowing; given twice, the second one too.",
)
@click.option("--and-at", type=DayOrMoment(), help="The second moment of knowing; otherwise now.")
@click.pass_context
def diff(
    ctx: click.Context,
    person_id: str,
    moments: tuple[date | datetime, ...],
    and_at: date | datetime | None,
) -> None:
    """Show what became known of PERSON between two moments, and what changed because of it.

    Both moments are judged on the same day (--as-of) and under the same law, so what differs
    comes from what was recorded, corrected or retracted in between.
    """
    from projections import differences as reports

    first, second = _two_moments(ctx, moments, and_at)
    # The first before the second: today is the moment at which its frame is made.
    keep(ctx, "known_at", first)
    then = open_reading(ctx)
    keep(ctx, "known_at", second)
    reader = open_reader(ctx, then.ledger, then.rule_set.digest)
    session = replace(then, reader=reader, frame=reader.frame, asked_at=then.clock())
    # A clock that stands still or was set back lies before what was recorded by it.
    now = max(session.asked_at, session.ledger.head().recorded_at or session.asked_at)
    since, until = (each.frame.known_at or now for each in (then, session))
    if since > until:
        raise MomentsReversed(since, until)
    _pin_moments(ctx, since, session.meta()["known_at"])
    case = case_of_person(session, person_id)
    known = then.reader.file(person(person_id))
    answer = reports.report(
        _known(then, *_judged(then, known.person, known.acts)),
        _known(session, *_judged(session, case.person.id, case.recorded)),
    )
    show(ctx, answer.as_json(), session.meta(), lambda: reports.render(answer, session.language))


def _pin_moments(ctx: click.Context, first: datetime, second: datetime) -> None:
    """Take both moments for what was typed, so that the address of the answer says them."""
    ctx.params |= {"moments": (first,), "and_at": second}
    ctx.set_parameter_source("and_at", ParameterSource.COMMANDLINE)


def _two_moments(
    ctx: click.Context, moments: tuple[date | datetime, ...], and_at: date | datetime | None
) -> tuple[date | datetime, date | datetime | None]:
    others = [*moments[1:]] if and_at is None else [*moments[1:], and_at]
    if len(others) > 1:
        msg = "Give two moments at most: --known-at and --and-at, or --known-at twice."
        raise click.UsageError(msg, ctx)
    return moments[0], others[0] if others else None


def _judged(session: Session, person: str, recorded: tuple[Act, ...]) -> tuple[Case, Assessment]:
    """Return a person and the state of affairs from what was recorded, in a session's frame."""
    from projections.case import assess_case, case_of

    case = case_of(person, recorded, session.frame)
    return case, assess_case(case, session.rule_set, session.frame)


def _known(
    session: Session, case: Case, assessment: Assessment
) -> tuple[KnownAt, Case, Assessment]:
    from projections.differences import KnownAt

    meta = session.meta()
    moment = KnownAt(known_at=meta["known_at"], position=meta["position"], root=meta["root"])
    return moment, case, assessment


@command("relied-on", takes=READING)
@click.argument("event_id")
@click.option("--source", metavar="URI", help="The sender, where several used the same id.")
@click.pass_context
def relied_on(ctx: click.Context, /, event_id: str, source: str | None) -> None:
    """Show what relies on event EVENT_ID: facts, needs, findings, later events, corrections.

    A fact relies on it when it names the event, or would read otherwise if the event had not been
    recorded. For what relied on it before a correction, ask with --known-at the day before that.
    Not seen is who read it and decided by it without naming it.
    """
    from domain.values import person_of_stream
    from projections import reliance as reports

    session = open_reading(ctx)
    act = find_event(session.ledger, event_id, source, up_to=session.reader.position)
    name = person_of_stream(act.envelope.stream)
    if name is None:
        raise EventOfNoPerson(event_id, act.envelope.stream)
    case = case_of_person(session, name)
    shown = next((each for each in case.recorded if each.key == act.key), None)
    if shown is None:
        raise EventRecordedLater(event_id, session.reader.position, session.frame.known_to)
    answer = reports.report(
        case.recorded, shown, lambda acts: _judged(session, case.person.id, acts)
    )
    show(ctx, answer.as_json(), session.meta(), lambda: reports.render(answer, session.language))


@command(
    "dossier",
    takes=READING,
    examples=("reintegration dossier p-0417 --html p-0417.html --lang nl",),
)
@click.argument("person_id", metavar="PERSON")
@click.option("--html", metavar="FILE", help="Write it as one HTML page to print; - for stdout.")
@click.option("--markdown", metavar="FILE", help="Write it as Markdown; - for stdout.")
@click.pass_context
def dossier(ctx: click.Context, person_id: str, html: str | None, markdown: str | None) -> None:
    """Hand over the file of PERSON for review, whole in one document.

    Frame, state of affairs, explanation, facts with their events, timeline with both times,
    decisions with actor, mandate and basis, findings, corrections, deadlines met and missed,
    agreements, rules, and leaf and root of every event, and last its address, with which
    'reintegration open' gives it again. Without a file the answer is Markdown on stdout. The same
    frame gives the same bytes.
    """
    from commands.addresses import address_of
    from projections import dossier as reports
    from projections.agreement_cases import agreements_of
    from projections.documents import as_html, as_markdown
    from projections.dossier_text import document

    places = [place for place in (html, markdown) if place is not None]
    on_stdout = places.count(STDOUT)
    if on_stdout > 1 or (on_stdout and given(ctx, "as_json")):
        msg = "Only one answer fits on stdout; name a file for the others."
        raise click.UsageError(msg, ctx)
    session = open_reading(ctx)
    case = case_of_person(session, person_id)
    leaves = session.reader.leaves(case.person.id)
    agreed = agreements_of(session.reader, case.person.id)
    frame = _frame(session)
    answer = reports.report(case, session.rule_set, session.frame, frame, leaves, agreed)
    address = address_of(ctx, session.meta(), session.language)
    page = document(answer, session.language, address)
    if not places:
        show(ctx, answer.as_json(), session.meta(), lambda: as_markdown(page).rstrip("\n"))
        return
    for place, content in ((html, as_html(page)), (markdown, as_markdown(page))):
        if place == STDOUT:
            click.echo(content, nl=False)
        elif place is not None:
            is_new = write_new(Path(place), content.encode())
            note(text(session.language, "file-written" if is_new else "file-there", path=place))
    if given(ctx, "as_json"):
        show(ctx, answer.as_json(), session.meta(), "")
    else:
        note(frame_line(session.meta(), session.language))


def _frame(session: Session) -> FrameRow:
    from projections.dossier import FrameRow

    meta = session.meta()
    return FrameRow(**{name: meta[name] for name in FrameRow.model_fields if name in meta})
