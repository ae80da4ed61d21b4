"""Health insurance, care, medication and social support, in the law of each year."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import Period, Trigger, WayKind
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import PAST, REGISTERED, RELEASED, Circumstances, Law

TODAY = date(2026, 11, 24)
DETAINED: Circumstances = {Circumstance.DETAINED: True, Circumstance.RELEASED: False}
SUSPENDED: Circumstances = {**RELEASED, Circumstance.INSURANCE_SUSPENDED: True}


def acts_that_meet(need: Need, day: date) -> set[str]:
    """The acts that have a way to a need on a day."""
    return {way.id.partition("/")[0] for way in Law("law", day).ways_to(need)}


class TestInsurance:
    def test_in_2005_insurance_followed_the_benefit_by_operation_of_law(self) -> None:
        found = Law("law", date(2005, 12, 31), REGISTERED).judge(Need.BENEFIT)
        way = Law("law", date(2005, 12, 31)).way("ziekenfondswet/compulsory-insurance")

        assert way.kind is WayKind.AUTO
        assert [each.need for each in way.conditions] == [Need.BENEFIT]
        assert Need.INSURANCE in found.obtainable

    def test_since_2006_everyone_takes_out_insurance_and_the_benefit_gives_none(self) -> None:
        ways = Law("law", date(2006, 1, 1)).ways_to(Need.INSURANCE)

        assert {way.kind for way in ways} == {WayKind.ORDINARY}
        assert Need.BENEFIT not in {each.need for way in ways for each in way.conditions}

    @pytest.mark.parametrize(
        ("day", "acts"),
        [
            (date(2005, 12, 31), {"ziekenfondswet"}),
            (date(2006, 1, 1), {"zorgverzekeringswet"}),
            (TODAY, {"zorgverzekeringswet"}),
        ],
        ids=str,
    )
    def test_the_sickness_fund_gave_way_to_the_health_insurance_act_in_2006(
        self, day: date, acts: set[str]
    ) -> None:
        assert acts_that_meet(Need.INSURANCE, day) == acts

    @pytest.mark.parametrize(
        ("day", "ends"), [(date(2005, 12, 31), False), (date(2006, 1, 1), True), (TODAY, True)]
    )
    def test_detention_suspends_it_since_2006(self, day: date, *, ends: bool) -> None:
        endings = load_rule_set("law").in_force(day).endings
        triggers = {each.trigger for each in endings if each.need is Need.INSURANCE}

        assert triggers == ({Trigger.DETENTION_STARTED} if ends else set())

    @pytest.mark.parametrize("rules", ["law-2007", "law"])
    def test_it_can_be_restarted_without_registration_and_without_money(self, rules: str) -> None:
        found = Law(rules, circumstances=SUSPENDED).judge()

        assert Need.INSURANCE in found.ready

    @pytest.mark.parametrize("given", [True, False])
    def test_the_release_document_saves_time_and_is_not_the_only_proof(
        self, *, given: bool
    ) -> None:
        law = Law("law", TODAY, {**SUSPENDED, Circumstance.RELEASE_DOCUMENT: given})

        assert law.is_open("zorgverzekeringswet/restart-with-release-document") is given
        assert law.is_open("zorgverzekeringswet/restart-with-detention-statement") is True

    def test_nothing_restarts_while_the_person_is_held(self) -> None:
        law = Law("law", TODAY, {**DETAINED, Circumstance.INSURANCE_SUSPENDED: True})

        assert {law.is_open(way.id) for way in law.ways_to(Need.INSURANCE)} == {False}

    def test_a_person_who_was_never_insured_needs_registration_first(self) -> None:
        never = {**RELEASED, Circumstance.INSURANCE_SUSPENDED: False}
        law = Law("seed-2007", circumstances=never)

        assert Need.INSURANCE in law.judge().behind


class TestCareAndMedication:
    @pytest.mark.parametrize("day", [date(2007, 7, 1), date(2015, 1, 1), TODAY], ids=str)
    def test_with_a_forensic_title_justice_owes_care_and_asks_no_papers(self, day: date) -> None:
        law = Law("law", day, {**RELEASED, Circumstance.FORENSIC_TITLE: True})
        way = law.way("forensische-zorg/care-under-title")

        assert (way.kind, way.conditions, law.is_open(way.id)) == (WayKind.DUTY, (), True)

    @pytest.mark.parametrize("rules", ["law-2007", "law"])
    def test_without_a_title_care_asks_for_insurance(self, rules: str) -> None:
        untitled = {**SUSPENDED, Circumstance.FORENSIC_TITLE: False}
        law = Law(rules, circumstances=untitled)

        assert Need.CARE in law.judge().waiting
        assert Need.CARE in law.judge(Need.INSURANCE).ready

    def test_in_2007_care_without_a_title_asked_for_papers_and_registration(self) -> None:
        untitled = {**RELEASED, Circumstance.FORENSIC_TITLE: False}
        found = Law("seed-2007", circumstances=untitled).judge()

        assert {Need.CARE, Need.WELFARE, Need.INSURANCE, Need.MEDICATION} <= found.behind

    @pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
    def test_inside_the_prison_gives_care_and_medication(self, rules: str) -> None:
        found = Law(rules, circumstances=DETAINED).judge()

        assert {Need.CARE, Need.MEDICATION} <= found.ready

    def test_medication_outside_asks_for_insurance_or_money(self) -> None:
        law = Law("law", TODAY, RELEASED)

        assert Need.MEDICATION in law.judge(Need.INSURANCE).ready
        assert Need.MEDICATION in law.judge(Need.CASH).ready

    @pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
    def test_no_act_sets_a_term_for_the_handover_of_medication(self, rules: str) -> None:
        in_force = load_rule_set(rules).in_force(PAST)

        assert [term.id for term in in_force.terms if term.need is Need.MEDICATION] == []
        assert {
            each.duration for each in in_force.interventions if each.need is Need.MEDICATION
        } == {Period(weeks=1)}

    @pytest.mark.parametrize(
        ("day", "says"), [(date(2019, 12, 31), "Wet Bopz"), (date(2020, 1, 1), "Wvggz en Wzd")]
    )
    def test_care_by_court_order_moved_in_2020_and_is_never_counted_on(
        self, day: date, says: str
    ) -> None:
        way = Law("law", day).way("gedwongen-zorg/court-order")

        assert (str(way.source), way.kind, way.verified) == (says, WayKind.OPTION, False)

    @pytest.mark.parametrize(
        ("day", "verified"), [(date(2018, 12, 31), True), (date(2019, 1, 1), False)]
    )
    def test_the_forensic_care_act_of_2019_was_not_read(self, day: date, *, verified: bool) -> None:
        assert Law("law", day).way("forensische-zorg/care-under-title").verified is verified


class TestSocialSupport:
    @pytest.mark.parametrize(
        ("day", "acts"),
        [
            (date(2006, 12, 31), {"welzijnswet-1994"}),
            (date(2007, 1, 1), {"wmo-2007"}),
            (date(2014, 12, 31), {"wmo-2007"}),
            (date(2015, 1, 1), {"wmo-2015"}),
        ],
        ids=str,
    )
    @pytest.mark.parametrize("need", [Need.SHELTER, Need.WELFARE])
    def test_shelter_and_welfare_passed_from_act_to_act(
        self, need: Need, day: date, acts: set[str]
    ) -> None:
        assert acts_that_meet(need, day) == acts

    def test_in_2014_shelter_asked_no_document_and_nobody_owed_it_at_once(self) -> None:
        [way] = Law("law", date(2014, 12, 31)).ways_to(Need.SHELTER)

        assert (way.kind, way.conditions) == (WayKind.ORDINARY, ())

    def test_since_2015_shelter_is_owed_at_once_and_only_the_investigation_asks_a_document(
        self,
    ) -> None:
        ways = {way.id: way for way in Law("law", date(2015, 1, 1)).ways_to(Need.SHELTER)}

        at_once, investigated = ways["wmo-2015/shelter-at-once"], ways["wmo-2015/shelter"]
        assert (at_once.kind, at_once.conditions) == (WayKind.DUTY, ())
        assert [each.need for each in investigated.conditions] == [Need.ID_DOCUMENT]

    @pytest.mark.parametrize(
        ("day", "way"),
        [
            (date(2014, 12, 31), "awbz/sheltered-living"),
            (date(2015, 1, 1), "wmo-2015/sheltered-housing"),
        ],
        ids=str,
    )
    def test_sheltered_housing_passed_from_the_awbz_to_the_municipality_in_2015(
        self, day: date, way: str
    ) -> None:
        ways = {each.id for each in Law("law", day).ways_to(Need.HOUSING)}

        assert ways & {"awbz/sheltered-living", "wmo-2015/sheltered-housing"} == {way}

    @pytest.mark.parametrize("urgent", [True, False])
    def test_guidance_is_owed_at_once_only_after_an_urgent_report(self, *, urgent: bool) -> None:
        law = Law("law", TODAY, {**RELEASED, Circumstance.URGENT_REPORT: urgent})

        assert law.is_open("wmo-2015/guidance-at-once") is urgent

    @pytest.mark.parametrize(
        ("base", "period"),
        [
            ("social-support-reported", Period(weeks=6)),
            ("social-support-applied", Period(weeks=2)),
        ],
    )
    @pytest.mark.parametrize("need", [Need.SHELTER, Need.HOUSING, Need.WELFARE])
    def test_six_weeks_of_investigation_and_two_to_decide(
        self, need: Need, base: str, period: Period
    ) -> None:
        terms = load_rule_set("law").in_force(TODAY).terms

        assert [each.period for each in terms if (each.need, each.base) == (need, base)] == [period]
