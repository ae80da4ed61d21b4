"""The closed union of events and the table of their names: every type folds as it says."""

import re

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from domain import events as e
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.evolve import evolve
from domain.person import Person
from domain.values import PrivacyClass
from tests.domain.acts import PERSON, act
from tests.domain.bodies import ALL_BODIES, ANY_BODY, CORRECTION_BODIES, PERSON_BODIES, bodies
from tests.profile import examples


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
