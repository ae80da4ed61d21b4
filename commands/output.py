"""How an answer is printed: text, JSON, JSON lines or CSV on stdout, each with its frame.

stdout is data; notes and progress go to stderr. An answer without its frame is no evidence, so
text ends with it, JSON holds it as `meta`, and with CSV and JSON lines it goes to stderr as a note.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import click

from commands.errors import NotAList
from commands.options import given
from commands.texts import text

Meta = Mapping[str, Any]
"""The frame of an answer: as_of, known_at, position, law_on, rules, size, root."""

_MOST_LINKED: Final = 5
"""So many persons with several pseudonyms are named in words; JSON names all."""

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With the wide forms of these marks, which some spreadsheets take for the same."""


def show(ctx: click.Context, data: object, meta: Meta, text_form: str | Callable[[], str]) -> None:
    """Print an answer in the form that was asked for.

    Args:
        ctx: The command's context.
        data: What JSON shows, and CSV and JSON lines where it is a list of objects.
        meta: The frame, as `commands.context` makes it.
        text_form: The answer for a person, or what makes it.

    Raises:
        NotAList: CSV or JSON lines were asked for, and the data are no list.
    """
    from commands.addresses import address_of

    spoken = _language(ctx)
    address = address_of(ctx, meta, spoken)
    if given(ctx, "as_csv") or given(ctx, "as_jsonl"):
        click.echo(as_csv(data) if given(ctx, "as_csv") else as_json_lines(data), nl=False)
        for line in (linked_line(meta, spoken), frame_line(meta, spoken)):
            if line:
                note(line)
    elif given(ctx, "as_json"):
        addressed = meta if address is None else {**meta, "address": address}
        click.echo(as_json({"data": data, "meta": addressed}))
    else:
        click.echo(text_form if isinstance(text_form, str) else text_form())
        parts = (linked_line(meta, spoken), frame_line(meta, spoken), address)
        frame = "\n".join(part for part in parts if part)
        if frame:
            click.echo("\n" + frame)


def note(message: str) -> None:
    """Say something beside the answer, on stderr."""
    click.echo(message, err=True)


def as_json(value: object) -> str:
    """Write a value as JSON, with days and moments in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def as_json_lines(data: object) -> str:
    """Write rows as JSON lines: one object a line, each in UTF-8.

    Raises:
        NotAList: The data are not a list of objects.
    """
    lines = (json.dumps(row, ensure_ascii=False, default=_plain) for row in _rows(data))
    return "".join(f"{line}\n" for line in lines)


def as_csv(data: object) -> str:
    """Write rows as CSV (RFC 4180), with nothing that a spreadsheet would take for a formula.

    Raises:
        NotAList: The data are not a list of objects.
    """
    rows = _rows(data)
    columns: dict[str, None] = {}
    for row in rows:
        columns |= dict.fromkeys(row)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if columns:
        writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return buffer.getvalue()


def frame_line(meta: Meta, language: str) -> str:
    """Return the frame on one line, leaving out what the answer does not depend on."""
    parts = [text(language, "frame-rehearsal")] if meta.get("rehearsal") else []
    parts += [
        text(language, _frame_key(key, meta), value=_plain(meta[key]))
        for key in ("as_of", "known_at", "known_to", "law_on", "rules", "size", "root")
        if meta.get(key) is not None
    ]
    return " · ".join(parts)


def _frame_key(key: str, meta: Meta) -> str:
    if key == "as_of" and meta.get("as_of_is_ahead"):
        return "frame-as-of-ahead"
    return f"frame-{key.replace('_', '-')}"


def linked_line(meta: Meta, language: str) -> str:
    """Return who is read as one person under several pseudonyms; nothing where nobody is."""
    linked: Mapping[str, Sequence[str]] = meta.get("linked") or {}
    groups = [", ".join(each) for _, each in sorted(linked.items())]
    if not groups:
        return ""
    shown = "; ".join(groups[:_MOST_LINKED])
    if len(groups) > _MOST_LINKED:
        shown += " " + text(language, "linked-more", count=len(groups) - _MOST_LINKED)
    return text(language, "linked-as-one", persons=shown)


def progress(ctx: click.Context, label: str) -> Callable[[int, int | None], None] | None:
    """Return what shows how far long work has come; None where nobody watches.

    The function takes what is done and, where it is known, what there is to do; progress goes to
    stderr, and only to a terminal.
    """
    if not sys.stderr.isatty():
        return None
    words = text(_language(ctx), label)

    def update(done: int, whole: int | None) -> None:
        share = "" if not whole else f" / {whole:,} ({done * 100 // whole} %)"
        end = "\n" if done == whole else ""
        click.echo(f"\r{words} {done:,}{share}\x1b[K{end}", nl=False, err=True)

    return update


def _rows(data: object) -> list[Mapping[str, object]]:
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise NotAList
    rows = [row for row in data if isinstance(row, Mapping)]
    if len(rows) != len(data):
        raise NotAList
    return rows


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        value = json.dumps(value, ensure_ascii=False, default=_plain)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        value = " ".join(str(_cell(each)) for each in value)
    if isinstance(value, str) and value.lstrip(" ").startswith(_STARTS_A_FORMULA):
        return "'" + value
    return value


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _language(ctx: click.Context) -> str:
    from commands.context import language

    return language(ctx)
