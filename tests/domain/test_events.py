"""The closed union of events, the table of their names, and the envelope around them."""

import re
from datetime import date, datetime
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain import events as e
from domain.envelope import CorrectionKind, Envelope, EventReference, is_misplaced, order
from domain.events.agreements import AgreementLevel, Deliverable
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.decisions import ObjectionOutcome, RevisedOutcome
from domain.events.handover import HandoverAnswer, HandoverReason
from domain.events.housing import HousingKind
from domain.events.income import RejectionReason
from domain.events.screening import HEALTH_NEEDS, AnswerSource, Finding, ScreeningAnswer
from domain.events.sharing import DataCategory
from domain.evolve import evolve
from domain.needs import Need
from domain.person import Person
from domain.values import PrivacyClass, StreamKind
from tests.domain.acts import PERSON, act
from tests.domain.bodies import (
    AGREEMENT_BODIES,
    ANY_BODY,
    CORRECTION_BODIES,
    LEDGER_BODIES,
    ORGANISATION_BODIES,
    PERSON_BODIES,
    bodies,
)
from tests.profile import examples

ALL_BODIES = tuple(
    dict.fromkeys(
        (
            *PERSON_BODIES,
            *AGREEMENT_BODIES,
            *ORGANISATION_BODIES,
            *LEDGER_BODIES,
            *CORRECTION_BODIES,
        )
    )
)


AGREED: dict[str, Any] = {
    "level": AgreementLevel.CASE,
    "parties": ("Tilburg", "Tiwos"),
    "performer": "Tiwos",
    "beneficiary": "p-0417",
    "deliverable": Deliverable.PLACE_TO_LIVE,
    "due_on": date(2026, 6, 1),
}


def _name(kind: type[EventBody]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


class TestTable:
    def test_the_table_holds_every_body_there_is_under_its_own_name(self) -> None:
        assert dict(e.EVENT_TYPES) == {body.about.type: body for body in ALL_BODIES}
        assert len(e.EVENT_TYPES) == len(ALL_BODIES)

    def test_no_body_is_left_out_of_the_union(self) -> None:
        bodies = EventBody.__subclasses__()
        ours = {body for body in bodies if body.__module__.startswith("domain.")}

        assert ours == set(ALL_BODIES)

    def test_every_body_can_be_named_by_importing_the_package(self) -> None:
        """Given modules of two areas never give one name to two things."""
        named = {body.__name__: getattr(e, body.__name__, None) for body in ALL_BODIES}

        assert named == {body.__name__: body for body in ALL_BODIES}

    @pytest.mark.parametrize("kind", ALL_BODIES, ids=_name)
    def test_a_stored_name_is_the_name_of_its_class_in_kebab_case(
        self, kind: type[EventBody]
    ) -> None:
        assert kind.about.name == _name(kind)
        assert kind.about.type == f"{_name(kind)}/{kind.about.version}"

    @pytest.mark.parametrize("kind", PERSON_BODIES, ids=_name)
    def test_an_event_in_the_life_of_a_person_has_one_privacy_class(
        self, kind: type[EventBody]
    ) -> None:
        assert isinstance(kind.about.privacy, PrivacyClass)

    @pytest.mark.parametrize("kind", CORRECTION_BODIES, ids=_name)
    def test_a_correction_takes_the_privacy_class_of_what_it_corrects(
        self, kind: type[EventBody]
    ) -> None:
        assert kind.about.privacy is None
        assert kind.about.type in e.CORRECTION_TYPES


class TestEvolve:
    @pytest.mark.parametrize("kind", PERSON_BODIES, ids=_name)
    def test_every_event_in_the_life_of_a_person_can_be_folded(self, kind: type[EventBody]) -> None:
        @settings(max_examples=examples(10))
        @given(body=bodies(kind))
        def fold_one(body: EventBody) -> None:
            after = evolve(Person(PERSON), act(body, "2026-03-02"))

            assert after.acts == 1

        fold_one()

    @given(body=ANY_BODY)
    def test_an_event_changes_only_the_needs_that_its_table_says(self, body: EventBody) -> None:
        after = evolve(Person(PERSON), act(body, "2026-03-02"))

        assert set(after.standings) <= set(body.about.changes)

    @pytest.mark.parametrize("kind", CORRECTION_BODIES, ids=_name)
    def test_corrections_are_never_folded(self, kind: type[EventBody]) -> None:
        correction = act(
            kind.model_validate({"reason": CorrectionReason.DUPLICATE}),
            "2026-03-02",
            corrects="e0",
        )

        with pytest.raises(AssertionError):
            evolve(Person(PERSON), correction)

    @given(body=ANY_BODY)
    def test_a_body_is_the_same_after_its_way_through_json(self, body: EventBody) -> None:
        assert type(body).model_validate_json(body.model_dump_json()) == body

    @given(body=ANY_BODY)
    def test_a_body_knows_all_its_fields_and_cannot_be_changed(self, body: EventBody) -> None:
        with pytest.raises(ValidationError, match="extra_forbidden"):
            type(body).model_validate({**dict(body), "offence": "theft"})
        for field in type(body).model_fields:
            with pytest.raises(ValidationError, match="frozen"):
                setattr(body, field, None)


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


class TestPlace:
    def test_an_event_belongs_in_the_streams_of_its_type(self) -> None:
        for kind, stream in product(ALL_BODIES, StreamKind):
            correction = kind.about.privacy is None
            envelope = _envelope(
                type=kind.about.type,
                stream=f"{stream}:p-0417",
                corrects=EventReference(event_id="e1", source="test") if correction else None,
                correction_kind=CorrectionKind.ERROR if correction else None,
            )

            assert is_misplaced(envelope) == (stream not in kind.about.streams)

    def test_a_correction_stands_wherever_what_it_corrects_stands(self) -> None:
        for body in CORRECTION_BODIES:
            assert body.about.streams == tuple(StreamKind)

    @pytest.mark.parametrize(
        ("bodies_of_stream", "stream"),
        [
            (PERSON_BODIES, StreamKind.PERSON),
            (AGREEMENT_BODIES, StreamKind.AGREEMENT),
            (ORGANISATION_BODIES, StreamKind.ORGANISATION),
            (LEDGER_BODIES, StreamKind.LEDGER),
        ],
        ids=["person", "agreement", "organisation", "ledger"],
    )
    def test_the_union_of_a_stream_holds_the_types_that_stand_in_it(
        self, bodies_of_stream: tuple[type[EventBody], ...], stream: StreamKind
    ) -> None:
        standing = {body for body in ALL_BODIES if stream in body.about.streams}

        assert set(bodies_of_stream) == standing - set(CORRECTION_BODIES)


def _envelope(**changes: Any) -> Envelope:
    fields = dict(act(e.BenefitGranted(), "2026-03-02").envelope)
    return Envelope.model_validate({**fields, **changes})


class TestEnvelope:
    @pytest.mark.parametrize(
        "text",
        [
            "2026-03-02T10:15:00",
            "2026-02-30",
            "yesterday",
            "",
            "2026-03-02T25:00:00Z",
            "9999-12-31T23:59:59Z",
            1772446500,
            None,
        ],
    )
    def test_a_day_that_is_none_and_a_time_without_a_zone_are_refused(self, text: Any) -> None:
        with pytest.raises(ValidationError):
            _envelope(occurred_on=text)

    def test_a_day_stays_a_day_and_a_moment_keeps_its_offset(self) -> None:
        day = _envelope(occurred_on="2026-03-02").occurred_on
        moment = _envelope(occurred_on="2026-03-02T10:15:00+01:00").occurred_on

        assert (type(day), day) == (date, date(2026, 3, 2))
        assert moment == datetime.fromisoformat("2026-03-02T10:15:00+01:00")

    def test_a_naive_time_of_noting_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="a time needs its zone"):
            _envelope(noted_at=datetime(2026, 3, 2, 10, 15))  # noqa: DTZ001

    @pytest.mark.parametrize("subjects", [(), ("p-other",), (PERSON, "p-other")])
    def test_an_event_in_the_stream_of_a_person_concerns_that_person_alone(
        self, subjects: tuple[str, ...]
    ) -> None:
        with pytest.raises(ValidationError, match="name that subject"):
            _envelope(subjects=subjects)

    def test_an_event_of_another_stream_may_concern_several_persons_or_none(self) -> None:
        several = _envelope(stream="agreement:a-1", subjects=("p-1", "p-2"))
        none = _envelope(stream="organisation:o-1", subjects=())

        assert (several.subject, none.subject) == (None, None)

    def test_only_a_correction_names_an_event_that_it_corrects(self) -> None:
        reference = {"event_id": "e1", "source": "test"}

        with pytest.raises(ValidationError, match="exactly when its type"):
            _envelope(corrects=reference, correction_kind=CorrectionKind.ERROR)
        with pytest.raises(ValidationError, match="exactly when its type"):
            _envelope(type="event-retracted/1")
        with pytest.raises(ValidationError, match="give both or neither"):
            _envelope(type="event-retracted/1", corrects=reference)

    def test_an_act_has_effect_from_its_own_day_unless_it_says_otherwise(self) -> None:
        assert _envelope().effective_from == date(2026, 3, 2)
        assert _envelope(effect_from=date(2026, 2, 1)).effective_from == date(2026, 2, 1)


class TestOrder:
    @given(data=st.data())
    def test_within_a_day_what_is_known_to_the_day_comes_first_then_time_then_position(
        self, data: st.DataObject
    ) -> None:
        expected = [
            act(e.BenefitGranted(), "2026-03-02", position=3, id="day"),
            act(e.BenefitGranted(), "2026-03-02", position=8, id="day2"),
            act(e.BenefitGranted(), "2026-03-01T23:30:00+00:00", position=9, id="past-midnight"),
            act(e.BenefitGranted(), "2026-03-02T09:00:00+01:00", position=7, id="nine"),
            act(e.BenefitGranted(), "2026-03-02T09:00:00+00:00", position=2, id="ten"),
            act(e.BenefitGranted(), "2026-03-02T09:00:00+00:00", position=4, id="ten2"),
            act(e.BenefitGranted(), "2026-03-02T20:00:00-05:00", position=1, id="night"),
        ]
        shuffled = data.draw(st.permutations(expected))

        names = [each.envelope.event_id for each in sorted(shuffled, key=order)]

        assert names == [each.envelope.event_id for each in expected]
