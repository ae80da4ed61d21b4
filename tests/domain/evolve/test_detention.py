"""Detention as it is known: from when until when, where, and what release is planned."""

from datetime import date

import pytest

from domain import events as e
from domain.events.detention import AbscondingKind, DetentionTitle, ReleaseDateReason
from domain.events.supervision import ExtramuralKind
from domain.person import Known
from domain.values import Certainty
from tests.domain.acts import act, history, state
from tests.domain.evolve.changes import BEFORE, DAY, LATER

STARTED = e.DetentionStarted(title=DetentionTitle.SENTENCE, institution="PI Vught")
RELEASED = e.PersonReleased()


class TestDetention:
    def test_a_detention_lasts_until_the_release_and_not_on_its_day(self) -> None:
        person = state(*history((STARTED, "2026-01-10"), (RELEASED, "2026-03-01")))

        [stay] = person.episodes
        assert (stay.began, stay.ended) == (date(2026, 1, 10), date(2026, 3, 1))
        assert stay.evidence == ("e1", "e2")
        held = [day for day in range(8, 12) if person.episode_on(date(2026, 1, day))]
        assert held == [10, 11]
        assert person.episode_on(date(2026, 2, 28)) == stay
        assert person.episode_on(date(2026, 3, 1)) is None

    def test_a_detention_that_nobody_ended_goes_on(self) -> None:
        person = state(*history((STARTED, "2026-01-10")))

        assert person.episode_on(date(2030, 1, 1)) == person.episodes[0]

    def test_a_correlation_tells_which_detention_a_release_ends(self) -> None:
        person = state(
            act(STARTED, "2026-01-10", position=1, correlation="first"),
            act(STARTED, "2026-02-10", position=2, correlation="second"),
            act(RELEASED, "2026-03-01", position=3, correlation="first"),
        )

        assert [stay.ended for stay in person.episodes] == [date(2026, 3, 1), None]

    def test_a_release_of_another_correlation_ends_nothing(self) -> None:
        person = state(
            act(STARTED, "2026-01-10", position=1, correlation="first"),
            act(RELEASED, "2026-03-01", position=2, correlation="other"),
        )

        assert [stay.ended for stay in person.episodes] == [None]
        assert [each.evidence for each in person.releases_without_detention] == [("e2",)]

    def test_without_a_correlation_a_release_ends_the_newest_detention(self) -> None:
        person = state(
            *history((STARTED, "2026-01-10"), (STARTED, "2026-02-10"), (RELEASED, "2026-03-01"))
        )

        assert [stay.ended for stay in person.episodes] == [None, date(2026, 3, 1)]

    def test_an_end_before_its_begin_is_kept_as_the_source_says_it(self) -> None:
        person = state(
            act(STARTED, "2026-03-05", position=1, correlation="c"),
            act(RELEASED, "2026-03-01", position=2, correlation="c"),
        )

        [stay] = person.episodes
        assert (stay.began, stay.ended) == (date(2026, 3, 5), date(2026, 3, 1))
        assert not person.releases_without_detention

    @pytest.mark.parametrize(
        ("began", "ended"),
        [
            ("2026-03-05", "2026-03-05"),
            ("2026-03-05T09:00:00+01:00", "2026-03-05T17:00:00+01:00"),
            ("2026-03-05T09:00:00+01:00", "2026-03-05"),
            ("2026-03-05", "2026-03-05T17:00:00+01:00"),
        ],
    )
    @pytest.mark.parametrize("places", [(1, 2), (2, 1)])
    def test_a_stay_of_one_day_is_one_stay_however_precise_and_in_whatever_order(
        self, began: str, ended: str, places: tuple[int, int]
    ) -> None:
        person = state(
            act(STARTED, began, position=places[0]), act(RELEASED, ended, position=places[1])
        )

        assert [(stay.began, stay.ended) for stay in person.episodes] == [
            (date(2026, 3, 5), date(2026, 3, 5))
        ]
        assert not person.releases_without_detention

    def test_who_is_released_in_the_morning_and_held_in_the_afternoon_is_held(self) -> None:
        person = state(
            act(RELEASED, "2026-03-05T09:00:00+01:00", position=1),
            act(STARTED, "2026-03-05T17:00:00+01:00", position=2),
        )

        assert person.episode_on(date(2026, 3, 5)) is not None
        assert len(person.releases_without_detention) == 1

    def test_who_is_detained_again_on_the_day_of_a_release_is_held(self) -> None:
        person = state(*history((RELEASED, "2026-03-05"), (e.ReDetained(), "2026-03-05")))

        assert person.episode_on(date(2026, 3, 5)) is not None

    def test_who_is_detained_again_has_two_detentions(self) -> None:
        person = state(
            *history(
                (STARTED, "2026-01-10"), (RELEASED, "2026-03-01"), (e.ReDetained(), "2026-05-01")
            )
        )

        assert [(stay.began.month, stay.ended is None) for stay in person.episodes] == [
            (1, False),
            (5, True),
        ]

    def test_a_placement_says_where_the_person_is_held(self) -> None:
        person = state(
            *history(
                (STARTED, "2026-01-10"),
                (
                    e.PlacedInInstitution(institution="PI Breda", institution_municipality="Breda"),
                    "2026-02-01",
                ),
            )
        )

        [stay] = person.episodes
        assert (stay.institution, stay.municipality) == ("PI Breda", "Breda")
        assert stay.evidence == ("e1", "e2")

    def test_a_move_to_an_institution_of_unknown_municipality_forgets_the_old_one(self) -> None:
        person = state(
            *history(
                (e.DetentionStarted(institution_municipality="Vught"), "2026-01-10"),
                (e.PlacedInInstitution(institution="PI Breda"), "2026-02-01"),
            )
        )

        assert person.episodes[0].municipality is None

    def test_a_move_keeps_its_detention_though_its_correlation_is_another(self) -> None:
        person = state(
            act(STARTED, "2026-01-10", position=1, correlation="stay"),
            act(
                e.PlacedInInstitution(institution="PI Breda"),
                "2026-02-01",
                position=2,
                correlation="letter",
            ),
        )

        assert person.episodes[0].institution == "PI Breda"

    def test_the_title_of_a_detention_can_change(self) -> None:
        changed = e.DetentionTitleChanged(to_title=DetentionTitle.COERCIVE_DETENTION)
        person = state(*history((STARTED, "2026-01-10"), (changed, "2026-02-01")))

        assert person.episodes[0].title == DetentionTitle.COERCIVE_DETENTION
        assert person.episodes[0].institution == "PI Vught"


class TestPlannedRelease:
    PLANNED = e.ReleaseDatePlanned(release_on=date(2026, 5, 12), certainty=Certainty.ESTIMATED)

    def test_a_planned_release_is_known_with_its_certainty(self) -> None:
        person = state(*history((STARTED, "2026-01-10"), (self.PLANNED, "2026-02-01")))

        assert person.planned_release is not None
        assert person.planned_release.value == date(2026, 5, 12)
        assert person.planned_release_certainty is Certainty.ESTIMATED

    def test_a_planned_release_can_become_unknown(self) -> None:
        changed = e.ReleaseDateChanged(release_on=None, reason=ReleaseDateReason.COURT_DECISION)
        person = state(
            *history((STARTED, "2026-01-10"), (self.PLANNED, "2026-02-01"), (changed, "2026-03-01"))
        )

        assert person.planned_release is None

    def test_an_order_to_release_at_once_plans_it_for_that_day(self) -> None:
        ordered = e.ImmediateReleaseOrdered(ordered_by="court")
        person = state(
            *history((STARTED, "2026-01-10"), (self.PLANNED, "2026-02-01"), (ordered, "2026-03-01"))
        )

        assert person.planned_release is not None
        assert person.planned_release.value == date(2026, 3, 1)
        assert person.planned_release_certainty is Certainty.KNOWN

    @pytest.mark.parametrize("start", [[(STARTED, "2026-01-10")], []], ids=["held", "not held"])
    def test_once_released_no_release_is_planned(
        self, start: list[tuple[e.EventBody, str]]
    ) -> None:
        person = state(*history(*start, (self.PLANNED, "2026-02-01"), (RELEASED, "2026-03-01")))

        assert person.planned_release is None


class TestNotices:
    def test_a_notice_is_received_once(self) -> None:
        sent = e.ReleaseNoticeSent(release_on=date(2026, 5, 12))
        person = state(
            act(sent, "2026-04-01", position=1, to=("Tilburg",)),
            act(sent, "2026-04-02", position=2, to=("Breda",)),
            act(e.ReleaseNoticeReceived(), "2026-04-03", position=3),
        )

        assert [(each.to, each.received) for each in person.notices] == [
            (("Tilburg",), None),
            (("Breda",), date(2026, 4, 3)),
        ]
        assert person.notices[1].evidence == ("e2", "e3")


class TestAbsence:
    def test_whoever_is_released_is_in_no_extramural_phase(self) -> None:
        phase = e.ExtramuralPhaseStarted(kind=ExtramuralKind.TRIAL_LEAVE)
        person = state(
            *history((e.DetentionStarted(), BEFORE), (phase, DAY), (e.PersonReleased(), LATER))
        )

        assert person.extramural == Known(
            value=False, since=date.fromisoformat(LATER), evidence=("e3",)
        )

    def test_whoever_is_detained_again_has_not_absconded_any_more(self) -> None:
        gone = e.PersonAbsconded(kind=AbscondingKind.FAILED_TO_RETURN)
        person = state(
            *history((e.DetentionStarted(), BEFORE), (gone, DAY), (e.ReDetained(), LATER))
        )

        assert person.absconded is not None
        assert person.absconded.value is False

    def test_nothing_is_known_of_absconding_after_a_first_detention(self) -> None:
        assert state(act(e.DetentionStarted(), DAY)).absconded is None
