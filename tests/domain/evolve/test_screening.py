"""What a screening says of a need, and of no other."""

import pytest

from domain import events as e
from domain.events.screening import Finding, ScreeningAnswer
from domain.needs import Need
from tests.domain.acts import history, met, state

APPLIED = e.BenefitApplied()


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
