"""What the shell offers while a command is typed: event types, fields, words, needs and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING

from click import Context, Parameter

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from domain.events import EventBody

    Items = list[CompletionItem]


Words = Iterable[tuple[str, str | None]]
"""Words that can be typed, each with what it means where that is said."""


def _completing(words: Callable[[], Words]) -> Callable[[Context, Parameter, str], Items]:
    """Make of a list of words what click calls to complete one of them."""

    @wraps(words)
    def complete(ctx: Context, param: Parameter, incomplete: str) -> Items:  # noqa: ARG001 - click's signature
        return _beginning_with(incomplete, words())

    return complete


def _beginning_with(incomplete: str, words: Words) -> Items:
    from click.shell_completion import CompletionItem

    return [CompletionItem(word, help=said) for word, said in words if word.startswith(incomplete)]


@_completing
def complete_types() -> Words:
    """Offer the event types that can be recorded."""
    return ((kind.about.name, kind.about.dutch) for kind in recordable())


@_completing
def complete_all_types() -> Words:
    """Offer every event type, also what is computed and cannot be recorded."""
    from commands.event_descriptions import all_kinds, dutch_of, name_of

    return ((name_of(kind), dutch_of(kind)) for _, kind in all_kinds())


@_completing
def complete_event_areas() -> Words:
    """Offer the areas under which event types are listed."""
    from domain.areas import EVENT_AREA_NAMES

    return ((str(area), dutch) for area, (dutch, _) in EVENT_AREA_NAMES.items())


@_completing
def complete_needs() -> Words:
    """Offer the needs of a person."""
    from domain.needs import Need
    from projections.vocabulary import term_name

    return ((str(need), term_name(f"need/{need}", "nl")) for need in Need)


@_completing
def complete_areas() -> Words:
    """Offer the areas of life."""
    from domain.areas import Area

    return ((str(area), None) for area in Area)


def complete_codes(
    ctx: Context,  # noqa: ARG001 - click's signature
    param: Parameter,  # noqa: ARG001
    incomplete: str,
) -> Items:
    """Offer the error codes that can be explained, also where they are typed in small letters."""
    from commands.explain import catalogue

    titles = ((code, entry["en"]["title"]) for code, entry in catalogue().items())
    return _beginning_with(incomplete.upper(), titles)


def complete_streams(
    ctx: Context,
    param: Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> Items:
    """Offer how the stream of the type that was typed begins, such as `agreement:`."""
    kind = _typed(ctx)
    streams = () if kind is None else kind.about.streams
    return _beginning_with(incomplete, ((f"{each}:", None) for each in streams))


def complete_settings(
    ctx: Context,
    param: Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> Items:
    """Offer the fields of the type that was typed, and after = the words a field may be."""
    from click.shell_completion import CompletionItem

    from commands.fields import annotation_of, describe, offered, words_of, words_of_field

    kind = _typed(ctx)
    if kind is None:
        return []
    name, equals, written = incomplete.partition("=")
    if not equals:
        fields = ((f"{each}=", describe(annotation_of(kind, each))) for each in kind.model_fields)
        return _beginning_with(name, fields)
    if name not in kind.model_fields:
        return []
    annotation = annotation_of(kind, name)
    refused = set(words_of(annotation)) - set(words_of_field(kind, name))
    rest = (each for each in offered(annotation, written) if each not in refused)
    return [CompletionItem(f"{name}={each}") for each in rest]


def complete_query(
    ctx: Context,
    param: Parameter,
    incomplete: str,
) -> Items:
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
    ctx: Context,
    param: Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> Items:
    """Offer the ways and decisions of the rule set that was typed, or else of the law."""
    from commands.options import given
    from commands.reading import DEFAULT_RULES
    from domain.errors import Problem
    from ledger.rulebook import load_rule_set

    try:
        rules = load_rule_set(given(ctx, "rules") or DEFAULT_RULES)
    except Problem:
        # Whoever is still typing has no use for an error; the command itself will tell it.
        return []
    names = {each.id: each.name.en for each in (*rules.ways, *rules.interventions)}
    return _beginning_with(incomplete, sorted(names.items()))


def _typed(ctx: Context) -> type[EventBody] | None:
    """Return the event type that was typed before the word that is completed."""
    # After a --set that still waits for its value click has only the words, not what they mean.
    typed = {ctx.params.get("type_name"), *ctx.args}
    return next((kind for kind in recordable() if {kind.about.name, kind.about.type} & typed), None)


def recordable() -> list[type[EventBody]]:
    """Return the event types that are recorded by hand: no corrections, and no links of files."""
    from typing import get_args

    from domain.events import EVENT_TYPES, CorrectionEvent, IdentityEvent

    by_other_commands = (*get_args(CorrectionEvent), *get_args(IdentityEvent))
    return [body for body in EVENT_TYPES.values() if body not in by_other_commands]
