"""The deadlines of the person of these tests, from a few acts, by the rule sets there are."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from domain.deadlines.computed import Computed, DeadlineStatus
from domain.deadlines.of_person import deadlines_of
from domain.deadlines.rule import Deadline, DeadlineKind, Nature, Span, TermLaw
from domain.envelope import Act
from domain.events import EVENT_TYPES, EventBody
from domain.evolve import fold
from domain.history import as_of, resolve
from domain.rules import Act as RuleFile
from domain.rules import Confidence, RuleSet, Source, Text
from domain.values import day_of
from ledger.rulebook import load_rule_set
from tests.domain.acts import PERSON, act, when

SOMEONE = Text(nl="iemand", en="someone")
LAW, LAW_2007, SEED = "law", "law-2007", "seed-2007"
ALL_RULES = (SEED, LAW_2007, LAW)
RULES_OF_2007 = (SEED, LAW_2007)

DETAINED_2007 = ("2007-01-15", "detention-started")
PLANNED_2007 = ("2007-02-01", "release-date-planned", {"release_on": "2007-07-02"})
DETAINED_2026 = ("2026-01-15", "detention-started")
PLANNED_2026 = ("2026-02-02", "release-date-planned", {"release_on": "2026-07-02"})


def body(name: str, **fields: Any) -> EventBody:
    """What happened, by its name and its fields as they stand in a file."""
    found: EventBody = EVENT_TYPES[f"{name}/1"].model_validate_json(json.dumps(fields))
    return found


def happened(*steps: tuple[str, str] | tuple[str, str, dict[str, Any]]) -> list[Act]:
    """Acts in the order in which they are given: day, name, and fields where there are any."""
    found = []
    for place, (day, name, *fields) in enumerate(steps, start=1):
        given: dict[str, Any] = dict(fields[0]) if fields else {}
        effect = given.pop("effect_from", None)
        found.append(act(body(name, **given), day, position=place, effect_from=effect))
    return found


def counted(
    acts: Sequence[Act], on: str, rules: str | RuleSet = LAW, *, law_on: date | None = None
) -> tuple[Computed, ...]:
    """All deadlines on a day."""
    chosen = rules_of(rules) if isinstance(rules, str) else rules
    recorded = sorted(acts, key=lambda each: each.position)
    counting = as_of(resolve(recorded).acts, when(on))
    day = day_of(when(on))
    # A type of event that only a test knows says nothing of the person.
    said = [each for each in counting if each.envelope.type in EVENT_TYPES]
    return deadlines_of(fold(PERSON, said), counting, chosen, day, law_on=law_on)


def named(found: Sequence[Computed], name: str) -> list[Computed]:
    """Those of one rule, by the second half of its id, or of one code."""
    return [each for each in found if name in (each.rule.id.partition("/")[2], each.rule.code)]


def one(acts: Sequence[Act], name: str, on: str, rules: str | RuleSet = LAW) -> Computed:
    """The only deadline of that name on a day."""
    [found] = named(counted(acts, on, rules), name)
    return found


def days(acts: Sequence[Act], name: str, on: str, rules: str | RuleSet = LAW) -> list[str]:
    """The last days of that name, as text."""
    return [str(each.due) for each in named(counted(acts, on, rules), name)]


def statuses(acts: Sequence[Act], name: str, on: str, rules: str | RuleSet = LAW) -> list[str]:
    """Where those of that name stand."""
    return [each.status.value for each in named(counted(acts, on, rules), name)]


def status(acts: Sequence[Act], name: str, on: str, rules: str | RuleSet = LAW) -> DeadlineStatus:
    """Where the only one of that name stands."""
    return one(acts, name, on, rules).status


@cache
def rules_of(name: str) -> RuleSet:
    """A rule set that comes with the ledger."""
    return load_rule_set(name)


def rule(**changed: object) -> Deadline:
    """A deadline: a duty of four weeks after an application for a benefit."""
    fields: dict[str, object] = {
        "id": "test-act/term",
        "code": "D99",
        "name": SOMEONE,
        "source": Source(law="Test Act"),
        "valid_from": date(2000, 1, 1),
        "confidence": Confidence.HIGH,
        "verified": True,
        "nature": Nature.STATUTE,
        "kind": DeadlineKind.DUTY,
        "law": TermLaw.NATIONAL,
        "base": ({"event": "benefit-applied"},),
        "span": Span(weeks=4),
        "met_by": ("benefit-granted",),
        "who": SOMEONE,
    }
    return Deadline.model_validate({**fields, **changed})


def rule_set(*deadlines: Deadline, frozen_on: date | None = None) -> RuleSet:
    """A rule set of deadlines alone."""
    act = RuleFile(id="test-act", title=SOMEONE, summary=SOMEONE, deadlines=deadlines)
    return RuleSet(name="test", frozen_on=frozen_on, digest="0" * 64, acts=(act,))
