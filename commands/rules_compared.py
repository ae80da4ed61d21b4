"""`rules cycles` and `rules diff`: what waits for each other in the law, and what changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from commands.clock import clock, today
from commands.context import language
from commands.errors import DaysToCompare
from commands.frame import meta_without_ledger
from commands.options import COMMON, Day, command
from commands.output import show
from commands.rules import chosen_rules, form_of, said
from commands.texts import text

if TYPE_CHECKING:
    from commands.context import Language
    from domain.rule_circles import DeadEnd, RuleCircle
    from domain.rule_diff import RuleChange
    from domain.rules import RuleSet
    from domain.spirals import Spiral

_TAKES: Final = COMMON | {"rules", "profile", "ledger", "keys"}

_COMPARABLE: Final = {(1, 2), (2, 0), (2, 1), (2, 2)}
"""How many rule sets and days can be held against each other."""


@command(
    "cycles",
    takes=_TAKES,
    examples=(
        "reintegration rules cycles --rules law-2007",
        "reintegration rules cycles --rules law --on 2018-06-01 --lang nl",
    ),
)
@click.option("--on", type=Day(), help="The law of this day; otherwise that of today.")
@click.pass_context
def cycles(ctx: click.Context, /, on: date | None) -> None:
    """List the smallest circles of needs in the rules, and what hangs on one decision of others.

    Of each circle: what asks what, the weakest kind of link that it takes, the ways that lead past
    it, and the decisions that open it. A circle in the rules is possible, not certain; `why` tells
    it of a person. A dead end is a need to which no way leads unless somebody agrees who does not
    have to. A spiral passes through an ending: a loss that leads back to itself.
    """
    from domain.rule_circles import dead_ends, minimal_circles
    from domain.spirals import spirals

    rule_set = chosen_rules(ctx)
    day = rule_set.day_of_law(on or today(clock()))
    circles, ends = minimal_circles(rule_set, day), dead_ends(rule_set, day)
    turning = spirals(rule_set, day)
    told = _Told(rule_set, day, language(ctx))
    show(
        ctx,
        {
            "circles": [_circle_data(each) for each in circles],
            "dead_ends": [_end_data(each) for each in ends],
            "spirals": [_spiral_data(each) for each in turning],
            "unverified": sorted(told.unverified),
        },
        meta_without_ledger(rule_set) | {"as_of": day},
        lambda: "\n".join(
            [
                *_circles_text(circles, told),
                *_ends_text(ends, told),
                *_spirals_text(turning, told),
                *_unverified_text(told),
            ]
        ),
    )


@command(
    "diff",
    takes=COMMON | {"profile", "ledger", "keys"},
    examples=(
        "reintegration rules diff law --on 2021-12-31 --on 2022-01-01",
        "reintegration rules diff law-2007 law",
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="RULES [RULES]")
@click.option(
    "--on", "days", type=Day(), multiple=True, help="The day of each; give it twice for two days."
)
@click.pass_context
def diff(ctx: click.Context, /, names: tuple[str, ...], days: tuple[date, ...]) -> None:
    """Compare two rule sets, or one on two days: which rules came, went and changed, and in what.

    A rule set that is frozen keeps its own day. Rules are told apart by their ids, so what two acts
    say of the same thing shows as one rule that went and one that came.
    """
    from domain.rule_diff import differences, rules_on
    from ledger.rulebook import load_rule_set

    if (len(names), len(days)) not in _COMPARABLE:
        raise DaysToCompare(names, days)
    now = today(clock())
    first, second = load_rule_set(names[0]), load_rule_set(names[-1])
    asked = (days or (now,))[0], (days or (now,))[-1]
    on = first.day_of_law(asked[0]), second.day_of_law(asked[1])
    found = differences(rules_on(first, on[0]), rules_on(second, on[1]))
    spoken = language(ctx)
    sides = [{"rules": each.name, "on": day} for each, day in zip((first, second), on, strict=True)]
    show(
        ctx,
        {"before": sides[0], "after": sides[1], "changes": [_change_data(each) for each in found]},
        meta_without_ledger(second) | {"as_of": on[1]},
        lambda: "\n".join(_diff_text(sides, found, spoken)),
    )


def _circle_data(circle: RuleCircle) -> dict[str, Any]:
    return {
        "needs": list(circle.needs),
        "weakest": circle.weakest,
        "links": [
            {
                "need": link.need,
                "asks": link.asks,
                "bindingness": link.bindingness,
                "rules": list(link.rules),
            }
            for link in circle.links
        ],
        "past": list(circle.past),
        "decisions": list(circle.decisions),
    }


def _end_data(end: DeadEnd) -> dict[str, Any]:
    return {
        "need": end.need,
        "circumstance": end.circumstance,
        "bindingness": end.bindingness,
        "rules": list(end.rules),
        "decisions": list(end.decisions),
    }


def _spiral_data(spiral: Spiral) -> dict[str, Any]:
    return {
        "closed_by": spiral.closed_by.id,
        "nodes": [str(each) for each in spiral.nodes],
        "weakest": spiral.weakest,
        "rules": list(spiral.rules),
        "losses": list(spiral.losses),
    }


class _Told:
    """How rules are called on a day, with a star where they were not checked against a text.

    Attributes:
        spoken: The language.
        unverified: Ids of the rules in force that were not checked against a text.
    """

    def __init__(self, rule_set: RuleSet, day: date, spoken: Language) -> None:
        in_force = [rule for rule in rule_set.rules if rule.in_force(day)]
        self.spoken: Final = spoken
        self.unverified: Final = frozenset(rule.id for rule in in_force if not rule.verified)
        self._names: Final = {rule.id: rule.name.in_language(spoken) for rule in in_force}

    def id(self, rule: str) -> str:
        """Return the id of a rule."""
        return f"{rule} *" if rule in self.unverified else rule

    def name(self, rule: str) -> str:
        """Return the name that a rule has on the day, with its id."""
        return f"{self._names[rule]} ({self.id(rule)})"


def _circles_text(circles: Sequence[RuleCircle], told: _Told) -> list[str]:
    from projections.language import need_name

    spoken = told.spoken
    lines = [] if circles else [text(spoken, "cycles-none")]
    for number, circle in enumerate(circles, start=1):
        needs = " > ".join(need_name(each, spoken) for each in (*circle.needs, circle.needs[0]))
        lines.append(f"{number}. {needs}")
        lines.append(f"   {text(spoken, f'cycles-weakest-{circle.weakest}')}")
        lines += [
            "   "
            + text(
                spoken,
                "cycles-link",
                need=need_name(link.need, spoken),
                asks=need_name(link.asks, spoken),
                kind=text(spoken, f"cycles-{link.bindingness}"),
                rules=", ".join(map(told.id, link.rules)),
            )
            for link in circle.links
        ]
        lines += _listed("cycles-past", circle.past, told)
        lines += _listed("cycles-decisions", circle.decisions, told)
        lines.append("")
    return lines


def _ends_text(ends: Sequence[DeadEnd], told: _Told) -> list[str]:
    from projections.language import circumstance_name, need_name

    spoken = told.spoken
    lines = []
    for end in ends:
        lines.append(
            text(
                spoken,
                "cycles-dead-end",
                need=need_name(end.need, spoken),
                circumstance=circumstance_name(end.circumstance, spoken),
                kind=text(spoken, f"cycles-{end.bindingness}"),
            )
        )
        lines += _listed("cycles-decisions", end.decisions, told)
    return lines


def _spirals_text(spirals: Sequence[Spiral], told: _Told) -> list[str]:
    from domain.needs import Need
    from projections.language import need_name, need_names, say

    spoken = told.spoken
    lines = [""] if spirals else []
    for spiral in spirals:
        steps = [
            say(spoken, "spiral.without", need=need_name(each, spoken))
            if isinstance(each, Need)
            else say(spoken, f"trigger.{each}")
            for each in (*spiral.nodes, spiral.nodes[0])
        ]
        lines += [
            text(spoken, "cycles-spiral", name=told.name(spiral.closed_by.id)),
            f"   {' > '.join(steps)}",
            f"   {text(spoken, f'cycles-weakest-{spiral.weakest}')}",
            f"   {say(spoken, 'spiral.takes', needs=need_names(spiral.losses, spoken))}",
        ]
    return lines


def _unverified_text(told: _Told) -> list[str]:
    return ["", text(told.spoken, "cycles-unverified")] if told.unverified else []


def _listed(key: str, rules: Sequence[str], told: _Told) -> list[str]:
    if not rules:
        return [f"   {text(told.spoken, f'{key}-none')}"]
    return [f"   {text(told.spoken, key)}"] + [f"     {told.name(each)}" for each in rules]


def _change_data(change: RuleChange) -> dict[str, Any]:
    return {
        "change": change.change,
        "rule": change.rule.id,
        "form": form_of(change.rule),
        "name": change.rule.name.model_dump(),
        "before": None if change.before is None else _version(change.before),
        "after": None if change.after is None else _version(change.after),
        "fields": [
            {"field": each.field, "before": each.before, "after": each.after}
            for each in change.fields
        ],
    }


def _version(rule: Any) -> dict[str, Any]:
    return {"valid_from": rule.valid_from, "valid_to": rule.valid_to, "source": str(rule.source)}


def _diff_text(
    sides: Sequence[dict[str, Any]], changes: Sequence[RuleChange], spoken: Language
) -> list[str]:
    first, second = (f"{side['rules']} ({side['on']})" for side in sides)
    lines = [text(spoken, "diff-head", before=first, after=second)]
    if not changes:
        return [*lines, text(spoken, "diff-none")]
    group = None
    for change in changes:
        if change.change != group:
            group = change.change
            lines += ["", text(spoken, f"diff-{group}")]
        rule = change.rule
        lines.append(f"  {rule.name.in_language(spoken)}  ({rule.id}; {rule.source})")
        for each in change.fields:
            lines += _field_text(each.field, each.before, each.after, spoken)
    return lines


def _field_text(field: str, before: Any, after: Any, spoken: Language) -> list[str]:
    """Write a field that differs: of a list what left and what joined it, otherwise both."""
    nothing = text(spoken, "diff-nothing")
    if isinstance(before, list) and isinstance(after, list):
        left = [each for each in before if each not in after]
        joined = [each for each in after if each not in before]
    else:
        left = [] if before is None else [before]
        joined = [] if after is None else [after]
        if not left or not joined:
            left, joined = left or [nothing], joined or [nothing]
    return (
        [f"    {field}:"]
        + [f"      - {said(each, spoken)}" for each in left]
        + [f"      + {said(each, spoken)}" for each in joined]
    )
