"""What makes no agreement, what nobody oversees, and what does not fit."""

import pytest

from tests.commands.agreements.telling import PROMISE, agree, listed, tell
from tests.commands.shell import Typing


def test_an_agreement_that_nobody_oversees_is_a_finding_and_says_so_when_it_is_made(
    office: Typing,
) -> None:
    made = agree(office, "a-1", overseer="")
    agree(office, "a-2")

    assert "names no overseer" in made.err
    found = office("agreements", "--without-overseer", "--json")
    assert [(row["agreement"], row["findings"]) for row in found.data] == [
        ("a-1", ["no-overseer", "breach-unseen"])
    ]

    tell(
        office,
        "overseer-assigned",
        "a-1",
        on="2026-03-09",
        org="Gemeenteraad",
        overseer="Rekenkamer",
    )
    assert office("agreements", "--without-overseer", "--json").data == []
    assert list(listed(office("agreements", "--overseer", "Rekenkamer", "--json"))) == ["a-1"]


@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
def test_no_rule_set_names_an_overseer_so_nothing_but_a_person_does(
    office: Typing, rules: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C17 is the same under every rule set: it hangs on who agreed, and on no rule of law."""
    monkeypatch.setenv("REINTEGRATION_RULES", rules)
    agree(office, "a-1", overseer="")

    found = office("agreements", "a-1", "--json")

    assert [each["kind"] for each in found.data["findings"]] == ["no-overseer", "breach-unseen"]
    rules_shown = office("rules", "list", "--rules", rules, "--json")
    assert rules_shown.status == 0
    assert "overseer" not in rules_shown.out


def test_an_agreement_without_a_due_date_is_refused_with_what_it_needs(office: Typing) -> None:
    settings = [
        word
        for name, value in PROMISE.items()
        if name != "due_on"
        for word in ("--set", f"{name}={value}")
    ]

    refused = office("record", "agreement-made", "agreement:a-1", *settings)

    assert refused.status == 3
    assert "due_on" in refused.err
    assert "intention-expressed" in refused.err
    assert office("agreements", "--json").data == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"parties": "Tilburg"}, "parties"),
        ({"performer": "Vught"}, "no party to it"),
        ({"level": "village"}, "level"),
        ({"quantity": "0"}, "quantity"),
    ],
)
def test_what_makes_no_agreement_is_refused_or_asked_about(
    office: Typing, fields: dict[str, str], sentence: str
) -> None:
    settings = [
        word for name, value in (PROMISE | fields).items() for word in ("--set", f"{name}={value}")
    ]

    refused = office("record", "agreement-made", "agreement:a-1", *settings)

    assert (refused.status, refused.out) == (3, "")
    assert sentence in refused.err


def test_what_is_fulfilled_before_it_is_made_is_recorded_anyway_with_a_finding(
    office: Typing,
) -> None:
    words = ("record", "agreement-fulfilled", "agreement:a-1", "--on", "2026-01-01")
    assert office(*words, "--org", "Tilburg").status == 3

    assert office(*words, "--org", "Tilburg", "--anyway").status == 0
    agree(office, "a-1", "--anyway")

    found = office("agreements", "a-1", "--json").data["findings"]
    assert [each["kind"] for each in found] == ["before-it-was-made"]


def test_what_is_wrong_with_agreements_stands_among_the_findings(office: Typing) -> None:
    agree(office, "a-1", "--event-id", "made", overseer="")
    office("record", "id-card-issued", "person:p-1", "--event-id", "card", "--anyway")

    found = office("findings", "--json")

    assert [(each["kind"], each.get("agreement"), each["events"]) for each in found.data] == [
        ("decided-without-application", None, ["card"]),
        ("no-overseer", "a-1", ["made"]),
        ("breach-unseen", "a-1", ["made"]),
    ]
    assert found.meta["as_of"] == "2026-03-10"
    before = office("findings", "--as-of", "2026-03-04", "--json").data
    assert [each["kind"] for each in before] == ["no-overseer"]
    assert "nobody oversees it" in office("findings").out
    assert (
        "niemand houdt toezicht" in office("findings", "--lang", "nl", "--as-of", "2026-03-04").out
    )
