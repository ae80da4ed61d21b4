"""What says something of health stands in events of its own."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from domain import events as e
from domain.events.agreements import AgreementLevel, Deliverable
from domain.events.base import EventBody
from domain.events.decisions import ObjectionOutcome, RevisedOutcome
from domain.events.screening import HEALTH_NEEDS, AnswerSource, Finding, ScreeningAnswer
from domain.events.sharing import DataCategory
from domain.needs import Need
from domain.values import PrivacyClass
from tests.domain.bodies import ALL_BODIES, PERSON_BODIES
from tests.domain.events.agreed import AGREED


class TestHealth:
    @pytest.mark.parametrize("need", sorted(HEALTH_NEEDS))
    @pytest.mark.parametrize("answer", ScreeningAnswer)
    def test_an_answer_about_health_stands_in_no_other_body(
        self, need: Need, answer: ScreeningAnswer
    ) -> None:
        finding = Finding(need=need, answer=answer, source=AnswerSource.VERIFIED)

        for make in (
            lambda: e.ScreeningCompleted(findings=(finding,)),
            lambda: e.NeedStatusVerified(need=need, answer=answer),
            lambda: e.NeedDeclined(need=need, informed=True),
        ):
            with pytest.raises(ValidationError, match="says something of health"):
                make()

    def test_a_body_is_about_health_exactly_when_it_has_that_class(self) -> None:
        of_health = {body for body in ALL_BODIES if body.about.privacy is PrivacyClass.HEALTH}
        said_so = {body for body in ALL_BODIES if body.__name__.startswith("Health")}

        assert of_health == said_so | set(get_args(e.CareEvent))

    @pytest.mark.parametrize("need", sorted(set(Need) - HEALTH_NEEDS))
    @pytest.mark.parametrize(
        ("kind", "instead", "more"),
        [
            (e.HealthNeedIdentified, "need-identified", {}),
            (
                e.HealthNeedStatusVerified,
                "need-status-verified",
                {"answer": ScreeningAnswer.ARRANGED},
            ),
            (e.HealthNeedDeclined, "need-declined", {"informed": True}),
        ],
        ids=["identified", "verified", "declined"],
    )
    def test_a_body_about_health_names_the_type_for_other_needs(
        self, need: Need, kind: type[EventBody], instead: str, more: dict[str, Any]
    ) -> None:
        with pytest.raises(ValidationError) as refused:
            kind.model_validate({"need": need, **more})

        (fault,) = refused.value.errors()
        assert fault["msg"].endswith(f"for {need} record {instead}")

    @pytest.mark.parametrize("need", sorted(HEALTH_NEEDS))
    @pytest.mark.parametrize(
        ("kind", "instead", "more"),
        [
            (e.NeedIdentified, "health-need-identified", {}),
            (
                e.NeedStatusVerified,
                "health-need-status-verified",
                {"answer": ScreeningAnswer.ARRANGED},
            ),
            (e.NeedDeclined, "health-need-declined", {"informed": True}),
            (e.ApplicationWithdrawn, "care-ended or care-declined", {}),
            (
                e.DecisionRevised,
                "care-accepted or care-declined",
                {"outcome": RevisedOutcome.GRANTED},
            ),
            (
                e.ObjectionDecided,
                "objection-decided without a need",
                {"outcome": ObjectionOutcome.UPHELD},
            ),
        ],
        ids=["identified", "verified", "declined", "withdrawn", "revised", "objection"],
    )
    def test_another_body_names_the_type_for_needs_of_health(
        self, need: Need, kind: type[EventBody], instead: str, more: dict[str, Any]
    ) -> None:
        with pytest.raises(ValidationError) as refused:
            kind.model_validate({"need": need, **more})

        (fault,) = refused.value.errors()
        assert "says something of health" in fault["msg"]
        assert fault["msg"].endswith(f"record {instead}")

    def test_a_treatment_for_one_person_is_no_part_of_an_agreement(self) -> None:
        treatment = {**AGREED, "deliverable": Deliverable.TREATMENT}

        with pytest.raises(ValidationError, match="record care-referred or care-accepted"):
            e.AgreementMade.model_validate(treatment)
        regional = {**treatment, "level": AgreementLevel.REGIONAL}
        assert e.AgreementMade.model_validate(regional).deliverable is Deliverable.TREATMENT

    def test_health_is_no_category_of_data_that_are_shared(self) -> None:
        """Given the law lists health among them, it has event types of its own here."""
        assert "health" not in set(DataCategory)
        assert e.HealthDataShared.about.privacy is PrivacyClass.HEALTH

    def test_no_other_body_can_change_a_need_of_health(self) -> None:
        for body in PERSON_BODIES:
            if body.about.privacy is not PrivacyClass.HEALTH:
                assert not HEALTH_NEEDS & set(body.about.changes)
