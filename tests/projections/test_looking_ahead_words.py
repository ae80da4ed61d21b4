"""What a look ahead says agrees with what the explanation says of the same person and day."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import pytest

from domain.assessment import Moment, assess
from domain.forecast import Word
from domain.history import resolve
from domain.needs import Need
from domain.person import Person
from domain.standing import Standing
from ledger.reader import Frame
from ledger.rulebook import load_rule_set
from projections import (
    forecast,
    forecast_text,
    release_days,
    release_days_text,
    ways_out,
    ways_out_text,
    why,
    why_text,
)
from projections.case import Case
from projections.forecast import ForecastReport
from projections.language import Language
from projections.ways_out import WaysOutReport
from tests.domain.forecast_people import LOST, MET, detained, free
from tests.domain.rule_sets import without_decisions

LAW: Final = load_rule_set("law")
SEED: Final = load_rule_set("seed-2007")
DAY: Final = date(2026, 11, 24)
FRAME: Final = Frame(as_of=DAY, known_at=None, law_on=None, rules="law")


def case(person: Person) -> Case:
    return Case(person, (), resolve(()), ())


def forecast_of(person: Person, by: date | None = None) -> ForecastReport:
    return forecast.report(case(person), LAW, FRAME, by)


class TestWhatIsNotKnown:
    PERSON: Final = detained(
        {**dict.fromkeys(Need, MET), Need.WORK: LOST, Need.CONDUCT_CERTIFICATE: Standing()},
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

    def test_what_has_no_way_unless_something_unknown_is_there_says_so(self) -> None:
        """Given rules under which nobody may decide anything, so that no way is certain."""
        answer = forecast.report(case(free()), without_decisions(SEED), FRAME)

        [care] = [row for row in answer.needs if row.need == Need.CARE]
        assert (care.usual.word, care.certain) == (Word.NO_WAY, False)
        text = " ".join(forecast_text.render(answer, "en").split())
        assert "No way leads there: care (depends on what is not known), " in text


class TestWithoutADayOfRelease:
    FIRST: Final = "NO RELEASE DAY AHEAD is recorded for p-1: this counts as if the detention goes"

    @pytest.mark.parametrize("release", [None, date(2026, 11, 2)], ids=["none", "passed"])
    def test_it_is_the_first_line_that_the_detention_is_counted_to_go_on(
        self, release: date | None
    ) -> None:
        person = held(release)

        expected = forecast_text.render(forecast_of(person), "en")
        ways = ways_out_text.render(benefit_of(person), "en")

        assert expected.startswith(self.FIRST)
        assert ways.startswith(self.FIRST)
        for text in (expected, ways):
            assert "Ask the institution for the day." in text
            assert "--released-tomorrow" in text

    def test_no_way_out_is_not_said_without_that_reason(self) -> None:
        person = held(None)

        ways = " ".join(ways_out_text.render(benefit_of(person), "en").split())
        expected = " ".join(forecast_text.render(forecast_of(person), "en").split())

        assert "NO WAY OUT KNOWN while the detention goes on, for benefit" in ways
        assert "While the detention goes on, no combination of known decisions" in ways
        assert "No way leads there while the detention goes on: income, benefit" in expected

    def test_whose_release_is_ahead_or_assumed_reads_nothing_of_it(self) -> None:
        planned = held(date(2027, 5, 31))
        assumed = forecast.report(case(held(None)), LAW, FRAME, released_tomorrow=True)

        for answer in (forecast_of(planned), benefit_of(planned), assumed):
            assert not answer.detention_goes_on
        assert forecast_text.render(forecast_of(planned), "en").startswith("NOT STUCK")


class TestDays:
    def test_what_is_open_for_who_is_free_is_to_be_begun_now(self) -> None:
        answer = forecast_of(FREE)

        [document] = [row for row in answer.needs if row.need == Need.ID_DOCUMENT]
        assert document.usual.begin_now
        [line] = lines_of(answer, "identity document")
        assert line.split("identity document")[1].strip().startswith("act now;")

    def test_what_can_be_begun_inside_is_to_be_begun_now_when_no_release_is_ahead(self) -> None:
        answer = forecast_of(held(None, {Need.EDUCATION: LOST}))

        [line] = lines_of(answer, "education")
        assert line.split("education")[1].strip().startswith("act now;")
        text = forecast_text.render(answer, "en")
        assert "too late to have" not in text
        assert "This changes on" not in text

    def test_a_day_that_is_asked_about_has_a_last_day(self) -> None:
        answer = forecast_of(FREE, by=date(2027, 3, 1))

        [line] = lines_of(answer, "identity document")
        assert "act by Mon 22 Feb 2027" in line

    def test_a_last_day_goes_back_to_a_day_on_which_offices_are_open(self) -> None:
        answer = forecast_of(FREE, by=date(2027, 2, 28))

        [document] = [row.usual for row in answer.needs if row.need == Need.ID_DOCUMENT]
        assert document.last_safe_day == date(2027, 2, 21)
        assert document.act_by == date(2027, 2, 19)

    def test_what_is_to_be_had_by_release_has_a_last_day(self) -> None:
        answer = forecast_of(held(date(2027, 5, 31)))

        [line] = lines_of(answer, "benefit")
        assert "act by Mon 5 Apr 2027" in line

    def test_of_the_next_change_it_is_said_for_what_the_last_day_passes(self) -> None:
        answer = forecast_of(held(date(2027, 5, 31)))
        text = " ".join(forecast_text.render(answer, "en").split())

        assert answer.next_change == date(2027, 4, 6)
        assert "From then on it is too late to have on Mon 31 May 2027: income, benefit." in text

    def test_of_a_last_day_with_the_longest_times_alone_it_is_said_so(self) -> None:
        answer = forecast_of(FREE, by=date(2027, 3, 1))
        text = " ".join(forecast_text.render(answer, "en").split())

        [benefit] = [row for row in answer.needs if row.need == Need.BENEFIT]
        assert benefit.usual.last_safe_day == date(2026, 12, 28)
        assert benefit.at_most.last_safe_day == date(2026, 12, 21)
        assert answer.next_change == date(2026, 12, 22)
        told = "too late to have on Mon 1 Mar 2027, should it take as long as statute allows"
        assert f"{told}: income, benefit." in text
        assert "too late to have on Mon 1 Mar 2027: " not in text

    def test_what_opens_at_release_is_not_called_too_late(self) -> None:
        answer = forecast_of(held(date(2027, 5, 31), {Need.INSURANCE: LOST}))

        lines = forecast_text.render(answer, "en").splitlines()
        [place] = [n for n, line in enumerate(lines) if line.startswith("  health insurance ")]
        above = [line for line in lines[:place] if line and not line.startswith(" ")]
        assert above[-1].startswith("Can be started only from release on")
        assert "possible from Mon 14 Jun 2027" in lines[place]

    def test_what_can_be_started_inside_and_comes_later_is_too_late(self) -> None:
        answer = forecast_of(held(date(2026, 12, 1)))

        [benefit] = [row for row in answer.needs if row.need == Need.BENEFIT]
        assert (benefit.usual.word, benefit.only_from_release) == (Word.TOO_LATE, False)

    def test_of_two_last_days_for_one_need_it_is_said_what_each_means(self) -> None:
        person = held(date(2027, 5, 31), {Need.EDUCATION: LOST})
        text = " ".join(forecast_text.render(forecast_of(person), "en").split())

        assert "education act by Mon 19 Apr 2027" in text
        assert "education Education in the prison act by Fri 28 May 2027" in text
        assert "in the tables above is the last one to have it on Mon 31 May 2027." in text


FREE: Final = free({**dict.fromkeys(Need, MET), Need.ID_DOCUMENT: LOST})


def held(release: date | None, standings: Mapping[Need, Standing] | None = None) -> Person:
    open_needs = {Need.INCOME: LOST, Need.BENEFIT: LOST}
    return detained(
        {**dict.fromkeys(Need, MET), **open_needs, **(standings or {})},
        release=release,
        began=date(2026, 2, 9),
    )


def benefit_of(person: Person) -> WaysOutReport:
    return ways_out.report(case(person), LAW, FRAME, (Need.BENEFIT,))


def lines_of(answer: ForecastReport, need: str) -> list[str]:
    lines = forecast_text.render(answer, "en").splitlines()
    return [line for line in lines if line.startswith(f"  {need} ")]


class TestReleaseOnAnyDay:
    def test_what_is_stuck_only_from_some_day_on_is_told_with_its_days(self) -> None:
        """Given who loses the entry in the register when the detention lasts over four months."""
        entered = detained({Need.ID_DOCUMENT: MET, Need.REGISTRATION: MET})
        frame = Frame(as_of=date(2007, 4, 2), known_at=None, law_on=None, rules="seed-2007")

        answer = release_days.report(
            case(entered), SEED, frame, date(2007, 5, 6), date(2007, 5, 12)
        )

        text = [
            " ".join(line.split()) for line in release_days_text.render(answer, "en").split("\n")
        ]
        start = text.index("What is stuck if nobody acts before") + 1
        kept, lost = (
            "from Sun 6 May 2007 through Tue 8 May",
            "from Wed 9 May 2007 through Sat 12 May",
        )
        assert text[start] == "released of 7 days stuck on the day of release possibly stuck"
        assert text[start + 1].startswith(f"{kept} 2007 3 nothing work,")
        assert text[start + 2].startswith(f"{lost} 2007 4 registration, address, housing income,")

    def test_what_depends_on_what_is_not_known_is_not_told_as_free(self) -> None:
        day = date(2027, 5, 31)
        answer = release_days.report(case(TestWhatIsNotKnown.PERSON), LAW, FRAME, day, day)

        text = release_days_text.render(answer, "en")

        assert text.startswith("Released on Mon 31 May 2027   p-1\n")
        assert "Depends on what nobody has recorded: work." in text
        assert "Nothing is stuck" not in text

    @pytest.mark.parametrize(
        ("language", "told"),
        [("en", "it is not known whether anything is stuck"), ("nl", "daarom is niet bekend of")],
    )
    def test_of_whom_nothing_is_recorded_nothing_is_said_to_be_free(
        self, language: Language, told: str
    ) -> None:
        day = date(2027, 5, 31)
        unknown = detained(dict.fromkeys(Need, Standing()), release=None, began=DAY)
        answer = release_days.report(case(unknown), LAW, FRAME, day, day)

        text = " ".join(release_days_text.render(answer, language).split())

        assert told in text
