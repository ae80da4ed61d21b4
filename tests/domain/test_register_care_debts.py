"""Persons who show what the register of deadlocks says of debts, insurance and care (C6 to C18).

Each is given by acts and judged under the practice of 2007, the law of 2007 and the law of today.
Where the rules with their sources say something else than the register expected, the test says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import pytest

from domain import events as e
from domain.accountability.states import State
from domain.assessment import Assessment, assess
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.care import CareEnd, ProviderKind
from domain.events.claims import AmountClass, ClaimKind
from domain.events.detention import DetentionTitle
from domain.events.plan import DisputeGround
from domain.events.registration import ConsentRefusal, DeregistrationKind
from domain.events.screening import ScreeningAnswer
from domain.live_spirals import Motion
from domain.needs import Need
from domain.rules import Bindingness, WayKind
from domain.status import Status
from ledger.rulebook import load_rule_set
from tests.domain.acts import history, state
from tests.domain.handover_people import disputes, told, who

RULES: Final = ("seed-2007", "law-2007", "law")
DAYS: Final = {"seed-2007": "2007-06-18", "law-2007": "2007-06-18", "law": "2026-11-24"}
"""The day on which each rule set is asked; the lives below end a month before it."""

Step = tuple[EventBody, int]
"""What happened, and how many days before the day asked about."""


@dataclass(frozen=True)
class Life:
    """A life, told by days before the day asked about."""

    steps: tuple[Step, ...]

    def acts(self, day: str) -> list[Act]:
        ordinal = date.fromisoformat(day).toordinal()
        return history(
            *((body, date.fromordinal(ordinal - ago).isoformat()) for body, ago in self.steps)
        )

    def under(self, rules: str, day: str | None = None) -> Assessment:
        on = day or DAYS[rules]
        person = state(*self.acts(on), on=on)
        return assess(person, load_rule_set(rules), date.fromisoformat(on))


def lacks(*needs: Need) -> tuple[Step, ...]:
    return tuple(
        (e.NeedStatusVerified(need=need, answer=ScreeningAnswer.NOT_ARRANGED), 28) for need in needs
    )


def in_circles(found: Assessment) -> set[Need]:
    return {need for circle in found.circles for need in circle.needs}


RELEASED: Final[tuple[Step, ...]] = (
    (e.PersonRegistered(dutch_national=True), 900),
    (e.Registered(municipality="Tilburg"), 900),
    (e.DetentionStarted(title=DetentionTitle.SENTENCE), 200),
    (e.PersonReleased(destination_municipality="Tilburg"), 30),
)
HOMELESS: Final[tuple[Step, ...]] = (
    *lacks(Need.HOUSING, Need.ID_DOCUMENT, Need.INCOME, Need.BENEFIT, Need.ADVANCE, Need.CASH),
    (e.AddressEnded(), 29),
    (e.PostalAddressConsentRefused(reason=ConsentRefusal.NOBODY_AVAILABLE), 28),
)
DROPPED_OUT: Final[Step] = (e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN), 100)


class TestC6RestructuringWaitsForIncome:
    """Restructuring asks income and debt help; what asks income stands behind the main circle."""

    LIFE: Final = Life(
        (*RELEASED, DROPPED_OUT, *HOMELESS, *lacks(Need.DEBT_HELP, Need.DEBT_RESTRUCTURING))
    )

    def test_in_the_practice_of_2007_both_stand_behind_the_circle_and_not_in_one(self) -> None:
        found = self.LIFE.under("seed-2007")

        assert {Need.DEBT_HELP, Need.DEBT_RESTRUCTURING} <= set(found.with_status(Status.BEHIND))
        assert Need.INCOME in in_circles(found)
        assert in_circles(found).isdisjoint({Need.DEBT_HELP, Need.DEBT_RESTRUCTURING})

    @pytest.mark.parametrize(
        ("rules", "status", "missing"),
        [
            ("law-2007", Status.WAITING, False),
            ("law", Status.POSSIBLY_STUCK, True),
        ],
    )
    def test_for_who_is_registered_they_wait_for_money_and_today_for_what_the_debts_come_from(
        self, rules: str, status: Status, *, missing: bool
    ) -> None:
        life = Life((*RELEASED, *HOMELESS, *lacks(Need.DEBT_HELP, Need.DEBT_RESTRUCTURING)))
        found = life.under(rules)
        way = next(
            link.way
            for link in found.needs[Need.DEBT_RESTRUCTURING].links
            if link.way.id == "faillissementswet/restructuring"
        )

        assert found.needs[Need.DEBT_HELP].status is Status.WAITING
        restructuring = found.needs[Need.DEBT_RESTRUCTURING]
        assert restructuring.status is status
        assert ("unknown:conviction_debts" in restructuring.missing) is missing
        assert {c.bindingness for c in way.conditions if c.need is Need.INCOME} == {
            Bindingness.FACTUAL
        }

    def test_an_open_fine_shuts_restructuring_today_and_did_not_for_certain_in_2007(self) -> None:
        fine = (e.ClaimRegistered(claim=ClaimKind.FINE, amount=AmountClass.FROM_500), 60)
        life = Life((*RELEASED, *HOMELESS, *lacks(Need.DEBT_RESTRUCTURING), fine))

        assert life.under("law").needs[Need.DEBT_RESTRUCTURING].status is Status.NO_WAY
        assert life.under("law-2007").needs[Need.DEBT_RESTRUCTURING].status is Status.WAITING


class TestC7RestructuringWaitsForRegistration:
    """The declaration takes debt help, and debt help takes registration since 2012."""

    LIFE: Final = Life(
        (*RELEASED, DROPPED_OUT, *HOMELESS, *lacks(Need.DEBT_HELP, Need.DEBT_RESTRUCTURING))
    )

    def test_it_was_no_statute_in_2007(self) -> None:
        [link] = self.LIFE.under("law-2007").needs[Need.DEBT_HELP].links

        assert {c.bindingness for c in link.way.conditions if c.need is Need.REGISTRATION} == {
            Bindingness.PRACTICE
        }

    def test_in_2018_debt_help_stood_behind_the_circle_of_who_had_dropped_out(self) -> None:
        found = self.LIFE.under("law", "2018-06-01")

        assert Need.REGISTRATION in found.with_status(Status.STUCK)
        assert Need.DEBT_HELP in found.with_status(Status.BEHIND)

    def test_the_exception_for_others_came_in_2021_and_asks_the_document_that_lacks(self) -> None:
        before = self.LIFE.under("law", "2018-06-01").needs[Need.DEBT_HELP].links
        links = self.LIFE.under("law", "2021-06-01").needs[Need.DEBT_HELP].links
        [exception] = [link for link in links if link.way.kind is WayKind.OPTION]

        assert [link for link in before if link.way.kind is WayKind.OPTION] == []
        assert exception.way.id == "wgs/debt-help-for-others"
        assert exception.missing == (Need.ID_DOCUMENT,)

    def test_today_it_only_waits(self) -> None:
        found = self.LIFE.under("law")

        assert found.needs[Need.DEBT_HELP].status is Status.WAITING


class TestC8ClaimsLeadBackInside:
    """A claim goes unpaid, detention follows, the benefit ends, and the next claim goes unpaid."""

    LIFE: Final = Life(
        (
            (e.Registered(municipality="Tilburg"), 900),
            (e.BenefitGranted(), 600),
            (e.ClaimRegistered(claim=ClaimKind.FINE, amount=AmountClass.FROM_500), 90),
            (e.ClaimRegistered(claim=ClaimKind.TRAFFIC_SANCTION, amount=AmountClass.UNDER_500), 80),
            (e.DetentionStarted(title=DetentionTitle.SUBSTITUTE_DETENTION), 10),
        )
    )

    @pytest.mark.parametrize(
        ("rules", "kinds"),
        [
            ("seed-2007", [None]),
            ("law-2007", ["traffic-sanction", "fine"]),
            ("law", ["traffic-sanction", "fine"]),
        ],
    )
    def test_it_turns_for_each_kind_of_claim_that_the_rules_tell_apart(
        self, rules: str, kinds: list[str | None]
    ) -> None:
        found = self.LIFE.under(rules)

        assert [each.spiral.closed_by.claim for each in found.spirals] == kinds
        assert {each.motion for each in found.spirals} == {Motion.TURNING}
        assert {each.spiral.weakest for each in found.spirals} == {Bindingness.FACTUAL}

    @pytest.mark.parametrize("rules", ["law-2007", "law"])
    def test_only_the_fine_is_gone_after_serving_and_only_it_is_served_by_who_cannot_pay(
        self, rules: str
    ) -> None:
        told_of = {
            str(each.spiral.closed_by.claim): (
                each.spiral.closed_by.debt_remains,
                each.spiral.closed_by.spares_inability,
            )
            for each in self.LIFE.under(rules).spirals
        }

        assert told_of == {"fine": (False, False), "traffic-sanction": (True, True)}

    @pytest.mark.parametrize("rules", RULES)
    def test_an_arrangement_before_release_holds_it_off(self, rules: str) -> None:
        made = (e.DebtArrangementMade(with_collection_agency=True), 5)
        found = Life((*self.LIFE.steps, made)).under(rules)

        assert {each.motion for each in found.spirals} == {Motion.HELD_OFF}

    @pytest.mark.parametrize("rules", RULES)
    def test_it_is_no_circle(self, rules: str) -> None:
        assert self.LIFE.under(rules).circles == ()


class TestC10InsuranceIsRestartedWithProof:
    """The insurance that detention suspended, and what waits for it."""

    STEPS: Final[tuple[Step, ...]] = (
        (e.NeedStatusVerified(need=Need.INSURANCE, answer=ScreeningAnswer.ARRANGED), 400),
        *RELEASED,
        DROPPED_OUT,
        *HOMELESS,
        (e.HealthNeedStatusVerified(need=Need.MEDICATION, answer=ScreeningAnswer.NOT_ARRANGED), 28),
    )

    def test_detention_suspended_it_by_operation_of_law(self) -> None:
        found = Life(self.STEPS).under("law")

        assert found.needs[Need.INSURANCE].ended_by == "zorgverzekeringswet/suspended-in-detention"

    def test_in_the_practice_of_2007_insurance_stands_behind_the_circle(self) -> None:
        found = Life(self.STEPS).under("seed-2007")

        assert {Need.INSURANCE, Need.MEDICATION} <= set(found.with_status(Status.BEHIND))

    @pytest.mark.parametrize("rules", ["law-2007", "law"])
    def test_in_law_it_restarts_without_registration_money_or_account(self, rules: str) -> None:
        found = Life(self.STEPS).under(rules)

        assert found.needs[Need.INSURANCE].status is Status.READY
        assert found.needs[Need.MEDICATION].status is Status.WAITING

    @pytest.mark.parametrize(
        ("rules", "status"),
        [
            ("seed-2007", Status.BEHIND),
            ("law-2007", Status.POSSIBLY_STUCK),
            ("law", Status.WAITING),
        ],
    )
    def test_without_any_insurance_before_it_depends_on_registration(
        self, rules: str, status: Status
    ) -> None:
        never = tuple(step for step in self.STEPS if step[1] != 400)
        found = Life((*never, *lacks(Need.INSURANCE))).under(rules)

        assert found.needs[Need.INSURANCE].status is status

    @pytest.mark.parametrize("rules", RULES)
    def test_medication_can_be_given_along_for_a_week_and_no_law_says_so(self, rules: str) -> None:
        bridges = [
            each
            for each in load_rule_set(rules).in_force(date.fromisoformat(DAYS[rules])).interventions
            if each.need is Need.MEDICATION
        ]

        assert [each.bindingness for each in bridges] == [Bindingness.PRACTICE]
        assert [each.verified for each in bridges] == [False]


class TestC16WhoPaysForCare:
    """Care under a title that ended: no circle, but a need that nobody accepts as his own."""

    STEPS: Final[tuple[Step, ...]] = (
        (e.PersonRegistered(dutch_national=True), 900),
        (e.Registered(municipality="Tilburg"), 900),
        (e.DetentionStarted(title=DetentionTitle.SENTENCE), 400),
        (e.ForensicTitleStarted(), 300),
        (e.CareStarted(provider=ProviderKind.FORENSIC), 290),
        (e.PersonReleased(destination_municipality="Tilburg"), 60),
        (e.ForensicTitleEnded(), 40),
        (e.CareEnded(reason=CareEnd.TITLE_ENDED), 40),
    )

    @pytest.mark.parametrize("rules", RULES)
    def test_while_the_title_runs_justice_has_the_way(self, rules: str) -> None:
        running = tuple(step for step in self.STEPS if step[1] != 40)
        lost = (e.CareEnded(reason=CareEnd.BROKEN_OFF), 20)
        found = Life((*running, lost)).under(rules)

        assert found.needs[Need.CARE].status is Status.READY

    @pytest.mark.parametrize("rules", RULES)
    def test_when_it_ended_that_way_is_closed_and_no_circle_is_left(self, rules: str) -> None:
        found = Life(self.STEPS).under(rules)
        by_title = [
            link for link in found.needs[Need.CARE].links if link.way.id.endswith("under-title")
        ]

        assert [link.open for link in by_title] == [False]
        assert found.circles == ()

    def test_in_law_care_then_waits_for_insurance(self) -> None:
        insured = (e.InsuranceRestarted(), 30)

        assert Life((*self.STEPS, insured)).under("law").needs[Need.CARE].status is Status.READY

    @pytest.mark.parametrize("rules", RULES)
    def test_the_dispute_is_a_finding_of_who_answers(self, rules: str) -> None:
        day = DAYS[rules]
        ordinal = date.fromisoformat(day).toordinal()
        steps = [(body, date.fromordinal(ordinal - ago).isoformat()) for body, ago in self.STEPS]
        ground = DisputeGround.FORENSIC_TITLE
        dispute = disputes(Need.CARE, "Justice", "Tilburg", ground=ground)
        acts = told(*steps, (dispute, date.fromordinal(ordinal - 20).isoformat()))

        assert who(acts, Need.CARE, day, rules).state is State.DISPUTED


class TestC18NoAddressNoSummons:
    """Who has no address is summoned where nobody reads it, and cannot show that he cannot pay."""

    LIFE: Final = Life(
        (
            *RELEASED,
            DROPPED_OUT,
            *HOMELESS,
            (e.ClaimRegistered(claim=ClaimKind.TRAFFIC_SANCTION, amount=AmountClass.UNDER_500), 80),
        )
    )

    @pytest.mark.parametrize(("rules", "verified"), [("law-2007", False), ("law", True)])
    def test_it_turns_in_law_and_rests_on_practice(self, rules: str, *, verified: bool) -> None:
        found = {each.spiral.closed_by.id: each for each in self.LIFE.under(rules).spirals}
        summons = found["wahv/summons-in-the-gazette"]

        assert summons.motion is Motion.TURNING
        assert summons.spiral.weakest is Bindingness.PRACTICE
        assert summons.spiral.closed_by.verified is verified

    def test_with_an_address_only_the_claim_itself_remains(self) -> None:
        entered = (e.PostalAddressEnteredExOfficio(), 10)
        found = Life((*self.LIFE.steps, entered)).under("law")

        assert {each.spiral.closed_by.id for each in found.spirals} == {"wahv/coercive-detention"}

    def test_the_article_does_not_know_it(self) -> None:
        found = self.LIFE.under("seed-2007")

        assert {each.spiral.closed_by.id for each in found.spirals} == {
            "practice-debts/substitute-detention"
        }
