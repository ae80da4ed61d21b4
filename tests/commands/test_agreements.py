"""Agreements from end to end: recorded, listed, shown, corrected, exported and checked."""

import csv
import io
import json
from pathlib import Path

import pytest

from commands.agreements import LEVELS, STATES
from domain.agreements.standing import AgreementState
from domain.events.agreements import AgreementLevel
from tests.commands.shell import Answer, Typing

PROMISE = {
    "level": "local",
    "parties": "Tilburg,WonenBreda",
    "performer": "WonenBreda",
    "beneficiary": "Tilburg",
    "deliverable": "place-to-live",
    "need": "housing",
    "due_on": "2026-03-05",
    "overseer": "Gemeenteraad",
}


def tell(
    shell: Typing, type_name: str, id: str, *words: str, on: str, org: str, **fields: str
) -> Answer:
    """Record an event of an agreement."""
    settings = [word for name, value in fields.items() for word in ("--set", f"{name}={value}")]
    answer = shell(
        *("record", type_name, f"agreement:{id}", "--on", on, "--org", org), *settings, *words
    )
    assert answer.status == 0, answer.err
    return answer


def agree(shell: Typing, id: str, *words: str, on: str = "2026-02-01", **fields: str) -> Answer:
    """Record that an agreement was made: a promise of a place to live, unless fields differ."""
    terms = {name: value for name, value in (PROMISE | fields).items() if value}
    return tell(shell, "agreement-made", id, *words, on=on, org="Tilburg", **terms)


def fulfil(shell: Typing, id: str, *words: str, on: str = "2026-03-04", org: str) -> Answer:
    return tell(shell, "agreement-fulfilled", id, *words, on=on, org=org)


def listed(answer: Answer) -> dict[str, str]:
    assert answer.status == 0, answer.err
    return {row["agreement"]: row["state"] for row in answer.data}


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


def test_an_agreement_about_a_case_shows_with_the_person_and_is_logged(
    office: Typing, tmp_path: Path
) -> None:
    case = {"level": "case", "beneficiary": "p-1", "deliverable": "decision", "need": "benefit"}
    agree(office, "a-1", "--subject", "p-1", **case)
    agree(office, "a-2")

    assert list(listed(office("agreements", "--person", "p-1", "--json"))) == ["a-1"]
    assert list(listed(office("agreements", "--topic", "benefit", "--json"))) == ["a-1"]
    last = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()[-1]
    assert (json.loads(last)["subjects"], json.loads(last)["command"]) == (["p-1"], "agreements")


def test_what_is_said_later_of_a_case_concerns_the_same_person(office: Typing) -> None:
    agree(office, "a-1", "--subject", "p-1", "--event-id", "made", level="case")
    fulfil(office, "a-1", "--event-id", "done", org="Tilburg")
    fulfil(office, "a-1", "--event-id", "done", org="Tilburg")
    corrected = office(
        "correct", "made", "--reason", "wrong-value", "--set", "quantity=2", "--json"
    )
    office("retract", "done", "--reason", "never-happened")
    approved = office("approve", "done", "--as", "u-2", "--json")

    ids = ("made", "done", corrected.data["event_id"], approved.data["event_id"])
    assert [office("show", id, "--json").data["subjects"] for id in ids] == [["p-1"]] * 4
    assert office("show", "done", "--json").meta["size"] == 5


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


def test_levels_are_told_apart(office: Typing) -> None:
    agree(office, "a-1")
    agree(office, "a-2", level="national")

    assert list(listed(office("agreements", "--level", "national", "--json"))) == ["a-2"]


def test_the_file_of_a_person_holds_the_agreements_about_the_case(
    office: Typing, tmp_path: Path
) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")
    agree(office, "a-1", "--subject", "p-1", level="case", beneficiary="p-1")
    agree(office, "a-2", "--subject", "p-2", level="case", beneficiary="p-2")

    file = office("dossier", "p-1", "--json")

    assert [row["agreement"] for row in file.data["agreements"]] == ["a-1"]
    logged = (tmp_path / "reintegration.db.access.jsonl").read_text()
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {
        person for line in lines for person in line["subjects"] if line["command"] == "dossier"
    } == {"p-1"}
    assert "Afspraken over deze zaak" in office("dossier", "p-1", "--lang", "nl").out
    assert "a-1" in office("dossier", "p-1").out


def test_what_falls_due_soon_can_be_asked(office: Typing) -> None:
    agree(office, "soon", due_on="2026-03-20")
    agree(office, "later", due_on="2026-05-01")
    agree(office, "late", due_on="2026-03-01")

    assert list(listed(office("agreements", "--due-within", "30d", "--json"))) == ["soon"]


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


def test_agreements_go_out_and_come_in_again_and_are_verified(
    office: Typing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(office, "a-1", "--subject", "p-1", quantity="4")
    fulfil(office, "a-1", org="Tilburg")
    meant = {"level": "regional", "topic": "data-sharing", "parties": "DJI"}
    tell(office, "intention-expressed", "i-1", on="2026-01-10", org="DJI", **meant)
    exported = office("export", "cloudevents")
    (tmp_path / "out.jsonl").write_text(exported.out)
    before = office("agreements", "--json")
    assert office("verify").status == 0

    monkeypatch.setenv("REINTEGRATION_LEDGER", str(tmp_path / "second.db"))
    assert office("init", "--rehearsal").status == 0
    first = office("import", str(tmp_path / "out.jsonl"), "--json")
    again = office("import", str(tmp_path / "out.jsonl"), "--json")

    assert (first.data["added"], first.data["quarantined"], again.data["added"]) == (3, 0, 0)
    assert office("agreements", "--json").data == before.data
    assert office("agreements", "--json").meta["summary"] == before.meta["summary"]
    assert office("verify").status == 0


def test_lines_that_make_no_agreement_are_put_aside_with_the_reason(
    office: Typing, tmp_path: Path
) -> None:
    agree(office, "a-1", "--event-id", "made")
    line = json.loads(office("export", "cloudevents").out)
    undated = {name: value for name, value in line["data"]["body"].items() if name != "due_on"}
    alone = line["data"]["body"] | {"parties": ["Tilburg"]}
    lines = [
        line | {"id": name, "data": line["data"] | {"stream": f"agreement:{name}", "body": body}}
        for name, body in (("undated", undated), ("alone", alone))
    ]
    lines.append(line | {"id": "person", "data": line["data"] | {"stream": "person:p-1"}})
    (tmp_path / "in.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in lines))

    imported = office("import", str(tmp_path / "in.jsonl"), "--json")

    assert (imported.status, imported.data["added"], imported.data["quarantined"]) == (8, 0, 3)
    (aside,) = tmp_path.glob("*quarantine*")
    reasons = [json.loads(each)["why"] for each in aside.read_text().splitlines()]
    assert "due_on" in reasons[0]
    assert list(listed(office("agreements", "--json"))) == ["a-1"]


def test_an_audit_shows_what_was_done_in_agreements(office: Typing) -> None:
    agree(office, "a-1", "--subject", "p-1")
    fulfil(office, "a-1", org="WonenBreda")

    rows = office("audit", "--type", "agreement-*", "--json").data
    of_person = office("audit", "--person", "p-1", "--json").data

    assert [(row["stream"], row["type"], row["organisation"]) for row in rows] == [
        ("agreement:a-1", "agreement-made/1", "Tilburg"),
        ("agreement:a-1", "agreement-fulfilled/1", "WonenBreda"),
    ]
    assert [row["type"] for row in of_person] == ["agreement-made/1", "agreement-fulfilled/1"]


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


def test_no_person_is_told_to_who_asks_about_another(any_office: Typing) -> None:
    who = ("--subject", "p-0417")
    agree(any_office, "a-1", *who, level="case", beneficiary="p-0417", overseer="")

    answer = any_office("agreements", "--party", "p-0418", "--json")

    assert answer.meta["nowhere"] == [{"field": "--party", "value": "p-0418", "close": []}]
