"""Days on which nobody acted on an open need: found by breakpoints, as by looking at every day."""

import csv
import io
import json
from datetime import date, timedelta
from itertools import pairwise

import pytest

from domain.assessment import assess
from domain.envelope import Act
from domain.events import EVENT_TYPES
from domain.evolve import fold
from domain.gaps import OPEN, Gap, Move, MoveKind, gaps_of
from domain.needs import Need
from domain.rules import Text
from domain.status import Status
from ledger import Ledger
from projections.gaps import GapRow, GapsReport, report
from projections.gaps_text import render
from projections.language import LANGUAGES
from tests.commands.shell import Typing
from tests.projections.looking import TODAY, case, reader, rule_set

PERSONS = ("p-0417", "p-0418", "p-0421", "p-0422", "p-0423")
FIRST = date(2007, 4, 20)
EVERY_DAY = timedelta(0)


def nobody(need: Need, day: date) -> Move:  # noqa: ARG001 - what every answer is told
    return Move(MoveKind.NOBODY, None, need)


def needs_of(act: Act, earlier: tuple[Act, ...]) -> set[Need]:
    """The needs an act concerns: it changed them, names them, or can concern them, naming none."""
    before, after = fold("p", earlier), fold("p", (*earlier, act))
    changed = {need for need in Need if before.standing(need) != after.standing(need)}
    assert act.body is not None
    said = act.body.model_dump()
    if "need" in said:
        return changed | {said["need"]}
    if "findings" in said:
        return changed | {each["need"] for each in said["findings"]}
    return changed.union(EVENT_TYPES[act.envelope.type].about.changes)


def naive_gaps(acts: tuple[Act, ...], rules: str, last: date) -> list[tuple[Need, date, date]]:
    """Look at each day on its own: is the need open at its end, and did somebody act on it?"""
    law = rule_set(rules)
    days = [FIRST + timedelta(days=number) for number in range((last - FIRST).days + 1)]
    is_open = {
        day: {
            need
            for need, each in assess(
                fold("p", [act for act in acts if act.envelope.day <= day]), law, day
            ).needs.items()
            if each.status in OPEN
        }
        for day in days
    }
    touched: dict[Need, set[date]] = {}
    for index, act in enumerate(acts):
        for need in needs_of(act, acts[:index]):
            touched.setdefault(need, set()).add(act.envelope.day)
    found = []
    for need in Need:
        since = FIRST if need in is_open[FIRST] else None
        for before, day in pairwise(days):
            acted = day in touched.get(need, ())
            if since is not None and (acted or need not in is_open[day]):
                found.append((need, since, day))
                since = None
            if need in is_open[day] and (acted or need not in is_open[before]):
                since = day
        if since is not None and since < last:
            found.append((need, since, last))
    return found


@pytest.mark.parametrize(
    ("person", "rules"), [("p-0418", "law-2007"), *((person, "seed-2007") for person in PERSONS)]
)
def test_the_gaps_are_those_that_looking_at_every_day_shows(
    article: Ledger, person: str, rules: str
) -> None:
    acts = case(article, person).acts

    gaps = gaps_of(person, acts, rule_set(rules), TODAY, over=EVERY_DAY, answering=nobody)

    found = [(gap.need, max(gap.since, FIRST), gap.until) for gap in gaps if gap.until > FIRST]
    assert found == naive_gaps(acts, rules, TODAY)


@pytest.mark.parametrize("person", PERSONS[:-1])
def test_the_turns_of_a_gap_fill_it_and_tell_the_status_of_each_day(
    article: Ledger, person: str
) -> None:
    acts, law = case(article, person).acts, rule_set("seed-2007")

    gaps = gaps_of(person, acts, law, TODAY, over=EVERY_DAY, answering=nobody)

    assert gaps
    for gap in gaps:
        assert [gap.since, *(turn.until for turn in gap.turns)] == [
            *(turn.since for turn in gap.turns),
            gap.until,
        ]
        for turn in gap.turns:
            for day in (turn.since, turn.until - timedelta(days=1)):
                known = fold(person, [act for act in acts if act.envelope.day <= day])
                assert assess(known, law, day).needs[gap.need].status is turn.status


def rows(article: Ledger, person: str, need: Need, rules: str = "seed-2007") -> list[GapRow]:
    looking = reader(article)
    found = report([case(article, person)], rule_set(rules), looking.frame, needs=[need])
    return list(found.rows)


def test_an_application_is_the_move_of_where_it_lies_by_the_article_of_the_term(
    article: Ledger,
) -> None:
    [gap] = rows(article, "p-0417", Need.BENEFIT)

    assert (gap.since, gap.until, gap.days) == (date(2005, 1, 10), date(2005, 2, 21), 42)
    assert (gap.before, gap.after, gap.ongoing) == (("p-0417-03",), ("p-0417-04",), False)
    [turn] = gap.turns
    assert (turn.kind, turn.who, turn.status) == ("decides", "Tilburg", "pending")
    assert (turn.rule, turn.source) == ("practice-assistance/benefit-decision", "Awb 4:13 en 4:15")


def test_where_no_way_is_open_it_was_the_move_of_who_could_open_one(article: Ledger) -> None:
    [gap] = rows(article, "p-0417", Need.REGISTRATION)

    [turn] = gap.turns
    assert gap.ongoing
    assert (turn.kind, turn.status) == ("opens", Status.STUCK)
    assert turn.source == "Wgba 30"


def test_a_need_that_waits_names_the_need_whose_move_it_was(article: Ledger) -> None:
    found = rows(article, "p-0418", Need.REGISTRATION, "law")

    first = found[0].turns[0]
    assert (first.status, first.need, first.kind) == ("waiting", "address", "acts")
    assert isinstance(first.who, Text)


def test_where_no_rule_tells_it_was_the_move_of_who_answered_for_the_need(article: Ledger) -> None:
    [gap] = rows(article, "p-0417", Need.HOUSING)

    assert [(turn.kind, turn.who and str(turn.who)) for turn in gap.turns] == [
        ("answers", "nl='PI Vught' en='PI Vught'"),
        ("answers", "nl='Tilburg' en='Tilburg'"),
    ]


def test_a_need_that_is_met_or_of_which_nothing_is_known_has_no_gap(article: Ledger) -> None:
    assert rows(article, "p-0417", Need.WORK) == []


def test_only_gaps_longer_than_asked_are_told(article: Ledger) -> None:
    acts, law = case(article, "p-0417").acts, rule_set("seed-2007")

    def lengths(over: int) -> list[int]:
        span = timedelta(days=over)
        found: tuple[Gap, ...] = gaps_of(
            "p-0417", acts, law, TODAY, over=span, answering=nobody, needs=[Need.BENEFIT]
        )
        return [gap.days for gap in found]

    assert lengths(41) == [42]
    assert lengths(42) == []


class TestTheLastRecord:
    """A ledger that is kept no more tells nothing of the days since."""

    RECORDED = date(2007, 6, 12)

    def of_day(self, article: Ledger, day: date) -> GapsReport:
        looking = reader(article, as_of=day)
        cases = [case(article, "p-0417", as_of=day)]
        return report(
            cases, rule_set("seed-2007"), looking.frame, recorded_on=self.RECORDED, over=EVERY_DAY
        )

    def test_within_a_year_counting_goes_on_to_the_day_asked_about(self, article: Ledger) -> None:
        found = self.of_day(article, date(2008, 6, 11))

        assert found.until == date(2008, 6, 11)
        assert {row.until for row in found.rows if row.ongoing} == {date(2008, 6, 11)}
        assert "not counted" not in render(found, "en")
        assert "Something was recorded up to Tue 12 Jun 2007." in " ".join(
            render(found, "en").split()
        )

    def test_after_more_than_a_year_counting_stops_there_and_that_is_said(
        self, article: Ledger
    ) -> None:
        found = self.of_day(article, date(2026, 11, 24))
        then = self.of_day(article, self.RECORDED)

        assert found.rows == then.rows
        assert {row.until for row in found.rows if row.ongoing} == {self.RECORDED}
        assert "the days after Tue 12 Jun 2007 are not counted" in " ".join(
            render(found, "en").split()
        )
        assert "de dagen na di 12 jun 2007 niet mee" in " ".join(render(found, "nl").split())

    def test_is_told_by_the_command(self, monday: Typing, monkeypatch: pytest.MonkeyPatch) -> None:
        words = ("audit", "gaps", "--person", "p-0417", "--rules", "law-2007", "--json")
        then = monday(*words)
        monkeypatch.setenv("REINTEGRATION_NOW", "2026-11-24T09:00:00+01:00")
        later = monday(*words)

        assert then.meta["counted_until"] == "2007-06-18"
        assert (later.meta["recorded_on"], later.meta["as_of"]) == (
            then.meta["recorded_on"],
            "2026-11-24",
        )
        assert later.meta["counted_until"] == later.meta["recorded_on"]


def test_both_languages_say_it_and_name_the_events(article: Ledger) -> None:
    looking = reader(article)
    found = report([case(article, "p-0417")], rule_set("seed-2007"), looking.frame)

    texts = {language: render(found, language) for language in LANGUAGES}

    assert "benefit: nobody acted from Mon 10 Jan 2005 to Mon 21 Feb 2005, 42 days" in texts["en"]
    assert "uitkering: niemand deed iets van ma 10 jan 2005 tot ma 21 feb 2005, 42" in texts["nl"]
    assert all("p-0417-03" in text and "Awb 4:13" in text for text in texts.values())


def named(who: str | dict[str, str] | None, language: str) -> str:
    return who[language] if isinstance(who, dict) else who or ""


def test_the_command_gives_rows_in_every_form(monday: Typing) -> None:
    needs = ("--need", "benefit", "--need", "address")
    words = ("audit", "gaps", "--rules", "seed-2007", "--over", "2w", *needs)

    as_json = monday(*words, "--json")
    lines = monday(*words, "--jsonl")
    cells = list(csv.DictReader(io.StringIO(monday(*words, "--csv").out)))
    dutch = list(csv.DictReader(io.StringIO(monday(*words, "--csv", "--lang", "nl").out)))

    assert [json.loads(line) for line in lines.out.splitlines()] == as_json.data
    assert {row["need"] for row in as_json.data} == {"benefit", "address"}
    turns = [(row, turn) for row in as_json.data for turn in row["turns"]]
    for told, language in ((cells, "en"), (dutch, "nl")):
        assert [(row["person"], row["since"], row["turn_since"], row["who"]) for row in told] == [
            (row["person"], row["since"], turn["since"], named(turn["who"], language))
            for row, turn in turns
        ]
    assert len(turns) > len(as_json.data)
    assert as_json.meta["rules"] == "seed-2007"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("--over", "soon"), 2, "CL0802"),
        (("--need", "benefits"), 2, "CL0806"),
        (("--person", "p-9999"), 5, "CL0801"),
        (("--known-at", "2000-01-01"), 5, "LG0505"),
        (("--known-at", "2030-01-01"), 2, "LG0504"),
        (("--as-of", "1980-01-01"), 3, "RU0306"),
        (("--law-on", "1980-01-01"), 3, "RU0306"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    monday: Typing, words: tuple[str, ...], status: int, code: str
) -> None:
    answer = monday("audit", "gaps", *words)

    assert (answer.status, answer.out) == (status, "")
    assert f"error[{code}]" in answer.err


def test_an_answer_about_gaps_is_given_again_at_its_address(monday: Typing) -> None:
    asked = monday("audit", "gaps", "--person", "p-0417", "--json")

    again = monday("open", asked.meta["address"], "--json")

    assert again.data == asked.data
