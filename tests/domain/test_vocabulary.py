"""One file names everything, and a name of former days leads to that of now."""

from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import Bindingness
from domain.situation import Phase
from domain.status import Flag, Status
from domain.vocabulary import (
    TermKind,
    TermName,
    Vocabulary,
    VocabularyUnreadable,
    read_vocabulary,
)
from projections.vocabulary import term_name, vocabulary

ONE = b"""
[[terms]]
id = "register/one"
names = [
    { nl = "GBA", en = "GBA", valid_to = 2014-01-05 },
    { nl = "BRP", en = "BRP", valid_from = 2014-01-06 },
]
meaning = { nl = "Register.", en = "Register." }
"""


def test_every_need_has_a_term_and_no_term_names_a_need_that_is_none() -> None:
    named = {term.id for term in vocabulary().of_kind(TermKind.NEED)}

    assert named == {f"need/{need}" for need in Need}


@pytest.mark.parametrize(
    ("old", "term", "now"),
    [
        ("GBA", "register/population-register", "basisregistratie personen (BRP)"),
        ("DPAN", "system/handover-platform", "Berichtenbox nazorg"),
        ("MMD'er", "role/case-manager", "casemanager"),
        ("mmder", "role/case-manager", "casemanager"),
        ("contactambtenaar nazorg", "role/aftercare-coordinator", "nazorgcoördinator"),
        ("nazorgcoordinator", "role/aftercare-coordinator", "nazorgcoördinator"),
        ("Wwb", "law/assistance-act", "Participatiewet"),
        ("Wgba", "law/municipal-records-act", "Wet basisregistratie personen (Wet BRP)"),
        ("Wbp", "law/data-protection", "Algemene verordening gegevensbescherming (AVG)"),
        ("CWI", "organisation/employment-office", "UWV WERKbedrijf"),
        ("veiligheidshuis", "organisation/safety-house", "Zorg- en Veiligheidshuis"),
        ("Basisdocument", "document/aftercare-form", "detentie- en re-integratieplan"),
    ],
)
def test_a_name_of_2007_finds_that_of_now(old: str, term: str, now: str) -> None:
    first = vocabulary().search(old)[0].term

    assert (first.id, first.present.nl) == (term, now)


def test_every_circumstance_has_a_term_and_no_term_names_one_that_is_none() -> None:
    named = {term.id for term in vocabulary().of_kind(TermKind.CIRCUMSTANCE)}

    assert named == {f"circumstance/{circumstance}" for circumstance in Circumstance}


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        (TermKind.STATUS, Status),
        (TermKind.FLAG, Flag),
        (TermKind.PHASE, Phase),
        (TermKind.BINDINGNESS, Bindingness),
    ],
)
def test_what_reports_say_of_a_need_has_its_terms_and_no_others(
    kind: TermKind, named: type[StrEnum]
) -> None:
    assert {term.id for term in vocabulary().of_kind(kind)} == {f"{kind}/{each}" for each in named}


def test_a_thing_is_called_as_it_was_on_the_day() -> None:
    id = "register/population-register"

    assert term_name(id, "nl", date(2007, 6, 1)).endswith("(GBA)")
    assert term_name(id, "nl", date(2014, 1, 5)).endswith("(GBA)")
    assert term_name(id, "nl", date(2014, 1, 6)).endswith("(BRP)")
    assert term_name(id, "nl").endswith("(BRP)")


def test_on_a_day_without_a_name_the_nearest_one_serves() -> None:
    term = vocabulary().by_id["law/assistance-act"]

    assert term.on(date(1950, 1, 1)).nl.endswith("(Abw)")


def test_a_word_that_is_nowhere_finds_nothing() -> None:
    assert vocabulary().search("quux") == ()
    assert vocabulary().search(" ") == ()


def test_a_part_of_a_name_finds_it_after_whoever_is_called_so() -> None:
    found = [match.term.id for match in vocabulary().search("opvang")]

    assert found[0] == "need/shelter"


@given(st.sampled_from([(term.id, name) for term in vocabulary().terms for name in term.names]))
def test_whoever_searches_by_any_name_finds_the_term(named: tuple[str, TermName]) -> None:
    id, name = named

    for word in (name.nl, name.en, name.nl.upper()):
        assert id in {match.term.id for match in vocabulary().search(word)}


def test_the_meaning_of_a_term_is_a_sentence_in_both_languages() -> None:
    for term in vocabulary().terms:
        assert term.meaning.nl.endswith("."), term.id
        assert term.meaning.en.endswith("."), term.id


@pytest.mark.parametrize(
    ("spoilt", "place"),
    [
        (ONE.replace(b"2014-01-05", b"2014-01-06"), "register/one"),
        (ONE.replace(b"valid_to = 2014-01-05", b"verified = true"), "register/one"),
        (ONE.replace(b"2014-01-06", b"2016-01-06, valid_to = 2015-01-01"), "register/one"),
        (ONE.replace(b"register/one", b"planet/one"), "planet/one"),
        (ONE.replace(b"meaning", b"sense"), "register/one"),
        (ONE + ONE, "the file"),
        (b"\xff", "the file"),
        (b"terms = 1", "terms"),
        (b"[[terms]", "the file"),
    ],
)
def test_a_spoilt_file_is_refused_with_the_place_of_the_fault(spoilt: bytes, place: str) -> None:
    with pytest.raises(VocabularyUnreadable) as refused:
        read_vocabulary(spoilt)

    assert place in (refused.value.where or "")


def test_a_file_in_order_is_read() -> None:
    words = read_vocabulary(ONE)

    assert isinstance(words, Vocabulary)
    assert words.search("gba")[0].term.present.nl == "BRP"
