"""`show`: one event, and what was recorded about it later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.clock import clock
from commands.context import language, open_ledger
from commands.frame import reader_meta
from commands.lookup import changes_of, find_event
from commands.options import LOOKING, command
from commands.output import show
from commands.reading import open_reader
from commands.texts import text

if TYPE_CHECKING:
    from domain.envelope import Act


@command("show", takes=LOOKING | {"known_at"})
@click.argument("event_id")
@click.option("--source", metavar="URI", help="The sender, where several used the same id.")
@click.pass_context
def show_event(ctx: click.Context, /, event_id: str, source: str | None) -> None:
    """Show event EVENT_ID as it was recorded, and what corrected or retracted it."""
    from ledger.errors import UnknownEvent

    now = clock()
    asked_at = now()
    ledger = open_ledger(ctx)
    reader = open_reader(ctx, ledger)
    act = find_event(ledger, event_id, source)
    if act.position > reader.position:
        raise UnknownEvent(event_id, source)
    changes = changes_of(list(reader.history(act.envelope.stream)), act)
    data = {**as_data(act), "changed_by": [as_data(each) for each in changes]}
    meta = reader_meta(reader, asked_at, dated=False)
    show(ctx, data, meta, lambda: _as_text(act, changes, language(ctx)))


def as_data(act: Act) -> dict[str, Any]:
    """Return an act as JSON shows it: its place, its envelope, its body."""
    return {
        "position": act.position,
        "version": act.version,
        "recorded_at": act.recorded_at.isoformat(),
        **act.envelope.model_dump(mode="json", exclude_none=True),
        "body": None if act.body is None else act.body.model_dump(mode="json"),
    }


def _as_text(act: Act, changes: list[Act], language: str) -> str:
    lines = _lines(act, language)
    for change in changes:
        lines += ["", text(language, "show-changed"), *_lines(change, language)]
    return "\n".join(lines)


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
