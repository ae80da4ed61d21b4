"""The certificates of an assessment: of one need, under both readings, or of a way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import ClassVar

from domain.assessment import Assessment, endings_that_count
from domain.certificates import (
    Certificate,
    Facts,
    GuardStatement,
    Reading,
    WayOutProof,
    WayStatement,
)
from domain.endings import on_day
from domain.engine import Engine, not_known
from domain.errors import Problem
from domain.interventions import decisions
from domain.links import UNKNOWN_PREFIX
from domain.needs import Need
from domain.proving import Case
from domain.rules import InForce, RuleSet, Way, WayKind


class NothingCertain(Problem):
    """What is not known decides the verdict about a need, so none of them can be proved."""

    code: ClassVar[str] = "DM0403"
    exit_code: ClassVar[int] = 3

    def __init__(self, need: Need, missing: Iterable[str]) -> None:
        super().__init__(
            f"Whether {need} can be obtained depends on what is not known.",
            why=f"Nobody recorded: {', '.join(missing)}." if missing else None,
            help="Record it, or ask for the certificates of both readings.",
        )


class DecisionUnknown(Problem):
    """A way out names a decision that nobody can take under these rules on this day."""

    code: ClassVar[str] = "DM0404"
    exit_code: ClassVar[int] = 5

    def __init__(self, decision: str, known: Collection[str]) -> None:
        super().__init__(
            f"{decision} is no decision that can be taken in this case.",
            help=f"Name one of {', '.join(sorted(known))}." if known else None,
        )


def certificate_of(
    assessment: Assessment,
    need: Need,
    rules: RuleSet,
    *,
    frame: Mapping[str, str],
    law_on: date | None = None,
    reading: Reading = Reading.CERTAIN,
) -> Certificate:
    """Return the certificate of the verdict about `need`.

    Args:
        assessment: What was judged.
        need: The need.
        rules: The rule set by which it was judged.
        frame: What the certificate has to say of the question, beside person, day and moment.
        law_on: The day whose law was applied instead of that of the day judged, where one was.
        reading: How what is not known is taken.

    Raises:
        NothingCertain: The verdict depends on what is not known, and certainty was asked for.
    """
    case = case_of(assessment, rules, law_on=law_on)
    circles = [circle.needs for circle in assessment.circles if need in circle.needs]
    proof = case.prove(need, reading, prefer=circles[0] if circles else ())
    if proof is None:
        raise NothingCertain(need, assessment.needs[need].missing)
    return Certificate(
        rules=rules.name,
        rules_digest=rules.digest,
        frame=_frame(assessment, frame),
        reading=reading,
        needs=(need,),
        facts=case.facts,
        ways=case.ways_for(proof),
        proof=proof,
    )


def certificates_of(
    assessment: Assessment,
    need: Need,
    rules: RuleSet,
    *,
    frame: Mapping[str, str],
    law_on: date | None = None,
) -> tuple[Certificate, ...]:
    """Return the certificate that is certain, or else those of the lower and the upper reading."""
    try:
        return (certificate_of(assessment, need, rules, frame=frame, law_on=law_on),)
    except NothingCertain:
        return tuple(
            certificate_of(assessment, need, rules, frame=frame, law_on=law_on, reading=reading)
            for reading in (Reading.LOWER, Reading.UPPER)
        )


def way_out_certificate_of(
    assessment: Assessment,
    goals: Iterable[Need],
    decisions: Collection[str],
    rules: RuleSet,
    *,
    frame: Mapping[str, str],
    law_on: date | None = None,
) -> Certificate:
    """Return the certificate that some decisions together give the goals, and none too many.

    What is not known is taken as unmet, as ways out are computed.

    Args:
        assessment: What was judged.
        goals: The needs that they are to give.
        decisions: Ids of interventions, and of ways that an authority may choose.
        rules: The rule set by which it was judged.
        frame: What the certificate has to say of the question, beside person, day and moment.
        law_on: The day whose law was applied instead of that of the day judged, where one was.

    Raises:
        DecisionUnknown: A decision is not in force, or its guards are not open.
        NotMinimal: They do not give the goals, or not all of them are needed for it.
    """
    goals = tuple(goals)
    case = case_of(assessment, rules, law_on=law_on, with_decisions=True)
    known = {way.added_by for way in case.ways if way.added_by is not None}
    for decision in decisions:
        if decision not in known:
            raise DecisionUnknown(decision, known)
    proof: WayOutProof = case.prove_way_out(goals, decisions)
    return Certificate(
        rules=rules.name,
        rules_digest=rules.digest,
        frame=_frame(assessment, frame),
        reading=Reading.LOWER,
        needs=tuple(need for need in Need if need in goals),
        facts=case.facts,
        ways=case.ways_for(proof),
        proof=proof,
    )


def case_of(
    assessment: Assessment,
    rules: RuleSet,
    *,
    law_on: date | None = None,
    with_decisions: bool = False,
) -> Case:
    """Return the facts and ways of an assessment, as certificates state them.

    Args:
        assessment: What was judged.
        rules: The rule set by which it was judged.
        law_on: The day whose law was applied instead of that of the day judged, where one was.
        with_decisions: Whether to add the ways that decisions would add.
    """
    in_force = rules.in_force(assessment.law_day)
    circumstances = assessment.circumstances
    standings = on_day(
        assessment.person, endings_that_count(rules, in_force, law_on), circumstances
    )
    engine = Engine.of(standings, in_force, circumstances)
    ways = [_stated(way) for way in in_force.ways]
    if with_decisions:
        ended = {need: s.ended_by.id for need, s in standings.items() if s.ended_by is not None}
        ways += _added(in_force, assessment, ended)
    declined = {need for need, s in standings.items() if s.declined or s.not_applicable}
    expected = engine.pending | engine.coming
    recorded = engine.met | expected
    unknown = not_known(standings) - recorded
    values = {each: circumstances.value(each) for each in in_force.asked_about}
    atoms = {each for way in ways for each in way.requires if each.startswith(UNKNOWN_PREFIX)}
    facts = Facts(
        met=tuple(sorted(engine.met)),
        pending=tuple(sorted(expected)),
        unknown=tuple(sorted(unknown | atoms)),
        declined=tuple(sorted(declined)),
        circumstances={each: value for each, value in values.items() if value is not None},
    )
    return Case(facts, tuple(sorted(ways, key=lambda way: way.id)))


def _frame(assessment: Assessment, frame: Mapping[str, str]) -> dict[str, str]:
    return {
        **frame,
        "person": assessment.person.id,
        "day": assessment.day.isoformat(),
        "law_day": assessment.law_day.isoformat(),
        "moment": assessment.moment.value,
    }


def _stated(way: Way) -> WayStatement:
    return WayStatement(
        id=way.id,
        need=way.need,
        requires=tuple(dict.fromkeys(str(each.need) for each in way.conditions)),
        guards=tuple(
            GuardStatement(
                circumstance=guard.circumstance,
                holds=guard.holds,
                one_of=guard.one_of,
                at_least=guard.at_least,
                at_most=guard.at_most,
            )
            for guard in way.guards
        ),
        option=way.kind is WayKind.OPTION,
    )


def _added(
    in_force: InForce, assessment: Assessment, ended: Mapping[Need, str]
) -> list[WayStatement]:
    """Return the ways that each decision would add, one decision at a time."""
    return [
        WayStatement(
            id=f"{decision.id}#{number}",
            need=need,
            requires=tuple(sorted(body)),
            added_by=decision.id,
        )
        for decision, added in decisions(in_force, assessment.circumstances, ended)
        for number, (need, body) in enumerate(added, start=1)
    ]
