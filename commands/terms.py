"""`terms`: what a word of the field or of this ledger means, and what it is called now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.context import language
from commands.errors import TermUnknown
from commands.frame import meta_without_ledger
from commands.options import COMMON, Day, command
from commands.output import show
from commands.texts import text

if TYPE_CHECKING:
    from domain.vocabulary import Match


@command(
    "terms",
    takes=COMMON | {"as_csv"},
    examples=("reintegration terms DPAN", "reintegration terms GBA --on 2007-06-01 --lang nl"),
)
@click.argument("word", required=False)
@click.option("--on", type=Day(), help="The names of this day; otherwise those of now.")
@click.pass_context
def terms(ctx: click.Context, /, word: str | None, on: date | None) -> None:
    """Tell what WORD means and what it is called now; list all words without one.

    A name of former days is found as well: DPAN, GBA, MMD'er. So is a type of event, by its name
    and by its Dutch term; 'reintegration events list' lists those.
    """
    from commands.event_terms import event_terms
    from domain.vocabulary import Match, Vocabulary
    from projections.vocabulary import vocabulary

    words = vocabulary()
    if word is None:
        found = tuple(Match(term, term.present.nl) for term in words.terms)
    else:
        found = Vocabulary(terms=(*words.terms, *event_terms())).search(word)
        if not found:
            raise TermUnknown(word)
    spoken = language(ctx)
    data = [_as_data(match, on) for match in found]
    lines = [_as_line(match, on, spoken) for match in found]
    show(ctx, data, meta_without_ledger(), ("\n" if word is None else "\n\n").join(lines))


def _as_data(match: Match, on: date | None) -> dict[str, Any]:
    term = match.term
    name = term.present if on is None else term.on(on)
    return {
        "id": term.id,
        "kind": term.kind,
        "nl": name.nl,
        "en": name.en,
        "found_by": match.word,
        "meaning_nl": term.meaning.nl,
        "meaning_en": term.meaning.en,
        "names": [each.model_dump(mode="json") for each in term.names],
        "also": list(term.also),
    }


def _as_line(match: Match, on: date | None, spoken: str) -> str:
    term = match.term
    name = term.present if on is None else term.on(on)
    own, other = (name.nl, name.en) if spoken == "nl" else (name.en, name.nl)
    both = own if own == other else f"{own} ({other})"
    meaning = term.meaning.nl if spoken == "nl" else term.meaning.en
    lines = [f"{both}: {meaning}"]
    for each in term.names if len(term.names) > 1 else ():
        days = {
            "since": each.valid_from and text(spoken, "term-since", day=each.valid_from),
            "until": each.valid_to and text(spoken, "term-until", day=each.valid_to),
        }
        told = " ".join(part for part in days.values() if part)
        unsure = "" if each.verified else " " + text(spoken, "term-unverified")
        lines.append(f"  {told}: {each.nl if spoken == 'nl' else each.en}{unsure}")
    return "\n".join(lines)
