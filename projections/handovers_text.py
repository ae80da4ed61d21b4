"""Handovers as a table for a desk, and the account of one person from day to day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from domain.accountability.found import Fault
from domain.accountability.policy import Policy
from domain.accountability.states import State
from domain.situation import Phase
from projections.accountability import (
    AccountReport,
    EscalationRow,
    NeedRow,
    RuleRow,
    SpanRow,
)
from projections.deadline_words import event_words
from projections.handovers import AnswerRow, FoundRow, HandoverRow, Handovers, PartyRow
from projections.language import (
    Language,
    code_name,
    columns,
    day_text,
    need_name,
    need_names,
    paragraph,
    say,
)
from projections.releases import release_not_recorded

_LATE = frozenset({Fault.NOTICE_MISSING, Fault.NOTICE_LATE, Fault.NOTICE_AFTER_RELEASE})
_NOT_HANDED_OVER = frozenset(
    {Fault.HANDOVER_MISSING, Fault.HANDOVER_UNANSWERED, Fault.HANDOVER_REJECTED}
)
_DISPUTED = frozenset(
    {
        Fault.NEED_WITHOUT_OWNER,
        Fault.MUNICIPALITY_UNKNOWN,
        Fault.OWNERSHIP_DISPUTED,
        Fault.ACCEPTED_BY_TWO,
        Fault.TWO_POSSIBLE_OWNERS,
    }
)


def render(handovers: Handovers, policy: Policy, language: Language) -> str:
    """Return the handovers as a table with a line of counts."""
    if not handovers.rows:
        return say(language, "handovers.none")
    rows = [tuple(say(language, "handovers.columns").split("|"))]
    rows += [_cells(row, handovers.day, language) for row in handovers.rows]
    counts = say(
        language,
        "handovers.summary",
        late=_with_one_of(handovers, _LATE),
        not_handed_over=_with_one_of(handovers, _NOT_HANDED_OVER),
        disputed=_with_one_of(handovers, _DISPUTED),
    )
    named = policy.notice.name.in_language(language)
    return "\n".join(
        [
            say(language, "handovers.heading", count=len(handovers.rows)),
            "",
            *columns(rows),
            "",
            *paragraph(counts),
            *paragraph(say(language, "handovers.policy", name=named)),
            *paragraph(say(language, "handovers.open")),
            *paragraph(say(language, "handovers.more")),
        ]
    )


def render_account(account: AccountReport, language: Language) -> str:
    """Return the account of one person: each stay, each need from day to day, what is wrong."""
    lines = [
        say(
            language,
            "accountability.heading",
            person=account.person,
            day=day_text(account.day, language),
        )
    ]
    if not account.handovers:
        lines += ["", say(language, "accountability.no_stays")]
    for handover in account.handovers:
        lines += ["", *_stay(handover, account.day, language)]
    lines += ["", say(language, "accountability.needs")]
    lines += _needs(account, language)
    if account.escalations:
        lines += ["", say(language, "accountability.escalations")]
        for each in account.escalations:
            lines += paragraph(_escalation(each, language), indent=2)
    if account.refusals:
        lines += ["", say(language, "accountability.refusals")]
        for refusal in account.refusals:
            text = say(
                language,
                "accountability.refusal",
                day=day_text(refusal.on, language),
                by=refusal.by,
                ground=code_name(refusal.ground, language),
            )
            lines += paragraph(text, indent=2)
    found = _all_found(account)
    if found:
        lines += ["", say(language, "accountability.found")]
        for each_found in found:
            lines += paragraph(_found(each_found, language), indent=2)
    lines += ["", *paragraph(say(language, "accountability.derived"))]
    return "\n".join([*lines, *paragraph(say(language, "handovers.open"))])


def _with_one_of(handovers: Handovers, faults: frozenset[Fault]) -> int:
    return sum(1 for row in handovers.rows if faults & {Fault(flag) for flag in row.flags})


def _cells(row: HandoverRow, day: date, language: Language) -> tuple[str, ...]:
    nothing = say(language, "handovers.nothing")
    return (
        row.person,
        _release(row, day, language),
        row.municipality or nothing,
        _lead(row.lead_days, language),
        _lead(row.received_lead_days, language),
        _handover(row, language),
        _who_now(row.accountable, language) or nothing,
        need_names(row.open, language) or nothing,
        _flags(row, language) or nothing,
    )


def _release(row: HandoverRow, day: date, language: Language) -> str:
    if row.release_on is None:
        return say(language, "handovers.unknown_release")
    release = day_text(row.release_on, language)
    if _is_not_recorded(row, day):
        return say(language, "caseload.release_was", day=release)
    is_estimated = row.certainty == "estimated" and not row.released
    return say(language, "handovers.estimated", day=release) if is_estimated else release


def _is_not_recorded(row: HandoverRow, day: date) -> bool:
    phase = Phase.RELEASED if row.released else Phase.DETAINED
    return release_not_recorded(row.release_on, phase, day)


def _lead(days: int | None, language: Language) -> str:
    match days:
        case None:
            return say(language, "handovers.no_notice")
        case 0:
            return say(language, "handovers.same_day")
        case 1 | -1:
            return say(language, "handovers.before_one" if days > 0 else "handovers.after_one")
        case _:
            key = "handovers.before_many" if days > 0 else "handovers.after_many"
            return say(language, key, days=abs(days))


def _handover(row: HandoverRow, language: Language) -> str:
    if row.form is None and not row.accepted and not row.rejected:
        return say(language, "handovers.form_none")
    form = say(language, f"handovers.form_{row.form or 'none'}")
    if row.rejected and not row.accepted:
        text = say(language, "handovers.form_rejected", form=form)
    else:
        # Whoever accepts what nobody offered makes more answers than offers.
        offered = len(set(row.offered) | set(row.accepted))
        text = say(
            language, "handovers.accepted", form=form, accepted=len(row.accepted), offered=offered
        )
    if row.rating is None:
        return text
    return say(language, "handovers.rating", handover=text, rating=row.rating)


def _who_now(answers: Iterable[AnswerRow], language: Language) -> str:
    counted = Counter(_who(each.state, each.parties, language) for each in answers)
    return ", ".join(
        say(language, "handovers.count", who=who, count=count) for who, count in counted.items()
    )


def _who(state: str, parties: tuple[PartyRow, ...], language: Language) -> str:
    names = [party_text(party, language) for party in parties]
    match State(state):
        case State.NOBODY:
            return say(language, "handover_party.nobody")
        case State.UNKNOWN:
            return say(language, "handover_party.not_known")
        case State.DISPUTED:
            return say(language, "handover_party.disputed", names=_and(names, language))
        case State.JOINT:
            return say(language, "handover_party.joint", names=_and(names, language))
        case State.PRISON | State.MUNICIPALITY | State.JUSTICE | State.OWNER:
            return names[0]


def party_text(party: PartyRow, language: Language) -> str:
    """Return the name of an organisation, or what sort it is where no act names it."""
    if party.name is None:
        return say(language, f"handover_party.{party.kind}")
    return say(language, f"handover_party.{party.kind}_named", name=party.name)


def _and(names: list[str], language: Language) -> str:
    if len(names) < 2:  # noqa: PLR2004 - one name has nothing to be joined with
        return "".join(names)
    first = ", ".join(names[:-1])
    return say(language, "handover_party.and", first=first, second=names[-1])


def _flags(row: HandoverRow, language: Language) -> str:
    counted = Counter(each.fault for each in row.found)
    texts = []
    for flag in row.flags:
        text = say(language, f"handover_fault.{flag}")
        many = counted[flag] > 1
        texts.append(
            say(language, "handovers.flag_times", flag=text, count=counted[flag]) if many else text
        )
    return ", ".join(texts)


def _stay(row: HandoverRow, day: date, language: Language) -> Iterator[str]:
    yield from paragraph(_stay_heading(row, language))
    for line in _stay_lines(row, day, language):
        yield from paragraph(line, indent=2)


def _stay_heading(row: HandoverRow, language: Language) -> str:
    institution = row.institution or say(language, "accountability.somewhere")
    released = None if row.release_on is None else day_text(row.release_on, language)
    if row.entered_on is None:
        return say(language, "accountability.stay_unknown", released=released)
    began = day_text(row.entered_on, language)
    if row.released:
        return say(
            language,
            "accountability.stay_ended",
            began=began,
            released=released,
            institution=institution,
        )
    return say(language, "accountability.stay", began=began, institution=institution)


def _stay_lines(row: HandoverRow, day: date, language: Language) -> Iterator[str]:
    if _is_not_recorded(row, day) and row.release_on is not None:
        yield say(language, "releases.not_recorded", day=day_text(row.release_on, language))
    elif not row.released and row.release_on is not None:
        yield say(language, "accountability.planned", day=_release(row, day, language))
    if row.municipality is None:
        yield say(language, "accountability.settles_unknown")
    else:
        yield say(language, "accountability.settles", municipality=row.municipality)
    if row.at_once:
        yield say(language, "accountability.at_once")
    if row.emergency_on is not None:
        yield say(language, "accountability.emergency", day=day_text(row.emergency_on, language))
    yield _notice("sent", row.notice_sent, row.lead_days, language)
    yield _notice("received", row.notice_received, row.received_lead_days, language)
    if row.notice_due is not None:
        yield say(language, "accountability.due", day=day_text(row.notice_due, language))
    if row.offered_on is None:
        yield say(language, "accountability.not_offered")
    else:
        yield say(
            language,
            "accountability.offered",
            day=day_text(row.offered_on, language),
            form=say(language, f"handovers.form_{row.form}"),
            needs=need_names(row.offered, language),
        )
    for name, needs in (
        ("accepted", row.accepted),
        ("rejected", row.rejected),
        ("unanswered", row.unanswered),
    ):
        if needs:
            yield say(language, f"accountability.{name}", needs=need_names(needs, language))
    if row.rating is not None:
        yield say(language, "accountability.rating", rating=row.rating)


def _notice(name: str, day: date | None, lead: int | None, language: Language) -> str:
    if day is None:
        return say(language, f"accountability.not_{name}")
    ahead = say(language, "handovers.unknown_release") if lead is None else _lead(lead, language)
    return say(language, f"accountability.{name}", day=day_text(day, language), lead=ahead)


def _needs(account: AccountReport, language: Language) -> Iterator[str]:
    """Yield the days of each need; needs of which the same is to be said are told together.

    Those that are open stand first, each with the day since when.
    """
    told: dict[tuple[SpanRow, ...], list[NeedRow]] = {}
    for row in sorted(account.needs, key=lambda row: row.open_since is None):
        told.setdefault(row.spans, []).append(row)
    for spans, rows in told.items():
        yield ""
        yield from paragraph(", ".join(_need(row, language) for row in rows), indent=2)
        for span in spans:
            yield from paragraph(_span(span, language), indent=4)


def _need(row: NeedRow, language: Language) -> str:
    name = need_name(row.need, language)
    if row.open_since is None:
        return name
    day = day_text(row.open_since, language)
    events = ", ".join(row.open_by)
    return say(language, "accountability.open_since", need=name, day=day, events=events)


def _span(span: SpanRow, language: Language) -> str:
    since = day_text(span.since, language)
    if span.until is None:
        days = say(language, "accountability.span_open", since=since)
    else:
        days = say(
            language, "accountability.span", since=since, until=day_text(span.until, language)
        )
    parts = [
        say(
            language,
            "accountability.because",
            who=_who(span.state, span.parties, language),
            why=_why(span.rule, span.ground, language),
        )
    ]
    if span.meanwhile is not None:
        parts.append(
            say(
                language,
                "accountability.meanwhile",
                who=party_text(span.meanwhile.party, language),
                why=_why(span.meanwhile.rule, None, language),
            )
        )
    elif span.state == State.DISPUTED:
        parts.append(say(language, "accountability.nobody_meanwhile"))
    if span.payer is not None:
        parts.append(say(language, "accountability.payer", who=party_text(span.payer, language)))
    if span.passed:
        parts.append(say(language, "accountability.passed"))
    evidence = f" [{', '.join(span.evidence)}]" if span.evidence else ""
    return f"{days}   {'; '.join(parts)}{evidence}"


def _why(rule: RuleRow, ground: str | None, language: Language) -> str:
    if rule.name is None:
        return act_text(rule.id, ground, language)
    key = "accountability.source" if rule.verified else "accountability.unverified"
    return say(language, key, name=rule.name.in_language(language), source=rule.source)


def act_text(rule: str, ground: str | None, language: Language) -> str:
    """Return what acts say of who answers, where no rule of policy does."""
    sentence = say(language, f"handover_{rule.replace('/', '.')}")
    return sentence if ground is None else f"{sentence}: {code_name(ground, language)}"


def _escalation(each: EscalationRow, language: Language) -> str:
    key = (
        "accountability.escalation_open"
        if each.outcome is None
        else "accountability.escalation_closed"
    )
    return say(
        language,
        key,
        day=day_text(each.raised_on, language),
        topic=code_name(each.topic, language),
        level=code_name(each.level, language),
        by=each.by,
        outcome="" if each.outcome is None else code_name(each.outcome, language),
        resolved="" if each.resolved_on is None else day_text(each.resolved_on, language),
    )


def _all_found(account: AccountReport) -> list[FoundRow]:
    """Return everything that is wrong with any stay, and what is wrong now, each once."""
    of_stays = (each for row in account.handovers for each in row.found)
    return sorted(
        dict.fromkeys((*of_stays, *account.found)), key=lambda each: (each.on, each.fault)
    )


def _found(each: FoundRow, language: Language) -> str:
    about = [] if each.need is None else [need_name(each.need, language)]
    if each.detail is not None:
        about.append(_detail(each, each.detail, language))
    return say(
        language,
        "accountability.found_line",
        day=day_text(each.on, language),
        fault=say(language, f"handover_fault.{each.fault}"),
        about=say(language, "accountability.about", detail=", ".join(about)) if about else "",
        events=", ".join(each.evidence) or say(language, "accountability.no_events"),
    )


def _detail(each: FoundRow, detail: str, language: Language) -> str:
    match Fault(each.fault):
        case Fault.HANDOVER_REJECTED:
            return code_name(detail, language)
        case Fault.OWNERSHIP_DISPUTED:
            return code_name(detail, language)
        case Fault.ESCALATION_NEEDED:
            return say(language, f"handover_fault.{detail}")
        case Fault.ESCALATION_OPEN:
            return code_name(detail, language)
        case Fault.DATA_REFUSED:
            return code_name(detail, language)
        case _:
            return event_words(detail, language)
