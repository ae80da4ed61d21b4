"""Answers about how it came to be known, asked of a ledger with the article's persons."""

from datetime import datetime
from typing import Any

from domain.envelope import Act
from domain.needs import Need
from ledger import Ledger
from ledger.acts import Leaf
from projections import blame, differences, dossier, need_history, reliance
from projections.case import Case, assess_case, case_of
from tests.projections.looking import (
    NOW,
    TODAY,
    assessed,
    case,
    reader,
    rule_set,
)

SEED = "seed-2007"


def blame_of(ledger: Ledger, person: str = "p-0417") -> blame.Blame:
    return blame.report(case(ledger, person), assessed(ledger, person, SEED))


def history_of(
    ledger: Ledger, need: Need, *, rules: str = SEED, every_event: bool = False
) -> need_history.NeedHistory:
    looking = reader(ledger)
    return need_history.report(
        case(ledger, "p-0417"), need, rule_set(rules), looking.frame, every_event=every_event
    )


def known(ledger: Ledger, moment: datetime | None) -> tuple[differences.KnownAt, Case, Any]:
    looking = reader(ledger, known_at=moment)
    found = case_of("p-0417", looking.acts("p-0417"), looking.frame)
    at = differences.KnownAt(known_at=moment or NOW, position=looking.position, root="00")
    return at, found, assess_case(found, rule_set(SEED), looking.frame)


def diff_of(
    ledger: Ledger, first: datetime, second: datetime | None = None
) -> differences.Differences:
    return differences.report(known(ledger, first), known(ledger, second))


def relied_of(ledger: Ledger, event_id: str) -> reliance.ReliedOn:
    looking = reader(ledger)

    def judge(acts: tuple[Act, ...]) -> tuple[Case, Any]:
        found = case_of("p-0417", acts, looking.frame)
        return found, assess_case(found, rule_set(SEED), looking.frame)

    [act] = ledger.find(event_id)
    return reliance.report(looking.acts("p-0417"), act, judge)


def dossier_of(ledger: Ledger, person: str = "p-0418", rules: str = SEED) -> dossier.Dossier:
    frame = dossier.FrameRow(
        as_of=TODAY,
        known_at=NOW,
        position=72,
        law_on=None,
        rules=rules,
        rules_digest="ab" * 32,
        size=72,
        root="cd" * 32,
    )
    leaf = Leaf(1, "p-0418-01", NOW, b"\x01" * 32, b"\x02" * 32)
    return dossier.report(
        case(ledger, person), rule_set(rules), reader(ledger).frame, frame, (leaf,)
    )
