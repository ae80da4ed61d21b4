"""What the shell offers while a command is typed: event types, fields, words, needs and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from domain.events import EventBody


def complete_types(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the event types that can be recorded."""
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(kind.about.name, help=kind.about.dutch)
        for kind in recordable()
        if kind.about.name.startswith(incomplete)
    ]


def complete_all_types(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Offer every event type, also what is computed and cannot be recorded."""
    from click.shell_completion import CompletionItem

    from commands.event_descriptions import all_kinds, dutch_of, name_of

    return [
        CompletionItem(name_of(kind), help=dutch_of(kind))
        for _, kind in all_kinds()
        if name_of(kind).startswith(incomplete)
    ]


def complete_event_areas(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the areas under which event types are listed."""
    from click.shell_completion import CompletionItem

    from domain.events.areas import EVENT_AREA_NAMES

    return [
        CompletionItem(str(area), help=dutch)
        for area, (dutch, _) in EVENT_AREA_NAMES.items()
        if area.startswith(incomplete)
    ]


def complete_streams(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer how the stream of the type that was typed begins, such as `agreement:`."""
    from click.shell_completion import CompletionItem

    typed = {ctx.params.get("type_name"), *ctx.args}
    kind = next((kind for kind in recordable() if {kind.about.name, kind.about.type} & typed), None)
    offered = () if kind is None else kind.about.streams
    return [CompletionItem(f"{each}:") for each in offered if f"{each}:".startswith(incomplete)]


def complete_settings(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the fields of the type that was typed, and after = the words a field may be."""
    from click.shell_completion import CompletionItem

    from commands.fields import annotation_of, describe, offered, words_of, words_of_field

    # After a --set that still waits for its value click has only the words, not what they mean.
    typed = {ctx.params.get("type_name"), *ctx.args}
    kind = next((kind for kind in recordable() if {kind.about.name, kind.about.type} & typed), None)
    if kind is None:
        return []
    name, equals, written = incomplete.partition("=")
    if not equals:
        return [
            CompletionItem(f"{field}=", help=describe(annotation_of(kind, field)))
            for field in kind.model_fields
            if field.startswith(name)
        ]
    if name not in kind.model_fields:
        return []
    annotation = annotation_of(kind, name)
    refused = set(words_of(annotation)) - set(words_of_field(kind, name))
    rest = (each for each in offered(annotation, written) if each not in refused)
    return [CompletionItem(f"{name}={each}") for each in rest]


def complete_codes(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the error codes that can be explained."""
    from click.shell_completion import CompletionItem

    from commands.explain import catalogue

    return [
        CompletionItem(code, help=entry["en"]["title"])
        for code, entry in catalogue().items()
        if code.startswith(incomplete.upper())
    ]


def complete_needs(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the needs of a person."""
    from click.shell_completion import CompletionItem

    from domain.needs import Need
    from projections.vocabulary import term_name

    return [
        CompletionItem(str(need), help=term_name(f"need/{need}", "nl"))
        for need in Need
        if need.startswith(incomplete)
    ]


def complete_areas(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the areas of life."""
    from click.shell_completion import CompletionItem

    from domain.areas import Area

    return [CompletionItem(str(area)) for area in Area if area.startswith(incomplete)]


def complete_query(
    ctx: click.Context,
    param: click.Parameter,
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the qualifiers of an audit query, and the values of those that have a list of them.

    Only the last word is completed: what stands before it may be the rest of a quoted query.
    """
    from click.shell_completion import CompletionItem

    from projections.qualifiers import FIELDS

    before, space, word = incomplete.rpartition(" ")
    minus = word[:1] if word.startswith("-") else ""
    name, colon, value = word.removeprefix("-").partition(":")
    start = f"{before}{space}{minus}"
    if not colon:
        return [CompletionItem(f"{start}{each}:") for each in FIELDS if each.startswith(name)]
    listed = {"type": complete_types, "need": complete_needs, "area": complete_areas}
    offered = listed[name](ctx, param, value) if name in listed else []
    return [CompletionItem(f"{start}{name}:{each.value}", help=each.help) for each in offered]


def complete_rules(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the ways and decisions of the rule set that was typed, or else of the law."""
    from click.shell_completion import CompletionItem

    from commands.context import DEFAULT_RULES
    from commands.options import given
    from domain.errors import Problem
    from ledger.rulebook import load_rule_set

    try:
        rules = load_rule_set(given(ctx, "rules") or DEFAULT_RULES)
    except Problem:
        # Whoever is still typing has no use for an error; the command itself will tell it.
        return []
    names = {each.id: each.name.en for each in (*rules.ways, *rules.interventions)}
    return [
        CompletionItem(rule, help=name)
        for rule, name in sorted(names.items())
        if rule.startswith(incomplete)
    ]


def recordable() -> list[type[EventBody]]:
    """Return the event types that are recorded by hand: no corrections, and no links of files."""
    from typing import get_args

    from domain.events import EVENT_TYPES, CorrectionEvent, IdentityEvent

    by_other_commands = (*get_args(CorrectionEvent), *get_args(IdentityEvent))
    return [body for body in EVENT_TYPES.values() if body not in by_other_commands]
