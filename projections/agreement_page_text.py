"""What the page of one agreement says, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from projections.agreement_page import AgreementPage, EscalationRow, HistoryRow
from projections.agreements import AgreementRow
from projections.agreements_text import (
    due_text,
    progress_texts,
    promised_text,
    state_text,
    topic_text,
    what_text,
)
from projections.event_rows import event_lines
from projections.language import Language, code_name, columns, day_text, paragraph, say


def render(page: AgreementPage, language: Language) -> str:
    """Return the page as text: the promise first, its history last."""
    row = page.agreement
    lines = paragraph(
        say(
            language,
            "agreement.heading",
            agreement=row.agreement,
            day=day_text(page.day, language),
            state=state_text(row, language),
        )
    )
    lines += ["", *columns(list(_facts(row, language)))]
    for name, part in (
        ("findings", list(_findings(page, language))),
        ("escalations", [_escalation(each, language) for each in page.escalations]),
        ("offers", list(_offers(page, language))),
    ):
        if part:
            lines += ["", say(language, f"agreement.{name}")]
            lines += [line for text in part for line in paragraph(text, indent=2)]
    lines += ["", say(language, "agreement.history")]
    for each in page.history:
        lines += _event(each, language)
    return "\n".join(lines)


def _facts(row: AgreementRow, language: Language) -> Iterator[tuple[str, ...]]:
    def fact(name: str, value: str) -> tuple[str, str]:
        return say(language, f"agreement.{name}"), value

    if row.topic is not None:
        yield fact("intention", topic_text(row.topic, language))
    if row.level is not None:
        yield fact("level", code_name(row.level, language))
    if row.parties:
        yield fact("parties", ", ".join(row.parties))
    if row.performer is not None:
        promise = say(
            language,
            "agreement.promise_text",
            performer=row.performer,
            beneficiary=row.beneficiary,
            what=what_text(row, language),
        )
        yield fact("promise", promise)
        yield fact("due", due_text(row, language))
    if row.act_by is not None and row.act_by != row.due_on:
        yield fact("act_by", day_text(row.act_by, language))
    if row.persons:
        yield fact("persons", ", ".join(row.persons))
    if row.made_on is not None:
        yield fact("overseer", _overseer(row, language))
    if row.last_review_on is not None:
        yield fact("review", day_text(row.last_review_on, language))
    progress = progress_texts(row, language)
    if progress:
        yield fact("delivered", "; ".join(progress))
    if row.evidence:
        yield fact("state", ", ".join(row.evidence))


def _overseer(row: AgreementRow, language: Language) -> str:
    if row.overseer is None or row.overseer_since is None:
        return say(language, "agreements.nobody")
    since = day_text(row.overseer_since, language)
    return say(language, "agreement.overseer_since", overseer=row.overseer, day=since)


def _findings(page: AgreementPage, language: Language) -> Iterator[str]:
    for each in page.findings:
        text = say(language, f"agreement_finding.{each.kind}")
        events = ", ".join(each.events)
        yield say(language, "agreements.events", text=text, events=events)


def _escalation(each: EscalationRow, language: Language) -> str:
    facts = {
        "day": day_text(each.raised_on, language),
        "topic": code_name(each.topic, language),
        "level": code_name(each.level, language),
        "by": each.by,
    }
    if each.resolved_on is None or each.outcome is None:
        return say(language, "agreement.escalation_open", **facts)
    outcome = code_name(each.outcome, language)
    resolved = day_text(each.resolved_on, language)
    return say(language, "agreement.escalation", **facts, outcome=outcome, resolved=resolved)


def _offers(page: AgreementPage, language: Language) -> Iterator[str]:
    for each in page.offers:
        key = "agreement.offer_late" if each.late else "agreement.offer"
        day = day_text(each.on, language)
        yield say(language, key, day=day, person=each.person, by=each.by)


def _event(each: HistoryRow, language: Language) -> list[str]:
    lines = event_lines(each.event, language, indent=2)
    said = _said(each, language)
    return [*lines, *paragraph(said, indent=4)] if said else lines


def _said(each: HistoryRow, language: Language) -> str:
    """Return what an event says, in a sentence; nothing for corrections, which show elsewhere."""
    body = each.body
    if body is None:
        return say(language, "agreement.erased")
    name = each.event.type.partition("/")[0]
    match name:
        case "intention-expressed":
            topic = topic_text(body["topic"], language)
            return _tell(language, name, parties=", ".join(body["parties"]), topic=topic)
        case "agreement-made":
            return _made(body, language)
        case "agreement-amended":
            return _amended(body, language)
        case "agreement-fulfilled":
            return _fulfilled(body, language)
        case "agreement-breached":
            reason = code_name(body["reason"], language)
            heard = "breached-heard" if body["parties_heard"] else "breached-unheard"
            return _tell(language, heard, reason=reason)
        case "agreement-waived":
            return _tell(language, name, reason=code_name(body["reason"], language))
        case "overseer-assigned" | "overseer-changed":
            return _tell(language, name, overseer=body["overseer"])
        case "oversight-review-held":
            return _tell(language, name, outcome=code_name(body["outcome"], language))
        case "escalation-raised":
            level = code_name(body["level"], language)
            topic = code_name(body["topic"], language)
            return _tell(language, name, level=level, topic=topic)
        case "escalation-resolved":
            outcome = code_name(body["outcome"], language)
            return _tell(language, name, outcome=outcome)
        case _:
            return ""


def _tell(language: Language, name: str, **facts: object) -> str:
    return say(language, f"agreement_event.{name}", **facts)


def _made(body: dict[str, Any], language: Language) -> str:
    what = promised_text(body["deliverable"], body.get("need"), body.get("quantity"), language)
    parts = [
        _tell(
            language,
            "agreement-made",
            performer=body["performer"],
            beneficiary=body["beneficiary"],
            what=what,
            due=_day(body["due_on"], language),
        )
    ]
    if "overseer" in body:
        parts.append(_tell(language, "overseer-at-making", overseer=body["overseer"]))
    return "; ".join(parts)


def _amended(body: dict[str, Any], language: Language) -> str:
    parts = [_tell(language, "agreement-amended", consent=", ".join(body["consent_of"]))]
    if "due_on" in body:
        parts.append(_tell(language, "amended-due", day=_day(body["due_on"], language)))
    if "quantity" in body:
        parts.append(_tell(language, "amended-quantity", quantity=body["quantity"]))
    if "performer" in body:
        parts.append(_tell(language, "amended-performer", performer=body["performer"]))
    return "; ".join(parts)


def _fulfilled(body: dict[str, Any], language: Language) -> str:
    parts = [_tell(language, "agreement-fulfilled")]
    if "quantity" in body:
        parts.append(_tell(language, "fulfilled-quantity", quantity=body["quantity"]))
    if "confirmed_by" in body:
        parts.append(_tell(language, "fulfilled-confirmed", who=body["confirmed_by"]))
    return "; ".join(parts)


def _day(text: str, language: Language) -> str:
    return day_text(date.fromisoformat(text), language)
