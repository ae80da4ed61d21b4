"""`events`: which events there are, which can be recorded, and with which fields."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import click

from commands.completions import complete_all_types, complete_event_areas, complete_needs
from commands.context import language
from commands.frame import meta_without_ledger
from commands.lazy import Entry, LazyGroup, Section
from commands.options import COMMON, command
from commands.output import show
from commands.texts import text

if TYPE_CHECKING:
    from commands.event_descriptions import Kind
    from domain.areas import EventArea
    from projections.language import Language

events: Final = LazyGroup(
    "events",
    (
        Section(
            "Commands",
            (
                Entry("list", "commands.event_types:list_types", "List the events there are."),
                Entry("show", "commands.event_types:show_type", "Show the fields of an event."),
            ),
        ),
    ),
    "Tell which events can be recorded, and with which fields.",
)


@command(
    "list",
    takes=COMMON | {"as_csv"},
    examples=(
        "reintegration events list --need housing",
        "reintegration events list --area debts --csv",
        "reintegration events list --search overdracht",
    ),
)
@click.option(
    "--area",
    metavar="AREA",
    shell_complete=complete_event_areas,
    help="Only events of this area.",
)
@click.option(
    "--need",
    metavar="NEED",
    shell_complete=complete_needs,
    help="Only events that change this need.",
)
@click.option("--search", metavar="WORD", help="Only events with this in name, term or meaning.")
@click.pass_context
def list_types(
    ctx: click.Context, /, area: str | None, need: str | None, search: str | None
) -> None:
    """List the types of events by area, each with its Dutch term and who usually records it.

    What the ledger works out by itself, and what is written to the access log, is listed too, and
    marked: it is not recorded.
    """
    from commands.event_descriptions import Asked, chosen, row_of
    from domain.areas import EventArea
    from domain.needs import Need

    _known("--area", area, tuple(EventArea))
    _known("--need", need, tuple(Need))
    kinds = chosen(Asked(area, need, search))
    spoken = language(ctx)
    data = [row_of(each, kind) for each, kind in kinds]
    show(ctx, data, meta_without_ledger(), lambda: _as_list(kinds, spoken))


@command("show", takes=COMMON, examples=("reintegration events show handover-accepted",))
@click.argument("type_name", metavar="TYPE", shell_complete=complete_all_types)
@click.pass_context
def show_type(ctx: click.Context, /, type_name: str) -> None:
    """Show what an event of TYPE says, field by field, and an example of recording it.

    TYPE is a name, such as handover-accepted, or a Dutch term, such as "overdracht aanvaard".
    """
    from commands.event_descriptions import all_words, details_of, kinds_called, name_of
    from commands.event_errors import SeveralTypes
    from ledger.errors import UnknownType

    kinds = kinds_called(type_name)
    if not kinds:
        raise UnknownType(type_name, all_words())
    if len(kinds) > 1:
        raise SeveralTypes(type_name, [name_of(kind) for kind in kinds])
    data = details_of(kinds[0])
    show(ctx, data, meta_without_ledger(), lambda: _as_text(data, language(ctx)))


def _known(option: str, chosen: str | None, known: tuple[str, ...]) -> None:
    if chosen is not None and chosen not in known:
        msg = f"{chosen!r} is not one of {', '.join(known)}"
        raise click.BadParameter(msg, param_hint=option)


def _as_list(kinds: list[tuple[EventArea, Kind]], spoken: Language) -> str:
    from commands.event_descriptions import area_name, row_of

    if not kinds:
        return text(spoken, "events-none")
    rows = [row_of(area, kind) for area, kind in kinds]
    width = max(len(row["type"]) for row in rows)
    term = max(len(row["dutch"]) for row in rows)
    lines = []
    for area, group in groupby(rows, key=lambda row: row["area"]):
        lines += ["", area_name(area, spoken)]
        lines += [
            f"  {row['type']:<{width}}  {row['dutch']:<{term}}  {_who(row, spoken)}"
            for row in group
        ]
    return "\n".join(lines[1:])


def _who(row: dict[str, Any], spoken: Language) -> str:
    """Return who records it, privacy class, stream where it is no person's, and needs."""
    if row["entered"] != "record":
        return text(spoken, f"event-{row['entered']}")
    from projections.language import code_name, need_names

    streams = [f"{each}:" for each in row["streams"] if each != "person"]
    recorder, needs = code_name(row["recorder"], spoken), need_names(row["changes"], spoken)
    parts = [recorder, row["privacy_class"], *streams, needs]
    return " · ".join(part for part in parts if part)


def _as_text(data: dict[str, Any], spoken: Language) -> str:
    from commands.event_descriptions import area_name
    from projections.language import code_name, need_names

    lines = [f"{data['type']}  ({data['dutch']})", data["meaning"], ""]
    lines.append(text(spoken, "event-area", area=area_name(data["area"], spoken)))
    if data["entered"] in {"computed", "access-log"}:
        lines.append(text(spoken, f"event-{data['entered']}"))
        lines += [data["computed"], text(spoken, "event-seen-with", place=data["seen_with"])]
        if data["rests_on"]:
            lines.append(text(spoken, "event-rests-on", types=", ".join(data["rests_on"])))
        return "\n".join(lines)
    recorder = code_name(data["recorder"], spoken)
    privacy = data["privacy_class"] or text(spoken, "event-privacy-of-target")
    lines += [
        text(spoken, "event-streams", streams=", ".join(f"{each}:" for each in data["streams"])),
        text(spoken, "event-recorder", recorder=recorder, privacy=privacy),
    ]
    if data["changes"]:
        needs = need_names(data["changes"], spoken)
        lines.append(text(spoken, "event-changes", needs=needs))
    if data["entered"] != "record":
        lines.append(text(spoken, f"event-{data['entered']}"))
    lines += ["", *_field_lines(data["fields"], spoken)]
    if data["example"]:
        lines += ["", text(spoken, "event-example"), f"  {data['example']}"]
    return "\n".join(lines)


def _field_lines(fields: list[dict[str, Any]], spoken: Language) -> list[str]:
    if not fields:
        return [text(spoken, "event-no-fields")]
    width = max(len(field["field"]) for field in fields)
    return [
        f"  {field['field']:<{width}}  {field['holds']}"
        + (text(spoken, "event-required") if field["required"] else "")
        for field in fields
    ]
