"""`events`: which events can be recorded, and with which fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from commands.completions import complete_types, recordable
from commands.context import language
from commands.frame import meta_without_ledger
from commands.lazy import Entry, LazyGroup, Section
from commands.options import COMMON, command
from commands.output import show
from commands.texts import text

if TYPE_CHECKING:
    from domain.events import EventBody

events: Final = LazyGroup(
    "events",
    (
        Section(
            "Commands",
            (
                Entry("list", "commands.event_types:list_types", "List the events to record."),
                Entry("show", "commands.event_types:show_type", "Show the fields of an event."),
            ),
        ),
    ),
    "Tell which events can be recorded, and with which fields.",
)


@command("list", takes=COMMON | {"as_csv"})
@click.pass_context
def list_types(ctx: click.Context) -> None:
    """List the types of events that can be recorded."""
    kinds = recordable()
    data = [_about(kind) for kind in kinds]
    width = max(len(kind.about.type) for kind in kinds)
    lines = [f"{kind.about.type:<{width}}  {kind.about.dutch}" for kind in kinds]
    show(ctx, data, meta_without_ledger(), "\n".join(lines))


@command("show", takes=COMMON)
@click.argument("type_name", metavar="TYPE", shell_complete=complete_types)
@click.pass_context
def show_type(ctx: click.Context, /, type_name: str) -> None:
    """Show what an event of TYPE says, field by field."""
    from commands.envelopes import find_type

    kind = find_type(type_name)
    fields = _fields(kind)
    data = {**_about(kind), "meaning": _meaning(kind), "fields": fields}
    show(ctx, data, meta_without_ledger(), lambda: _as_text(kind, fields, language(ctx)))


def _about(kind: type[EventBody]) -> dict[str, Any]:
    about = kind.about
    return {
        "type": about.type,
        "name": about.name,
        "dutch": about.dutch,
        "recorder": about.recorder,
        "privacy_class": about.privacy,
        "changes": list(about.changes),
    }


def _fields(kind: type[EventBody]) -> list[dict[str, Any]]:
    from commands.fields import annotation_of, describe, words_of

    return [
        {
            "field": name,
            "required": field.is_required(),
            "holds": describe(annotation_of(kind, name)),
            "words": list(words_of(annotation_of(kind, name))),
        }
        for name, field in kind.model_fields.items()
    ]


def _meaning(kind: type[EventBody]) -> str:
    return " ".join((kind.__doc__ or "").split())


def _as_text(kind: type[EventBody], fields: list[dict[str, Any]], language: str) -> str:
    about = kind.about
    lines = [
        f"{about.type}  ({about.dutch})",
        _meaning(kind),
        "",
        text(language, "event-recorder", recorder=about.recorder, privacy=about.privacy),
    ]
    if about.changes:
        lines.append(text(language, "event-changes", needs=", ".join(about.changes)))
    lines.append("")
    if not fields:
        lines.append(text(language, "event-no-fields"))
    width = max((len(field["field"]) for field in fields), default=0)
    for field in fields:
        must = text(language, "event-required") if field["required"] else ""
        lines.append(f"  {field['field']:<{width}}  {field['holds']}{must}")
    return "\n".join(lines)
