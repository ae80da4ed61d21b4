"""`show`: one event, what was recorded about it later, and how it is read because of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.clock import clock
from commands.context import language, open_ledger
from commands.frame import reader_meta
from commands.lookup import chain_of, changes_of, find_event
from commands.options import LOOKING, command
from commands.output import show
from commands.reading import open_reader
from commands.texts import text

if TYPE_CHECKING:
    from commands.context import Language
    from domain.envelope import Act
    from domain.history import Resolved
    from projections.event_rows import Change


@command("show", takes=LOOKING | {"known_at"})
@click.argument("event_id")
@click.option("--source", metavar="URI", help="The sender, where several used the same id.")
@click.pass_context
def show_event(ctx: click.Context, /, event_id: str, source: str | None) -> None:
    """Show event EVENT_ID as it was recorded, what changed it later, and how it is read now.

    What corrected it or took it back is followed to the end: a retraction can itself be retracted.
    """
    from domain.history import resolve

    now = clock()
    asked_at = now()
    ledger = open_ledger(ctx)
    reader = open_reader(ctx, ledger)
    act = find_event(ledger, event_id, source, up_to=reader.position)
    history = list(reader.history(act.envelope.stream))
    chain, resolved = chain_of(history, act), resolve(history)
    data = {
        **as_data(act),
        "changed_by": [as_data(each) for each in chain],
        "read_now": _read_now(act, chain, resolved),
    }
    meta = reader_meta(reader, asked_at, dated=False)
    show(ctx, data, meta, lambda: _as_text(act, chain, resolved, language(ctx)))


def as_data(act: Act) -> dict[str, Any]:
    """Return an act as JSON shows it: its place, its envelope, its body."""
    return {
        "position": act.position,
        "version": act.version,
        "recorded_at": act.recorded_at.isoformat(),
        **act.envelope.model_dump(mode="json", exclude_none=True),
        "body": None if act.body is None else act.body.model_dump(mode="json"),
    }


def _read_now(act: Act, chain: list[Act], resolved: Resolved) -> dict[str, Any]:
    """Return how an event is read in the frame: as recorded, corrected, or as never happened."""
    by = _retracted_by(act, chain, resolved)
    if by:
        return {"status": "retracted", "by": by}
    now = _current(act, resolved)
    if not now.corrected_by:
        return {"status": "as-recorded", "by": []}
    changed = {each.field: each.now for each in _differences(act, now)}
    return {"status": "corrected", "by": list(now.corrected_by), "values": changed}


def _retracted_by(act: Act, chain: list[Act], resolved: Resolved) -> list[str]:
    """Return the retractions of an event that count, by the ids of their events."""
    from domain.events import EventRetracted

    gone = {each.key for each in resolved.retracted}
    return [
        each.envelope.event_id
        for each in changes_of(chain, act)
        if act.key in gone and each.key not in gone and isinstance(each.body, EventRetracted)
    ]


def _current(act: Act, resolved: Resolved) -> Act:
    return next((each for each in resolved.acts if each.key == act.key), act)


def _differences(act: Act, now: Act) -> Sequence[Change]:
    from projections.event_rows import changes

    return changes(act, now)


def _as_text(act: Act, chain: list[Act], resolved: Resolved, language: Language) -> str:
    lines = _lines(act, language)
    for change in chain:
        lines += ["", _heading(change, language), *_lines(change, language)]
    if chain:
        lines += ["", _read_text(act, chain, resolved, language)]
    return "\n".join(lines)


def _heading(change: Act, language: Language) -> str:
    """Return what a change does to which event; a bare proposal changes nothing."""
    from domain.events import EVENT_TYPES, EventRetracted, EventRetractionProposed

    kind = EVENT_TYPES[change.envelope.type]
    key = "show-corrected"
    if kind is EventRetractionProposed:
        key = "show-retraction-proposed"
    elif kind is EventRetracted:
        key = "show-retracted"
    reference = change.envelope.corrects
    return text(language, key, event_id="" if reference is None else reference.event_id)


def _read_text(act: Act, chain: list[Act], resolved: Resolved, language: Language) -> str:
    from projections.event_rows import change_text

    by = _retracted_by(act, chain, resolved)
    if by:
        return text(language, "show-read-retracted", by=", ".join(by))
    now = _current(act, resolved)
    if not now.corrected_by:
        return text(language, "show-read-as-recorded")
    said = "; ".join(change_text(each, language) for each in _differences(act, now))
    return text(language, "show-read-corrected", by=", ".join(now.corrected_by), changes=said)


def _lines(act: Act, language: str) -> list[str]:
    data = as_data(act)
    body = data.pop("body")
    rows = [(key, _written(value)) for key, value in data.items() if value not in ([], "")]
    if body is None:
        rows.append(("body", text(language, "show-erased")))
    else:
        rows += [(f"body.{key}", _written(value)) for key, value in body.items()]
    width = max(len(key) for key, _ in rows)
    return [f"{key:<{width}}  {value}" for key, value in rows]


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key}={_written(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_written(each) for each in value)
    return "-" if value is None else str(value)
