"""From what was recorded to what counts: corrections, retractions, and one day or moment."""

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from pydantic import JsonValue

from domain import events as e
from domain.envelope import Act, EventReference
from domain.events.corrections import CorrectionReason
from domain.history import UnresolvedReason, as_of, resolve
from tests.domain.acts import act, histories, when
from tests.domain.bodies import DAYS
from tests.profile import examples

WRONG = CorrectionReason.WRONG_VALUE


def registered(position: int = 1, on: str = "2026-03-02", municipality: str = "Breda") -> Act:
    return act(e.Registered(municipality=municipality), on, position=position)


def corrected(
    target: Act | str,
    position: int,
    *,
    body: dict[str, JsonValue] | None = None,
    occurred_on: str | None = None,
    effect_until: str | None = None,
) -> Act:
    change = e.EventCorrected(
        reason=WRONG,
        body=body,
        occurred_on=occurred_on,
        effect_until=date.fromisoformat(effect_until) if effect_until else None,
    )
    return act(change, "2026-04-01", position=position, corrects=target)


def retracted(target: Act | str, position: int) -> Act:
    return act(e.EventRetracted(reason=WRONG), "2026-04-01", position=position, corrects=target)


def one(*recorded: Act) -> Act:
    """The only act that counts."""
    [found] = resolve(recorded).acts
    return found


class TestCorrections:
    def test_a_correction_changes_how_an_act_is_read_and_is_evidence_for_it(self) -> None:
        first = registered()

        found = one(first, corrected(first, 2, body={"municipality": "Tilburg"}))

        assert found.body == e.Registered(municipality="Tilburg")
        assert found.evidence == ("e1", "e2")
        assert (found.position, found.envelope) == (first.position, first.envelope)

    def test_of_two_corrections_the_newest_wins(self) -> None:
        first = registered()

        found = one(
            first,
            corrected(first, 2, body={"municipality": "Tilburg"}),
            corrected(first, 3, body={"municipality": "Den Haag"}),
        )

        assert found.body == e.Registered(municipality="Den Haag")
        assert found.evidence == ("e1", "e2", "e3")

    def test_corrections_of_different_things_add_up(self) -> None:
        first = registered()

        found = one(
            first,
            corrected(first, 2, body={"municipality": "Tilburg"}),
            corrected(first, 3, occurred_on="2026-03-05"),
            corrected(first, 4, effect_until="2026-09-01"),
        )

        assert found.body == e.Registered(municipality="Tilburg")
        assert found.envelope.day == date(2026, 3, 5)
        assert found.envelope.effect_until == date(2026, 9, 1)

    @pytest.mark.parametrize("turned", [False, True], ids=["in order", "recorded the other way"])
    def test_a_correction_of_a_correction_changes_the_act_itself(self, *, turned: bool) -> None:
        first = registered(position=3 if turned else 1)
        second = corrected(first, 2, body={"municipality": "Tilburg"})
        third = corrected(second, 1 if turned else 3, occurred_on="2026-03-05")

        found = one(*sorted([first, second, third], key=lambda each: each.position))

        assert found.body == e.Registered(municipality="Tilburg")
        assert found.envelope.day == date(2026, 3, 5)

    def test_a_correction_can_be_recorded_before_what_it_corrects(self) -> None:
        late = registered(position=2)

        found = one(corrected("e2", 1, body={"municipality": "Tilburg"}), late)

        assert found.body == e.Registered(municipality="Tilburg")

    def test_corrections_that_correct_each_other_correct_nothing(self) -> None:
        resolved = resolve([corrected("e2", 1, occurred_on="2026-03-05"), corrected("e1", 2)])

        assert resolved.acts == ()
        assert [each.reason for each in resolved.unresolved] == [
            UnresolvedReason.VALUES_DO_NOT_FIT,
            UnresolvedReason.VALUES_DO_NOT_FIT,
        ]

    @pytest.mark.parametrize(
        ("body", "occurred_on"),
        [
            ({"municipality": 5}, None),
            ({}, None),
            ({"municipality": "Breda", "offence": "theft"}, None),
            (None, "2026-02-30"),
            (None, "2026-03-02T10:15:00"),
            (None, "last week"),
        ],
    )
    def test_a_correction_that_does_not_fit_changes_nothing_and_is_named(
        self, body: dict[str, JsonValue] | None, occurred_on: str | None
    ) -> None:
        first = registered()
        wrong = corrected(first, 2, body=body, occurred_on=occurred_on)

        resolved = resolve([first, wrong])

        assert resolved.acts == (first,)
        assert [(each.correction, each.reason) for each in resolved.unresolved] == [
            (wrong, UnresolvedReason.VALUES_DO_NOT_FIT)
        ]

    def test_an_event_of_another_source_is_another_event(self) -> None:
        first = registered()
        change = corrected(first, 2, occurred_on="2026-03-05")
        elsewhere = EventReference(event_id="e1", source="another source")
        stranger = replace(
            change, envelope=change.envelope.model_copy(update={"corrects": elsewhere})
        )

        resolved = resolve([first, stranger])

        assert resolved.acts == (first,)
        assert [each.reason for each in resolved.unresolved] == [UnresolvedReason.UNKNOWN_TARGET]


class TestRetractions:
    def test_a_retracted_act_never_happened(self) -> None:
        first = registered()

        resolved = resolve([first, retracted(first, 2)])

        assert resolved.acts == ()
        assert resolved.retracted == (first,)

    def test_a_retracted_correction_leaves_the_act_as_it_was(self) -> None:
        first = registered()
        second = corrected(first, 2, body={"municipality": "Tilburg"})

        assert one(first, second, retracted(second, 3)) == first

    @pytest.mark.parametrize("turned", [False, True], ids=["in order", "recorded the other way"])
    def test_a_retracted_retraction_lets_the_act_count_again(self, *, turned: bool) -> None:
        first = registered()
        second = retracted(first, 3 if turned else 2)
        third = retracted(second, 2 if turned else 3)

        assert one(*sorted([first, second, third], key=lambda each: each.position)) == first

    def test_a_chain_of_retractions_counts_from_its_end(self) -> None:
        first = registered()
        chain = [first]
        for position in range(2, 6):
            chain.append(retracted(chain[-1], position))
            counts = resolve(chain).acts

            assert counts == (() if position % 2 == 0 else (first,))

    def test_of_retractions_of_each_other_the_newest_counts(self) -> None:
        older, newer = retracted("e2", 1), retracted("e1", 2)

        assert resolve([older, newer]).retracted == (older,)

    def test_a_correction_of_a_retracted_act_brings_it_back_for_nobody(self) -> None:
        first = registered()

        resolved = resolve(
            [first, retracted(first, 2), corrected(first, 3, occurred_on="2026-03-05")]
        )

        assert resolved.acts == ()
        assert resolved.unresolved == ()

    def test_an_act_that_counts_again_counts_as_corrected(self) -> None:
        first = registered()
        gone = retracted(first, 2)

        found = one(first, gone, corrected(first, 3, occurred_on="2026-03-05"), retracted(gone, 4))

        assert found.envelope.day == date(2026, 3, 5)

    def test_a_proposal_changes_nothing(self) -> None:
        first = registered()
        proposed = act(
            e.EventRetractionProposed(reason=WRONG), "2026-04-01", position=2, corrects=first
        )

        resolved = resolve([first, proposed])

        assert resolved.acts == (first,)
        assert (resolved.retracted, resolved.unresolved) == ((), ())

    def test_a_retraction_of_nothing_is_named(self) -> None:
        nowhere = retracted("e9", 1)

        resolved = resolve([nowhere])

        assert [(each.correction, each.reason) for each in resolved.unresolved] == [
            (nowhere, UnresolvedReason.UNKNOWN_TARGET)
        ]

    def test_a_retracted_correction_of_nothing_is_named_no_more(self) -> None:
        nowhere = corrected("e9", 1, occurred_on="2026-03-05")

        assert resolve([nowhere, retracted(nowhere, 2)]).unresolved == ()


class TestLaws:
    @settings(max_examples=examples(20))
    @given(recorded=histories())
    def test_what_was_recorded_is_never_changed(self, recorded: list[Act]) -> None:
        before = deepcopy(recorded)

        resolve(recorded)

        assert recorded == before

    @settings(max_examples=examples(20))
    @given(recorded=histories())
    def test_every_act_counts_or_is_retracted_and_no_correction_counts(
        self, recorded: list[Act]
    ) -> None:
        resolved = resolve(recorded)

        acts = {each.key for each in recorded if each.envelope.corrects is None}
        gone = {each.key for each in resolved.retracted}
        assert {each.key for each in resolved.acts} == acts - gone

    @settings(max_examples=examples(15))
    @given(recorded=histories(corrections=False))
    def test_without_corrections_every_act_counts_as_it_was_recorded(
        self, recorded: list[Act]
    ) -> None:
        resolved = resolve(recorded)

        assert resolved.acts == tuple(recorded)
        assert (resolved.retracted, resolved.unresolved) == ((), ())


class TestAsOf:
    NIGHT = "2026-03-02T20:00:00-05:00"

    def test_a_day_means_the_whole_day_in_the_netherlands(self) -> None:
        acts = [
            registered(position=1, on="2026-03-02T23:59:59+01:00"),
            registered(position=2, on=self.NIGHT),
            registered(position=3, on="2026-03-02"),
            registered(position=4, on="2026-03-03"),
        ]

        on_the_day = as_of(acts, date(2026, 3, 2))

        assert [each.position for each in on_the_day] == [3, 1]
        assert [each.position for each in as_of(acts, date(2026, 3, 3))] == [3, 1, 4, 2]

    def test_a_moment_leaves_out_what_is_known_to_have_happened_later_that_day(self) -> None:
        acts = [
            registered(position=1, on="2026-03-02T09:00:00+01:00"),
            registered(position=2, on="2026-03-02T11:00:00+01:00"),
            registered(position=3, on="2026-03-02"),
            registered(position=4, on="2026-03-03"),
        ]

        found = as_of(acts, when("2026-03-02T09:00:00+00:00"))

        assert [each.position for each in found] == [3, 1]

    @settings(max_examples=examples(15))
    @given(recorded=histories(corrections=False), first=DAYS, second=DAYS)
    def test_later_days_show_more_and_change_no_order(
        self, recorded: list[Act], first: date, second: date
    ) -> None:
        early, late = sorted([first, second])

        before, after = as_of(recorded, early), as_of(recorded, late)

        assert after[: len(before)] == before
