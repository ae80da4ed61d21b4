"""The course of an agreement: kept, overdue, breached, corrected, as known then and now."""

from tests.commands.agreements.telling import agree, fulfil, listed
from tests.commands.shell import Typing


def test_a_promise_that_the_beneficiary_confirms_is_kept(any_office: Typing) -> None:
    agree(any_office, "a-1")
    fulfil(any_office, "a-1", org="WonenBreda")
    claimed = listed(any_office("agreements", "--json"))
    fulfil(any_office, "a-1", org="Tilburg")

    kept = any_office("agreements", "--json")

    assert claimed == {"a-1": "claimed"}
    assert listed(kept) == {"a-1": "fulfilled"}
    assert kept.data[0]["on_time"] is True
    assert kept.meta["summary"]["total"]["rate"] == 1.0


def test_a_promise_is_overdue_the_day_after_the_agreed_day(office: Typing) -> None:
    agree(office, "a-1")

    assert listed(office("agreements", "--json", "--as-of", "2026-03-05")) == {"a-1": "open"}
    assert listed(office("agreements", "--json", "--as-of", "2026-03-06")) == {"a-1": "overdue"}


def test_what_was_known_then_can_be_asked_again(office: Typing) -> None:
    agree(office, "a-1", "--recorded-at", "2026-02-02T10:00:00+01:00")
    fulfil(office, "a-1", "--recorded-at", "2026-03-09T10:00:00+01:00", org="Tilburg")

    then = office("agreements", "--json", "--known-at", "2026-03-08")

    assert listed(then) == {"a-1": "overdue"}
    assert listed(office("agreements", "--json")) == {"a-1": "fulfilled"}


def test_only_the_overseer_establishes_a_breach(office: Typing) -> None:
    agree(office, "a-1")
    breach = ("record", "agreement-breached", "agreement:a-1", "--on", "2026-03-08")
    said = ("--set", "reason=not-performed", "--set", "parties_heard=yes")

    refused = office(*breach, *said, "--org", "Tilburg")
    assert (refused.status, refused.out) == (3, "")
    assert "somebody who does not oversee it" in refused.err

    assert office(*breach, *said, "--org", "Gemeenteraad").status == 0
    assert listed(office("agreements", "--json")) == {"a-1": "breached"}


def test_offers_count_against_the_agreement_that_they_name(any_office: Typing) -> None:
    agree(any_office, "quota", quantity="3")
    for person, on in (("p-1", "2026-03-01"), ("p-2", "2026-03-09")):
        recorded = any_office(
            *("record", "housing-offered", f"person:{person}", "--on", on, "--org", "WonenBreda"),
            *("--set", "kind=dwelling", "--set", "agreement=agreement:quota"),
        )
        assert recorded.status == 0, recorded.err

    shown = any_office("agreements", "show", "quota", "--json").data

    assert (shown["agreement"]["offered"], shown["agreement"]["offered_late"]) == (2, 1)
    assert [(each["person"], each["late"]) for each in shown["offers"]] == [
        ("p-1", False),
        ("p-2", True),
    ]


def test_an_offer_that_was_taken_back_does_not_count(office: Typing) -> None:
    agree(office, "quota", quantity="3")
    office(
        *("record", "housing-offered", "person:p-1", "--on", "2026-03-01", "--event-id", "o1"),
        *("--set", "kind=dwelling", "--set", "agreement=agreement:quota"),
    )
    office("retract", "o1", "--reason", "never-happened")
    office("approve", "o1", "--as", "u-2")

    assert office("agreements", "quota", "--json").data["agreement"]["offered"] == 0


def test_a_corrected_agreement_shows_what_it_was(office: Typing) -> None:
    agree(office, "a-1", "--event-id", "made")
    corrected = office(
        *("correct", "made", "--reason", "wrong-value", "--set", "due_on=2026-04-01"),
    )
    assert corrected.status == 0, corrected.err

    shown = office("agreements", "a-1", "--json").data

    assert (shown["agreement"]["state"], shown["agreement"]["due_on"]) == ("open", "2026-04-01")
    assert shown["history"][0]["event"]["changes"] == [
        {"field": "due_on", "before": "2026-03-05", "now": "2026-04-01"}
    ]


def test_a_retracted_fulfilment_did_not_happen(office: Typing) -> None:
    agree(office, "a-1")
    fulfil(office, "a-1", "--event-id", "done", org="Tilburg")
    office("retract", "done", "--reason", "never-happened")
    assert listed(office("agreements", "--json")) == {"a-1": "fulfilled"}

    office("approve", "done", "--as", "u-2")

    assert listed(office("agreements", "--json")) == {"a-1": "overdue"}
