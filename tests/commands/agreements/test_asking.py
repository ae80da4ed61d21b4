"""Asking for agreements: filters, one in words, and questions that cannot be asked."""

import csv
import io

import pytest

from commands.agreements import LEVELS, STATES
from domain.agreements.standing import AgreementState
from domain.events.agreements import AgreementLevel
from tests.commands.agreements.telling import agree, fulfil, listed, tell
from tests.commands.shell import Typing


def test_levels_are_told_apart(office: Typing) -> None:
    agree(office, "a-1")
    agree(office, "a-2", level="national")

    assert list(listed(office("agreements", "--level", "national", "--json"))) == ["a-2"]


def test_what_falls_due_soon_can_be_asked(office: Typing) -> None:
    agree(office, "soon", due_on="2026-03-20")
    agree(office, "later", due_on="2026-05-01")
    agree(office, "late", due_on="2026-03-01")

    assert list(listed(office("agreements", "--due-within", "30d", "--json"))) == ["soon"]


def test_intentions_are_listed_with_what_they_became(office: Typing) -> None:
    meant = {"level": "national", "topic": "quota", "parties": "DJI,VNG"}
    tell(office, "intention-expressed", "i-1", on="2026-01-10", org="DJI", **meant)
    words = ("--correlation", "c1")
    tell(office, "intention-expressed", "i-2", *words, on="2026-01-10", org="DJI", **meant)
    agree(office, "a-1", *words)

    found = office("agreements", "--state", "intention", "--json")

    assert {row["agreement"]: row["became"] for row in found.data} == {"i-1": None, "i-2": "a-1"}
    assert [each["stream"] for each in found.meta["summary"]["never_agreed"]] == ["i-1"]
    shown = office("agreements", "i-2")
    assert "became agreement a-1" in shown.out


def test_a_list_as_csv_has_one_row_for_each_agreement(office: Typing) -> None:
    agree(office, "a-1")
    agree(office, "a-2")

    rows = list(csv.DictReader(io.StringIO(office("agreements", "--csv").out)))

    assert [(row["agreement"], row["state"], row["due_on"]) for row in rows] == [
        ("a-1", "overdue", "2026-03-05"),
        ("a-2", "overdue", "2026-03-05"),
    ]


def test_one_agreement_tells_its_history_in_both_languages(office: Typing) -> None:
    agree(office, "a-1", "--event-id", "made")
    fulfil(office, "a-1", "--event-id", "claim", org="WonenBreda")

    english, dutch = (
        office("agreements", "show", "a-1"),
        office("agreements", "a-1", "--lang", "nl"),
    )

    assert "claimed by WonenBreda on Wed 4 Mar 2026, not confirmed" in english.out
    assert "WonenBreda will deliver to Tilburg: place to live (housing)" in english.out
    assert "volgens WonenBreda nagekomen op wo 4 mrt 2026, niet bevestigd" in dutch.out
    for answer in (english, dutch):
        assert answer.out.index("made") < answer.out.rindex("claim")


def test_an_unknown_agreement_is_told_with_the_nearest_one(office: Typing) -> None:
    agree(office, "quota-2026")

    missing = office("agreements", "show", "quota-2025")

    assert missing.status == 5
    assert "did you mean quota-2026?" in missing.err


def test_an_agreement_of_later_is_not_there_yet(office: Typing) -> None:
    agree(office, "a-1")

    assert office("agreements", "a-1", "--as-of", "2026-01-01").status == 5
    assert office("agreements", "--as-of", "2026-01-01", "--json").data == []


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("show", "a-1", "a-2"),
        ("a-1", "a-2"),
        ("a-1", "--state", "open"),
        ("--due-within", "soon"),
        ("--state", "lost"),
        ("--level", "village"),
        ("--topic", "weather"),
    ],
)
def test_what_cannot_be_asked_is_refused_as_usage(office: Typing, words: tuple[str, ...]) -> None:
    assert office("agreements", *words).status == 2


def test_an_id_that_names_no_stream_is_refused(office: Typing) -> None:
    assert office("agreements", "show", "1 2").status in {2, 3}


def test_the_words_of_the_options_are_those_of_the_domain() -> None:
    cannot_be_asked_for = {AgreementState.NOT_MADE, AgreementState.ERASED}

    assert tuple(AgreementLevel) == LEVELS
    assert tuple(each for each in AgreementState if each not in cannot_be_asked_for) == STATES


@pytest.mark.parametrize(
    ("option", "asked"),
    [("--party", "wonenbreda"), ("--party", "TILBURG"), ("--overseer", "gemeenteraad")],
)
def test_names_are_found_whatever_their_capitals(
    any_office: Typing, option: str, asked: str
) -> None:
    agree(any_office, "a-1")

    answer = any_office("agreements", option, asked, "--json")

    assert listed(answer).keys() == {"a-1"}
    assert "nowhere" not in answer.meta


@pytest.mark.parametrize(
    ("option", "asked", "close"),
    [("--party", "WonenBerda", "WonenBreda"), ("--overseer", "Gemeenterad", "Gemeenteraad")],
)
def test_a_name_that_is_nowhere_is_told_with_close_ones(
    any_office: Typing, option: str, asked: str, close: str
) -> None:
    agree(any_office, "a-1")

    text = any_office("agreements", option, asked, "--lang", "nl")
    as_json = any_office("agreements", option, asked, "--json")

    assert f"Niets in dit kader heeft {option} {asked}. Lijkt erop: {close}." in text.out
    assert as_json.meta["nowhere"] == [{"field": option, "value": asked, "close": [close]}]
