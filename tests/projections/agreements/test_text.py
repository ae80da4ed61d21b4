"""Agreements in words: the list, its figures, and one with every event."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

import pytest

from domain.agreements.collective import offers_of
from domain.agreements.findings import AgreementFindingKind
from domain.envelope import Act
from domain.events import EscalationRaised, EscalationResolved
from domain.events.agreements import (
    AgreementLevel,
    BreachReason,
    Deliverable,
    IntentionTopic,
    WaiverReason,
)
from domain.events.oversight import (
    EscalationLevel,
    EscalationOutcome,
    EscalationTopic,
    ReviewOutcome,
)
from projections import agreement_page, agreement_page_text, agreements, agreements_text
from projections.agreement_cases import agreement_case
from projections.agreements import AgreementsReport
from projections.language import LANGUAGES, TABLE_WIDTH, Language, sentences
from tests.domain.agreement_acts import (
    AFTER,
    DUE,
    MUNICIPALITY,
    STRANGER,
    amended,
    breached,
    fulfilled,
    intended,
    numbered,
    offered,
    overseen,
    promise,
    reviewed,
    said,
    waived,
)
from tests.projections.agreements.streams import DAY, FRAME, STREAMS, cases


def everything() -> AgreementsReport:
    return agreements.report(cases(), (), DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_agreement_is_told_within_the_width_of_a_table(language: Language) -> None:
    text = agreements_text.render(everything(), language)

    assert [line for line in text.splitlines() if len(line) > TABLE_WIDTH] == []
    assert [id for id in STREAMS if not re.search(rf"\b{id}\b", text)] == []
    assert not re.search(r"\b[A-Z]{4,}\b", text.replace("NAME", "").replace("NAAM", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_view_says_so(language: Language) -> None:
    answer = agreements.report([], (), DAY)

    assert sentences(language)["agreements.none"] == agreements_text.render(answer, language)


def test_that_nobody_oversees_it_is_told_with_what_to_do() -> None:
    text = " ".join(agreements_text.render(everything(), "en").split())

    assert "Nobody oversees: unseen." in text
    assert "record overseer-assigned" in text


def test_figures_are_told_with_how_many_were_due() -> None:
    text = " ".join(agreements_text.render(everything(), "en").split())

    assert "Kept: 2 of 5 that were due (40%), 1 in time." in text


@pytest.mark.parametrize(("language", "days"), [("en", "12.5 days"), ("nl", "12,5 dagen")])
def test_half_a_day_has_the_decimal_sign_of_the_language(language: Language, days: str) -> None:
    found = everything()
    halfway = found.summary.intentions.model_copy(update={"share": 0.5, "median_days": 12.5})
    summary = found.summary.model_copy(update={"intentions": halfway})

    text = agreements_text.render(found.model_copy(update={"summary": summary}), language)

    assert days in " ".join(text.split())


def test_without_anything_due_no_rate_is_told() -> None:
    answer = agreements.report(cases({"case": STREAMS["case"]}), (), DAY)

    assert "Nothing was due yet" in agreements_text.render(answer, "en")


LONG: Final[Sequence[Act]] = (
    intended(),
    promise(),
    overseen(),
    amended(due_on=date(2026, 4, 3), quantity=3, performer=STRANGER),
    fulfilled(quantity=2, confirmed_by=MUNICIPALITY),
    reviewed(),
    breached(heard=False),
    breached(),
    waived(AFTER),
    said(EscalationRaised(level=EscalationLevel.MANAGEMENT, topic=EscalationTopic.OVERDUE), DUE),
    said(
        EscalationRaised(level=EscalationLevel.NATIONAL, topic=EscalationTopic.DATA_REFUSED), AFTER
    ),
    said(EscalationResolved(outcome=EscalationOutcome.DECIDED), AFTER),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_tells_every_event_in_a_sentence(language: Language) -> None:
    acts = numbered(LONG)
    offers = offers_of("p-1", [offered("2026-04-05", "p-1", "a-1")], DAY)
    page = agreement_page.report(agreement_case("a-1", acts, FRAME), offers, None, FRAME, DAY)

    text = agreement_page_text.render(page, language)

    assert [act.envelope.event_id for act in acts if act.envelope.event_id not in text] == []
    assert len(page.history) == len(acts)
    assert "p-1" in text
    lines = text.splitlines()
    assert [line for line in lines if len(line) > TABLE_WIDTH] == []


def test_a_page_tells_what_does_not_fit_with_its_events() -> None:
    page = agreement_page.report(
        agreement_case("a-1", numbered([promise(), breached(heard=False)]), FRAME),
        (),
        None,
        FRAME,
        DAY,
    )

    assert [(each.kind, each.events) for each in page.findings] == [
        ("review-absent", ("e1",)),
        ("parties-not-heard", ("e2",)),
    ]


CODES: Final[tuple[type[StrEnum], ...]] = (
    AgreementLevel,
    Deliverable,
    IntentionTopic,
    BreachReason,
    WaiverReason,
    ReviewOutcome,
    EscalationLevel,
    EscalationTopic,
    EscalationOutcome,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_closed_lists_has_a_sentence(language: Language) -> None:
    needed = {f"code.{word}" for words in CODES for word in words}
    needed |= {f"agreement_finding.{kind}" for kind in AgreementFindingKind}

    assert needed - sentences(language).keys() == set()
