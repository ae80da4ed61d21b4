"""What a look ahead says agrees with what the explanation says of the same person and day."""

from datetime import date
from typing import Final

from domain.assessment import Moment, assess
from domain.history import resolve
from domain.needs import Need
from domain.person import Person
from domain.standing import Standing
from ledger.reader import Frame
from ledger.rulebook import load_rule_set
from projections import forecast, forecast_text, why, why_text
from projections.case import Case
from projections.forecast import ForecastReport
from tests.domain.forecast_people import MET, detained

LAW: Final = load_rule_set("law")
DAY: Final = date(2026, 11, 24)
FRAME: Final = Frame(as_of=DAY, known_at=None, law_on=None, rules="law")


def case(person: Person) -> Case:
    return Case(person, (), resolve(()), ())


def forecast_of(person: Person, **asked: date) -> ForecastReport:
    return forecast.report(case(person), LAW, FRAME, **asked)


class TestWhatIsNotKnown:
    PERSON: Final = detained(
        {need: MET for need in Need if need is not Need.WORK}
        | {Need.CONDUCT_CERTIFICATE: Standing()},
        release=date(2027, 5, 31),
        began=date(2026, 2, 9),
    )

    def test_a_verdict_that_depends_on_it_says_so_as_the_explanation_does(self) -> None:
        explained = why.report(assess(self.PERSON, LAW, DAY, moment=Moment.RELEASE))

        answer = forecast_of(self.PERSON)

        assert answer.possibly_stuck == explained.possibly_stuck == (Need.WORK,)
        verdict = "POSSIBLY STUCK on Mon 31 May 2027, depending on what is not known"
        assert forecast_text.render(answer, "en").startswith(verdict)
        assert why_text.render(explained, "en").startswith(verdict)

    def test_the_needs_that_depend_on_it_are_named_under_the_verdict(self) -> None:
        second = forecast_text.render(forecast_of(self.PERSON), "en").splitlines()[1]

        assert second == "Depends on what nobody has recorded: work."
