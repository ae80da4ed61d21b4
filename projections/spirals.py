"""Spirals of one person: loss that leads to more loss and back, and what holds it off."""

from __future__ import annotations

from collections.abc import Iterable

from domain.live_spirals import LiveSpiral, Motion
from domain.needs import Need
from domain.rules import Period, Text
from domain.values import Value
from projections.language import Language, need_name, need_names, paragraph, say


class Brake(Value):
    """A decision that holds a spiral off."""

    rule: str
    name: Text
    decider: Text
    source: str
    verified: bool


class SpiralRow(Value):
    """A spiral that a person is in, or can be drawn into; codes are those of the rules.

    `round` is what is not met and what happens, in the order in which one leads to the next; the
    last leads back to the first by `rule`. `motion` is `turning`, `at-risk` or `held-off`.
    """

    rule: str
    name: Text
    source: str
    motion: str
    round: tuple[str, ...]
    rules: tuple[str, ...]
    weakest: str
    claim: str | None
    measure: str | None
    debt_remains: bool | None
    spares_inability: bool
    at_most: Period | None
    open_claims: tuple[str, ...]
    unmet: tuple[str, ...]
    takes: tuple[str, ...]
    lost: tuple[str, ...]
    brakes: tuple[Brake, ...]
    evidence: tuple[str, ...]
    verified: bool


def spiral_rows(found: Iterable[LiveSpiral]) -> tuple[SpiralRow, ...]:
    """Return the spirals of an assessment as plain codes, in the same order."""
    return tuple(_row(each) for each in found)


def spiral_lines(rows: Iterable[SpiralRow], language: Language) -> list[str]:
    """Return the section on spirals as lines; nothing when there are none."""
    lines: list[str] = []
    for names, rest in told_of_spirals(rows, language):
        for name in names:
            lines += paragraph(name)
        for sentence in rest:
            lines += paragraph(sentence, indent=2)
    return lines


def told_of_spirals(
    rows: Iterable[SpiralRow], language: Language
) -> list[tuple[list[str], list[str]]]:
    """Return what is said of spirals: names, then round, what it takes and what holds it off.

    Spirals of which all but the name is the same are told once, under the names of all.
    """
    told: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        name = row.name.in_language(language) + ("" if row.verified else " *")
        first = say(language, f"spiral.{row.motion}", name=name, source=row.source)
        told.setdefault(tuple(_sentences(row, language)), []).append(first)
    return [(names, list(rest)) for rest, names in told.items()]


def _sentences(row: SpiralRow, language: Language) -> list[str]:
    told = [
        " -> ".join(_name(each, language) for each in (*row.round, row.round[0])),
        say(language, "spiral.takes", needs=need_names(row.takes, language)),
    ]
    if row.debt_remains is not None:
        told.append(say(language, "spiral.remains" if row.debt_remains else "spiral.served"))
    if row.spares_inability:
        told.append(say(language, "spiral.spares_inability"))
    if row.motion != Motion.HELD_OFF:
        told += [_brake(brake, language) for brake in row.brakes]
    return told


def _row(live: LiveSpiral) -> SpiralRow:
    spiral, closing = live.spiral, live.spiral.closed_by
    rules = [turn.rule for turn in spiral.turns if turn.rule is not None]
    return SpiralRow(
        rule=closing.id,
        name=closing.name,
        source=str(closing.source),
        motion=live.motion,
        round=spiral.nodes,
        rules=spiral.rules,
        weakest=spiral.weakest,
        claim=closing.claim,
        measure=closing.measure,
        debt_remains=closing.debt_remains,
        spares_inability=closing.spares_inability,
        at_most=closing.at_most,
        open_claims=tuple(claim.kind for claim in live.claims),
        unmet=live.unmet,
        takes=spiral.losses,
        lost=live.lost,
        brakes=tuple(
            Brake(
                rule=each.id,
                name=each.name,
                decider=each.decider,
                source=str(each.source),
                verified=each.verified,
            )
            for each in live.brakes
        ),
        evidence=live.evidence,
        verified=all(rule.verified for rule in rules),
    )


def _brake(brake: Brake, language: Language) -> str:
    return say(
        language,
        "spiral.brake",
        name=brake.name.in_language(language) + ("" if brake.verified else " *"),
        who=brake.decider.in_language(language),
        source=brake.source,
    )


def _name(code: str, language: Language) -> str:
    if code in set(Need):
        return say(language, "spiral.without", need=need_name(code, language))
    return say(language, f"trigger.{code}")
