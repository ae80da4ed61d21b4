"""Rules as reports name them: by the name of each, beside its id where somebody may look it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.rules import Bindingness, Ending, Rule, Text
from domain.values import Value
from projections.language import Language, basis_name, say


class NamedRule(Value):
    """A rule by its id, with its name."""

    rule: str
    name: Text


class EndedBy(Value):
    """The rule that ended a need, and whether statute, practice or fact ends it."""

    rule: str
    name: Text
    bindingness: str


def ended_by(ending: Ending | None) -> EndedBy | None:
    """Return an ending as reports hold it."""
    if ending is None:
        return None
    return EndedBy(rule=ending.id, name=ending.name, bindingness=ending.bindingness)


def ended_by_text(ended: EndedBy, language: Language) -> str:
    """Return which rule ended a need; what no law ends is told as what is assumed."""
    name = ended.name.in_language(language)
    if ended.bindingness == Bindingness.STATUTE:
        return say(language, "report.ended_by", rule=name)
    basis = basis_name(ended.bindingness, language)
    return say(language, "report.assumed_ended_by", rule=name, basis=basis)


def names_of(rules: Iterable[Rule]) -> dict[str, Text]:
    """Return the name of each rule by its id."""
    return {rule.id: rule.name for rule in rules}


def rule_names(ids: Iterable[str], names: Mapping[str, Text], language: Language) -> str:
    """Return the names of rules, separated by commas and each once."""
    return ", ".join(dict.fromkeys(names[each].in_language(language) for each in ids))
