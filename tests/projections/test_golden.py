"""Every report as it was last read and found good, in both languages and as JSON."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from domain.assessment import Moment
from domain.values import PrivacyClass
from ledger import Ledger
from projections import (
    audit_text,
    caseload,
    caseload_text,
    findings,
    qualifiers,
    status,
    timeline,
    why,
    why_text,
)
from projections.language import LANGUAGES, Language
from projections.reading import all_findings, audit_of, case_rows
from tests.ledger.making import draft, new_ledger, standing
from tests.projections.golden import FOLDER, golden
from tests.projections.looking import MODERN, NOW, TODAY, as_json, assessed, case, reader, rule_set

LAWS: Final[dict[str, tuple[str, date | None]]] = {
    "seed-2007": ("seed-2007", None),
    "law-2007": ("law-2007", None),
    "law-2026": ("law", MODERN),
}
PERSONS: Final = ("p-0417", "p-0418")

each_person = pytest.mark.parametrize("person", PERSONS)
each_law = pytest.mark.parametrize("law", LAWS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def status_of(ledger: Ledger, person: str, law: str) -> status.StatusReport:
    rules, law_on = LAWS[law]
    found = len(case(ledger, person).findings)
    return status.report(assessed(ledger, person, rules, law_on=law_on), found)


def why_of(ledger: Ledger, person: str, law: str, moment: Moment = Moment.NOW) -> why.WhyReport:
    rules, law_on = LAWS[law]
    return why.report(assessed(ledger, person, rules, law_on=law_on, moment=moment))


@each_person
@each_law
@each_language
def test_where_a_person_stands_reads_as_before(
    article: Ledger, person: str, law: str, language: Language
) -> None:
    found = status.render(status_of(article, person, law), language) + "\n"

    assert found == golden(f"status-{person}-{law}.{language}.txt", found)


@each_person
@each_law
@each_language
def test_why_a_person_is_stuck_reads_as_before(
    article: Ledger, person: str, law: str, language: Language
) -> None:
    found = why_text.render(why_of(article, person, law), language) + "\n"

    assert found == golden(f"why-{person}-{law}.{language}.txt", found)


def test_a_verdict_says_stuck_of_the_day_judged_alone(article: Ledger) -> None:
    """Given who could apply on 5 June and whose application was refused a week later."""
    before = assessed(article, "p-0418", "law-2007", as_of=date(2007, 6, 5))
    explained = why_text.render(why.report(before), "en")

    verdict = why_text.headline(why_of(article, "p-0418", "law-2007"), "en")

    assert explained.startswith("NOT STUCK on Tue 5 Jun 2007")
    assert verdict.startswith("STUCK on Mon 18 Jun 2007, all of it missing since Tue 10 Apr 2007")


def test_of_whom_nothing_is_recorded_no_verdict_says_not_stuck(article: Ledger) -> None:
    judged = assessed(article, "p-0423", "seed-2007")

    for said in (
        why_text.render(why.report(judged), "en"),
        status.render(status.report(judged, findings=0), "en"),
    ):
        assert said.startswith("NOT KNOWN whether stuck on Mon 18 Jun 2007: nothing is recorded")


@each_person
@each_law
def test_both_are_in_json_what_they_were(article: Ledger, person: str, law: str) -> None:
    state = as_json(status_of(article, person, law).as_json())
    explanation = as_json(why_of(article, person, law).as_json())

    assert state == golden(f"status-{person}-{law}.json", state)
    assert explanation == golden(f"why-{person}-{law}.json", explanation)


def test_a_deadlock_that_is_still_to_come_reads_as_before(article: Ledger) -> None:
    answer = why_of(article, "p-0421", "seed-2007", Moment.RELEASE)
    found = {f"{name}.txt": why_text.render(answer, name) + "\n" for name in LANGUAGES}
    found["json"] = as_json(answer.as_json())

    for ending, text in found.items():
        assert text == golden(f"why-p-0421-at-release.{ending}", text)


def test_the_caseload_reads_as_before(article: Ledger) -> None:
    rows = case_rows(reader(article), rule_set("seed-2007"), TODAY)
    answer = caseload.report(rows, day=TODAY)
    found = {f"{name}.txt": caseload_text.render(answer, name) + "\n" for name in LANGUAGES}
    found["json"] = as_json(answer.as_json())

    for ending, text in found.items():
        assert text == golden(f"caseload-seed-2007.{ending}", text)


def test_the_timeline_reads_as_before(article: Ledger) -> None:
    answer = timeline.report(case(article, "p-0418"), reader(article).frame)
    found = {f"{name}.txt": timeline.render(answer, name) + "\n" for name in LANGUAGES}
    found["json"] = as_json(answer.as_json())

    for ending, text in found.items():
        assert text == golden(f"timeline-p-0418.{ending}", text)


def test_an_audit_reads_as_before(article: Ledger) -> None:
    answer = audit_of(reader(article), qualifiers.query("person:p-0417 occurred:2007-06"))
    found = {f"{name}.txt": audit_text.render(answer, name) + "\n" for name in LANGUAGES}
    found["json"] = as_json(answer.as_json())

    for ending, text in found.items():
        assert text == golden(f"audit-p-0417.{ending}", text)


@pytest.fixture
def misfits(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger in which some of what was recorded does not fit."""
    from domain.events import BenefitGranted, PersonReleased

    with new_ledger(str(tmp_path / "misfits.ledger"), tmp_path, clock=standing(NOW)) as ledger:
        ledger.append(
            [
                draft(
                    *("f-1", "person:p-0430", PersonReleased()),
                    occurred_on=date(2007, 6, 1),
                    privacy_class=PrivacyClass.CRIMINAL,
                ),
                draft("f-2", "person:p-0430", BenefitGranted(), occurred_on=date(2007, 6, 4)),
                draft("f-3", "person:p-0431", occurred_on=date(2007, 6, 25)),
            ]
        )
        yield ledger


def test_findings_read_as_before(misfits: Ledger) -> None:
    answer = all_findings(reader(misfits), TODAY)
    found = {f"{name}.txt": findings.render(answer, name) + "\n" for name in LANGUAGES}
    found["json"] = as_json(answer.as_json())

    for ending, text in found.items():
        assert text == golden(f"findings.{ending}", text)


def test_there_is_no_golden_file_that_nothing_is_compared_with() -> None:
    laws = [f"{person}-{law}" for person in PERSONS for law in LAWS]
    named = {f"{kind}-{each}" for kind in ("status", "why") for each in laws}
    named |= {"why-p-0421-at-release", "caseload-seed-2007", "timeline-p-0418", "audit-p-0417"}
    named |= {"findings", "ways-out-p-0421-seed-2007", "forecast-p-0421-seed-2007"}
    named |= {"release-days-p-0421-seed-2007"}
    expected = {f"{name}.{end}" for name in named for end in ("nl.txt", "en.txt", "json")}
    texts = {
        f"{kind}-{person}-{law}"
        for kind in ("ways-out", "forecast")
        for person in (*PERSONS, "p-0421")
        for law in LAWS
    }
    texts |= {"ways-out-p-0421-too-late", "forecast-p-0421-released-tomorrow"}
    texts |= {"what-if-p-0421-entry-kept"}
    review = {"blame-p-0417-seed-2007", "history-p-0417-benefit", "relied-on-p-0417-11"}
    texts |= review | {"diff-p-0417-corrected"}
    expected |= {f"{name}.{end}" for name in texts for end in ("nl.txt", "en.txt")}
    expected |= {f"{name}.json" for name in review | {"diff-p-0417"}}

    found = {path.name for path in FOLDER.iterdir() if path.suffix in {".txt", ".json"}}
    assert found == expected


def keys(value: dict[str, Any]) -> set[str]:
    return set(value)


def test_the_json_of_a_state_has_the_keys_that_others_rely_on(article: Ledger) -> None:
    answer = status_of(article, "p-0417", "seed-2007").as_json()

    assert keys(answer) >= {"person", "phase", "needs"}
    assert all(
        keys(need) >= {"need", "status", "flags", "until", "circles", "since", "evidence"}
        for need in answer["needs"]
    )


def test_the_json_of_an_explanation_has_the_keys_that_others_rely_on(article: Ledger) -> None:
    answer = why_of(article, "p-0417", "seed-2007").as_json()

    assert keys(answer) >= {
        *("person", "moment", "stuck", "possibly_stuck", "behind", "no_way", "not_yet"),
        *("unknown", "knots", "circles", "complete"),
    }
    assert all(
        keys(circle) >= {"id", "short", "letter", "needs", "links"} for circle in answer["circles"]
    )
    assert all(
        keys(link) >= {"way", "need", "requires", "blocked_by", "basis", "source"}
        for circle in answer["circles"]
        for link in circle["links"]
    )


def test_the_json_of_an_audit_has_the_keys_that_others_rely_on(article: Ledger) -> None:
    [first, *_] = audit_of(reader(article), qualifiers.query("")).as_json()

    assert keys(first) >= {
        *("position", "event_id", "stream", "type", "occurred_on", "recorded_at"),
        *("actor", "role", "organisation", "purpose", "legal_basis"),
    }
