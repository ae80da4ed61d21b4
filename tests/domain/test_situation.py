"""The circumstances that rules ask about: known with their events, or unknown."""

from datetime import date

import pytest
from hypothesis import given, settings

from domain import events as e
from domain.circumstances import Circumstance
from domain.envelope import Act
from domain.events.decisions import RevisedOutcome
from domain.events.detention import AbscondingKind
from domain.events.housing import HousingKind
from domain.events.income import RejectionReason, StopReason
from domain.events.supervision import ExtramuralEnd, ExtramuralKind
from domain.needs import Need
from domain.person import Known
from domain.situation import Circumstances, Phase, circumstances_on, phase_on
from tests.domain.acts import act, evidence_in, histories, history, state
from tests.domain.bodies import DAYS
from tests.profile import examples

DAY = date(2026, 3, 2)
STARTED = e.DetentionStarted(institution_municipality="Vught")


def circumstances(*acts: Act, on: date = DAY, released: bool = False) -> Circumstances:
    return circumstances_on(state(*acts, on=on.isoformat()), on, released_by_then=released)


class TestPhase:
    def test_of_whom_no_act_speaks_of_detention_the_phase_is_unknown(self) -> None:
        found = circumstances(*history((e.BenefitApplied(), "2026-03-01")))

        assert found.phase is Phase.UNKNOWN
        assert found.value(Circumstance.DETAINED) is None
        assert found.value(Circumstance.RELEASED) is None

    @pytest.mark.parametrize(
        ("on", "phase", "since"),
        [
            ("2026-01-10", Phase.DETAINED, "2026-01-10"),
            ("2026-02-28", Phase.DETAINED, "2026-01-10"),
            ("2026-03-01", Phase.RELEASED, "2026-03-01"),
            ("2026-04-30", Phase.RELEASED, "2026-03-01"),
            ("2026-05-01", Phase.DETAINED, "2026-05-01"),
        ],
    )
    def test_a_person_is_detained_until_the_day_of_release(
        self, on: str, phase: Phase, since: str
    ) -> None:
        acts = history(
            (STARTED, "2026-01-10"),
            (e.PersonReleased(), "2026-03-01"),
            (e.ReDetained(), "2026-05-01"),
        )

        found = circumstances(*acts, on=date.fromisoformat(on))

        assert found.phase is phase
        detained = found.known[Circumstance.DETAINED]
        assert (detained.value, detained.since) == (
            phase is Phase.DETAINED,
            date.fromisoformat(since),
        )

    def test_a_release_without_a_detention_makes_a_person_released(self) -> None:
        person = state(*history((e.PersonReleased(), "2026-03-01")))

        assert phase_on(person, DAY) is Phase.RELEASED
        assert phase_on(person, date(2026, 2, 28)) is Phase.UNKNOWN

    def test_whoever_serves_outside_the_institution_is_held_and_not_deprived_of_liberty(
        self,
    ) -> None:
        """Given a programme from 1 March that is revoked on 1 April."""
        acts = history(
            (STARTED, "2026-01-10"),
            (e.ExtramuralPhaseStarted(kind=ExtramuralKind.PENITENTIARY_PROGRAMME), "2026-03-01"),
            (e.ExtramuralPhaseEnded(reason=ExtramuralEnd.REVOKED), "2026-04-01"),
            (e.PersonReleased(), "2026-05-01"),
        )
        found = {
            on: circumstances(*acts, on=date.fromisoformat(on))
            for on in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", "2026-05-01")
        }

        assert [each.value(Circumstance.DEPRIVED_OF_LIBERTY) for each in found.values()] == [
            *(True, False, False, True, False)
        ]
        assert [each.value(Circumstance.DETAINED) for each in found.values()] == [
            *(True, True, True, True, False)
        ]
        outside = found["2026-03-01"].known[Circumstance.DEPRIVED_OF_LIBERTY]
        assert (str(outside.since), len(outside.evidence)) == ("2026-03-01", 2)

    def test_a_programme_with_a_last_day_deprives_of_liberty_again_after_it(self) -> None:
        outside = act(
            e.ExtramuralPhaseStarted(kind=ExtramuralKind.TRIAL_LEAVE),
            "2026-03-01",
            position=2,
            effect_until="2026-03-31",
        )
        person = state(*history((STARTED, "2026-01-10")), outside)

        found = {
            on: circumstances_on(person, date.fromisoformat(on))
            for on in ("2026-03-31", "2026-04-01")
        }

        assert [each.value(Circumstance.DEPRIVED_OF_LIBERTY) for each in found.values()] == [
            *(False, True)
        ]

    def test_an_earlier_programme_says_nothing_of_a_new_detention(self) -> None:
        acts = history(
            (STARTED, "2026-01-10"),
            (e.ExtramuralPhaseStarted(kind=ExtramuralKind.TRIAL_LEAVE), "2026-02-01"),
            (e.PersonReleased(), "2026-03-01"),
            (e.ReDetained(), "2026-05-01"),
        )

        found = circumstances(*acts, on=date(2026, 5, 2))

        assert found.value(Circumstance.DEPRIVED_OF_LIBERTY) is True

    def test_whoever_absconded_is_deprived_of_liberty_by_law(self) -> None:
        acts = history(
            (STARTED, "2026-01-10"),
            (e.PersonAbsconded(kind=AbscondingKind.FROM_LEAVE), "2026-02-01"),
        )

        assert circumstances(*acts, on=date(2026, 2, 2)).value(Circumstance.DEPRIVED_OF_LIBERTY)

    def test_the_circumstances_of_release_can_be_asked_before_it(self) -> None:
        found = circumstances(*history((STARTED, "2026-01-10")), released=True)

        assert found.phase is Phase.RELEASED
        assert found.value(Circumstance.DETAINED) is False
        assert found.value(Circumstance.RELEASED) is True
        assert found.value(Circumstance.INSTITUTION_MUNICIPALITY) is None

    def test_the_municipality_of_the_prison_is_known_while_the_person_is_held(self) -> None:
        acts = history((STARTED, "2026-01-10"), (e.PersonReleased(), "2026-03-01"))

        held = circumstances(*acts, on=date(2026, 2, 1))
        free = circumstances(*acts)

        assert held.value(Circumstance.INSTITUTION_MUNICIPALITY) == "Vught"
        assert free.value(Circumstance.INSTITUTION_MUNICIPALITY) is None


class TestFacts:
    def test_age_is_counted_by_calendar_year(self) -> None:
        acts = history((e.PersonRegistered(birth_year=1985), "2026-01-01"))

        assert circumstances(*acts).value(Circumstance.AGE) == 41

    def test_a_fact_with_a_later_day_of_effect_is_not_known_yet(self) -> None:
        placed = act(
            e.HousingPlaced(kind=HousingKind.DWELLING), "2026-03-01", effect_from="2026-04-01"
        )

        assert circumstances(placed).value(Circumstance.HAS_DWELLING) is None
        later = circumstances(placed, on=date(2026, 4, 1))
        assert later.value(Circumstance.HAS_DWELLING) is True

    @pytest.mark.parametrize(
        ("registered", "settles", "expected"),
        [("Breda", "Breda", True), ("BREDA", "Breda", True), ("Breda", "Tilburg", False)],
    )
    def test_whether_someone_settles_where_registered_is_a_matter_of_names(
        self, registered: str, settles: str, *, expected: bool
    ) -> None:
        found = circumstances(
            *history(
                (e.Registered(municipality=registered), "2026-01-01"),
                (e.SettlementIntentionDeclared(municipality=settles), "2026-02-01"),
            )
        )

        known = found.known[Circumstance.SETTLES_WHERE_REGISTERED]
        assert known.value is expected
        assert set(known.evidence) == {"e1", "e2"}

    def test_where_someone_settles_alone_does_not_tell_whether_it_is_where_registered(self) -> None:
        acts = history((e.SettlementIntentionDeclared(municipality="Breda"), "2026-02-01"))

        assert circumstances(*acts).value(Circumstance.SETTLES_WHERE_REGISTERED) is None

    @pytest.mark.parametrize(
        ("steps", "expected"),
        [
            ([], None),
            ([e.BenefitApplied()], True),
            ([e.BenefitApplied(), e.BenefitGranted()], False),
            ([e.BenefitApplied(), e.BenefitRejected(reason=RejectionReason.DETAINED)], False),
            ([e.BenefitApplied(), e.ApplicationWithdrawn(need=Need.BENEFIT)], False),
            ([e.BenefitStopped(reason=StopReason.DETENTION)], False),
            ([e.BenefitStopped(reason=StopReason.DETENTION), e.BenefitApplied()], True),
        ],
    )
    def test_a_benefit_is_applied_for_until_it_is_decided_or_the_application_taken_back(
        self, steps: list[e.EventBody], *, expected: bool | None
    ) -> None:
        acts = history(*((body, f"2026-02-{day:02}") for day, body in enumerate(steps, 1)))

        assert circumstances(*acts).value(Circumstance.BENEFIT_APPLIED) is expected

    @pytest.mark.parametrize(
        "decision",
        [
            e.BenefitRejected(reason=RejectionReason.DETAINED),
            e.BenefitGranted(),
            e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.REFUSED),
            e.ApplicationWithdrawn(need=Need.BENEFIT),
        ],
        ids=lambda decision: decision.about.name,
    )
    def test_no_benefit_is_applied_for_since_the_application_came_to_its_end(
        self, decision: e.EventBody
    ) -> None:
        acts = history(
            (e.BenefitStopped(reason=StopReason.DETENTION), "2025-10-02"),
            (e.BenefitApplied(), "2026-02-05"),
            (decision, "2026-02-12"),
        )

        known = circumstances(*acts).known[Circumstance.BENEFIT_APPLIED]

        assert known == Known(value=False, since=date(2026, 2, 12), evidence=acts[2].evidence)

    def test_a_benefit_that_stops_later_leaves_the_end_of_the_application_where_it_was(
        self,
    ) -> None:
        acts = history(
            (e.BenefitApplied(), "2026-02-01"),
            (e.BenefitGranted(), "2026-02-05"),
            (e.BenefitStopped(reason=StopReason.DETENTION), "2026-02-12"),
        )

        known = circumstances(*acts).known[Circumstance.BENEFIT_APPLIED]

        assert known.since == date(2026, 2, 5)


@settings(max_examples=examples(20))
@given(recorded=histories(corrections=False), day=DAYS)
def test_every_circumstance_rests_on_events_of_the_history(recorded: list[Act], day: date) -> None:
    found = circumstances(*recorded, on=day)

    assert evidence_in(found) <= {each.envelope.event_id for each in recorded}
    assert all(known.since <= day for known in found.known.values())
    assert all(known.evidence for known in found.known.values())
