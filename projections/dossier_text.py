"""The file for review as a document: in which order, in which tables, in which words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from domain.status import Status
from projections import why_text
from projections.agreements_text import agreement_cells
from projections.blame import fact_name, value_text
from projections.deadlines_text import source_text
from projections.documents import Block, Document, Heading, Paragraph, Table, Verbatim
from projections.dossier import Dossier, RuleRow
from projections.dossier_corrections import CorrectionEntry, Effect
from projections.dossier_decisions import Decision, RuleVersion
from projections.event_rows import (
    EventRow,
    change_text,
    content_text,
    event_name,
    occurred_text,
    recorded_text,
    who_text,
)
from projections.language import (
    Language,
    day_text,
    moment_text,
    need_name,
    need_names,
    plain_value,
    say,
    status_name,
    time_text,
)
from projections.timeline import Entry, target_text


def document(dossier: Dossier, language: Language, address: str | None = None) -> Document:
    """Return the file as a document in `language`.

    Args:
        dossier: The file.
        language: The language of the document.
        address: Where the same file can be asked for again, with which it ends.
    """
    blocks: list[Block] = [
        *_frame(dossier, language),
        *_state(dossier, language),
        *_explanations(dossier, language),
        *_facts(dossier, language),
        *_timeline(dossier, language),
        *_decisions(dossier, language),
        *_findings(dossier, language),
        *_corrections(dossier, language),
        *_deadlines(dossier, language),
        *_agreements(dossier, language),
        *_rules(dossier, language),
        *_proof(dossier, language),
        *_address(address, language),
    ]
    return Document(say(language, "dossier.title", person=dossier.person), language, tuple(blocks))


def _part(
    name: str, language: Language, rows: Iterable[tuple[str, ...]], *, note: bool = False
) -> list[Block]:
    """Return a part: its heading, a note where there is one, and its table, or that it is empty."""
    blocks: list[Block] = [Heading(say(language, f"dossier.{name}"))]
    if note:
        blocks.append(Paragraph(say(language, f"dossier.{name}_note")))
    cells = tuple(rows)
    if not cells:
        return [*blocks, Paragraph(say(language, "dossier.none"))]
    return [*blocks, Table(tuple(say(language, f"dossier.{name}_columns").split("|")), cells)]


def _agreements(dossier: Dossier, language: Language) -> list[Block]:
    """Return the agreements about the case; nothing where there are none, as of most people."""
    if not dossier.agreements:
        return []
    names = tuple(say(language, "agreements.columns").split("|"))
    rows = tuple(agreement_cells(row, language) for row in dossier.agreements)
    heading = say(language, "agreements.of_person")
    return [Heading(heading), Table(names, rows)]


def _frame(dossier: Dossier, language: Language) -> list[Block]:
    frame = dossier.frame
    law = say(language, "dossier.law_own") if frame.law_on is None else str(frame.law_on)
    rows = (
        ("as_of", _exact(frame.as_of)),
        ("known_at", _exact(frame.known_at)),
        ("position", str(frame.position)),
        ("law_on", law),
        ("rule_set", frame.rules),
        ("rules_digest", frame.rules_digest),
        ("size", str(frame.size)),
        ("root", frame.root),
    )
    named = [(say(language, f"dossier.{key}"), value) for key, value in rows]
    if frame.known_to is not None:
        named.insert(2, (say(language, "linked.known_to"), frame.known_to))
    if dossier.pseudonyms:
        named.append((say(language, "linked.pseudonyms"), ", ".join(dossier.pseudonyms)))
    return _part("frame", language, named, note=True)


def _exact(when: date | datetime) -> str:
    """Return a day or moment as it is typed, since the frame is there to be asked again."""
    return when.isoformat()


def _state(dossier: Dossier, language: Language) -> list[Block]:
    rows = [
        (
            need_name(row.need, language),
            status_name(row.status, language),
            _day(row.since, language),
            _day(row.until, language),
            ", ".join(row.circles),
            ", ".join(row.evidence),
        )
        for row in dossier.state.needs
        if row.status != Status.UNKNOWN
    ]
    blocks = _part("state", language, rows)
    blocks.insert(1, Paragraph(why_text.headline(dossier.explanation, language)))
    unknown = dossier.state.with_status(Status.UNKNOWN)
    if unknown:
        names = need_names(unknown, language)
        blocks.append(Paragraph(say(language, "report.unknown_needs", needs=names)))
    return blocks


def _explanations(dossier: Dossier, language: Language) -> list[Block]:
    blocks: list[Block] = [
        Heading(say(language, "dossier.explanation")),
        Verbatim(why_text.render(dossier.explanation, language)),
    ]
    if dossier.at_release is not None:
        blocks += [
            Heading(say(language, "dossier.explanation_release")),
            Verbatim(why_text.render(dossier.at_release, language)),
        ]
    return blocks


def _facts(dossier: Dossier, language: Language) -> list[Block]:
    rows = [
        (
            fact_name(fact.kind, fact.fact, language),
            value_text(fact, language),
            _day(fact.since, language),
            "" if fact.known_since is None else time_text(fact.known_since, language),
            ", ".join(row.event_id for row in fact.events) or say(language, "blame.no_events"),
        )
        for fact in dossier.facts.facts
    ]
    return _part("facts", language, rows)


def _timeline(dossier: Dossier, language: Language) -> list[Block]:
    rows = [_entry(entry, language) for entry in dossier.timeline.entries]
    return _part("timeline", language, rows, note=True)


def _entry(entry: Entry, language: Language) -> tuple[str, ...]:
    content = content_text(entry.body, language)
    if entry.effect_from is not None or entry.effect_until is not None:
        start = day_text(entry.effect_from or entry.day, language)
        end = entry.effect_until
        content.append(
            say(language, "timeline.effect_open", start=start)
            if end is None
            else say(language, "timeline.effect", start=start, end=day_text(end, language))
        )
    if entry.corrected_by:
        content.append(say(language, "timeline.corrected", events=", ".join(entry.corrected_by)))
    if entry.corrects is not None:
        content.append(target_text(entry, language))
    content += _marks(entry, language, after_day=entry.after_day)
    return (
        time_text(entry.occurred_on, language),
        time_text(entry.recorded_at, language),
        entry.term if language == "nl" else entry.type.partition("/")[0],
        "; ".join(content),
        _by(entry, language),
        entry.legal_basis,
        entry.event_id,
    )


def _marks(row: EventRow, language: Language, *, after_day: bool) -> list[str]:
    """Return what is to be known of an event that the state of affairs does not rest on."""
    marks = []
    if after_day:
        moved = next((each for each in row.changes if each.field == "occurred_on"), None)
        marks.append(
            say(language, "dossier.later")
            if moved is None
            else say(
                language,
                "dossier.read_as_later",
                before=plain_value(moved.before, language),
                now=plain_value(moved.now, language),
            )
        )
    if row.retracted:
        marks.append(say(language, "timeline.retracted"))
    return marks


def _by(row: EventRow, language: Language) -> str:
    """Return who acted, and the account that typed or imported it."""
    who = who_text(row, language)
    return say(language, "dossier.by_account", who=who, account=row.recorded_by)


def _decisions(dossier: Dossier, language: Language) -> list[Block]:
    rows = [_decision(each, language) for each in dossier.decisions]
    return _part("decisions", language, rows, note=True)


def _decision(each: Decision, language: Language) -> tuple[str, ...]:
    event = each.event
    before = [
        f"{need_name(need.need, language)}: "
        + (
            say(language, "history.no_rules")
            if need.status is None
            else status_name(need.status, language)
        )
        for need in each.before
    ]
    return (
        occurred_text(event, language),
        recorded_text(event, language),
        "; ".join(
            [event_name(event, language), *_marks(event, language, after_day=each.after_day)]
        ),
        _by(event, language),
        event.mandate or "-",
        event.legal_basis,
        each.purpose,
        "; ".join(before),
        "; ".join(_version(rule, language) for rule in each.rules),
        event.event_id,
    )


def _version(rule: RuleVersion, language: Language) -> str:
    since = day_text(rule.valid_from, language)
    return f"{rule.id} {say(language, 'dossier.in_force_open', start=since)}"


def _findings(dossier: Dossier, language: Language) -> list[Block]:
    rows = [
        (
            day_text(row.on, language),
            say(language, f"findings.{row.kind}"),
            ", ".join(row.events),
        )
        for row in dossier.findings
    ]
    return _part("findings", language, rows)


def _corrections(dossier: Dossier, language: Language) -> list[Block]:
    rows = [
        (
            recorded_text(each.event, language),
            f"{event_name(each.event, language)} {each.event.event_id}",
            _by_whom(each, language),
            each.event.legal_basis,
            each.event.corrects or "",
            say(language, "timeline.erased")
            if each.reason is None
            else plain_value(each.reason, language),
            _changed(each, language),
        )
        for each in dossier.corrections
    ]
    return _part("corrections", language, rows)


def _by_whom(each: CorrectionEntry, language: Language) -> str:
    """Return who made a correction; of a retraction who proposed and who approved it."""
    by = _by(each.event, language)
    if each.effect is Effect.PROPOSED:
        return say(language, "dossier.proposed_by", by=by)
    if each.proposal is not None:
        proposed = _by(each.proposal, language)
        return say(language, "dossier.proposed_and_approved", proposed=proposed, approved=by)
    return by


def _changed(each: CorrectionEntry, language: Language) -> str:
    said = [change_text(change, language) for change in each.changes]
    if each.approved_by is not None:
        said.append(say(language, "dossier.approved_by", event=each.approved_by))
    elif each.effect is not Effect.CHANGED and not said:
        said.append(say(language, f"dossier.effect_{each.effect}"))
    if each.event.retracted:
        said.append(say(language, "dossier.itself_retracted"))
    return "; ".join(said)


def _deadlines(dossier: Dossier, language: Language) -> list[Block]:
    rows = [
        (
            _day(row.due, language),
            say(language, f"deadline_status.{row.status}"),
            _day(row.met_on, language),
            f"{row.code} {row.name.in_language(language)}",
            row.who.in_language(language),
            source_text(row, language),
            say(language, "dossier.verified" if row.verified else "dossier.unverified"),
            ", ".join(row.evidence),
        )
        for row in dossier.deadlines
    ]
    return _part("deadlines", language, rows, note=True)


def _rules(dossier: Dossier, language: Language) -> list[Block]:
    rows = [
        (
            f"{rule.id}: {rule.name.in_language(language)}",
            "" if rule.note is None else rule.note.in_language(language),
            rule.source,
            _in_force(rule, language),
            say(language, "dossier.verified" if rule.verified else "dossier.unverified"),
        )
        for rule in dossier.rules
    ]
    return _part("rules", language, rows, note=True)


def _in_force(rule: RuleRow, language: Language) -> str:
    start = day_text(rule.valid_from, language)
    if rule.valid_to is None:
        return say(language, "dossier.in_force_open", start=start)
    return say(language, "dossier.in_force", start=start, end=day_text(rule.valid_to, language))


def _proof(dossier: Dossier, language: Language) -> list[Block]:
    rows = [
        (
            str(each.position),
            each.event_id,
            moment_text(each.recorded_at, language),
            each.leaf,
            each.root,
        )
        for each in dossier.proof
    ]
    return _part("proof", language, rows, note=True)


def _address(address: str | None, language: Language) -> list[Block]:
    if address is None:
        return []
    return [
        Heading(say(language, "dossier.address")),
        Paragraph(say(language, "dossier.address_note")),
        Verbatim(address),
    ]


def _day(day: date | None, language: Language) -> str:
    return "" if day is None else day_text(day, language)
