"""How acts build up what is known of a person, in whatever order they were recorded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import events as e
from domain.envelope import Act
from domain.events.detention import DetentionTitle, ReleaseDateReason
from domain.events.documents import ApplicationPlace, DocumentKind
from domain.events.housing import HousingEndReason, HousingKind
from domain.events.income import MissingItem, RejectionReason, StopReason
from domain.events.registration import (
    AddressGiver,
    ConsentRefusal,
    DeregistrationKind,
)
from domain.events.screening import Finding, ScreeningAnswer
from domain.evolve import evolve, fold
from domain.history import as_of, resolve
from domain.needs import Need
from domain.person import Person
from domain.values import Certainty
from tests.domain.acts import PERSON, act, evidence_in, histories, history, met, state, when
from tests.domain.bodies import ANY_BODY, DAYS
from tests.profile import examples

STARTED = e.DetentionStarted(title=DetentionTitle.SENTENCE, institution="PI Vught")
RELEASED = e.PersonReleased()
APPLIED = e.BenefitApplied()
GRANTED = e.BenefitGranted()


class TestProvenance:
    @settings(max_examples=examples(15))
    @given(recorded=histories())
    def test_every_fact_names_only_events_of_the_history_that_count(
        self, recorded: list[Act]
    ) -> None:
        resolved = resolve(recorded)
        counting = {name for each in resolved.acts for name in each.evidence}

        person = fold(PERSON, as_of(resolved.acts, when("9999-12-31")))

        assert evidence_in(person) <= counting
        assert counting <= {each.envelope.event_id for each in recorded}

    @settings(max_examples=examples(15))
    @given(recorded=histories(), day=DAYS)
    def test_a_state_rests_on_nothing_that_happened_later(
        self, recorded: list[Act], day: date
    ) -> None:
        acts = as_of(resolve(recorded).acts, day)

        person = fold(PERSON, acts)

        assert all(each.envelope.day <= day for each in acts)
        assert evidence_in(person) <= {name for each in acts for name in each.evidence}

    def test_a_person_of_whom_nothing_is_recorded_has_no_facts(self) -> None:
        person = fold(PERSON, [])

        assert person == Person(PERSON)
        assert not any(person.standing(need).known for need in Need)

    def test_an_erased_act_changes_nothing(self) -> None:
        erased = replace(act(STARTED, "2026-03-02"), body=None)

        assert evolve(Person(PERSON), erased) == Person(PERSON)


class TestOrder:
    @settings(max_examples=examples(15))
    @given(recorded=histories())
    def test_folding_depends_only_on_the_acts(self, recorded: list[Act]) -> None:
        acts = as_of(resolve(recorded).acts, when("9999-12-31"))

        assert fold(PERSON, acts) == fold(PERSON, list(acts))
        assert fold(PERSON, acts) == fold(PERSON, as_of(reversed(acts), when("9999-12-31")))

    @settings(max_examples=examples(15))
    @given(
        days=st.lists(DAYS, max_size=7, unique=True),
        data=st.data(),
    )
    def test_acts_recorded_late_give_the_state_of_acts_recorded_in_time(
        self, days: list[date], data: st.DataObject
    ) -> None:
        acts = [
            act(
                data.draw(ANY_BODY),
                day,
                position=place,
                effect_from=data.draw(st.none() | DAYS.map(date.isoformat)),
                correlation=data.draw(st.sampled_from([None, "c1", "c2"])),
            )
            for place, day in enumerate(days, 1)
        ]
        places = data.draw(st.permutations(range(1, len(acts) + 1)))
        late = [
            replace(each, position=place, version=place)
            for each, place in zip(acts, places, strict=True)
        ]

        assert state(*late) == state(*acts)


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


class TestIdentityDocument:
    def test_a_valid_document_meets_the_need_until_its_last_day(self) -> None:
        verified = e.IdDocumentVerified(kind=DocumentKind.PASSPORT, valid_until=date(2026, 6, 1))
        person = state(*history((verified, "2026-03-02")))

        assert met(person, Need.ID_DOCUMENT, "2026-06-01")
        assert not met(person, Need.ID_DOCUMENT, "2026-06-02")
        assert met(person, Need.IDENTITY, "2026-06-02")

    def test_an_expired_document_is_none_since_the_day_after_its_last(self) -> None:
        verified = e.IdDocumentVerified(kind=DocumentKind.ID_CARD, valid_until=date(2025, 6, 1))
        person = state(*history((verified, "2026-03-02")))

        lost = person.standing(Need.ID_DOCUMENT).lost
        assert lost is not None
        assert lost.on == date(2025, 6, 2)
        assert met(person, Need.IDENTITY, "2026-03-02")

    def test_a_driving_licence_shows_who_someone_is_and_is_no_document_of_the_need(self) -> None:
        licence = e.IdDocumentVerified(kind=DocumentKind.DRIVING_LICENCE, valid_until=None)
        person = state(*history((licence, "2026-03-02")))

        assert met(person, Need.IDENTITY, "2026-03-02")
        assert not person.standing(Need.ID_DOCUMENT).known

    @pytest.mark.parametrize(
        ("kind", "expected"), [(DocumentKind.PASSPORT, False), (DocumentKind.DRIVING_LICENCE, True)]
    )
    def test_a_lost_document_takes_the_need_along_only_if_it_met_it(
        self,
        kind: DocumentKind,
        expected: bool,  # noqa: FBT001 - a column of the table
    ) -> None:
        passport = e.IdDocumentVerified(kind=DocumentKind.PASSPORT, valid_until=None)
        missing = e.IdDocumentReportedMissing(kind=kind)
        person = state(*history((passport, "2026-03-02"), (missing, "2026-04-01")))

        assert met(person, Need.ID_DOCUMENT, "2026-04-01") is expected

    def test_a_card_meets_the_need_when_it_is_handed_over_not_when_it_is_issued(self) -> None:
        steps = history(
            (e.IdCardApplied(place=ApplicationPlace.DESK), "2026-03-02"),
            (e.IdCardIssued(), "2026-03-10"),
            (e.IdCardHandedOver(valid_until=date(2036, 3, 10)), "2026-03-20"),
        )

        issued = state(*steps, on="2026-03-19")
        handed_over = state(*steps)

        assert not met(issued, Need.ID_DOCUMENT, "2026-03-19")
        assert issued.standing(Need.ID_DOCUMENT).pending is not None
        assert met(handed_over, Need.ID_DOCUMENT, "2026-03-20")
        assert handed_over.standing(Need.ID_DOCUMENT).pending is None


class TestRegister:
    def test_the_next_municipality_ends_the_entry_of_the_last_and_not_its_own(self) -> None:
        moved = e.Deregistered(kind=DeregistrationKind.NEXT_MUNICIPALITY, municipality="Breda")
        person = state(
            *history(
                (e.Registered(municipality="Breda"), "2026-01-01"),
                (e.Registered(municipality="Tilburg"), "2026-03-02"),
                (moved, "2026-03-05"),
            )
        )

        assert person.registered_in is not None
        assert person.registered_in.value == "Tilburg"
        assert met(person, Need.REGISTRATION, "2026-03-05")

    @pytest.mark.parametrize("municipality", ["breda", None])
    def test_until_the_next_municipality_registers_it_is_not_known_where(
        self, municipality: str | None
    ) -> None:
        moved = e.Deregistered(kind=DeregistrationKind.NEXT_MUNICIPALITY, municipality=municipality)
        person = state(
            *history((e.Registered(municipality="Breda"), "2026-01-01"), (moved, "2026-03-05"))
        )

        assert person.registered_in is None
        assert met(person, Need.REGISTRATION, "2026-03-05")

    @pytest.mark.parametrize(
        ("kind", "departed"),
        [
            (DeregistrationKind.DEPARTED_UNKNOWN, True),
            (DeregistrationKind.DEPARTED_ABROAD, True),
            (DeregistrationKind.ABSENT_TOO_LONG, False),
        ],
    )
    def test_whoever_is_deregistered_is_registered_nowhere(
        self,
        kind: DeregistrationKind,
        departed: bool,  # noqa: FBT001 - a column of the table
    ) -> None:
        person = state(
            *history(
                (e.Registered(municipality="Breda"), "2026-01-01"),
                (e.Deregistered(kind=kind), "2026-03-05"),
            )
        )

        assert not met(person, Need.REGISTRATION, "2026-03-05")
        assert met(person, Need.REGISTRATION, "2026-03-04")
        assert person.departed is not None
        assert person.departed.value is departed

    def test_the_address_of_a_prison_is_an_address_too(self) -> None:
        person = state(
            *history((e.RegisteredAtInstitutionAddress(municipality="Vught"), "2026-03-02"))
        )

        assert met(person, Need.REGISTRATION, "2026-03-02")
        assert met(person, Need.ADDRESS, "2026-03-02")

    def test_the_newest_answer_tells_whether_someone_lends_an_address(self) -> None:
        person = state(
            *history(
                (e.PostalAddressConsentGiven(giver=AddressGiver.FAMILY), "2026-03-02"),
                (
                    e.PostalAddressConsentRefused(reason=ConsentRefusal.LANDLORD_FORBIDS),
                    "2026-03-09",
                ),
            )
        )

        assert person.address_giver is not None
        assert person.address_giver.value is False


class TestBenefit:
    def test_a_benefit_granted_later_with_effect_back_shows_retroactively(self) -> None:
        granted = act(GRANTED, "2026-05-01", position=2, effect_from="2026-03-02")
        steps = (act(APPLIED, "2026-03-02", position=1), granted)

        assert not met(state(*steps, on="2026-04-30"), Need.BENEFIT, "2026-04-01")
        assert met(state(*steps), Need.BENEFIT, "2026-04-01")
        assert not met(state(*steps), Need.BENEFIT, "2026-03-01")

    def test_a_benefit_that_stops_for_work_leaves_the_income(self) -> None:
        income = e.NeedStatusVerified(need=Need.INCOME, answer=ScreeningAnswer.ARRANGED)
        for reason in StopReason:
            stopped = e.BenefitStopped(reason=reason)
            person = state(*history((income, "2026-01-01"), (stopped, "2026-03-02")))

            assert met(person, Need.INCOME, "2026-03-02") is (reason is StopReason.WORK)

    def test_an_advance_is_money_in_hand_for_the_days_it_bridges(self) -> None:
        person = state(act(e.AdvancePaid(), "2026-03-02", effect_until="2026-03-30"))

        for need in (Need.ADVANCE, Need.CASH):
            assert met(person, need, "2026-03-30")
            assert not met(person, need, "2026-03-31")

    def test_a_question_about_an_application_that_nobody_recorded_changes_nothing(self) -> None:
        incomplete = e.BenefitApplicationIncomplete(missing=(MissingItem.ADDRESS,))
        person = state(
            *history((incomplete, "2026-03-02"), (e.BenefitApplicationCompleted(), "2026-03-03"))
        )

        assert person.standing(Need.BENEFIT).pending is None
        assert not person.standing(Need.BENEFIT).known

    def test_a_refusal_ends_an_application_and_nothing_that_is_held(self) -> None:
        rejected = e.BenefitRejected(reason=RejectionReason.NO_ID_DOCUMENT)
        person = state(
            *history((GRANTED, "2026-01-01"), (APPLIED, "2026-03-02"), (rejected, "2026-04-01"))
        )

        assert met(person, Need.BENEFIT, "2026-04-01")
        assert person.standing(Need.BENEFIT).pending is None


class TestHousing:
    @pytest.mark.parametrize("kind", HousingKind)
    def test_a_shelter_is_no_home_and_every_other_roof_is(self, kind: HousingKind) -> None:
        person = state(*history((e.HousingPlaced(kind=kind), "2026-03-02")))

        is_shelter = kind is HousingKind.SHELTER
        assert met(person, Need.SHELTER, "2026-03-02") is is_shelter
        assert met(person, Need.HOUSING, "2026-03-02") is not is_shelter

    def test_a_stay_in_a_shelter_ends_and_nothing_else_with_it(self) -> None:
        ended = e.HousingEnded(reason=HousingEndReason.TERM_ENDED)
        lent = e.PostalAddressGranted(giver=AddressGiver.FAMILY)
        person = state(
            *history(
                (lent, "2026-02-01"),
                (e.HousingPlaced(kind=HousingKind.SHELTER), "2026-03-02"),
                (ended, "2026-04-01"),
            )
        )

        assert not met(person, Need.SHELTER, "2026-04-01")
        assert met(person, Need.ADDRESS, "2026-04-01")
        assert not person.standing(Need.HOUSING).known

    def test_of_two_roofs_the_newest_ends(self) -> None:
        ended = e.HousingEnded(reason=HousingEndReason.MOVED)
        person = state(
            *history(
                (e.HousingPlaced(kind=HousingKind.SHELTER), "2026-02-01"),
                (e.HousingPlaced(kind=HousingKind.EXODUS), "2026-03-02"),
                (ended, "2026-04-01"),
            )
        )

        assert met(person, Need.SHELTER, "2026-04-01")
        assert not met(person, Need.HOUSING, "2026-04-01")
        assert person.dwelling is not None
        assert person.dwelling.value is False

    def test_a_lost_tenancy_takes_the_address_along(self) -> None:
        lost = e.TenancyEnded(reason=HousingEndReason.RENT_UNPAID)
        person = state(
            *history(
                (e.HousingPlaced(kind=HousingKind.DWELLING), "2026-01-01"), (lost, "2026-03-02")
            )
        )

        for need in (Need.HOUSING, Need.ADDRESS):
            assert met(person, need, "2026-03-01")
            assert not met(person, need, "2026-03-02")


class TestScreening:
    @pytest.mark.parametrize("answer", ScreeningAnswer)
    def test_an_answer_says_of_its_need_what_it_says_and_of_no_other(
        self, answer: ScreeningAnswer
    ) -> None:
        screened = e.ScreeningCompleted(findings=(Finding(need=Need.WORK, answer=answer),))
        person = state(*history((screened, "2026-03-02")))

        standing = person.standing(Need.WORK)
        said = (
            met(person, Need.WORK, "2026-03-02"),
            standing.lost is not None,
            standing.declined is not None,
            standing.not_applicable is not None,
        )
        assert said == (
            answer is ScreeningAnswer.ARRANGED,
            answer is ScreeningAnswer.NOT_ARRANGED,
            answer is ScreeningAnswer.DECLINED,
            answer is ScreeningAnswer.NOT_APPLICABLE,
        )
        assert set(person.standings) <= {Need.WORK}

    def test_answers_about_health_come_from_their_own_event(self) -> None:
        screened = e.HealthScreeningCompleted(
            care=ScreeningAnswer.ARRANGED, medication=ScreeningAnswer.NOT_ARRANGED
        )
        person = state(*history((screened, "2026-03-02")))

        assert met(person, Need.CARE, "2026-03-02")
        assert person.standing(Need.MEDICATION).lost is not None

    def test_whoever_has_no_housing_has_no_dwelling_and_no_offer(self) -> None:
        screened = e.NeedStatusVerified(need=Need.HOUSING, answer=ScreeningAnswer.NOT_ARRANGED)
        person = state(*history((screened, "2026-03-02")))

        assert person.dwelling is not None
        assert person.housing_offered is not None
        assert (person.dwelling.value, person.housing_offered.value) == (False, False)

    def test_help_that_is_declined_is_noted_until_it_is_asked_for(self) -> None:
        declined = e.NeedDeclined(need=Need.BENEFIT, informed=True)
        steps = history((declined, "2026-03-02"), (APPLIED, "2026-04-01"))

        assert state(*steps, on="2026-03-31").standing(Need.BENEFIT).declined is not None
        assert state(*steps).standing(Need.BENEFIT).declined is None


@given(body=ANY_BODY, day=DAYS, back=st.integers(0, 400), length=st.none() | st.integers(0, 400))
def test_no_act_changes_what_is_known_before_its_effect_and_its_day(
    body: e.EventBody, day: date, back: int, length: int | None
) -> None:
    start = day - timedelta(days=back)
    end = None if length is None else (start + timedelta(days=length)).isoformat()
    person = state(act(body, day, effect_from=start.isoformat(), effect_until=end))

    held = [each for standing in person.standings.values() for each in standing.held]
    assert all(each.since >= start for each in held)


def test_a_state_with_other_facts_is_what_replacing_them_gives() -> None:
    before = Person("p-1", acts=3)

    assert before.changed(acts=4, departed=None) == replace(before, acts=4, departed=None)
    assert before.acts == 3


def test_a_fact_that_there_is_not_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="happiness"):
        Person("p-1").changed(happiness=1)
