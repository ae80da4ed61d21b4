"""The same persons under two laws: who is stuck under one and not the other, and by which rule.

Nothing of what happened changes; only the rules by which it is judged. An answer under another law
than that of the day is counterfactual: under it people might have acted otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from domain.assessment import Moment
from domain.certificates import short_names
from domain.guards import guards_state
from domain.held_circles import CircleFinder, HeldCircle, HeldOn
from domain.needs import Need
from domain.person import Person
from domain.references import Reference
from domain.rule_diff import Change, differences
from domain.rules import AnyRule, Ending, RuleSet, Text, Way, WayKind
from domain.values import Value, day_of
from ledger.reader import Reader
from ledger.rulebook import rules_in_force
from projections.holdings import NOWHERE, ring_text
from projections.language import Language, basis_name, columns, day_text, need_names, say
from projections.reading import all_cases
from projections.rule_names import names_of, rule_names

_MOST_RULES: Final = 4
"""How many rules the text names of one person; JSON and CSV name all."""


@dataclass(frozen=True, slots=True)
class Law:
    """One of the two laws; `law_on` is None where each rule counts by its own dates."""

    rules: RuleSet
    law_on: date | None


class Side(Value):
    """One of the two laws as it was applied; `law_on` is None for each day its own."""

    rules: str
    rules_digest: str
    law_on: date | None
    stuck: int


class RuleDifference(Value):
    """A rule along the links that differs between the two laws: it came, went or changed."""

    rule: str
    change: str


class ReplayedPerson(Value):
    """Somebody who is stuck otherwise under the one law than under the other."""

    person: str
    municipality: str | None
    stuck_before: tuple[str, ...]
    stuck_after: tuple[str, ...]
    circles_before: tuple[str, ...]
    circles_after: tuple[str, ...]
    rules: tuple[RuleDifference, ...]


class ReplayedCircle(Value):
    """One circle, and how many persons it holds under each law."""

    circle: str
    short: str
    needs: tuple[str, ...]
    weakest: str
    rules: tuple[str, ...]
    persons_before: int
    persons_after: int


class ReplayedRule(Value):
    """A rule that differs along the links of persons, and of how many."""

    rule: str
    change: str
    persons: int


class Replay(Value):
    """The same persons under two laws.

    Attributes:
        before: The first law.
        after: The second.
        judged: How many persons were judged.
        both: How many are stuck under both.
        only_before: How many only under the first.
        only_after: How many only under the second.
        neither: How many under neither.
        persons: Who is stuck under one alone, or held by other needs or circles.
        circles: Every circle under either.
        rules: What differs along the links of those persons.
        rule_names: The names of those rules.
    """

    before: Side
    after: Side
    judged: int
    both: int
    only_before: int
    only_after: int
    neither: int
    persons: tuple[ReplayedPerson, ...]
    circles: tuple[ReplayedCircle, ...]
    rules: tuple[ReplayedRule, ...]
    rule_names: dict[str, Text]

    def as_json(self) -> dict[str, Any]:
        """Return the replay as plain JSON values."""
        return self.model_dump(mode="json")

    def as_rows(self) -> list[dict[str, Any]]:
        """Return the persons alone, for CSV; each rule with what happened to it."""
        return [
            each.model_dump(mode="json", exclude={"rules"})
            | {"rules": tuple(f"{rule.rule}:{rule.change}" for rule in each.rules)}
            for each in self.persons
        ]


def replay(
    reader: Reader,
    before: Law,
    after: Law,
    moment: Moment = Moment.NOW,
    progress: Callable[[int, int | None], None] | None = None,
) -> Replay:
    """Return who is stuck under two laws, of all persons in the frame of `reader`.

    Raises:
        RuleSetNotInForce: A rule set has no rules for the day asked about.
    """
    day = day_of(reader.frame.as_of)
    for law in (before, after):
        rules_in_force(law.rules, law.law_on or day)
    judging = _Judging(before, after, day, moment)
    for number, case in enumerate(all_cases(reader), start=1):
        judging.add(case.person)
        if progress is not None:
            progress(number, None)
    return judging.result()


class _Judging:
    """Persons judged under two laws, one after the other."""

    def __init__(self, before: Law, after: Law, day: date, moment: Moment) -> None:
        self.laws = (before, after)
        self.finders = tuple(CircleFinder(law.rules, law.law_on) for law in self.laws)
        self.day, self.moment = day, moment
        self.counted: Counter[tuple[bool, bool]] = Counter()
        self.circles: dict[str, HeldCircle] = {}
        self.held: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self.rows: list[ReplayedPerson] = []

    def add(self, person: Person) -> None:
        one, other = (finder.on(person, self.day, moment=self.moment) for finder in self.finders)
        self.counted[bool(one.stuck), bool(other.stuck)] += 1
        for number, side in enumerate((one, other)):
            self.circles |= side.circles
            self.held[number].update(side.circles.keys())
        if one.stuck != other.stuck or one.circles.keys() != other.circles.keys():
            self.rows.append(self._row(person, one, other))

    def _row(self, person: Person, one: HeldOn, other: HeldOn) -> ReplayedPerson:
        settles = person.settlement or person.registered_in
        return ReplayedPerson(
            person=person.id,
            municipality=None if settles is None else settles.value,
            stuck_before=_in_order(one.stuck),
            stuck_after=_in_order(other.stuck),
            circles_before=tuple(sorted(one.circles)),
            circles_after=tuple(sorted(other.circles)),
            rules=self._differences(one, other),
        )

    def _differences(self, one: HeldOn, other: HeldOn) -> tuple[RuleDifference, ...]:
        """Return the rules that differ, of those that hold the person or let the person go."""
        sides = ((one, other), (other, one))
        along = {
            rule
            for finder, (held, free) in zip(reversed(self.finders), sides, strict=True)
            for rule in (*_that_hold(held, free), *_that_free(held, free, finder))
        }
        first, second = (
            finder.rules.day_of_law(finder.law_on or side.day)
            for finder, side in zip(self.finders, (one, other), strict=True)
        )
        changed = _changed(self.laws[0].rules, first, self.laws[1].rules, second)
        return tuple(
            RuleDifference(rule=rule, change=change)
            for rule, change in changed.items()
            if rule in along
        )

    def result(self) -> Replay:
        counted = self.counted
        stuck = [sum(number for key, number in counted.items() if key[place]) for place in (0, 1)]
        sides = [
            Side(
                rules=law.rules.name,
                rules_digest=law.rules.digest,
                law_on=law.law_on or law.rules.frozen_on,
                stuck=stuck[place],
            )
            for place, law in enumerate(self.laws)
        ]
        rules = Counter((each.rule, each.change) for row in self.rows for each in row.rules)
        names = names_of(rule for law in self.laws for rule in law.rules.rules)
        return Replay(
            before=sides[0],
            after=sides[1],
            judged=counted.total(),
            both=counted[True, True],
            only_before=counted[True, False],
            only_after=counted[False, True],
            neither=counted[False, False],
            persons=tuple(sorted(self.rows, key=lambda row: row.person)),
            circles=tuple(self._circles()),
            rules=tuple(
                ReplayedRule(rule=rule, change=change, persons=persons)
                for (rule, change), persons in sorted(
                    rules.items(), key=lambda each: (-each[1], each[0])
                )
            ),
            rule_names={rule: names[rule] for rule, _ in sorted(rules)},
        )

    def _circles(self) -> Iterable[ReplayedCircle]:
        short = short_names(self.circles)
        before, after = self.held
        for name in sorted(self.circles, key=lambda each: (-(before[each] + after[each]), each)):
            circle = self.circles[name]
            yield ReplayedCircle(
                circle=name,
                short=short[name],
                needs=circle.needs,
                weakest=circle.weakest,
                rules=circle.rules,
                persons_before=before[name],
                persons_after=after[name],
            )


def _that_hold(held: HeldOn, free: HeldOn) -> Iterator[str]:
    """Yield the rules of circles of one side, and endings of what the other leaves."""
    for circle in held.circles.values():
        if circle.id not in free.circles:
            yield from circle.rules
    for need, standing in held.standings.items():
        if standing.ended_by is not None and free.standings[need].held is not None:
            yield standing.ended_by.id


def _that_free(held: HeldOn, free: HeldOn, finder: CircleFinder) -> Iterator[str]:
    """Yield the ways by which needs can be had on the one side that are stuck on the other."""
    freed = held.stuck & free.obtainable
    for way in finder.law_of(free.day).ways:
        if (
            way.need in freed
            and way.kind is not WayKind.OPTION
            and free.obtainable.issuperset(each.need for each in way.conditions)
            and guards_state(way.guards, free.circumstances.value) is True
        ):
            yield way.id


@lru_cache(maxsize=64)
def _changed(one: RuleSet, first: date, other: RuleSet, second: date) -> Mapping[str, Change]:
    """Return the ways and endings that differ between two laws, by id."""
    found = differences(_judging_rules(one, first), _judging_rules(other, second))
    return {each.rule.id: each.change for each in found}


def _judging_rules(rules: RuleSet, day: date) -> dict[str, AnyRule | Reference]:
    everything: tuple[Way | Ending, ...] = (*rules.ways, *rules.endings)
    return {rule.id: rule for rule in everything if rule.in_force(day)}


def _in_order(needs: Iterable[str]) -> tuple[str, ...]:
    wanted = set(needs)
    return tuple(need for need in Need if need in wanted)


def render(answer: Replay, language: Language) -> str:
    """Return the counts, the circles, the rules that differ, and the persons."""
    lines = [
        say(
            language,
            "replay.title",
            judged=answer.judged,
            both=answer.both,
            only_before=answer.only_before,
            only_after=answer.only_after,
            neither=answer.neither,
        )
    ]
    for number, side in enumerate((answer.before, answer.after), start=1):
        day = say(language, "replay.own_days")
        if side.law_on is not None:
            day = day_text(side.law_on, language)
        facts = {"number": number, "rules": side.rules, "day": day, "stuck": side.stuck}
        lines.append("  " + say(language, "replay.side", **facts))
    if answer.circles:
        rows = [tuple(say(language, "replay.circle_columns").split("|"))]
        rows += [
            (
                each.short,
                ring_text(each.needs, language),
                basis_name(each.weakest, language),
                str(each.persons_before),
                str(each.persons_after),
            )
            for each in answer.circles
        ]
        lines += ["", *columns(rows)]
    if not answer.persons:
        return "\n".join([*lines, "", say(language, "replay.same")])
    if answer.rules:
        rows = [tuple(say(language, "replay.rule_columns").split("|"))]
        rows += [
            (
                rule_names((each.rule,), answer.rule_names, language),
                each.rule,
                say(language, f"replay.{Change(each.change)}"),
                str(each.persons),
            )
            for each in answer.rules
        ]
        lines += ["", say(language, "replay.rules_title"), *columns(rows)]
    short = {each.circle: each.short for each in answer.circles}
    rows = [tuple(say(language, "replay.columns").split("|"))]
    rows += [_person_cells(each, short, answer.rule_names, language) for each in answer.persons]
    return "\n".join([*lines, "", *columns(rows)])


def _some_rules(each: ReplayedPerson, names: Mapping[str, Text], language: Language) -> str:
    named = rule_names((rule.rule for rule in each.rules[:_MOST_RULES]), names, language)
    more = len(each.rules) - _MOST_RULES
    return named if more <= 0 else say(language, "replay.more", rules=named, more=more)


def _person_cells(
    each: ReplayedPerson,
    short: Mapping[str, str],
    names: Mapping[str, Text],
    language: Language,
) -> tuple[str, ...]:
    circles = dict.fromkeys((*each.circles_before, *each.circles_after))
    return (
        each.person,
        need_names(each.stuck_before, language) or NOWHERE,
        need_names(each.stuck_after, language) or NOWHERE,
        ", ".join(short[circle] for circle in circles),
        _some_rules(each, names, language),
    )
