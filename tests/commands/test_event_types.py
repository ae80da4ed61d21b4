"""`events` tells what can be recorded, what is computed, and how each is written."""

from pathlib import Path
from typing import Any, Final

import pytest

from commands.completions import recordable
from commands.event_examples import settings_of
from commands.event_reference import reference
from commands.fields import build_body
from domain.events import ACCESS_LOG_TYPES, DERIVED_TYPES, EVENT_TYPES, EventBody
from domain.needs import Need
from tests.commands.shell import Typing

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "events.md"
REMAKE: Final = "python -m commands.event_reference >docs/events.md"
NOT_STORED: Final = (*DERIVED_TYPES.values(), *ACCESS_LOG_TYPES.values())
RECORDED: Final = [(kind.about.name, kind) for kind in recordable()]


def rows(shell: Typing, *words: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = shell("events", "list", "--json", *words).data
    return listed


class TestList:
    def test_everything_that_happens_is_listed_once(self, shell: Typing) -> None:
        names = [row["type"] for row in rows(shell)]

        assert sorted(names) == sorted([*EVENT_TYPES, *(each.name for each in NOT_STORED)])

    def test_each_row_says_how_it_comes_into_the_ledger(self, shell: Typing) -> None:
        entered = {row["name"]: row["entered"] for row in rows(shell)}

        assert entered["id-card-applied"] == "record"
        assert (entered["event-corrected"], entered["event-retracted"]) == ("correct", "approve")
        assert {entered[each.name] for each in DERIVED_TYPES.values()} == {"computed"}
        assert entered["dossier-accessed"] == "access-log"
        assert sum(each == "record" for each in entered.values()) == len(RECORDED)

    def test_an_area_and_a_need_leave_out_what_is_of_another(self, shell: Typing) -> None:
        of_debts = rows(shell, "--area", "debts")
        of_work = rows(shell, "--need", "work")

        assert {row["area"] for row in of_debts} == {"debts"}
        assert "claim-registered" in {row["name"] for row in of_debts}
        assert {row["name"] for row in of_work} >= {"employment-started", "need-identified"}
        assert all("work" in row["changes"] for row in of_work)

    def test_a_dutch_word_finds_the_types(self, shell: Typing) -> None:
        found = {row["name"] for row in rows(shell, "--search", "Overdracht")}

        assert found == {
            "handover-offered",
            "handover-accepted",
            "handover-rejected",
            "handover-rated",
        }

    @pytest.mark.parametrize(("option", "word"), [("--area", "debt"), ("--need", "job")])
    def test_an_area_or_need_that_does_not_exist_is_refused_with_those_that_do(
        self, shell: Typing, option: str, word: str
    ) -> None:
        answer = shell("events", "list", option, word)

        assert answer.status == 2
        assert "not one of" in answer.err
        assert "housing" in answer.err

    def test_where_nothing_answers_it_says_so(self, shell: Typing) -> None:
        answer = shell("events", "list", "--search", "fiets", "--lang", "nl")

        assert answer.out.startswith("Geen type gebeurtenis past hierbij.")
        assert rows(shell, "--search", "fiets") == []

    def test_a_person_reads_area_by_area_who_records_what(self, shell: Typing) -> None:
        lines = shell("events", "list", "--area", "agreements", "--lang", "nl").out.splitlines()

        assert lines[0] == "afspraken, toezicht en mandaat"
        (made,) = [line for line in lines if "agreement-made/1" in line]
        assert " ".join(made.split()) == (
            "agreement-made/1 afspraak gemaakt partijen · C · agreement:"
        )
        (overdue,) = [line for line in lines if "agreement-due-date-passed" in line]
        assert overdue.endswith("wordt berekend, nooit vastgelegd")

    def test_the_list_can_be_had_as_rows(self, shell: Typing) -> None:
        first, *others = shell("events", "list", "--csv").out.splitlines()

        assert first == ("type,name,dutch,recorder,privacy_class,changes,area,streams,entered")
        assert len(others) == len(EVENT_TYPES) + len(NOT_STORED)


class TestShow:
    def test_each_can_be_shown(self, shell: Typing) -> None:
        for kind in EVENT_TYPES.values():
            shown = shell("events", "show", kind.about.name, "--json").data

            assert shown["type"] == kind.about.type
            assert [field["field"] for field in shown["fields"]] == list(kind.model_fields)

    @pytest.mark.parametrize("derived", NOT_STORED, ids=lambda each: each.name)
    def test_what_is_not_recorded_is_shown_with_where_it_is_computed(
        self, shell: Typing, derived: Any
    ) -> None:
        answer = shell("events", "show", derived.name)

        assert derived.reason in answer.out
        assert derived.seen_with in answer.out
        assert "never recorded" in answer.out

    def test_a_type_is_shown_with_what_its_fields_hold(self, shell: Typing) -> None:
        answer = shell("events", "show", "deregistered", "--lang", "nl")

        assert answer.out.startswith("deregistered/1  (uitschrijving)\n")
        assert "one of next-municipality, departed-unknown" in answer.out
        assert "(verplicht)" in answer.out

    def test_needs_that_a_body_refuses_are_not_among_its_words(self, shell: Typing) -> None:
        words = {
            name: shell("events", "show", name, "--json").data["fields"][0]["words"]
            for name in ("need-identified", "health-need-identified", "need-owner-assigned")
        }

        assert words["health-need-identified"] == ["care", "medication"]
        assert set(words["need-identified"]) == set(Need) - {"care", "medication"}
        assert words["need-owner-assigned"] == list(Need)

    @pytest.mark.parametrize("word", ["afspraak gemaakt", "Afspraak GEMAAKT", "casusoverleg"])
    def test_a_dutch_term_is_as_good_as_a_name(self, shell: Typing, word: str) -> None:
        assert (
            shell("events", "show", word, "--json")
            .data["dutch"]
            .casefold()
            .startswith(word.casefold())
        )

    def test_a_word_that_several_types_have_brings_their_names(self, shell: Typing) -> None:
        answer = shell("events", "show", "overdracht")

        assert answer.status == 3
        assert "error[CL0316]" in answer.err
        assert "handover-accepted" in answer.err

    def test_a_type_without_fields_says_so(self, shell: Typing) -> None:
        assert "It has no fields of its own." in shell("events", "show", "id-card-issued").out

    def test_a_type_that_does_not_exist_brings_near_ones(self, shell: Typing) -> None:
        answer = shell("events", "show", "deregisterd")

        assert answer.status == 3
        assert "deregistered" in answer.err

    @pytest.mark.parametrize(("name", "kind"), RECORDED, ids=[name for name, _ in RECORDED])
    def test_the_example_of_every_type_makes_an_event_of_that_type(
        self, name: str, kind: type[EventBody]
    ) -> None:
        assert build_body(kind, settings_of(kind)).about.name == name


class TestPage:
    def test_the_page_is_that_of_the_types_as_they_are(self) -> None:
        assert PAGE.read_text("utf-8") == reference(), f"remake it with: {REMAKE}"

    def test_it_has_every_name(self) -> None:
        page = PAGE.read_text("utf-8")

        assert [kind for kind in EVENT_TYPES if f"### {kind.partition('/')[0]}\n" not in page] == []
        assert [each.name for each in NOT_STORED if f"### {each.name}\n" not in page] == []
