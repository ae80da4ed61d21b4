"""What relies on an event: facts, findings, later events and corrections."""

import pytest

from ledger import Ledger
from projections import reliance
from projections.language import LANGUAGES, Language
from tests.projections.golden import golden
from tests.projections.review.answers import relied_of

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_what_relies_on_an_event_reads_as_before(article: Ledger, language: Language) -> None:
    found = reliance.render(relied_of(article, "p-0417-11"), language) + "\n"

    assert found == golden(f"relied-on-p-0417-11.{language}.txt", found)


def test_a_fact_relies_on_an_event_when_it_would_read_otherwise_without_it(
    article: Ledger,
) -> None:
    found = relied_of(article, "p-0417-11").facts
    of_rejection = relied_of(article, "p-0417-22").facts

    named = {each.fact for each in found if each.names_it}
    not_named = {each.fact for each in of_rejection if each.differs and not each.names_it}
    assert named >= {"address", "housing"}
    assert "income" in not_named


def test_what_relies_on_an_event_includes_its_corrections(corrected: Ledger) -> None:
    assert [row.event_id for row in relied_of(corrected, "p-0417-22").corrections] == ["c-1"]


def test_nothing_relies_on_a_retracted_event(corrected: Ledger) -> None:
    answer = relied_of(corrected, "p-0417-20")

    assert answer.event.retracted
    assert answer.facts == ()
    assert [row.event_id for row in answer.corrections] == ["c-3"]
