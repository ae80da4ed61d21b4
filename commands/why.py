"""`why`: the explanation as text or JSON, as a drawing, as a page, and with its proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from commands.certificate_files import certificate_frame, tell_of_file, write_certificates
from commands.completions import complete_needs
from commands.looking_ahead import needs_named
from commands.lookup import case_of_person
from commands.new_file import STDOUT, write_new
from commands.options import READING, command, given
from commands.output import frame_line, note, show
from commands.reading import open_reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commands.reading import Session
    from domain.assessment import Assessment
    from domain.certificates import Certificate
    from domain.needs import Need
    from projections.why import WhyReport

_PLACES: Final = ("certificate", "svg", "html")


@command(
    "why",
    takes=READING,
    examples=(
        "reintegration why p-0417",
        "reintegration why p-0417 --html why-p-0417.html",
        "reintegration why p-0417 --certificate proofs",
        "reintegration why p-0417 --certificate - | reintegration check-certificate -",
    ),
)
@click.argument("person_id", metavar="PERSON")
@click.option(
    "--moment",
    type=click.Choice(["now", "release"]),
    default="now",
    help="As things are, or as they will be on the day of release if nobody acts.",
)
@click.option(
    "--certificate",
    metavar="FOLDER|-",
    help="Write the proof of the verdict about each need to a file of its own in this folder.",
)
@click.option(
    "--need",
    "needs",
    metavar="NEED",
    multiple=True,
    shell_complete=complete_needs,
    help="Only the proof of this need; may be repeated.",
)
@click.option("--svg", metavar="FILE|-", help="Write the circles as a drawing.")
@click.option("--html", metavar="FILE|-", help="Write one page that works without a network.")
@click.pass_context
def why(
    ctx: click.Context, /, person_id: str, moment: str, needs: tuple[str, ...], **places: str | None
) -> None:
    """Explain why PERSON is stuck: what waits for what, on which ground, and what would open it.

    Files are written beside the answer, never over another file; - writes to stdout instead of
    the answer. 'reintegration check-certificate' checks a proof.
    """
    from domain.assessment import Moment
    from projections import why as reports
    from projections import why_text
    from projections.case import assess_case

    _refuse_what_does_not_fit(ctx, needs, places)
    asked = needs_named(needs, "--need")
    session = open_reading(ctx)
    case = case_of_person(session, person_id)
    assessment = assess_case(case, session.rule_set, session.frame, Moment(moment))
    answer = reports.report(assessment)
    written = False
    if places["certificate"] is not None:
        proofs = _certificates(session, assessment, asked)
        written |= write_certificates(session, case.person.id, proofs, places["certificate"])
    for kind in ("svg", "html"):
        place = places[kind]
        if place is not None:
            written |= _write(place, _drawn(kind, answer, session), session)
    if written:
        note(frame_line(session.meta(), session.language))
    else:
        show(
            ctx, answer.as_json(), session.meta(), lambda: why_text.render(answer, session.language)
        )


def _refuse_what_does_not_fit(
    ctx: click.Context, needs: tuple[str, ...], places: dict[str, str | None]
) -> None:
    on_stdout = [f"--{kind}" for kind in _PLACES if places[kind] == STDOUT]
    if len(on_stdout) > 1:
        msg = f"Only one answer fits on stdout; name a file for one of {', '.join(on_stdout)}."
        raise click.UsageError(msg, ctx)
    if on_stdout and given(ctx, "as_json"):
        msg = f"{on_stdout[0]} - takes the place of --json on stdout; leave one of them out."
        raise click.UsageError(msg, ctx)
    if needs and places["certificate"] is None:
        msg = "--need tells which proofs to write; give --certificate with it."
        raise click.UsageError(msg, ctx)


def _drawn(kind: str, answer: WhyReport, session: Session) -> bytes:
    from projections.ring_picture import draw
    from projections.why_page import page

    if kind == "svg":
        return draw(answer, session.language).encode()
    return page(answer, session.language, frame_line(session.meta(), session.language)).encode()


def _write(place: str, content: bytes, session: Session) -> bool:
    """Write an answer to a file; return whether it went to stdout instead."""
    if place == STDOUT:
        click.echo(content, nl=False)
        return True
    tell_of_file(Path(place), session, is_new=write_new(Path(place), content))
    return False


def _certificates(
    session: Session, assessment: Assessment, asked: Iterable[Need]
) -> list[Certificate]:
    """Return the proofs about the needs asked for, or about all of which something is known."""
    from domain.certifying import certificates_of
    from domain.status import Status

    without = (Status.UNKNOWN, Status.DECLINED, Status.NOT_APPLICABLE, Status.DISPUTED)
    left_out = assessment.with_status(*without)
    needs = tuple(asked) or tuple(need for need in assessment.needs if need not in left_out)
    frame, law_on = certificate_frame(session), session.frame.law_on
    return [
        each
        for need in needs
        for each in certificates_of(assessment, need, session.rule_set, frame=frame, law_on=law_on)
    ]
