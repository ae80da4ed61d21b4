"""The deadlines as a report: what is listed, in which order, in which words, and what stays."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.deadlines.computed import DeadlineStatus, StepKind, VoidBecause
from domain.deadlines.rule import Matching, Nature, TermLaw, Unit
from domain.deadlines.terms import Closed, Exempt
from domain.needs import Need
from ledger import Ledger
from ledger.reader import Frame
from projections import deadlines as reports
from projections.case import case_of
from projections.deadlines_text import render, render_person, source_text
from projections.language import LANGUAGES, TEXT_WIDTH, day_text, sentences
from tests.domain.acts import PERSON, act
from tests.domain.deadlines.counted import body, happened
from tests.projections.looking import TODAY, Log, reader, rule_set

FRAME = Frame(as_of=date(2026, 8, 18), known_at=None, law_on=None, rules="")
FEBRUARY = "2026-02-02T09:00:00+00:00"
LIFE = happened(
    ("2026-01-05", "person-registered", {"birth_year": 2001}),
    ("2026-01-15", "detention-started"),
    ("2026-02-02", "settlement-intention-declared", {"municipality": "Tilburg"}),
    ("2026-02-02", "release-date-planned", {"release_on": "2026-07-02"}),
    ("2026-06-20", "release-notice-sent", {"release_on": "2026-07-02"}),
    ("2026-07-02", "person-released"),
    ("2026-07-03", "benefit-applied", {"reported_on": "2026-07-02"}),
    ("2026-07-06", "id-card-applied", {"place": "desk"}),
    ("2026-07-08", "social-support-reported", {"kind": "guidance"}),
)


def rows(acts: Any = None, frame: Frame = FRAME, **asked: Any) -> tuple[reports.DeadlineRow, ...]:
    """The deadlines of this person."""
    case = case_of(PERSON, tuple(LIFE if acts is None else acts), frame)
    return reports.rows_of(case, rule_set("law"), frame, **asked)


def listed(filters: reports.Filters, acts: Any = None) -> list[str]:
    """The codes that a list with these filters shows, in order."""
    found = reports.report(rows(acts), date(2026, 8, 18), filters)
    return [row.code for row in found.rows]


class TestTheList:
    def test_shows_what_is_late_first_then_what_is_due_and_then_what_follows_from_it(self) -> None:
        assert listed(reports.Filters()) == [
            *("D07", "D08b", "D13", "D09"),
            *("D21", "D21b", "D11", "D13"),
            "D05",
        ]

    def test_leaves_what_lies_far_ahead_to_who_asks_for_all(self) -> None:
        found = reports.report(rows(), date(2026, 8, 18), reports.Filters())

        assert found.until == date(2026, 11, 17)
        assert found.later == 4
        assert listed(reports.Filters(everything=True)).count("D31") == 3

    def test_can_be_limited_to_what_is_late(self) -> None:
        assert listed(reports.Filters(overdue=True)) == ["D07", "D08b", "D13", "D09"]

    def test_limited_to_what_is_due_soon_still_has_what_is_late_on_top(self) -> None:
        found = reports.report(rows(), date(2026, 8, 18), reports.Filters(until=date(2026, 8, 28)))

        assert [row.code for row in found.rows] == [
            *("D07", "D08b", "D13", "D09"),
            *("D21", "D21b", "D11", "D13"),
        ]
        assert render(found, "en").startswith("8 deadlines on Tue 18 Aug 2026 · overdue: 4\n")
        assert render(found, "nl").startswith("8 termijnen op di 18 aug 2026 · te laat: 4\n")

    def test_does_not_speak_of_what_is_late_where_nothing_is(self) -> None:
        found = reports.report(rows(), date(2026, 8, 18), reports.Filters(need=Need.WELFARE))

        assert "overdue" not in render(found, "en")

    def test_can_be_limited_to_a_need(self) -> None:
        assert listed(reports.Filters(need=Need.ADVANCE)) == ["D13", "D13"]

    def test_can_be_limited_to_who_settles_somewhere(self) -> None:
        assert listed(reports.Filters(municipality="Breda")) == []
        assert "D11" in listed(reports.Filters(municipality="Tilburg"))
        assert "D11" in listed(reports.Filters(municipality="tilburg"))

    def test_of_one_person_has_only_what_asks_something_and_counts_the_rest(self) -> None:
        day = date(2026, 8, 18)
        found = reports.report(rows(), day, reports.Filters(asking=True))
        everything = reports.report(rows(), day, reports.Filters(asking=True, everything=True))

        assert {row.status for row in found.rows} == {"overdue", "running"}
        assert "moment" not in {row.kind for row in found.rows}
        assert {"D29", "D31"} <= {row.code for row in everything.rows}
        assert (found.hidden, everything.hidden) == (len(rows()) - len(found.rows), 0)
        assert f"\n{found.hidden} more are not shown" in render_person(found, PERSON, "en")
        assert "not shown" not in render_person(everything, PERSON, "en")

    @pytest.mark.parametrize(
        "narrower", [{"overdue": True}, {"until": date(2026, 8, 20)}, {"need": Need.ADVANCE}]
    )
    def test_counts_as_not_shown_only_what_asking_for_everything_adds(
        self, narrower: dict[str, Any]
    ) -> None:
        day = date(2026, 8, 18)
        found = reports.report(rows(), day, reports.Filters(asking=True, **narrower))
        everything = reports.report(
            rows(), day, reports.Filters(asking=True, everything=True, **narrower)
        )

        assert len(everything.rows) - len(found.rows) == found.hidden

    @pytest.mark.parametrize("asking", [True, False])
    def test_says_when_the_first_comes_where_none_is_near(self, *, asking: bool) -> None:
        acts = happened(("2026-01-15", "id-card-handed-over", {"valid_until": "2036-01-14"}))
        day = date(2026, 8, 18)
        everything = reports.report(rows(acts), day, reports.Filters(everything=True))
        found = reports.report(rows(acts), day, reports.Filters(asking=asking))
        first = min(row.due for row in everything.rows if row.due is not None)

        assert (found.rows, found.first) == ((), first)
        shown = [render(found, "en"), render_person(found, PERSON, "en")]
        assert (
            shown
            == [f"No deadlines now; the first is on {day_text(first, 'en')}; --all shows all."] * 2
        )
        assert render(found, "nl") == (
            f"Geen termijnen op korte termijn; de eerste is op {day_text(first, 'nl')}; "
            "--all toont alles."
        )

    def test_has_what_passed_again_and_again_in_one_row(self) -> None:
        day = date(2026, 11, 20)
        frame = replace(FRAME, as_of=day)

        found = reports.report(rows(frame=frame), day, reports.Filters(need=Need.ADVANCE))
        everything = reports.report(rows(frame=frame), day, reports.Filters(everything=True))

        passed, to_come = found.rows
        assert (passed.due, to_come.status) == (date(2026, 7, 31), "running")
        assert passed.again == (date(2026, 8, 28), date(2026, 9, 25), date(2026, 10, 23))
        assert found.overdue == 1
        assert "Advance: 4 times by now, the last on Fri 23 Oct 2026" in render(found, "en")
        assert "Voorschot: al 4 keer, het laatst op vr 23 okt 2026" in (
            render_person(found, PERSON, "nl")
        )
        assert [row.code for row in everything.rows].count("D13") == 5

    def test_lists_what_is_computed_and_recorded_by_nobody(self) -> None:
        found = reports.report(rows(), date(2026, 8, 18), reports.Filters())

        assert [row.derived for row in found.rows if row.derived] == ["release-notice-late"]
        assert "release notice late, p-0417, Thu 4 Jun 2026" in render(found, "en")
        assert "te late melding, p-0417, do 4 jun 2026" in render(found, "nl")


class TestARow:
    def test_says_whose_move_it_is_for_whom_by_when_on_what_ground(self) -> None:
        [row] = [row for row in rows() if row.code == "D11"]

        assert (row.person, row.municipality, row.need) == (PERSON, "Tilburg", "benefit")
        assert (row.who.nl, row.source) == (
            "college van burgemeester en wethouders",
            "Awb 4:13, 4:14 en 4:15",
        )
        assert (row.due, row.act_by, row.days_left) == (date(2026, 8, 28), date(2026, 8, 28), 10)
        assert (row.verified, row.confidence, row.nature) == (True, "high", "statute")

    def test_tells_its_computation_in_both_languages(self) -> None:
        [row] = [row for row in rows() if row.code == "D21b"]

        assert [step.en for step in row.computation] == [
            "counts from social support reported, Wed 8 Jul 2026",
            "first the 6 weeks that come before, up to Wed 19 Aug 2026",
            "plus 1 day: Thu 20 Aug 2026",
        ]
        assert [step.nl for step in row.computation] == [
            "telt vanaf melding maatschappelijke ondersteuning, wo 8 jul 2026",
            "eerst de 6 weken die eraan voorafgaan, tot en met wo 19 aug 2026",
            "plus 1 dag: do 20 aug 2026",
        ]

    def test_names_the_holiday_past_which_a_term_runs_on(self) -> None:
        acts = happened(("2026-04-03", "benefit-rejected", {"reason": "no-address"}))
        [row] = [row for row in rows(acts) if row.code == "D18"]

        assert row.computation[-1].en == (
            "Fri 15 May 2026 is a day put on a par with a holiday by decree, so it runs on to "
            "Mon 18 May 2026 (Algemene termijnenwet 1(1))"
        )
        assert row.computation[-1].nl == (
            "vr 15 mei 2026 is bij besluit gelijkgesteld met een feestdag, dus loopt de termijn "
            "door tot en met ma 18 mei 2026 (Algemene termijnenwet 1(1))"
        )

    def test_of_an_objection_names_against_what(self) -> None:
        rejected = ("2026-04-03", "benefit-rejected", {"reason": "no-address"})
        objection = ("2026-04-10", "objection-filed", {"against": "benefit-rejected"})
        found = rows(happened(rejected, objection))

        assert {row.code: (row.name.nl, row.name.en) for row in found if "D18" in row.code} == {
            "D18": (
                "Bezwaar maken tegen afwijzing bijstand",
                "File an objection against rejection of benefit",
            ),
            "D18b": (
                "Beslissing op bezwaar tegen afwijzing bijstand",
                "Decision on the objection against rejection of benefit",
            ),
        }

    @pytest.mark.parametrize(
        ("code", "english", "dutch"),
        [
            (
                "D11",
                "by: Awb 4:13, 4:14 en 4:15, in force from ",
                "volgens: Awb 4:13, 4:14 en 4:15, geldt vanaf ",
            ),
            (
                "D01b",
                "policy: no law sets the day; belongs to: Wet BRP 2.50, in force from ",
                "beleid: geen wet bepaalt de dag; hoort bij: Wet BRP 2.50, geldt vanaf ",
            ),
        ],
    )
    def test_says_on_what_its_day_rests(self, code: str, english: str, dutch: str) -> None:
        row = next(row for row in rows() if row.code == code)

        assert source_text(row, "en").startswith(english)
        assert source_text(row, "nl").startswith(dutch)

    def test_of_a_day_that_was_recorded_names_no_law_in_force(self) -> None:
        row = next(row for row in rows() if row.code == "D11").model_copy(
            update={"nature": Nature.RECORDED, "source": "de afspraak zelf"}
        )

        assert source_text(row, "en") == "by: de afspraak zelf (the day stands in the event itself)"
        assert source_text(row, "nl") == (
            "volgens: de afspraak zelf (de dag staat in de gebeurtenis zelf)"
        )

    def test_says_which_event_is_missing(self) -> None:
        [row] = [row for row in rows() if row.code == "D09b"]

        assert (row.status, row.missing, row.due) == ("not-computable", ("id-card-issued",), None)

    def test_keeps_its_name_when_its_day_moves_and_tells_nothing_of_the_person(self) -> None:
        moved = [each for each in LIFE if "released" not in each.envelope.type]
        released = act(body("person-released"), "2026-07-01", position=6, id="e6")
        before = {(row.rule, row.number): row.uid for row in rows()}
        after = {(row.rule, row.number): row.uid for row in rows([*moved, released])}

        key = ("terms-registration/declaration-after-release", 1)
        assert before[key] == after[key]
        assert len(set(before.values())) == len(before)
        assert not any(PERSON in uid for uid in before.values())

    def test_is_the_same_whether_release_is_planned_or_has_come(self) -> None:
        planned = rows(
            [each for each in LIFE if each.position < 5], replace(FRAME, as_of=date(2026, 3, 1))
        )
        [provisional] = [row for row in planned if row.rule.endswith("declaration-after-release")]
        [final] = [row for row in rows() if row.rule.endswith("declaration-after-release")]

        assert (provisional.provisional, final.provisional) == (True, False)
        assert provisional.uid == final.uid

    def test_can_be_written_as_json_and_as_cells(self) -> None:
        found = reports.report(rows(), date(2026, 8, 18), reports.Filters(everything=True))

        assert json.loads(json.dumps(found.as_json()))[0]["code"] == "D07"
        assert all(
            not isinstance(cell, dict) for row in found.as_cells("nl") for cell in row.values()
        )


class TestWithHistory:
    def test_the_days_it_had_are_told(self) -> None:
        plan = body("release-date-planned", release_on="2026-07-02")
        change = body("release-date-changed", release_on="2026-07-20", reason="calculation")
        acts = [
            act(body("detention-started"), "2026-01-15", position=1, recorded=FEBRUARY),
            act(plan, "2026-02-02", position=2, recorded=FEBRUARY),
            act(change, "2026-03-02", position=3, recorded="2026-03-02T09:30:00+00:00"),
        ]
        frame = replace(FRAME, as_of=date(2026, 4, 1))

        found = reports.report(
            rows(acts, frame, history=True), date(2026, 4, 1), reports.Filters(everything=True)
        )

        [row] = [row for row in found.rows if row.rule == "terms-detention/release-notice"]
        assert [each.due for each in row.revisions] == [date(2026, 6, 4), date(2026, 6, 22)]
        assert "was Thu 4 Jun 2026, as known until Mon 2 Mar 2026 10:30" in render_person(
            found, PERSON, "en"
        )


class TestInAFrame:
    def test_every_reading_is_logged(self, article: Ledger) -> None:
        log = Log()

        found = list(reports.all_rows(reader(article, log=log), rule_set("law")))

        persons = {row.person for row in found if row.person is not None}
        assert persons == {"p-0417", "p-0418", "p-0421", "p-0422", "p-0423"}
        assert persons <= {subject for subjects, _, _ in log.lines for subject in subjects}

    @pytest.mark.parametrize(
        ("rules", "expected"), [("seed-2007", "deregistration-projected"), ("law-2007", None)]
    )
    def test_longer_than_four_months_projects_deregistration_under_the_seed_alone(
        self, article: Ledger, rules: str, expected: str | None
    ) -> None:
        """The article: who is held longer than four months is deregistered."""
        found = reports.all_rows(reader(article, as_of=date(2007, 6, 18)), rule_set(rules))

        assert [row.derived for row in found if (row.person, row.code) == ("p-0423", "D01")] == [
            expected
        ]

    def test_the_present_and_an_earlier_moment_of_knowing_differ(self, article: Ledger) -> None:
        then = reader(article, known_at=datetime(2007, 1, 1, tzinfo=UTC))

        now = {row.uid for row in reports.all_rows(reader(article), rule_set("law")) if row.due}
        known = {row.uid for row in reports.all_rows(then, rule_set("law")) if row.due}

        assert known < now


class TestTheWords:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        ("section", "words"),
        [
            ("deadline_status", DeadlineStatus),
            ("deadline_void", VoidBecause),
            ("closed", Closed),
            ("exempt", Exempt),
        ],
    )
    def test_every_word_has_a_sentence(self, language: Any, section: str, words: Any) -> None:
        known = sentences(language)

        assert [word for word in words if f"{section}.{word}" not in known] == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_decision_to_which_somebody_objects_has_words(self, language: Any) -> None:
        decisions = {
            base.event
            for rule in rule_set("law").deadlines
            if rule.matching is Matching.AGAINST
            for base in rule.base
        }

        assert len(decisions) > 5
        assert {
            each for each in decisions if f"deadline_decision.{each}" not in sentences(language)
        } == set()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_step_unit_and_law_has_a_sentence(self, language: Any) -> None:
        known = sentences(language)
        steps = {kind.value.replace("-", "_") for kind in StepKind} - {"span"}
        steps |= {"span_forwards", "span_backwards"}

        assert [step for step in steps if f"deadline_step.{step}" not in known] == []
        assert [
            unit
            for unit in Unit
            for number in ("one", "many")
            if f"deadline_unit.{unit}_{number}" not in known
        ] == []
        assert [
            law
            for law in (TermLaw.NATIONAL, TermLaw.EUROPEAN)
            if f"deadline_law.{law}" not in known
        ] == []

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
    def test_reports_stay_within_the_width_of_the_page(
        self, article: Ledger, language: Any, rules: str
    ) -> None:
        found = list(reports.all_rows(reader(article), rule_set(rules)))
        everything = reports.report(found, TODAY, reports.Filters(everything=True))

        text = render_person(everything, "p-0417", language)

        assert max(len(line) for line in text.splitlines()) <= TEXT_WIDTH
        assert "{" not in text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_nothing_to_list_is_said(self, language: Any) -> None:
        empty = reports.report((), TODAY, reports.Filters())

        assert render(empty, language) == sentences(language)["deadlines.none"]
