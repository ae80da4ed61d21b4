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


def complete_settings(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the fields of the type that was typed, and after = the words a field may be."""
    from click.shell_completion import CompletionItem

    from commands.fields import annotation_of, describe, words_of

    # After a --set that still waits for its value click has only the words, not what they mean.
    typed = {ctx.params.get("type_name"), *ctx.args}
    kind = next((kind for kind in recordable() if {kind.about.name, kind.about.type} & typed), None)
    if kind is None:
        return []
    name, equals, _ = incomplete.partition("=")
    if not equals:
        return [
            CompletionItem(f"{field}=", help=describe(annotation_of(kind, field)))
            for field in kind.model_fields
            if field.startswith(name)
        ]
    if name not in kind.model_fields:
        return []
    offered = (f"{name}={word}" for word in words_of(annotation_of(kind, name)))
    return [CompletionItem(each) for each in offered if each.startswith(incomplete)]


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

    from domain.needs import NEED_NAMES

    return [
        CompletionItem(str(need), help=dutch)
        for need, (dutch, _) in NEED_NAMES.items()
        if need.startswith(incomplete)
    ]


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
    """Return the event types that are recorded by hand: all but the corrections."""
    from typing import get_args

    from domain.events import EVENT_TYPES, CorrectionEvent

    corrections = get_args(CorrectionEvent)
    return [body for body in EVENT_TYPES.values() if body not in corrections]
