"""How it came to be known: facts and their events, needs step by step, what changed and why."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.assessment import assess
from domain.envelope import Act, CorrectionKind, EventReference
from domain.events import EventCorrected, EventRetracted, EventRetractionProposed
from domain.events.corrections import CorrectionReason
from domain.evolve import fold
from domain.history import as_of
from domain.needs import Need
from domain.values import PrivacyClass
from ledger import Ledger, create_ledger
from ledger.acts import Draft, Leaf
from projections import blame, differences, dossier, need_history, reliance
from projections.case import Case, assess_case, case_of
from projections.documents import (
    Document,
    Heading,
    Paragraph,
    Table,
    Verbatim,
    as_html,
    as_markdown,
    marked,
)
from projections.dossier_text import document
from projections.language import LANGUAGES, Language
from tests.ledger.making import draft, key_path, standing
from tests.projections.golden import golden
from tests.projections.looking import (
    NOW,
    TODAY,
    as_json,
    assessed,
    case,
    fill_with_article,
    reader,
    rule_set,
)

SEED = "seed-2007"

each_language = pytest.mark.parametrize("language", LANGUAGES)


def blame_of(ledger: Ledger, person: str = "p-0417") -> blame.Blame:
    return blame.report(case(ledger, person), assessed(ledger, person, SEED))


def history_of(
    ledger: Ledger, need: Need, *, rules: str = SEED, every_event: bool = False
) -> need_history.NeedHistory:
    looking = reader(ledger)
    return need_history.report(
        case(ledger, "p-0417"), need, rule_set(rules), looking.frame, every_event=every_event
    )


def known(ledger: Ledger, moment: datetime | None) -> tuple[differences.KnownAt, Case, Any]:
    looking = reader(ledger, known_at=moment)
    found = case_of("p-0417", looking.acts("p-0417"), looking.frame)
    at = differences.KnownAt(known_at=moment or NOW, position=looking.position, root="00")
    return at, found, assess_case(found, rule_set(SEED), looking.frame)


def diff_of(
    ledger: Ledger, first: datetime, second: datetime | None = None
) -> differences.Differences:
    return differences.report(known(ledger, first), known(ledger, second))


def relied_of(ledger: Ledger, event_id: str) -> reliance.ReliedOn:
    looking = reader(ledger)

    def judge(acts: tuple[Act, ...]) -> tuple[Case, Any]:
        found = case_of("p-0417", acts, looking.frame)
        return found, assess_case(found, rule_set(SEED), looking.frame)

    [act] = ledger.find(event_id)
    return reliance.report(looking.acts("p-0417"), act, judge)


def dossier_of(ledger: Ledger, person: str = "p-0418") -> dossier.Dossier:
    frame = dossier.FrameRow(
        as_of=TODAY,
        known_at=NOW,
        position=72,
        law_on=None,
        rules=SEED,
        rules_digest="ab" * 32,
        size=72,
        root="cd" * 32,
    )
    leaf = Leaf(1, "p-0418-01", NOW, b"\x01" * 32, b"\x02" * 32)
    return dossier.report(
        case(ledger, person), rule_set(SEED), reader(ledger).frame, frame, (leaf,)
    )


@pytest.fixture
def corrected(tmp_path: Path) -> Iterator[Ledger]:
    """The article's persons, with one event corrected, one retracted, and one to be retracted."""
    with create_ledger(
        tmp_path / "corrected.ledger", keys=key_path(tmp_path), clock=standing(NOW), rehearsal=True
    ) as ledger:
        fill_with_article(ledger)
        later = NOW + timedelta(hours=1)
        ledger.append(
            [
                correction(ledger, "c-1", "p-0417-22", recorded_at=later),
                retraction(ledger, "c-2", "p-0417-11", EventRetractionProposed, later),
                retraction(ledger, "c-3", "p-0417-20", EventRetracted, later),
            ]
        )
        yield ledger


def correction(ledger: Ledger, event_id: str, of: str, *, recorded_at: datetime) -> Draft:
    body = EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on="2007-06-11")
    return about(ledger, event_id, of, body, CorrectionKind.ERROR, recorded_at)


def retraction(
    ledger: Ledger,
    event_id: str,
    of: str,
    body: Callable[..., EventRetracted | EventRetractionProposed],
    recorded_at: datetime,
) -> Draft:
    said = body(reason=CorrectionReason.NEVER_HAPPENED)
    return about(ledger, event_id, of, said, CorrectionKind.RETRACTION, recorded_at)


def about(
    ledger: Ledger,
    event_id: str,
    of: str,
    body: Any,
    kind: CorrectionKind,
    recorded_at: datetime,
    **said: Any,
) -> Draft:
    [target] = ledger.find(of)
    return draft(
        *(event_id, "person:p-0417", body, recorded_at),
        occurred_on=date(2007, 6, 18),
        corrects=EventReference(event_id=of, source=target.envelope.source),
        correction_kind=kind,
        privacy_class=target.envelope.privacy_class or PrivacyClass.ORDINARY,
        **said,
    )


@each_language
def test_the_events_behind_the_facts_read_as_before(article: Ledger, language: Language) -> None:
    found = blame.render(blame_of(article), language) + "\n"

    assert found == golden(f"blame-p-0417-seed-2007.{language}.txt", found)


@each_language
def test_the_steps_of_a_need_read_as_before(article: Ledger, language: Language) -> None:
    found = need_history.render(history_of(article, Need.BENEFIT), language) + "\n"

    assert found == golden(f"history-p-0417-benefit.{language}.txt", found)


@each_language
def test_what_became_known_reads_as_before(corrected: Ledger, language: Language) -> None:
    found = differences.render(diff_of(corrected, datetime(2007, 6, 7, tzinfo=UTC)), language)

    assert found + "\n" == golden(f"diff-p-0417-corrected.{language}.txt", found + "\n")


@each_language
def test_what_relies_on_an_event_reads_as_before(article: Ledger, language: Language) -> None:
    found = reliance.render(relied_of(article, "p-0417-11"), language) + "\n"

    assert found == golden(f"relied-on-p-0417-11.{language}.txt", found)


@each_language
def test_the_file_for_review_reads_as_before(article: Ledger, language: Language) -> None:
    page = document(dossier_of(article), language)
    html, markdown = as_html(page), as_markdown(page)

    assert html == golden(f"dossier-p-0418-seed-2007.{language}.html", html)
    assert markdown == golden(f"dossier-p-0418-seed-2007.{language}.md", markdown)


def test_all_of_them_are_in_json_what_they_were(article: Ledger) -> None:
    since = datetime(2007, 6, 7, tzinfo=UTC)
    answers = {
        "blame-p-0417-seed-2007": blame_of(article).as_json(),
        "history-p-0417-benefit": history_of(article, Need.BENEFIT).as_json(),
        "relied-on-p-0417-11": relied_of(article, "p-0417-11").as_json(),
        "diff-p-0417": diff_of(article, since).as_json(),
    }

    for name, answer in answers.items():
        found = as_json(answer)
        assert found == golden(f"{name}.json", found)


def test_every_need_that_is_known_is_blamed_with_the_evidence_of_its_state(
    article: Ledger,
) -> None:
    state = assessed(article, "p-0417", SEED)

    found = {
        fact.fact: tuple(row.event_id for row in fact.events)
        for fact in blame_of(article).facts
        if fact.kind is blame.FactKind.NEED
    }

    unknown = blame_of(article).unknown
    expected = {
        str(need): tuple(dict.fromkeys(each.evidence))
        for need, each in state.needs.items()
        if need not in unknown
    }
    assert found == expected


def test_a_corrected_event_stands_with_its_correction_beside_it(corrected: Ledger) -> None:
    facts = {fact.fact: fact for fact in blame_of(corrected).facts}

    rejected, by = facts["benefit"].events[-2:]
    assert (rejected.event_id, by.event_id, by.corrects) == ("p-0417-22", "c-1", "p-0417-22")
    assert [(each.field, each.before, each.now) for each in rejected.changes] == [
        ("occurred_on", "2007-06-12", "2007-06-11")
    ]
    assert facts["benefit"].known_since == (NOW + timedelta(hours=1)).isoformat()


@pytest.mark.parametrize(
    ("need", "rules"),
    [(Need.REGISTRATION, SEED), (Need.ID_DOCUMENT, "law"), (Need.BENEFIT, SEED)],
)
def test_the_steps_agree_with_every_single_day_judged_by_itself(
    article: Ledger, need: Need, rules: str
) -> None:
    steps = history_of(article, need, rules=rules).steps
    found = case(article, "p-0417")
    day = date(2006, 9, 25)

    while day <= TODAY:
        person = fold("p-0417", as_of(found.resolved.acts, day))
        expected = assess(person, rule_set(rules), day).needs[need]
        until_now = [step.after for step in steps if step.day <= day]
        if until_now:
            assert (until_now[-1].status, until_now[-1].until) == (expected.status, expected.until)
        else:
            assert expected.status == "unknown"
        day += timedelta(days=1)


def test_each_step_begins_where_the_one_before_it_ended(article: Ledger) -> None:
    steps = history_of(article, Need.REGISTRATION, every_event=True).steps

    states = [(step.before.status, step.after.status) for step in steps]
    assert [before for before, _ in states[1:]] == [after for _, after in states[:-1]]
    assert len([step for step in steps if step.event is not None]) == 23


def test_what_nobody_did_is_told_with_the_rule_that_did_it(article: Ledger) -> None:
    by_time = [step for step in history_of(article, Need.REGISTRATION).steps if step.event is None]

    assert [(step.day, step.after.ended_by) for step in by_time] == [
        (date(2007, 2, 3), "practice-register/absent-longer-than-four-months")
    ]


def test_days_without_rules_are_said_to_have_none(article: Ledger) -> None:
    later_rules = rule_set("law").model_copy(
        update={
            "acts": tuple(
                act.model_copy(
                    update={
                        kind: tuple(
                            rule
                            for rule in getattr(act, kind)
                            if rule.valid_from >= date(2007, 6, 1)
                        )
                        for kind in ("ways", "endings", "interventions", "terms")
                    }
                )
                for act in rule_set("law").acts
            ),
            "digest": "0" * 64,
        }
    )
    looking = reader(article)

    answer = need_history.report(
        case(article, "p-0417"), Need.HOUSING, later_rules, looking.frame, every_event=True
    )

    first = answer.steps[0]
    assert (first.before.status, first.after.status) == (None, None)
    assert "no rules for this day" in need_history.render(answer, "en")


def test_nothing_differs_between_a_moment_and_itself(article: Ledger) -> None:
    answer = diff_of(article, NOW, NOW)

    assert (answer.added, answer.corrected, answer.facts) == ((), (), ())
    assert "Nothing was recorded of this person in between." in differences.render(answer, "en")


def test_what_was_added_corrected_retracted_and_proposed_is_told_apart(corrected: Ledger) -> None:
    answer = diff_of(corrected, datetime(2007, 6, 7, tzinfo=UTC))

    assert [row.event_id for row in answer.added] == ["p-0417-22", "p-0417-23"]
    assert [
        [(row.event.event_id, row.of.event_id if row.of else None) for row in rows]
        for rows in (answer.corrected, answer.retracted, answer.proposed)
    ] == [[("c-1", "p-0417-22")], [("c-3", "p-0417-20")], [("c-2", "p-0417-11")]]


def test_a_fact_that_differs_names_what_was_recorded_in_between_or_says_it_is_indirect(
    corrected: Ledger,
) -> None:
    answer = diff_of(corrected, datetime(2007, 6, 7, tzinfo=UTC))

    causes = {each.fact: each.events for each in answer.facts}
    assert causes["benefit"] == ("p-0417-22", "c-1")
    assert causes["income"] == ()
    assert all("c-2" not in events for events in causes.values())


def test_a_fact_relies_on_an_event_when_it_would_read_otherwise_without_it(
    article: Ledger,
) -> None:
    found = relied_of(article, "p-0417-11").facts
    of_rejection = relied_of(article, "p-0417-22").facts

    named = {each.fact for each in found if each.names_it}
    not_named = {each.fact for each in of_rejection if each.differs and not each.names_it}
    assert named >= {"address", "housing"}
    assert "income" in not_named


def test_what_relies_on_an_event_includes_its_corrections(corrected: Ledger) -> None:
    assert [row.event_id for row in relied_of(corrected, "p-0417-22").corrections] == ["c-1"]


def test_nothing_relies_on_a_retracted_event(corrected: Ledger) -> None:
    answer = relied_of(corrected, "p-0417-20")

    assert answer.event.retracted
    assert answer.facts == ()
    assert [row.event_id for row in answer.corrections] == ["c-3"]


def test_a_decision_is_told_with_where_its_needs_stood_by_what_was_recorded_before_it(
    article: Ledger,
) -> None:
    decisions = {each.event.event_id: each for each in dossier_of(article, "p-0417").decisions}

    before = {need.need: need.status for need in decisions["p-0417-22"].before}
    assert before["benefit"] == "pending"
    assert decisions["p-0417-22"].event.actor == "u-44"


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Ledger]:
    """The article's persons: one decision moved twice, the last time to a day to come, one gone."""
    with create_ledger(
        tmp_path / "moved.ledger", keys=key_path(tmp_path), clock=standing(NOW), rehearsal=True
    ) as ledger:
        fill_with_article(ledger)
        reason = CorrectionReason.NEVER_HAPPENED
        kind = CorrectionKind.RETRACTION
        moves = [
            EventCorrected(reason=CorrectionReason.TYPING_ERROR, occurred_on="2007-06-11"),
            EventCorrected(reason=CorrectionReason.LATE_INFORMATION, occurred_on="2007-07-06"),
        ]
        ledger.append(
            [
                *(
                    about(ledger, f"c-{n}", "p-0417-22", move, CorrectionKind.ERROR, NOW)
                    for n, move in enumerate(moves, 1)
                ),
                about(
                    *(ledger, "r-1", "p-0417-23", EventRetractionProposed(reason=reason)),
                    *(kind, NOW),
                    actor="u-31",
                    recorded_by="a-31",
                ),
                about(
                    *(ledger, "r-2", "p-0417-23", EventRetracted(reason=reason), kind, NOW),
                    actor="u-44",
                    recorded_by="a-44",
                    causation="r-1",
                ),
            ]
        )
        yield ledger


def test_every_recorded_event_stands_once_in_the_timeline_of_the_file(moved: Ledger) -> None:
    answer = dossier_of(moved, "p-0417")

    recorded = [act.envelope.event_id for act in reader(moved).acts("p-0417")]
    assert sorted(recorded) == sorted(entry.event_id for entry in answer.timeline.entries)


def test_a_decision_moved_to_a_day_to_come_or_retracted_stays_and_is_marked(
    moved: Ledger,
) -> None:
    before = [each.event.event_id for each in dossier_of(moved, "p-0418").decisions]
    answer = dossier_of(moved, "p-0417")

    marks = {
        each.event.event_id: (each.after_day, each.event.retracted) for each in answer.decisions
    }
    assert before
    assert marks["p-0417-22"] == (True, False)
    assert marks["p-0417-23"] == (False, True)
    markdown = as_markdown(document(answer, "en"))
    later = "recorded as Tue 12 Jun 2007; now read as Fri 6 Jul 2007, after the day of this file"
    told = [line for line in markdown.splitlines() if line.endswith("| p-0417-22 |")]
    assert len(told) == 2
    assert all(later in line for line in told)
    gone = [line for line in markdown.splitlines() if line.endswith("| p-0417-23 |")]
    assert len(gone) == 2
    assert all("retracted" in line for line in gone)


def test_every_correction_is_told_with_what_it_changed_itself_and_why(moved: Ledger) -> None:
    rows = {each.event.event_id: each for each in dossier_of(moved, "p-0417").corrections}

    told = {
        name: (row.reason, row.effect, [(c.field, c.before, c.now) for c in row.changes])
        for name, row in rows.items()
    }
    assert told == {
        "c-1": ("typing-error", "changed", [("occurred_on", "2007-06-12", "2007-06-11")]),
        "c-2": ("late-information", "changed", [("occurred_on", "2007-06-11", "2007-07-06")]),
        "r-1": ("never-happened", "proposed", []),
        "r-2": ("never-happened", "retracted", []),
    }


def test_a_retraction_of_a_correction_tells_what_reads_again_as_before(moved: Ledger) -> None:
    body = EventRetracted(reason=CorrectionReason.WRONG_VALUE)
    moved.append([about(moved, "r-3", "c-2", body, CorrectionKind.RETRACTION, NOW)])

    rows = {each.event.event_id: each for each in dossier_of(moved, "p-0417").corrections}

    [change] = rows["r-3"].changes
    assert rows["c-2"].event.retracted
    assert (change.before, change.now) == ("2007-07-06", "2007-06-11")


def test_the_file_tells_who_typed_it_and_who_proposed_and_approved(moved: Ledger) -> None:
    answer = dossier_of(moved, "p-0417")

    markdown = as_markdown(document(answer, "en"))

    lines = markdown.splitlines()
    [approved] = [line for line in lines if "event-retracted r-2" in line]
    assert re.search(r"proposed by u-31.*account a-31 / approved by u-44.*account a-44", approved)
    decided = [line for line in lines if line.endswith("| p-0417-22 |")]
    [recorded_by] = {row.event.recorded_by for row in answer.decisions}
    assert all(
        f"u-44, sociale-zaken, Tilburg; entered by account {recorded_by}" in line
        for line in decided
    )


def test_the_file_of_who_is_detained_explains_what_will_be_at_release(article: Ledger) -> None:
    answer = dossier_of(article, "p-0421")

    assert answer.at_release is not None
    assert answer.at_release.moment == "release"
    assert "Explanation at release" in as_markdown(document(answer, "en"))


def test_the_leaves_of_a_person_are_those_of_the_positions_of_the_acts(article: Ledger) -> None:
    looking = reader(article)

    leaves = looking.leaves("p-0417")

    assert [each.position for each in leaves] == [act.position for act in looking.acts("p-0417")]
    assert [each.root for each in leaves] == [
        article.head_at(each.position).root for each in leaves
    ]
    assert len({each.leaf for each in leaves}) == len(leaves)


HOSTILE = '<script>alert(1)</script> | `x` *b* [a](javascript:b) & "q" ~~~ ```'


def test_text_in_a_document_stays_text() -> None:
    made = Document(
        HOSTILE,
        "en",
        (Heading(HOSTILE), Paragraph(HOSTILE), Table((HOSTILE,), ((HOSTILE,),)), Verbatim(HOSTILE)),
    )

    html, markdown = as_html(made), as_markdown(made)

    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
    outside = re.sub(r"^(````+)text\n.*?\n\1$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"(?<!\\)[<`*\[~]", outside) == []
    rows = [line for line in outside.splitlines() if line.startswith("| ")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [2, 2, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2007-06-18", "2007-06-18"),
        ("- item", "\\- item"),
        ("1. first", "1\\. first"),
        ("a\nb", "a b"),
        ("=", "\\="),
        ("x|y", "x\\|y"),
    ],
)
def test_markdown_is_escaped_where_it_would_mean_something(text: str, expected: str) -> None:
    assert marked(text) == expected
