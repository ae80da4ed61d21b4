"""Addresses: every answer and every event can be asked for again, in the same frame, for ever.

    reintegration:why/p-0417?moment=release&geldigOp=2026-03-10&beschikbaarOp=2026-03-10T08:00:00Z&
    regels=law@83c7...&taal=nl

An address holds the command with what it was asked, and pins the frame: `geldigOp` (as of) and
`beschikbaarOp` (known at), both always, as the time travel of the national register of addresses
and buildings (BAG) has it, `bekendBij` (known to), `rechtVan` (law on), and `regels`, the rule set
by its digest. Where the ledger is it does not say: it is opened where one has the right to open it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import click
from click.core import ParameterSource

from commands.context import pin
from commands.errors import AddressRefused
from commands.options import COMMON, READING, ROWS, SharedOptions, command
from commands.texts import LANGUAGES

SCHEME: Final = "reintegration"
_FRAME: Final = {
    "geldigOp": "as_of",
    "beschikbaarOp": "known_at",
    "bekendBij": "known_to",
    "rechtVan": "law_on",
    "regels": "rules",
    "taal": "language",
}
"""Part of an address, and the shared option that it stands for."""

_MOMENTS: Final = "--beschikbaar-op"
"""The option by which a command of two moments of knowing is told them."""

_FILES: Final = ("FILE", "FOLDER")
"""Where an answer was written says nothing of what was asked."""

_DAY: Final = len("2026-03-02")


def address_of(ctx: click.Context, meta: Mapping[str, Any], language: str) -> str | None:
    """Return the address of the answer that a command gives, or None where it has no frame.

    Args:
        ctx: The context of the command, with what was typed.
        meta: The frame of the answer.
        language: The language of the answer.
    """
    has_moments = _moments_of_its_own(ctx.command)
    takes = ctx.command.takes if isinstance(ctx.command, SharedOptions) else COMMON
    if not ("known_at" in takes or has_moments) or meta.get("known_at") is None:
        return None
    arguments: list[str] = []
    asked: list[tuple[str, str]] = []
    for param in ctx.command.params:
        typed = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
        if not typed or (param.metavar or "").startswith(_FILES):
            continue
        values = list(_written(ctx.params.get(param.name or "")))
        if isinstance(param, click.Argument):
            arguments += values
        else:
            asked += [(param.opts[-1].removeprefix("--"), value) for value in values]
    rules = meta.get("rules_digest")
    frame = {
        "geldigOp": meta.get("as_of"),
        "beschikbaarOp": None if has_moments else meta["known_at"],
        "bekendBij": meta.get("known_to"),
        "rechtVan": meta.get("law_on"),
        "regels": rules and f"{meta['rules']}@{rules}",
        "taal": language,
    }
    pinned = [(name, _plain(value)) for name, value in frame.items() if value]
    path = "/".join(quote(part, safe="") for part in (*ctx.command_path.split()[1:], *arguments))
    return f"{SCHEME}:{path}?{urlencode([*asked, *pinned], safe=':/@')}"


@command(
    "open",
    takes=READING - set(_FRAME.values()) | ROWS,
    examples=("reintegration open 'reintegration:status/p-0417?geldigOp=...&beschikbaarOp=...'",),
)
@click.argument("address")
@click.pass_context
def open_(ctx: click.Context, /, address: str) -> None:
    """Give the answer at ADDRESS again: the same question, in the frame that it pins.

    Every answer ends with its address. What was recorded since makes no difference.
    """
    root = ctx.find_root()
    words, options = _read(address)
    found, rest = _command(root, address, words)
    typed = list(rest)
    for name, value in options:
        if name in _FRAME:
            if _FRAME[name] not in found.takes:
                raise AddressRefused(address, f"'{found.name}' has no part {name}")
            pin(ctx, _FRAME[name], _value(address, name, value))
        else:
            typed += [f"--{name}"] if value == "true" else [f"--{name}={value}"]
    name = " ".join(words[: len(words) - len(rest)])
    with found.make_context(name, typed, parent=ctx.parent) as below:
        below.command.invoke(below)


def _command(
    root: click.Context, address: str, words: list[str]
) -> tuple[SharedOptions, list[str]]:
    """Return the command that the first words name, and the words that are left for it."""
    group = root.command
    rest = list(words)
    while isinstance(group, click.Group) and rest:
        below = group.get_command(root, rest.pop(0))
        if below is None:
            raise AddressRefused(address, f"there is no command {' '.join(words)!r}")
        group = below
    if not isinstance(group, SharedOptions) or not (
        "known_at" in group.takes or _moments_of_its_own(group)
    ):
        raise AddressRefused(address, "it names no command that answers in a frame")
    return group.below(rest)


def _read(address: str) -> tuple[list[str], list[tuple[str, str]]]:
    parts = urlsplit(address)
    if parts.scheme != SCHEME or not parts.path or parts.netloc:
        raise AddressRefused(address, f"it does not begin with {SCHEME}: and a command")
    options = parse_qsl(parts.query, keep_blank_values=True)
    named = {name for name, _ in options}
    if named.isdisjoint(("beschikbaarOp", _MOMENTS.removeprefix("--"))):
        raise AddressRefused(address, "it does not say as known when: beschikbaarOp is missing")
    return [unquote(part) for part in parts.path.split("/")], options


def _moments_of_its_own(command: click.Command) -> bool:
    """Return whether a command takes the moments of knowing itself, because there are two."""
    return any(param.name == "moments" and _MOMENTS in param.opts for param in command.params)


def _value(address: str, name: str, text: str) -> object:
    try:
        match name:
            case "rechtVan":
                return date.fromisoformat(text)
            case "geldigOp" if len(text) == _DAY:
                return date.fromisoformat(text)
            case "geldigOp" | "beschikbaarOp":
                moment = datetime.fromisoformat(text)
                if moment.tzinfo is None:
                    raise AddressRefused(address, f"{name} does not say its zone")
                return moment
            case "regels":
                return text.rpartition("@")[2]
            case "taal" if text not in LANGUAGES:
                spoken = " or ".join(reversed(LANGUAGES))
                raise AddressRefused(address, f"{name} is {text!r}, and not {spoken}")
            case _:
                return text
    except ValueError:
        raise AddressRefused(address, f"{name} is {text!r}, which is no date or time") from None


def _written(value: Any) -> Iterator[str]:
    match value:
        case None | False:
            return
        case True:
            yield "true"
        case list() | tuple():
            for each in value:
                yield from _written(each)
        case _:
            yield _plain(value)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
