"""What each body takes and refuses: fields, agreements, answers, reasons."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from domain import events as e
from domain.events.handover import HandoverAnswer, HandoverReason
from domain.events.housing import HousingKind
from domain.events.income import RejectionReason
from domain.events.screening import Finding, ScreeningAnswer
from domain.needs import Need
from tests.domain.bodies import ALL_BODIES
from tests.domain.events.agreed import AGREED


class TestFields:
    def test_a_screening_answers_a_need_once(self) -> None:
        twice = Finding(need=Need.ADDRESS, answer=ScreeningAnswer.ARRANGED)

        with pytest.raises(ValidationError, match="each need has one answer"):
            e.ScreeningCompleted(findings=(twice, twice))

    @pytest.mark.parametrize("reason", ["", "because", "NO-ID-DOCUMENT", None])
    def test_a_refusal_carries_a_reason_of_the_list(self, reason: Any) -> None:
        with pytest.raises(ValidationError):
            e.BenefitRejected(reason=reason)
        assert e.BenefitRejected(reason=RejectionReason.DETAINED).reason == "detained"

    @pytest.mark.parametrize("year", [85, 0, -1, 20260])
    def test_a_year_of_birth_has_four_figures_of_our_time(self, year: int) -> None:
        with pytest.raises(ValidationError):
            e.PersonRegistered(birth_year=year)

    @pytest.mark.parametrize(
        "text", ['"2026-02-30"', '"tomorrow"', "20260302", '"2026-03-02T00:00:00"']
    )
    def test_an_impossible_day_in_a_body_is_refused(self, text: str) -> None:
        with pytest.raises(ValidationError):
            e.IdCardHandedOver.model_validate_json(f'{{"valid_until": {text}}}')


class TestAgreement:
    @pytest.mark.parametrize("without", [{}, {"due_on": None}], ids=["absent", "empty"])
    def test_an_agreement_without_a_due_day_is_told_to_be_an_intention(
        self, without: dict[str, Any]
    ) -> None:
        fields = {name: value for name, value in AGREED.items() if name != "due_on"}

        with pytest.raises(ValidationError) as refused:
            e.AgreementMade.model_validate({**fields, **without})

        (fault,) = refused.value.errors()
        assert fault["msg"].startswith("an agreement has a day on which it is due, in due_on")
        assert fault["msg"].endswith("record intention-expressed")

    def test_nobody_agrees_alone(self) -> None:
        with pytest.raises(ValidationError, match="at least 2 items"):
            e.AgreementMade.model_validate({**AGREED, "parties": ("Tilburg",)})

    def test_an_offer_names_an_agreement_by_its_stream(self) -> None:
        offered = e.HousingOffered(kind=HousingKind.DWELLING, agreement="agreement:quota-2026")

        assert offered.agreement == "agreement:quota-2026"
        for stream in ("quota-2026", "person:p-1", "organisation:tilburg"):
            with pytest.raises(ValidationError, match=r"agreement:quota-2026|kind:id"):
                e.HousingOffered(kind=HousingKind.DWELLING, agreement=stream)


class TestHandover:
    def test_a_need_that_is_rejected_has_a_reason_of_the_list(self) -> None:
        with pytest.raises(ValidationError, match="no-mandate"):
            HandoverAnswer(need=Need.HOUSING, accepted=False)
        with pytest.raises(ValidationError, match="one that is accepted has none"):
            HandoverAnswer(need=Need.HOUSING, accepted=True, reason=HandoverReason.TOO_LATE)

    def test_each_need_is_answered_once(self) -> None:
        answer = HandoverAnswer(need=Need.HOUSING, accepted=True)

        with pytest.raises(ValidationError, match="each need has one answer in a handover"):
            e.HandoverAccepted(answers=(answer, answer))

    @pytest.mark.parametrize("score", [0, 6])
    def test_a_handover_is_rated_from_1_to_5(self, score: int) -> None:
        with pytest.raises(ValidationError):
            e.HandoverRated(score=score)


class TestReasons:
    def test_every_refusal_has_a_reason_from_a_list(self) -> None:
        refusals = {
            body
            for body in ALL_BODIES
            if re.search(r"(refused|rejected|declined|blocked)$", body.about.name)
        }
        without = {
            body.about.name
            for body in refusals
            if not {"reason", "ground"} & set(body.model_fields)
        }

        # Whether the person knew what it means stands in the place of a reason.
        assert without == {"need-declined", "health-need-declined"}

    def test_a_text_of_a_body_is_a_name_of_one_line_or_a_code(self) -> None:
        """Given no field is free text, nobody can tell a story in it."""
        free = [
            f"{kind.about.name}.{name}"
            for kind in ALL_BODIES
            for name, field in kind.model_fields.items()
            if field.annotation is str and not field.metadata
        ]

        assert free == []
