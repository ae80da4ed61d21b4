"""The handovers of one person, from day to day."""

from domain.needs import Need
from tests.commands.shell import Typing


def test_one_person_is_told_from_day_to_day_with_the_rule_and_the_events(desk: Typing) -> None:
    answer = desk("handovers", "--person", "p-cold", "--json")

    benefit = next(need for need in answer.data["needs"] if need["need"] == "benefit")
    told = [
        (span["since"], span["until"], span["state"], span["passed"]) for span in benefit["spans"]
    ]
    assert told == [
        ("2026-01-15", "2026-05-31", "prison", False),
        ("2026-06-01", "2026-06-04", "municipality", True),
        ("2026-06-05", None, "disputed", True),
    ]
    disputed = benefit["spans"][-1]
    assert disputed["evidence"] == ["p-cold-8"]
    assert disputed["meanwhile"]["party"] == {"kind": "municipality", "name": "Breda"}
    assert disputed["meanwhile"]["rule"]["source"] == "Wwb 42(2)"
    assert len(answer.data["needs"]) == len(Need)
    assert [each["ground"] for each in answer.data["refusals"]] == ["secrecy"]
    assert [each["topic"] for each in answer.data["escalations"]] == ["ownership-dispute"]


def test_an_open_need_is_told_with_the_events_by_which_it_is_open(desk: Typing) -> None:
    answer = desk("handovers", "--person", "p-warm", "--json")
    text = " ".join(desk("handovers", "--person", "p-warm").out.split())

    housing = next(need for need in answer.data["needs"] if need["need"] == "housing")
    work = next(need for need in answer.data["needs"] if need["need"] == "work")
    assert (housing["open_since"], housing["open_by"]) == ("2026-02-01", ["p-warm-3"])
    assert (work["open_since"], work["open_by"]) == (None, [])
    assert "housing (open since Sun 1 Feb 2026) [p-warm-3]" in text


def test_one_person_is_told_in_words(desk: Typing) -> None:
    text = " ".join(desk("handovers", "--person", "p-cold", "--lang", "nl").out.split())

    assert "Detentie van do 15 jan 2026 tot ma 1 jun 2026, PI Breda" in text
    assert "melding verzonden: ma 25 mei 2026 (7 dagen ervoor)" in text
    assert "melding ontvangen: nee" in text
    assert "geweigerd: uitkering" in text
    assert "vr 5 jun 2026 - nu betwist: Breda en Tilburg, want organisaties zijn" in text
    assert "tot die tijd handelt Breda" in text
    assert "ma 8 jun 2026: onenigheid over de eigenaar, niveau leiding" in text
    assert "di 9 jun 2026: Tilburg, beroepsgeheim" in text
    assert "besluit na afloop van het mandaat (bijstand afgewezen) [p-cold-11, Breda-1]" in text


def test_of_whom_no_detention_is_known_the_account_says_so(desk: Typing) -> None:
    text = desk("handovers", "--person", "p-not-held").out

    assert "No detention is known." in text
    assert "it is not known whether the person is held" in text


def test_one_person_takes_no_other_filter_and_no_csv(desk: Typing) -> None:
    filtered = desk("handovers", "--person", "p-warm", "--institution", "PI Vught")
    as_rows = desk("handovers", "--person", "p-warm", "--csv")
    unknown = desk("handovers", "--person", "p-nobody")

    assert (filtered.status, as_rows.status, unknown.status) == (2, 2, 5)
    assert "leave out the other filters" in filtered.err
