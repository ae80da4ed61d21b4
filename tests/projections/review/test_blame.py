"""What holds about a person, and the events behind each fact."""

from datetime import date, timedelta

import pytest

from ledger import Ledger
from projections import blame
from projections.language import LANGUAGES, Language
from tests.projections.golden import golden
from tests.projections.looking import (
    NOW,
    assessed,
)
from tests.projections.review.answers import SEED, blame_of

each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_a_year_of_birth_has_no_first_day_and_an_age_begins_with_the_year(article: Ledger) -> None:
    since = {fact.fact: fact.since for fact in blame_of(article).facts}

    assert since["birth_year"] is None
    assert since["age"] == date(2007, 1, 1)


@each_language
def test_the_events_behind_the_facts_read_as_before(article: Ledger, language: Language) -> None:
    found = blame.render(blame_of(article), language) + "\n"

    assert found == golden(f"blame-p-0417-seed-2007.{language}.txt", found)


def test_every_need_that_is_known_is_blamed_with_the_evidence_of_its_state(
    article: Ledger,
) -> None:
    state = assessed(article, "p-0417", SEED)

    found = {
        fact.fact: tuple(row.event_id for row in fact.events)
        for fact in blame_of(article).facts
        if fact.kind is blame.FactKind.NEED
    }

    unknown = blame_of(article).unknown
    expected = {
        str(need): tuple(dict.fromkeys(each.evidence))
        for need, each in state.needs.items()
        if need not in unknown
    }
    assert found == expected


def test_a_corrected_event_stands_with_its_correction_beside_it(corrected: Ledger) -> None:
    facts = {fact.fact: fact for fact in blame_of(corrected).facts}

    rejected, by = facts["benefit"].events[-2:]
    assert (rejected.event_id, by.event_id, by.corrects) == ("p-0417-22", "c-1", "p-0417-22")
    assert [(each.field, each.before, each.now) for each in rejected.changes] == [
        ("occurred_on", "2007-06-12", "2007-06-11")
    ]
    assert facts["benefit"].known_since == (NOW + timedelta(hours=1)).isoformat()
