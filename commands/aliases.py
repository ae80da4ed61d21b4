"""`alias` and `find`: from the name that a coordinator knows to the pseudonym of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from commands.context import language, open_ledger, person, settings, wait_seconds
from commands.frame import ledger_meta
from commands.lazy import Entry, LazyGroup, Section
from commands.options import LOOKING, command
from commands.output import note, show
from commands.reading import open_reader, place_of_access_log
from commands.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from ledger import Ledger
    from ledger.aliases import Aliases

KINDS: Final = ("name", "number")
_SUFFIX: Final = ".aliases"

alias: Final = LazyGroup(
    "alias",
    (
        Section(
            "Commands",
            (
                Entry("add", "commands.aliases:add", "Make a name or number of a person known."),
                Entry("list", "commands.aliases:list_", "Show by what a person is known."),
                Entry("remove", "commands.aliases:remove", "Forget a name or number."),
            ),
        ),
    ),
    "Keep the names and numbers by which persons are found, encrypted, outside the ledger.",
)

_kind = click.option(
    "--kind", type=click.Choice(KINDS), default="name", show_default=True, help="What it is."
)


@command("add", takes=LOOKING, examples=("reintegration alias add p-0417 'Jan de Vries'",))
@click.argument("person_id", metavar="PERSON")
@click.argument("words", metavar="NAME")
@_kind
@click.pass_context
def add(ctx: click.Context, /, person_id: str, words: str, kind: str) -> None:
    """Make NAME, a name or number by which PERSON is known, findable.

    It is encrypted under the person's own key in a file beside the keys, never in the ledger. A
    citizen service number (BSN) is refused. Where nothing is recorded of PERSON yet, it says so.
    """
    from ledger.aliases import Alias, AliasKind

    ledger = open_ledger(ctx)
    name = person(person_id)
    is_recorded = bool(open_reader(ctx, ledger).acts(name))
    with open_aliases(ctx, ledger) as aliases:
        is_new = aliases.add(Alias(name, AliasKind(kind), words))
    note(text(language(ctx), "alias-added" if is_new else "alias-known", person=name))
    if not is_recorded:
        note(text(language(ctx), "alias-of-nobody", person=name))


@command("list", takes=LOOKING)
@click.argument("person_id", metavar="PERSON")
@click.pass_context
def list_(ctx: click.Context, /, person_id: str) -> None:
    """Show the names and numbers by which PERSON is known."""
    ledger = open_ledger(ctx)
    reader = open_reader(ctx, ledger)
    with open_aliases(ctx, ledger) as aliases:
        known = aliases.of(person(person_id))
    reader.log(person(person_id), "aliases", len(known))
    rows = [{"kind": each.kind, "text": each.text} for each in known]
    kinds = {kind: text(language(ctx), f"alias-{kind}") for kind in KINDS}
    width = max(map(len, kinds.values()))
    lines = [f"{kinds[row['kind']]:<{width}}  {row['text']}" for row in rows]
    show(ctx, rows, ledger_meta(ledger), "\n".join(lines) or text(language(ctx), "alias-none"))


@command("remove", takes=LOOKING)
@click.argument("person_id", metavar="PERSON")
@click.argument("words", metavar="NAME")
@_kind
@click.pass_context
def remove(ctx: click.Context, /, person_id: str, words: str, kind: str) -> None:
    """Forget NAME: PERSON is no longer found by it."""
    from ledger.aliases import Alias, AliasKind

    ledger = open_ledger(ctx)
    with open_aliases(ctx, ledger) as aliases:
        aliases.remove(Alias(person(person_id), AliasKind(kind), words))
    note(text(language(ctx), "alias-removed", person=person(person_id)))


@command("find", takes=LOOKING | {"as_csv"}, examples=("reintegration find de vries",))
@click.argument("words", nargs=-1, required=True)
@click.pass_context
def find(ctx: click.Context, /, words: tuple[str, ...]) -> None:
    """Find persons by the WORDS of a name or number; prints their pseudonyms.

    All words have to stand in one name or number; capitals and accents make no difference. Whoever
    is found is written to the access log.
    """
    from ledger.errors import NobodyFound

    ledger = open_ledger(ctx)
    reader = open_reader(ctx, ledger)
    with open_aliases(ctx, ledger) as aliases:
        found = aliases.find(" ".join(words))
    reader.log(tuple(dict.fromkeys(each.person for each in found)), "aliases", len(found))
    if not found:
        raise NobodyFound
    rows = [{"person": each.person, "kind": each.kind, "text": each.text} for each in found]
    width = max(len(each.person) for each in found)
    lines = [f"{each.person:<{width}}  {each.text}" for each in found]
    show(ctx, rows, ledger_meta(ledger), "\n".join(lines))


def open_aliases(ctx: click.Context, ledger: Ledger) -> Aliases:
    """Open the file of aliases of an open ledger.

    Raises:
        AliasFileUnreadable: It cannot be used.
    """
    from ledger.aliases import Aliases

    return Aliases(_place(ctx), ledger, wait_seconds=wait_seconds(ctx))


def _place(ctx: click.Context) -> Path:
    beside = place_of_access_log(settings(ctx))
    return beside.with_name(beside.name.removesuffix(".access.jsonl") + _SUFFIX)
