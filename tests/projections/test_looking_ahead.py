"""Ways out and forecasts of the persons of the article, as last read, and what they say."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import pytest

from domain.forecast import Word
from domain.needs import Need
from domain.timed.setting import Leads
from domain.working_days import is_working_day
from ledger import Ledger
from projections import (
    forecast,
    forecast_text,
    release_days,
    release_days_text,
    ways_out,
    ways_out_text,
)
from projections.forecast import ForecastReport, WhatIfReport
from projections.language import LANGUAGES, Language, day_text, need_name, say
from projections.ways_out import Answer, WaysOutReport
from tests.projections.golden import golden
from tests.projections.looking import MODERN, as_json, case, reader, rule_set

LAWS: Final[dict[str, tuple[str, date | None]]] = {
    "seed-2007": ("seed-2007", None),
    "law-2007": ("law-2007", None),
    "law-2026": ("law", MODERN),
}
PERSONS: Final = ("p-0417", "p-0418", "p-0421")
KEEPS_THE_ENTRY: Final = "practice-register/entry-kept"

each_person = pytest.mark.parametrize("person", PERSONS)
each_law = pytest.mark.parametrize("law", LAWS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def ways_of(
    ledger: Ledger,
    person: str,
    law: str = "seed-2007",
    *goals: Need,
    by: date | None = None,
    leads: Leads = Leads.TYPICAL,
    most_tries: int = 5_000,
) -> WaysOutReport:
    rules, law_on = LAWS[law]
    return ways_out.report(
        *(case(ledger, person), rule_set(rules), reader(ledger, law_on=law_on).frame),
        *(goals or (Need.BENEFIT,), by),
        leads=leads,
        most_tries=most_tries,
    )


def forecast_of(
    ledger: Ledger,
    person: str,
    law: str = "seed-2007",
    *,
    by: date | None = None,
    released_tomorrow: bool = False,
    assume: Iterable[str] = (),
) -> ForecastReport:
    rules, law_on = LAWS[law]
    return forecast.report(
        *(case(ledger, person), rule_set(rules), reader(ledger, law_on=law_on).frame, by),
        released_tomorrow=released_tomorrow,
        assume=assume,
    )


def what_if_of(ledger: Ledger, person: str, *assume: str) -> WhatIfReport:
    return forecast.what_if(forecast_of(ledger, person), forecast_of(ledger, person, assume=assume))


RELEASE: Final = date(2007, 7, 3)


@pytest.mark.parametrize("by", [RELEASE, None])
@each_person
def test_every_decision_of_a_way_out_has_a_row_that_says_who_and_when(
    article: Ledger, person: str, by: date | None
) -> None:
    for goal in (Need.ADDRESS, Need.REGISTRATION, Need.BENEFIT):
        for each in ways_of(article, person, "seed-2007", goal, by=by).ways_out:
            rows = {step.rule: step for step in each.steps}
            decided = {decision.rule for decision in each.decisions}

            assert decided <= rows.keys()
            assert all(rows[rule].decider is not None for rule in decided)


def test_a_step_that_helps_until_release_only_says_so(article: Ledger) -> None:
    answer = ways_of(article, "p-0421", "seed-2007", Need.ADDRESS, by=RELEASE)

    prison, lent = (
        next(step for step in answer.ways_out[0].steps if step.rule == rule)
        for rule in (
            "practice-register/prison-address",
            "practice-register/municipality-lends-address",
        )
    )
    assert (prison.until, lent.until) == (RELEASE - timedelta(days=1), None)
    text = " ".join(ways_out_text.render(answer, "en").split())
    assert text.count("until release") == 1


def test_what_closes_and_serves_until_release_only_says_so(article: Ledger) -> None:
    answer = forecast_of(article, "p-0421")

    lasting = {door.rule: door.until_release for door in answer.closing}
    assert lasting["practice-register/prison-address"]
    assert not lasting["practice-identity/card-in-prison"]
    text = " ".join(forecast_text.render(answer, "nl").split())
    assert "Inschrijving op het adres van de inrichting; geldt tot de vrijlating" in text


@each_language
def test_no_last_day_is_shown_when_no_day_was_asked_about(
    article: Ledger, language: Language
) -> None:
    heading = say(language, "ways.columns").split("|")[2]
    begin = say(language, "ways.met_on", day="", act_by="|").split(";")[1].split("|")[0].strip()

    asked, open_ended = (
        ways_out_text.render(ways_of(article, "p-0421", by=by), language)
        for by in (date(2007, 10, 15), None)
    )

    assert heading in asked
    assert begin in asked
    assert heading not in open_ended
    assert begin not in open_ended


@pytest.mark.parametrize(("person", "expected"), [("p-0417", ["benefit"]), ("p-0422", [])])
def test_before_an_advance_comes_an_application_where_none_is_under_way(
    article: Ledger, person: str, expected: list[str]
) -> None:
    answer = ways_of(article, person, "law-2007", Need.ADVANCE, by=date(2007, 8, 1))

    assert answer.ways_out[0].steps[0].need == "advance"
    assert [each.need for each in answer.apply_first] == expected
    assert ("apply again first" in ways_out_text.render(answer, "en")) is bool(expected)


def test_an_objection_to_the_refusal_is_named_until_its_last_day(article: Ledger) -> None:
    answer = ways_of(article, "p-0417", "law-2007", by=date(2007, 10, 1))

    assert [each.objection_until for each in answer.apply_first] == [date(2007, 7, 24)]
    assert "tot en met di 24 jul 2007" in ways_out_text.render(answer, "nl")


def test_days_in_prison_do_not_count_as_days_without_a_benefit(article: Ledger) -> None:
    answer = ways_of(article, "p-0421", by=date(2007, 10, 15))

    gaps = [gap for each in answer.ways_out for gap in each.gaps]
    assert gaps
    assert min(gap.first for gap in gaps) == RELEASE


class TestGolden:
    @each_language
    def test_a_forecast_by_the_day_of_release_reads_as_before(
        self, article: Ledger, language: Language
    ) -> None:
        held = case(article, "p-0421")
        rules, frame = rule_set("seed-2007"), reader(article).frame
        answer = release_days.report(held, rules, frame, date(2007, 7, 3), date(2007, 7, 18))

        found = release_days_text.render(answer, language) + "\n"
        plain = as_json(answer.as_json())

        assert found == golden(f"release-days-p-0421-seed-2007.{language}.txt", found)
        assert plain == golden("release-days-p-0421-seed-2007.json", plain)

    @each_person
    @each_law
    @each_language
    def test_ways_out_read_as_before(
        self, article: Ledger, person: str, law: str, language: Language
    ) -> None:
        found = ways_out_text.render(ways_of(article, person, law), language) + "\n"

        assert found == golden(f"ways-out-{person}-{law}.{language}.txt", found)

    @each_person
    @each_law
    @each_language
    def test_a_forecast_reads_as_before(
        self, article: Ledger, person: str, law: str, language: Language
    ) -> None:
        found = forecast_text.render(forecast_of(article, person, law), language) + "\n"

        assert found == golden(f"forecast-{person}-{law}.{language}.txt", found)

    def test_both_are_in_json_what_they_were(self, article: Ledger) -> None:
        ways = as_json(ways_of(article, "p-0421").as_json())
        ahead = as_json(forecast_of(article, "p-0421").as_json())

        assert ways == golden("ways-out-p-0421-seed-2007.json", ways)
        assert ahead == golden("forecast-p-0421-seed-2007.json", ahead)

    @each_language
    def test_what_is_too_late_reads_as_before(self, article: Ledger, language: Language) -> None:
        answer = ways_of(article, "p-0421", by=date(2007, 7, 3))
        found = ways_out_text.render(answer, language) + "\n"

        assert found == golden(f"ways-out-p-0421-too-late.{language}.txt", found)

    @each_language
    def test_a_release_tomorrow_reads_as_before(self, article: Ledger, language: Language) -> None:
        answer = forecast_of(article, "p-0421", released_tomorrow=True)
        found = forecast_text.render(answer, language) + "\n"

        assert found == golden(f"forecast-p-0421-released-tomorrow.{language}.txt", found)

    @each_language
    def test_what_an_assumption_changes_reads_as_before(
        self, article: Ledger, language: Language
    ) -> None:
        answer = what_if_of(article, "p-0421", KEEPS_THE_ENTRY)
        found = forecast_text.render_what_if(answer, language) + "\n"

        assert found == golden(f"what-if-p-0421-entry-kept.{language}.txt", found)


class TestWaysOut:
    def test_whoever_needs_no_decision_is_told_so_first(self, article: Ledger) -> None:
        answer = ways_of(article, "p-0417", "law-2026")

        assert (answer.answer, [each.decisions for each in answer.ways_out]) == (
            Answer.NO_DECISION,
            [()],
        )
        assert ways_out_text.render(answer, "en").startswith(
            "NO EXTRA DECISION NEEDED for benefit on "
        )

    def test_what_is_there_already_needs_nobody(self, article: Ledger) -> None:
        answer = ways_of(article, "p-0417", "law-2026", Need.REGISTRATION)

        text = ways_out_text.render(answer, "en")
        assert "nobody has to act" in text
        assert "act by" not in text

    @each_language
    def test_of_every_way_out_that_another_beats_it_is_said(
        self, article: Ledger, language: Language
    ) -> None:
        answer = ways_of(article, "p-0421", by=date(2007, 10, 15))
        text = " ".join(ways_out_text.render(answer, language).split())

        beaten = [each.number for each in answer.ways_out if not each.best]
        assert beaten == [3, 4]
        assert text.count(say(language, "ways.beaten")) == len(beaten)

    def test_every_smallest_combination_has_an_element_of_every_conflict(
        self, article: Ledger
    ) -> None:
        answer = ways_of(article, "p-0417")

        assert answer.conflicts
        for way_out in answer.ways_out:
            decisions = {each.rule for each in way_out.decisions}
            for conflict in answer.conflicts:
                assert decisions & {each.rule for each in conflict}

    def test_days_to_act_by_are_working_days_on_or_before_the_last_safe_day(
        self, article: Ledger
    ) -> None:
        steps = [step for each in ways_of(article, "p-0417").ways_out for step in each.steps]

        told = [(step.act_by, step.last_safe_day) for step in steps if step.act_by is not None]
        assert told
        for act_by, last in told:
            assert last is not None
            assert is_working_day(act_by)
            between = (act_by + timedelta(days=n) for n in range(1, (last - act_by).days + 1))
            assert not any(is_working_day(day) for day in between)

    def test_easter_brings_the_day_to_begin_back_to_maundy_thursday(self, article: Ledger) -> None:
        first = ways_of(article, "p-0417").ways_out[0]

        assert (first.last_safe_day, first.act_by) == (date(2008, 3, 23), date(2008, 3, 20))

    def test_what_comes_too_late_says_from_when_it_can_be(self, article: Ledger) -> None:
        answer = ways_of(article, "p-0421", by=date(2007, 7, 3))

        assert answer.answer == Answer.TOO_LATE
        assert answer.earliest_from == date(2007, 9, 5)
        assert not any(each.meets_deadline for each in answer.ways_out)
        assert min(each.goal_on for each in answer.ways_out) == date(2007, 9, 25)

    def test_more_decisions_than_the_smallest_are_told_where_they_are_sooner(
        self, article: Ledger
    ) -> None:
        text = ways_out_text.render(ways_of(article, "p-0418", "law-2026"), "en")

        assert "can bring it sooner: from Wed 1 Aug 2007" in text

    def test_a_search_that_is_given_up_is_never_called_complete(self, article: Ledger) -> None:
        some = ways_of(article, "p-0417", most_tries=30)
        none = ways_of(article, "p-0417", most_tries=2)

        assert (some.answer, some.complete) == (Answer.DECISIONS, False)
        assert "this list is not complete" in ways_out_text.render(some, "en")
        assert "deze lijst is niet volledig" in ways_out_text.render(some, "nl")
        assert (none.answer, none.ways_out) == (Answer.GIVEN_UP, ())
        assert "complete" not in ways_out_text.render(none, "en")

    def test_a_goal_of_which_the_rules_say_nothing_is_named(self, article: Ledger) -> None:
        answer = ways_of(article, "p-0417", "seed-2007", Need.DIGID)

        assert answer.answer == Answer.NONE
        assert "This rule set says nothing of: DigiD." in ways_out_text.render(answer, "en")

    def test_a_star_is_told_where_and_why(self, article: Ledger) -> None:
        text = ways_out_text.render(ways_of(article, "p-0417"), "en")

        assert "Wed 12 Sept 2007 *" in text
        assert "* behind a day: the time that is counted with is an estimate (" in text

    def test_the_longest_times_by_statute_give_later_days(self, article: Ledger) -> None:
        usual = ways_of(article, "p-0417", "law-2026").ways_out[0]
        most = ways_of(article, "p-0417", "law-2026", leads=Leads.STATUTORY_MAXIMUM).ways_out[0]

        assert (usual.goal_on, most.goal_on) == (date(2007, 9, 17), date(2007, 10, 22))

    @each_language
    def test_days_without_a_goal_are_counted_from_the_release_that_was(
        self, article: Ledger, language: Language
    ) -> None:
        answer = ways_of(article, "p-0417")
        [gap] = answer.ways_out[0].gaps

        text = ways_out_text.render(answer, language)
        released = date(2007, 6, 1)
        assert (gap.first, gap.last, gap.days) == (released, date(2007, 9, 11), 103)
        assert f"{need_name(Need.BENEFIT, language)}: {day_text(released, language)}" in text

    def test_days_before_a_goal_was_lost_do_not_count(self, article: Ledger) -> None:
        answer = ways_of(article, "p-0418", "seed-2007", Need.ADVANCE)

        refused = date(2007, 6, 12)
        assert {gap.first for each in answer.ways_out for gap in each.gaps} == {refused}


class TestForecast:
    def test_what_a_decision_of_today_would_give_at_once_is_to_be_begun_now_too(
        self, article: Ledger
    ) -> None:
        """Without a day asked about, the last day before the horizon is no advice."""
        answer = forecast_of(article, "p-0417")

        [registration] = [row for row in answer.needs if row.need == Need.REGISTRATION]
        assert registration.usual.earliest == answer.day
        assert (registration.usual.begin_now, registration.at_most.begin_now) == (True, True)

    def test_a_deadlock_to_come_is_the_verdict(self, article: Ledger) -> None:
        answer = forecast_of(article, "p-0421")

        assert (answer.by, answer.release_on) == (date(2007, 7, 3), date(2007, 7, 3))
        assert len(answer.stuck) == 8
        assert answer.stuck_now == ()
        assert forecast_text.render(answer, "en").startswith(
            "WILL BE STUCK on Tue 3 Jul 2007 if nobody acts before   p-0421"
        )

    def test_of_whom_nothing_is_recorded_it_does_not_say_that_nothing_will_be_stuck(
        self, article: Ledger
    ) -> None:
        answer = forecast_of(article, "p-0423", released_tomorrow=True)

        said = "NOT KNOWN whether stuck on Tue 19 Jun 2007: nothing is recorded about any need"
        assert forecast_text.render(answer, "en").startswith(said)

    def test_whoever_is_stuck_already_is_still_stuck(self, article: Ledger) -> None:
        text = forecast_text.render(forecast_of(article, "p-0417"), "nl")

        assert text.startswith("LOOPT DAN NOG VAST op di 17 jun 2008")

    def test_doors_that_close_are_told_with_the_last_day(self, article: Ledger) -> None:
        answer = forecast_of(article, "p-0421")

        assert {(door.rule, door.last_start) for door in answer.closing} == {
            ("practice-care/care-in-detention", date(2007, 6, 25)),
            ("practice-care/medication-in-detention", date(2007, 6, 30)),
            ("practice-register/prison-address", date(2007, 6, 25)),
            ("practice-identity/card-in-prison", date(2007, 7, 2)),
            ("practice-detention/leave-for-document", date(2007, 7, 2)),
            ("practice-work/training-in-prison", date(2007, 7, 2)),
        }
        assert "act by Mon 2 Jul 2007" in forecast_text.render(answer, "en")

    @each_person
    @each_law
    @each_language
    def test_every_need_is_told_once_or_said_to_be_unknown(
        self, article: Ledger, person: str, law: str, language: Language
    ) -> None:
        answer = forecast_of(article, person, law)
        text = " ".join(forecast_text.render(answer, language).split())

        for row in answer.needs:
            assert need_name(row.need, language) in text, row.need

    def test_both_lead_times_are_told_apart(self, article: Ledger) -> None:
        answer = forecast_of(article, "p-0418", "law-2026", by=date(2007, 8, 1))
        [document] = [row for row in answer.needs if row.need == Need.ID_DOCUMENT]

        assert (document.usual.word, document.at_most.word) == (
            Word.ACHIEVABLE,
            Word.ONLY_WITH_DECISION,
        )
        [line] = [
            line
            for line in forecast_text.render(answer, "en").splitlines()
            if line.startswith("  identity document")
        ]
        assert "act by Wed 20 Jun 2007" in line
        assert "Only with a decision" in line

    def test_an_assumption_that_changes_nothing_says_so(self, article: Ledger) -> None:
        answer = what_if_of(article, "p-0421", "practice-assistance/benefit")
        text = forecast_text.render_what_if(answer, "en")

        assert "It changes nothing" in text

    @each_language
    def test_what_reads_the_same_before_and_after_is_no_change(
        self, article: Ledger, language: Language
    ) -> None:
        """Money alone brings nothing else sooner; its last days change, and are not told."""
        answer = what_if_of(article, "p-0417", "practice-assistance/bridging-money")
        lines = forecast_text.render_what_if(answer, language).splitlines()

        told = [need_name(each.need, language) for each in answer.changes]
        assert len(told) > 1
        rows = [line for line in lines if line.startswith(tuple(f"{name}  " for name in told))]
        assert [row.split("  ")[0] for row in rows] == [need_name(Need.CASH, language)]

    def test_what_an_assumption_frees_is_neither_stuck_nor_behind(self, article: Ledger) -> None:
        answer = what_if_of(article, "p-0421", KEEPS_THE_ENTRY)

        assert answer.freed == (Need.REGISTRATION,)
        assert set(answer.freed).isdisjoint(answer.forecast.stuck + answer.forecast.behind)
        assert [each.need for each in answer.changes] == [Need.REGISTRATION]
        assert "Nothing was recorded." in forecast_text.render_what_if(answer, "en")

    @each_language
    @pytest.mark.parametrize("word", list(Word))
    def test_every_word_has_a_sentence(self, language: Language, word: Word) -> None:
        from projections.language import sentences

        assert f"forecast.{word}" in sentences(language)

    @each_language
    @pytest.mark.parametrize("answer", list(Answer))
    def test_every_answer_has_a_sentence(self, language: Language, answer: Answer) -> None:
        from projections.language import sentences

        assert f"ways.{answer}" in sentences(language)
