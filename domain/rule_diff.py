"""What differs between the rules of two days or two rule sets, rule by rule, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.references import Reference
from domain.rules import AnyRule, RuleSet


class Change(StrEnum):
    """What happened to a rule between the one and the other."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs; None where it says nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that differs.

    Attributes:
        change: Whether it came, went or changed.
        before: The version on the one side; None when it came.
        after: The version on the other side; None when it went.
        fields: What differs, when it changed; the days of the versions apart.
    """

    change: Change
    before: AnyRule | Reference | None
    after: AnyRule | Reference | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def rule(self) -> AnyRule | Reference:
        """The version that is there; of two, the later."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of them is always there
        return found


def rules_on(rule_set: RuleSet, day: date) -> dict[str, AnyRule | Reference]:
    """Return every rule in force on `day` by its id; a frozen rule set keeps its own day."""
    at = rule_set.day_of_law(day)
    everything: list[AnyRule | Reference] = [*rule_set.rules, *rule_set.references]
    return {rule.id: rule for rule in everything if rule.in_force(at)}


def differences(
    before: Mapping[str, AnyRule | Reference], after: Mapping[str, AnyRule | Reference]
) -> tuple[RuleChange, ...]:
    """Return what came, what went and what changed, each in order of its id."""
    came = [RuleChange(Change.CAME, None, after[each]) for each in sorted(after.keys() - before)]
    went = [RuleChange(Change.WENT, before[each], None) for each in sorted(before.keys() - after)]
    changed = [
        RuleChange(Change.CHANGED, before[each], after[each], fields)
        for each in sorted(before.keys() & after)
        if (fields := _fields(before[each], after[each]))
    ]
    return (*came, *went, *changed)


def _fields(one: AnyRule | Reference, other: AnyRule | Reference) -> tuple[FieldChange, ...]:
    if one == other:
        return ()
    left, right = (
        each.model_dump(mode="json", exclude={"valid_from", "valid_to"}) for each in (one, other)
    )
    found = [
        FieldChange(name, left.get(name), right.get(name))
        for name in dict.fromkeys((*left, *right))
        if left.get(name) != right.get(name)
    ]
    if type(one) is not type(other):
        found.insert(
            0, FieldChange("form", type(one).__name__.lower(), type(other).__name__.lower())
        )
    return tuple(found)
