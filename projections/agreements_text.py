"""What the lists of agreements and their figures say, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.agreements.counting import PERSON
from domain.agreements.findings import AgreementFindingKind
from domain.agreements.standing import AgreementState
from domain.needs import Need
from projections.agreement_figures import ConversionRow, FulfilmentRow, IntentionRow, Summary
from projections.agreements import AgreementRow, AgreementsReport
from projections.language import (
    Language,
    code_name,
    columns,
    day_text,
    need_name,
    number_text,
    paragraph,
    say,
)

_TOLD_ELSEWHERE = frozenset({AgreementFindingKind.NO_OVERSEER, AgreementFindingKind.BREACH_UNSEEN})


def render(report: AgreementsReport, language: Language) -> str:
    """Return the agreements as a table, what does not fit, and how well they are kept."""
    lines = [say(language, "agreements.none")]
    if report.rows:
        rows = [tuple(say(language, "agreements.columns").split("|"))]
        rows += [agreement_cells(row, language) for row in report.rows]
        day = day_text(report.day, language)
        heading = say(language, "agreements.heading", day=day, count=len(report.rows))
        lines = [heading, "", *columns(rows)]
    for part in (
        _nobody_oversees(report.rows, language),
        _misfits(report.rows, language),
        _figures(report.summary, language),
        _intentions(report.summary, language),
    ):
        told = list(part)
        lines += ["", *told] if told else []
    return "\n".join(lines)


def state_text(row: AgreementRow, language: Language) -> str:
    """Return where an agreement stands, in a few words with the day."""
    text = _state_text(row, language)
    if row.due_passed and row.state != AgreementState.OVERDUE:
        return say(language, "agreements.due_passed", state=text)
    return text


def what_text(row: AgreementRow, language: Language) -> str:
    """Return what is promised: how much of it, for which need."""
    if row.deliverable is None:
        return say(language, "agreements.nothing")
    return promised_text(row.deliverable, row.need, row.quantity, language)


def promised_text(
    deliverable: str, need: str | None, quantity: int | None, language: Language
) -> str:
    """Return a deliverable with its need and its number, where it has them."""
    text = code_name(deliverable, language)
    if need is not None:
        text = say(language, "agreements.for_need", what=text, need=need_name(need, language))
    if quantity is not None:
        text = say(language, "agreements.quantity", what=text, quantity=quantity)
    return text


def topic_text(topic: str, language: Language) -> str:
    """Return what an intention is about: a need, or one of the other topics."""
    if topic in set(Need):
        return need_name(topic, language)
    return code_name(topic, language)


def progress_texts(row: AgreementRow, language: Language) -> list[str]:
    """Return how much was confirmed, and how much offered, where that is counted."""
    found = []
    if row.quantity is not None and row.delivered:
        found.append(
            say(language, "agreements.delivered", delivered=row.delivered, quantity=row.quantity)
        )
    if row.offered is not None:
        key = "agreements.offered_late" if row.offered_late else "agreements.offered"
        found.append(say(language, key, offered=row.offered, late=row.offered_late))
    return found


def due_text(row: AgreementRow, language: Language) -> str:
    """Return the agreed day, and what it was before it was moved."""
    if row.due_on is None:
        return say(language, "agreements.nothing")
    day = day_text(row.due_on, language)
    if row.first_due_on is None:
        return day
    return say(language, "agreements.moved", day=day, first=day_text(row.first_due_on, language))


def who_text(row: AgreementRow, language: Language) -> str:
    """Return who has to deliver to whom; of an intention, who meant it."""
    if row.performer is None:
        return ", ".join(row.parties) or say(language, "agreements.nothing")
    return say(language, "agreements.who", performer=row.performer, beneficiary=row.beneficiary)


def agreement_cells(row: AgreementRow, language: Language) -> tuple[str, ...]:
    """Return one agreement as the cells of a table with the columns `agreements.columns`."""
    what = what_text(row, language)
    if row.deliverable is None and row.topic is not None:
        what = topic_text(row.topic, language)
    nobody = say(language, "agreements.nobody" if row.made_on else "agreements.nothing")
    return (
        row.agreement,
        who_text(row, language),
        "; ".join([what, *progress_texts(row, language)]),
        due_text(row, language),
        row.overseer or nobody,
        state_text(row, language),
    )


def _state_text(row: AgreementRow, language: Language) -> str:
    since = "" if row.since is None else day_text(row.since, language)
    match AgreementState(row.state):
        case AgreementState.OPEN if row.act_by is not None:
            return say(language, "agreements.open", day=day_text(row.act_by, language))
        case AgreementState.OPEN:
            return say(language, "agreements.open_only")
        case AgreementState.OVERDUE:
            key = "agreements.overdue_one" if row.days_overdue == 1 else "agreements.overdue_many"
            return say(language, key, days=row.days_overdue)
        case AgreementState.CLAIMED:
            return say(language, "agreements.claimed", who=row.claimed_by, day=since)
        case AgreementState.FULFILLED:
            key = "agreements.fulfilled" if row.on_time else "agreements.fulfilled_late"
            return say(language, key, who=row.confirmed_by, day=since)
        case AgreementState.INTENTION if row.became is not None:
            return say(language, "agreements.became", day=since, agreement=row.became)
        case AgreementState.NOT_MADE:
            return say(language, "agreements.not_made")
        case state:
            return say(language, f"agreements.{state}", day=since)


def _nobody_oversees(rows: Iterable[AgreementRow], language: Language) -> Iterator[str]:
    unseen = [row.agreement for row in rows if AgreementFindingKind.NO_OVERSEER in row.findings]
    if unseen:
        yield from paragraph(say(language, "agreements.no_overseer", agreements=", ".join(unseen)))


def _misfits(rows: Iterable[AgreementRow], language: Language) -> Iterator[str]:
    found = [
        say(language, "agreements.finding", agreement=row.agreement, finding=finding)
        for row in rows
        for finding in (
            say(language, f"agreement_finding.{kind}")
            for kind in row.findings
            if kind not in _TOLD_ELSEWHERE
        )
    ]
    if found:
        yield say(language, "agreements.findings")
        for each in found:
            yield from paragraph(each, indent=2)


def _figures(summary: Summary, language: Language) -> Iterator[str]:
    total = summary.total
    if not total.made:
        return
    facts = total.model_dump(exclude={"group", "rate", "on_time_rate"})
    yield from paragraph(say(language, "agreements_figures.total", **facts))
    if total.rate is None:
        yield from paragraph(say(language, "agreements_figures.nothing_due"))
    else:
        rate = percentage(total.rate, language)
        yield from paragraph(say(language, "agreements_figures.kept", **facts, rate=rate))
    for key, rows in (("by_level", summary.by_level), ("by_performer", summary.by_performer)):
        names = say(language, "agreements_figures.columns").split("|")
        names[0] = say(language, f"agreements_figures.{key}")
        cells = [_figure_cells(row, key, language) for row in rows]
        yield ""
        yield from columns([tuple(names), *cells])
    yield ""
    yield from paragraph(say(language, "agreements_figures.note"))


def _figure_cells(row: FulfilmentRow, key: str, language: Language) -> tuple[str, ...]:
    group = row.group or ""
    if key == "by_level":
        group = code_name(group, language)
    elif group == PERSON:
        group = say(language, "agreements_figures.person")
    counts = (row.made, row.due, row.fulfilled, row.on_time)
    rate = say(language, "agreements.nothing")
    if row.rate is not None:
        rate = percentage(row.rate, language)
    return (group, *map(str, counts), rate, str(row.without_overseer))


def _intentions(summary: Summary, language: Language) -> Iterator[str]:
    meant = summary.intentions
    if meant.share is not None:
        yield from paragraph(_conversion_text(meant, meant.share, language))
    if summary.never_agreed:
        each = ", ".join(_never_text(row, language) for row in summary.never_agreed)
        yield from paragraph(say(language, "agreements_figures.never", intentions=each))
    if summary.offers_without_agreement:
        events = ", ".join(summary.offers_without_agreement)
        yield from paragraph(say(language, "agreements_figures.loose_offers", events=events))


def _conversion_text(row: ConversionRow, share: float, language: Language) -> str:
    text = say(
        language,
        "agreements_figures.intentions",
        expressed=row.expressed,
        agreed=row.agreed,
        share=percentage(share, language),
    )
    if row.median_days is None:
        return text
    days = number_text(row.median_days, language)
    return f"{text} {say(language, 'agreements_figures.median', days=days)}"


def _never_text(row: IntentionRow, language: Language) -> str:
    return say(
        language,
        "agreements_figures.never_each",
        stream=row.stream,
        topic=topic_text(row.topic, language),
        level=code_name(row.level, language),
        day=day_text(row.on, language),
    )


def percentage(share: float, language: Language) -> str:
    """Return a share from 0 to 1 in whole percents, as it is written: `62%`, `62 procent`."""
    whole = int(share * 100 + 0.5)
    return f"{whole} procent" if language == "nl" else f"{whole}%"
