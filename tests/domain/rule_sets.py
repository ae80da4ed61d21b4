"""Small rule sets, made in the test that needs them."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import (
    Act,
    Bindingness,
    Condition,
    Confidence,
    Ending,
    Guard,
    Intervention,
    InterventionKind,
    Period,
    Rounding,
    RuleSet,
    Source,
    Term,
    Text,
    Trigger,
    Way,
    WayKind,
)

ACT: Final = "test-act"
STATUTE, PRACTICE, FACTUAL = Bindingness.STATUTE, Bindingness.PRACTICE, Bindingness.FACTUAL
SOMEONE: Final = Text(nl="iemand", en="someone")
BASE: Final = date(2000, 1, 1)


def guard(circumstance: Circumstance, *, holds: bool = True) -> Guard:
    return Guard(circumstance=circumstance, holds=holds)


def way(
    need: Need,
    *requires: Need,
    kind: WayKind = WayKind.ORDINARY,
    guards: Iterable[Guard] = (),
    id: str | None = None,
    asked_by: Bindingness = STATUTE,
    valid_from: date = BASE,
    valid_to: date | None = None,
    verified: bool = True,
) -> Way:
    name = id or "-".join([need, *requires]).replace("_", "-")
    return Way(
        id=f"{ACT}/{name}",
        name=Text(nl=name, en=name),
        source=Source(law="Test Act"),
        valid_from=valid_from,
        valid_to=valid_to,
        confidence=Confidence.HIGH,
        verified=verified,
        need=need,
        kind=kind,
        actor=SOMEONE,
        decider=SOMEONE,
        conditions=tuple(Condition(need=each, bindingness=asked_by) for each in requires),
        guards=tuple(guards),
    )


def ending(
    need: Need,
    trigger: Trigger,
    *,
    delay: Period | None = None,
    longer_than: bool = False,
    guards: Iterable[Guard] = (),
    id: str = "ending",
    ends_by: Bindingness = STATUTE,
    valid_from: date = BASE,
    valid_to: date | None = None,
) -> Ending:
    return Ending(
        id=f"{ACT}/{id}",
        name=Text(nl=id, en=id),
        source=Source(law="Test Act"),
        valid_from=valid_from,
        valid_to=valid_to,
        confidence=Confidence.HIGH,
        verified=True,
        need=need,
        trigger=trigger,
        delay=delay or Period(days=0),
        longer_than=longer_than,
        guards=tuple(guards),
        bindingness=ends_by,
    )


def intervention(
    kind: InterventionKind,
    *,
    need: Need | None = None,
    on_way: str | None = None,
    waives: Need | None = None,
    postpones: str | None = None,
    requires: Iterable[Need] = (),
    guards: Iterable[Guard] = (),
    id: str = "intervention",
) -> Intervention:
    return Intervention(
        id=f"{ACT}/{id}",
        name=Text(nl=id, en=id),
        source=Source(law="Test Act"),
        valid_from=BASE,
        confidence=Confidence.HIGH,
        verified=True,
        kind=kind,
        need=need,
        way=f"{ACT}/{on_way}" if on_way else None,
        waives=waives,
        ending=f"{ACT}/{postpones}" if postpones else None,
        decider=SOMEONE,
        conditions=tuple(Condition(need=each, bindingness=STATUTE) for each in requires),
        guards=tuple(guards),
        duration=Period(weeks=4) if kind is InterventionKind.BRIDGE else None,
    )


def term(
    need: Need,
    base: str,
    period: Period,
    *,
    suspended: bool = False,
    rounding: Rounding = Rounding.NEXT_WORKING_DAY,
    id: str = "term",
) -> Term:
    return Term(
        id=f"{ACT}/{id}",
        name=Text(nl=id, en=id),
        source=Source(law="Test Act"),
        valid_from=BASE,
        confidence=Confidence.HIGH,
        verified=True,
        need=need,
        base=base,
        met_by=("benefit-granted",),
        period=period,
        suspended_by="benefit-application-incomplete" if suspended else None,
        resumed_by="benefit-application-completed" if suspended else None,
        rounding=rounding,
        who=SOMEONE,
    )


def rule_set(*rules: Way | Ending | Intervention | Term, frozen_on: date | None = None) -> RuleSet:
    act = Act(
        id=ACT,
        title=SOMEONE,
        summary=SOMEONE,
        ways=tuple(each for each in rules if isinstance(each, Way)),
        endings=tuple(each for each in rules if isinstance(each, Ending)),
        interventions=tuple(each for each in rules if isinstance(each, Intervention)),
        terms=tuple(each for each in rules if isinstance(each, Term)),
    )
    return RuleSet(name="test", frozen_on=frozen_on, digest="0" * 64, acts=(act,))


def without_decisions(rules: RuleSet) -> RuleSet:
    """The same rules, with nothing in them that an authority may choose."""
    acts = tuple(
        act.model_copy(
            update={
                "interventions": (),
                "ways": tuple(way for way in act.ways if way.kind is not WayKind.OPTION),
            }
        )
        for act in rules.acts
    )
    return rules.model_copy(update={"acts": acts, "digest": "0" * 64})
