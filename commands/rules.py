"""`rules`: the law as the ledger reads it: what it says, and whether it holds together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from commands.clock import clock, today
from commands.context import language, settings
from commands.errors import RuleMissing, RulesFaulty
from commands.frame import meta_without_ledger
from commands.lazy import Entry, LazyGroup, Section
from commands.options import COMMON, command, given
from commands.output import show
from commands.reading import DEFAULT_RULES
from commands.texts import text

if TYPE_CHECKING:
    from commands.context import Language
    from domain.references import Reference
    from domain.rule_check import RuleProblem
    from domain.rules import AnyRule, RuleSet
    from domain.structural_circles import StructuralCircle

_TAKES: Final = COMMON | {"rules", "profile", "ledger", "keys"}

rules: Final = LazyGroup(
    "rules",
    (
        Section(
            "Commands",
            (
                Entry("list", "commands.rules:list_rules", "List the rule sets, or one's rules."),
                Entry("show", "commands.rules:show_rule", "Show what a rule says, and where."),
                Entry("check", "commands.rules:check", "Check that a rule set holds together."),
                Entry(
                    "cycles", "commands.rules_compared:cycles", "List what waits for each other."
                ),
                Entry("diff", "commands.rules_compared:diff", "Compare two sets or two days."),
            ),
        ),
    ),
    "Show and check the rules of law by which the ledger answers.",
)


@command("list", takes=_TAKES | {"as_csv"})
@click.pass_context
def list_rules(ctx: click.Context) -> None:
    """List the rule sets that come with the ledger; with --rules, the rules of one."""
    from domain.rules import RULE_SET_NAMES
    from ledger.rulebook import load_rule_set

    spoken = language(ctx)
    chosen = given(ctx, "rules")
    if chosen is None:
        sets = [load_rule_set(name) for name in RULE_SET_NAMES]
        data = [_set_data(each) for each in sets]
        lines = [_set_line(each, spoken) for each in sets]
        show(ctx, data, meta_without_ledger(), "\n".join(lines))
        return
    rule_set = load_rule_set(chosen)
    rows = [_row(rule) for rule in (*rule_set.rules, *rule_set.references)]
    spoken = language(ctx)
    show(ctx, rows, meta_without_ledger(rule_set), lambda: "\n".join(_table(rows, spoken)))


@command("show", takes=_TAKES)
@click.argument("name", metavar="RULE|ACT|NEED")
@click.pass_context
def show_rule(ctx: click.Context, /, name: str) -> None:
    """Show a rule in all its versions; all rules of an act; or all ways to meet a need."""
    rule_set = chosen_rules(ctx)
    everything = [*rule_set.rules, *rule_set.references]
    found = [rule for rule in everything if name in _names(rule)]
    if not found:
        known = sorted({each for rule in everything for each in _names(rule)})
        raise RuleMissing(name, rule_set.name, known)
    data = [{"form": form_of(rule), **rule.model_dump(mode="json")} for rule in found]
    spoken = language(ctx)
    show(
        ctx,
        data,
        meta_without_ledger(rule_set),
        lambda: "\n\n".join(_as_text(rule, spoken) for rule in found),
    )


@command("check", takes=_TAKES | {"as_of"})
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check that the rules fit each other, and print which needs wait for each other in them.

    Checks every rule set that comes with the ledger, or the one of --rules. Ends with status 3
    when rules overlap, when nothing meets a need that is asked for, or when a rule speaks of
    something that is not there. The circles are those of the rules in force on --as-of.
    """
    from domain.rule_check import check as problems_of
    from domain.rule_files import places_of
    from domain.rules import RULE_SET_NAMES
    from domain.structural_circles import structural_circles
    from domain.values import day_of
    from ledger.rulebook import load_rule_set, rule_set_content

    spoken = language(ctx)
    day = day_of(given(ctx, "as_of") or today(clock()))
    chosen = given(ctx, "rules")
    names = RULE_SET_NAMES if chosen is None else (chosen,)
    sets = {name: load_rule_set(name) for name in names}
    found = {
        each.name: Checked(
            each,
            places_of(rule_set_content(name)),
            problems_of(each),
            structural_circles(each, day),
        )
        for name, each in sets.items()
    }
    show(
        ctx,
        [each.as_json(name) for name, each in found.items()],
        meta_without_ledger() | {"as_of": day},
        lambda: "\n\n".join(each.as_text(name, spoken) for name, each in found.items()),
    )
    for name, each in found.items():
        faults = [each.told(fault, spoken) for fault in each.problems if fault.is_fault]
        if faults:
            raise RulesFaulty(name, faults)


class Checked(NamedTuple):
    """What the check of one rule set found."""

    rule_set: RuleSet
    places: Mapping[str, Sequence[str]]
    problems: list[RuleProblem]
    circles: list[StructuralCircle]

    def as_json(self, name: str) -> dict[str, Any]:
        """Return everything that was found."""
        told = [
            {
                "kind": each.kind,
                "about": each.about,
                "says": each.says,
                "fault": each.is_fault,
                "where": self.place(each),
            }
            for each in self.problems
        ]
        return {
            "rules": name,
            "holds": not any(each["fault"] for each in told),
            "problems": told,
            "circles": [
                {"needs": list(circle.needs), "weakest": circle.weakest} for circle in self.circles
            ],
        }

    def told(self, problem: RuleProblem, spoken: Language) -> str:
        """Return what is wrong, with file and line, and what to do."""
        place = self.place(problem)
        start = f"{place}, {problem.about}" if place else problem.about
        return f"{start}: {problem.says} {text(spoken, f'rules-help-{problem.kind}')}"

    def place(self, problem: RuleProblem) -> str | None:
        """Return the file and line of the rule that is wrong, where it stands in a file."""
        identifier = problem.rule or problem.about
        versions = [
            rule
            for rule in (*self.rule_set.rules, *self.rule_set.references)
            if rule.id == identifier
        ]
        place = next(
            (
                i
                for i, rule in reversed(list(enumerate(versions)))
                if rule.valid_from == problem.since
            ),
            0,
        )
        lines = self.places.get(identifier, ())
        return lines[min(place, len(lines) - 1)] if lines else None

    def as_text(self, name: str, spoken: Language) -> str:
        """Return the circles, each fault, and how many notes there are of each kind."""
        from projections.language import need_name

        faults = [each for each in self.problems if each.is_fault]
        lines = [text(spoken, "rules-faulty" if faults else "rules-hold", name=name)]
        lines += [f"  {self.told(each, spoken)}" for each in faults]
        notes = Counter(str(each.kind) for each in self.problems if not each.is_fault)
        lines += [f"  {text(spoken, f'rules-{kind}', count=n)}" for kind, n in notes.items()]
        for circle in self.circles:
            needs = ", ".join(need_name(need, spoken) for need in circle.needs)
            lines.append(f"  {text(spoken, f'rules-circle-{circle.weakest}', needs=needs)}")
        return "\n".join(lines)


def chosen_rules(ctx: click.Context) -> RuleSet:
    """Return the rule set that was asked for, or that of the profile."""
    from ledger.rulebook import load_rule_set

    return load_rule_set(given(ctx, "rules") or settings(ctx).profile.rules or DEFAULT_RULES)


def _names(rule: AnyRule | Reference) -> set[str]:
    """Return the names by which a rule is found: its own, its act's, its need's."""
    names = {rule.id, rule.id.partition("/")[0]}
    need = _need(rule)
    return names if need is None else names | {need}


def _need(rule: AnyRule | Reference) -> str | None:
    """Return the need that a rule is about; none where it is about several, or none."""
    need = getattr(rule, "need", None)
    return None if need is None else str(need)


def form_of(rule: AnyRule | Reference) -> str:
    """Return what a rule is: a way, an ending, an intervention, a term and so on."""
    return type(rule).__name__.lower()


def _set_data(rule_set: RuleSet) -> dict[str, Any]:
    return {
        "name": rule_set.name,
        "frozen_on": rule_set.frozen_on,
        "acts": [act.id for act in rule_set.acts],
        "rules": len(rule_set.rules),
        "digest": rule_set.digest,
    }


def _set_line(rule_set: RuleSet, spoken: Language) -> str:
    key = "rules-by-date" if rule_set.frozen_on is None else "rules-frozen"
    return text(spoken, key, name=rule_set.name, count=len(rule_set.rules), day=rule_set.frozen_on)


def _row(rule: AnyRule | Reference) -> dict[str, Any]:
    return {
        "id": rule.id,
        "form": form_of(rule),
        "need": _need(rule),
        "source": str(rule.source),
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "confidence": rule.confidence,
        "verified": rule.verified,
    }


def _table(rows: Sequence[dict[str, Any]], spoken: Language) -> list[str]:
    from projections.language import columns, need_name

    return columns(
        [
            (
                row["id"] + ("" if row["verified"] else " *"),
                text(spoken, f"rule-form-{row['form']}"),
                need_name(row["need"], spoken) if row["need"] else "-",
                f"{row['valid_from']} - {row['valid_to'] or ''}",
                row["source"],
            )
            for row in rows
        ],
        indent=0,
    )


def _as_text(rule: AnyRule | Reference, spoken: Language) -> str:
    """Return what a rule says: its names and days, then every field that says something."""
    days = f"{rule.valid_from} - {rule.valid_to or ''}"
    lines = [
        f"{rule.id}  ({text(spoken, f'rule-form-{form_of(rule)}')}, {days})",
        rule.name.in_language(spoken),
    ]
    told = rule.model_dump(
        mode="json", exclude={"id", "name", "valid_from", "valid_to", "note"}, exclude_defaults=True
    )
    width = max(len(key) for key in told)
    for key, value in told.items():
        items = value if isinstance(value, list) else [value]
        for index, item in enumerate(items):
            label = key if index == 0 else ""
            lines.append(f"  {label:<{width}}  {said(item, spoken)}")
    if rule.note is not None:
        lines.append(f"  {rule.note.in_language(spoken)}")
    return "\n".join(lines)


def said(value: Any, spoken: Language) -> str:
    """Write a field: a sentence in its language, a group of fields as words."""
    if isinstance(value, dict):
        if set(value) == {"nl", "en"}:
            return str(value[spoken])
        parts = [f"{key} {said(each, spoken)}" for key, each in value.items() if each is not None]
        return ", ".join(parts)
    if isinstance(value, list):
        return ", ".join(said(each, spoken) for each in value)
    if isinstance(value, bool):
        return text(spoken, "yes" if value else "no")
    return str(value)
