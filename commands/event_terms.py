"""The types of events as terms, so that whoever looks a word up finds them beside the vocabulary.

Their names and meanings stand with the types themselves; nothing is written down twice.
"""

from __future__ import annotations

from commands.event_descriptions import all_kinds, area_name, dutch_of, name_of
from commands.texts import LANGUAGES, text
from domain.rules import Text
from domain.vocabulary import Term, TermKind, TermName


def event_terms() -> tuple[Term, ...]:
    """Return a term for each type of event, in the order of the reference."""
    return tuple(
        Term(
            id=f"{TermKind.EVENT}/{name_of(kind)}",
            names=(TermName(nl=dutch_of(kind), en=name_of(kind).replace("-", " ")),),
            meaning=Text(
                **{
                    each: text(each, "term-event", area=area_name(area, each), type=name_of(kind))
                    for each in LANGUAGES
                }
            ),
        )
        for area, kind in all_kinds()
    )
