"""What became known between two moments, and what that changed."""

from datetime import UTC, datetime

import pytest

from ledger import Ledger
from projections import differences
from projections.language import LANGUAGES, Language
from tests.projections.golden import golden
from tests.projections.looking import (
    NOW,
)
from tests.projections.review.answers import diff_of

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_what_became_known_reads_as_before(corrected: Ledger, language: Language) -> None:
    found = differences.render(diff_of(corrected, datetime(2007, 6, 7, tzinfo=UTC)), language)

    assert found + "\n" == golden(f"diff-p-0417-corrected.{language}.txt", found + "\n")


def test_nothing_differs_between_a_moment_and_itself(article: Ledger) -> None:
    answer = diff_of(article, NOW, NOW)

    assert (answer.added, answer.corrected, answer.facts) == ((), (), ())
    assert "Nothing was recorded of this person in between." in differences.render(answer, "en")


def test_what_was_added_corrected_retracted_and_proposed_is_told_apart(corrected: Ledger) -> None:
    answer = diff_of(corrected, datetime(2007, 6, 7, tzinfo=UTC))

    assert [row.event_id for row in answer.added] == ["p-0417-22", "p-0417-23"]
    assert [
        [(row.event.event_id, row.of.event_id if row.of else None) for row in rows]
        for rows in (answer.corrected, answer.retracted, answer.proposed)
    ] == [[("c-1", "p-0417-22")], [("c-3", "p-0417-20")], [("c-2", "p-0417-11")]]


def test_a_fact_that_differs_names_what_was_recorded_in_between_or_says_it_is_indirect(
    corrected: Ledger,
) -> None:
    answer = diff_of(corrected, datetime(2007, 6, 7, tzinfo=UTC))

    causes = {each.fact: each.events for each in answer.facts}
    assert causes["benefit"] == ("p-0417-22", "c-1")
    assert causes["income"] == ()
    assert all("c-2" not in events for events in causes.values())
