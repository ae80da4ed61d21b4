"""The envelope around every event: its place, its fields, and the order that it gives."""

from datetime import date, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain import events as e
from domain.envelope import CorrectionKind, Envelope, EventReference, is_misplaced, order
from domain.events.base import EventBody
from domain.values import StreamKind
from tests.domain.acts import PERSON, act
from tests.domain.bodies import (
    AGREEMENT_BODIES,
    ALL_BODIES,
    CORRECTION_BODIES,
    LEDGER_BODIES,
    ORGANISATION_BODIES,
    PERSON_BODIES,
)


def _envelope(**changes: Any) -> Envelope:
    fields = dict(act(e.BenefitGranted(), "2026-03-02").envelope)
    return Envelope.model_validate({**fields, **changes})


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
