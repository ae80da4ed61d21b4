"""What is said of a filter that nothing in view answers, so that an empty answer is not silent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.options import given
from commands.output import note, show

if TYPE_CHECKING:
    from commands.context import Language
    from projections.audit_values import Nowhere

_FOR_PROGRAMS = ("as_json", "as_csv", "as_jsonl")


def nowhere(
    option: str, asked: str | None, known: Collection[str], *, capitals_count: bool = False
) -> list[Nowhere]:
    """Return the value of an option that nothing in view has, with names that look like it.

    Args:
        option: As it is typed, such as `--municipality`.
        asked: What was asked; None where the option was not given.
        known: The names in view. Whoever may not be named to everybody is not among them.
        capitals_count: Whether the filter takes `tilburg` for another than `Tilburg`.
    """
    from projections.audit_values import Nowhere, close_to

    if asked is None or asked in known:
        return []
    if not capitals_count and asked.casefold() in {each.casefold() for each in known}:
        return []
    return [Nowhere(field=option, value=asked, close=close_to(asked, sorted(known)))]


def nowhere_lines(silent: Sequence[Nowhere], language: Language) -> list[str]:
    """Return in words what nothing in view has."""
    from projections.audit_text import nowhere_text

    return [nowhere_text(f"{each.field} {each.value}", each.close, language) for each in silent]


def show_with(
    ctx: click.Context,
    data: object,
    meta: Mapping[str, Any],
    text_form: Callable[[], str],
    silent: Sequence[Nowhere],
    language: Language,
) -> None:
    """Print an answer, and what nothing in view has: below it, or in `meta` and on stderr.

    Raises:
        NotAList: As `commands.output.show` does.
    """
    lines = nowhere_lines(silent, language)
    if silent:
        meta = {**meta, "nowhere": [each.model_dump(mode="json") for each in silent]}
    show(ctx, data, meta, lambda: "\n".join([text_form(), *lines]))
    if any(given(ctx, form) for form in _FOR_PROGRAMS):
        for line in lines:
            note(line)
