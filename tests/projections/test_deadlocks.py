"""Who is stuck and who may be: in which order, and what is told of whom."""

from datetime import date
from typing import Any

from ledger import Ledger
from projections import deadlocks, why
from projections.why import WhyReport
from tests.projections.looking import assessed

JULY = date(2007, 7, 2)


def told(ledger: Ledger, person: str, **said: Any) -> WhyReport:
    found = why.report(assessed(ledger, "p-0417", "seed-2007"))
    return found.model_copy(update={"person": person, **said})


def may_be(ledger: Ledger, person: str, **said: Any) -> WhyReport:
    missing = {"work": ("unknown:employer_found", "cash")}
    return told(ledger, person, stuck=(), possibly_stuck=("work",), missing=missing, **said)


def test_who_is_stuck_comes_before_who_may_be_and_then_by_when_to_act(article: Ledger) -> None:
    whys = [
        may_be(article, "p-a"),
        told(article, "p-later", day=JULY),
        told(article, "p-today"),
    ]

    found = deadlocks.report(whys)

    assert [each.person for each in found.reports] == ["p-today", "p-later", "p-a"]


def test_of_who_may_be_stuck_it_is_told_on_what_and_what_to_find_out(article: Ledger) -> None:
    found = deadlocks.report([may_be(article, "p-a")])

    (row,) = [line for line in deadlocks.render(found, "nl").splitlines() if "p-a" in line]
    assert " ".join(row.split()) == (
        "p-a ma 18 jun 2007 Tilburg werk werkgever gevonden, geld in handen"
    )
