"""What the report of agreements lists, counts and says."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pytest

from domain.agreements.collective import offers_of
from domain.agreements.findings import AgreementFindingKind
from domain.agreements.standing import AgreementState
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
from domain.needs import Need
from ledger import Draft
from ledger.reader import Frame
from projections import agreement_page, agreement_page_text, agreements, agreements_text
from projections.agreement_cases import (
    AgreementCase,
    agreement_case,
    agreements_by_name,
    agreements_of,
    all_agreements,
    became,
    offers_under,
    one_agreement,
)
from projections.agreements import AgreementFilters, AgreementRow, AgreementsReport
from projections.language import LANGUAGES, TABLE_WIDTH, Language, sentences
from tests.domain.agreement_acts import (
    AFTER,
    COUNCIL,
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
from tests.ledger.making import existing_ledger, new_ledger
from tests.projections.looking import Log, reader

FRAME: Final = Frame(date.fromisoformat(AFTER), None, None, "")
DAY: Final = date.fromisoformat(AFTER)

STREAMS: Final[dict[str, tuple[Act, ...]]] = {
    "broken": (promise(), breached()),
    "case": (
        promise(
            due_on="2026-04-15",
            level=AgreementLevel.CASE,
            beneficiary="p-1",
            need=Need.BENEFIT,
            deliverable=Deliverable.DECISION,
            subjects=("p-1",),
        ),
    ),
    "claimed": (promise(), fulfilled()),
    "kept": (promise(), fulfilled(by=MUNICIPALITY), overseen(overseer=STRANGER)),
    "kept-late": (promise(), fulfilled(AFTER, by=MUNICIPALITY), amended(quantity=1)),
    "loose": (fulfilled(),),
    "meant": (intended(),),
    "quota": (promise(due_on="2026-05-01", quantity=10), fulfilled(by=MUNICIPALITY, quantity=4)),
    "unseen": (promise(overseer=None),),
    "waived": (promise(), waived()),
}
"""An agreement in every state, and an intention."""


def cases(streams: Mapping[str, tuple[Act, ...]] = STREAMS) -> list[AgreementCase]:
    return [agreement_case(id, numbered(acts), FRAME) for id, acts in sorted(streams.items())]


def listed(**asked: Any) -> list[str]:
    answer = agreements.report(cases(), (), DAY, AgreementFilters(**asked))
    return [row.agreement for row in answer.rows]


def row(id: str, *acts: Act, day: str = AFTER) -> AgreementRow:
    frame = Frame(date.fromisoformat(day), None, None, "")
    case = agreement_case(id, numbered(acts), frame)
    return agreements.agreement_row(case, None, None)


def test_what_is_overdue_comes_first_and_what_has_ended_last() -> None:
    assert listed() == [
        "unseen",
        "claimed",
        "case",
        "quota",
        "loose",
        "broken",
        "kept",
        "kept-late",
        "waived",
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "open"}, ["case", "quota"]),
        ({"state": "overdue"}, ["unseen", "claimed"]),
        ({"state": "claimed"}, ["claimed"]),
        ({"state": "fulfilled"}, ["kept", "kept-late"]),
        ({"state": "breached"}, ["broken"]),
        ({"state": "waived"}, ["waived"]),
        ({"state": "intention"}, ["meant"]),
        ({"without_overseer": True}, ["unseen"]),
        ({"person": "p-1"}, ["case"]),
        ({"level": "case"}, ["case"]),
        ({"overseer": STRANGER}, ["kept"]),
        ({"party": COUNCIL}, []),
        ({"topic": "benefit"}, ["case"]),
        ({"topic": "decision"}, ["case"]),
        ({"topic": "quota", "state": "intention"}, ["meant"]),
        ({"due_by": date(2026, 4, 17)}, ["case"]),
        ({"level": "local", "state": "open"}, ["quota"]),
    ],
)
def test_filters_ask_for_what_they_name(asked: dict[str, Any], expected: list[str]) -> None:
    assert listed(**asked) == expected


def test_figures_count_every_state_of_what_was_asked_for() -> None:
    answer = agreements.report(cases(), (), DAY, AgreementFilters(state="open", level="local"))

    assert (answer.summary.total.made, answer.summary.total.due) == (7, 5)
    assert answer.summary.total.rate == 0.4
    assert [each.group for each in answer.summary.by_level] == ["local"]


def test_nothing_asked_counts_by_level_from_national_to_case() -> None:
    streams = STREAMS | {"national": (promise(level=AgreementLevel.NATIONAL),)}
    answer = agreements.report(cases(streams), (), DAY)

    assert [each.group for each in answer.summary.by_level] == ["national", "local", "case"]


def test_an_intention_shows_the_agreement_that_it_became() -> None:
    streams = {
        "meant": (intended(correlation="c1"),),
        "made": (promise(correlation="c1"),),
    }
    answer = agreements.report(cases(streams), (), DAY, AgreementFilters(state="intention"))

    assert [each.became for each in answer.rows] == ["made"]
    assert answer.summary.never_agreed == ()
    assert answer.summary.intentions.share == 1


def test_a_row_tells_who_claims_and_who_confirms() -> None:
    claimed, kept = row("a", *STREAMS["claimed"]), row("a", *STREAMS["kept"])

    assert (claimed.claimed_by, claimed.confirmed_by) == ("WonenBreda", None)
    assert (kept.claimed_by, kept.confirmed_by) == (None, MUNICIPALITY)


def test_a_day_that_was_moved_shows_what_it_was_first() -> None:
    found = row("a", promise(), amended(due_on=date(2026, 5, 1)))

    assert (found.due_on, found.first_due_on) == (date(2026, 5, 1), date.fromisoformat(DUE))


def test_offers_show_beside_what_was_promised() -> None:
    offers = offers_of("p-1", [offered("2026-04-02", "p-1", "quota")], DAY)
    answer = agreements.report(cases(), offers, DAY)

    (quota,) = (each for each in answer.rows if each.agreement == "quota")
    assert (quota.quantity, quota.delivered, quota.offered, quota.offered_late) == (10, 4, 1, 0)


def test_an_offer_under_an_agreement_that_is_not_there_is_told() -> None:
    offers = offers_of("p-1", [offered("2026-04-02", "p-1", "nowhere")], DAY)
    answer = agreements.report(cases(), offers, DAY)

    assert answer.summary.offers_without_agreement == ("e1",)
    assert "e1" in agreements_text.render(answer, "en")


def test_what_an_erased_person_agreed_on_says_nothing_any_more() -> None:
    erased = [
        Act(act.position, act.version, act.recorded_at, act.envelope, None)
        for act in numbered(STREAMS["case"])
    ]
    case = agreement_case("case", erased, FRAME)

    assert case.standing.state is AgreementState.ERASED
    assert case.findings == ()
    answer = agreements.report([case], (), DAY)
    assert [each.state for each in answer.rows] == ["erased"]
    assert answer.summary.total.made == 0
    page = agreement_page.report(case, (), None, FRAME, DAY)
    assert "what it said is erased" in agreement_page_text.render(page, "en")


def test_agreements_are_found_by_everybody_whom_they_name() -> None:
    found = agreements_by_name(cases())

    assert [each.agreement.id for each in found["p-1"]] == ["case"]
    assert len(found[MUNICIPALITY]) == 9


def test_an_erased_confirmation_leaves_a_claim() -> None:
    made, claim, confirmation = numbered([*STREAMS["claimed"], fulfilled(DUE, by=MUNICIPALITY)])
    gone = Act(3, 3, confirmation.recorded_at, confirmation.envelope, None)

    case = agreement_case("a", [made, claim, gone], FRAME)

    assert case.standing.state is AgreementState.CLAIMED
    assert case.agreement.erased == 1


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


@pytest.mark.parametrize("read_only", [False, True])
def test_offers_are_found_in_a_ledger_whether_or_not_it_may_be_written(
    tmp_path: Path, *, read_only: bool
) -> None:
    acts = [
        *numbered([promise(quantity=3)]),
        offered("2026-03-02", "p-1"),
        offered("2026-03-03", "p-2"),
        offered("2026-03-03", "p-3", None),
    ]
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        for place, act in enumerate(acts):
            envelope = act.envelope.model_copy(update={"event_id": f"n{place}"})
            assert act.body is not None
            ledger.append([Draft(envelope, act.body)])
    log = Log()
    with existing_ledger(str(tmp_path / "test.ledger"), tmp_path, read_only=read_only) as ledger:
        looking = reader(ledger, as_of=DAY, log=log)
        found = all_agreements(looking)
        offers = offers_under(looking, [each.agreement for each in found])

    assert [(each.person, each.agreement) for each in offers] == [("p-1", "a-1"), ("p-2", "a-1")]
    assert {subject for subjects, _, _ in log.lines for subject in subjects} == {
        "p-1",
        "p-2",
        "p-3",
    }


def test_nobody_is_read_for_offers_when_no_agreement_promises_a_number(tmp_path: Path) -> None:
    log = Log()
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        looking = reader(ledger, as_of=DAY, log=log)
        assert offers_under(looking, [cases()[0].agreement]) == ()

    assert log.lines == []


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


@pytest.mark.parametrize("read_only", [False, True])
def test_one_person_sees_the_agreements_about_his_or_her_case(
    tmp_path: Path, *, read_only: bool
) -> None:
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        for id in ("case", "quota", "meant"):
            for act in numbered(STREAMS[id]):
                envelope = act.envelope.model_copy(
                    update={
                        "stream": f"agreement:{id}",
                        "event_id": f"{id}-{act.envelope.event_id}",
                    }
                )
                assert act.body is not None
                ledger.append([Draft(envelope, act.body)])
    with existing_ledger(str(tmp_path / "test.ledger"), tmp_path, read_only=read_only) as ledger:
        looking = reader(ledger, as_of=DAY)
        meant = one_agreement(looking, "agreement:meant")

        assert [each.agreement.id for each in agreements_of(looking, "p-1")] == ["case"]
        assert one_agreement(looking, "nowhere") is None
        assert meant is not None
        assert became(looking, meant) is None
