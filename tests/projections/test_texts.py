"""How reports speak: completely, evenly, with the verdict first, and the same in both languages."""

import re
import string
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.circumstances import Circumstance
from domain.finding_kinds import FindingKind
from domain.links import ClosedBy
from domain.needs import Need
from domain.rules import RULE_SET_NAMES
from domain.status import Flag
from ledger import Ledger
from projections import why, why_text
from projections.language import (
    LANGUAGES,
    TABLE_WIDTH,
    TEXT_WIDTH,
    Language,
    columns,
    need_name,
    paragraph,
    sentences,
)
from projections.why import CircleRow, LinkRow, WhyReport
from tests.projections.golden import FOLDER
from tests.projections.looking import MODERN, assessed
from tests.projections.rings import circle

TEXTS: Final = sorted(FOLDER.glob("*.txt"))
VERDICT_WORDS: Final = {
    *("STUCK", "WILL", "NOT", "POSSIBLY", "WAY", "OPEN"),
    *("STILL", "DECISION", "DECISIONS", "NEEDED", "LATE", "DONE"),
    *("VAST", "LOOPT", "NIET", "MISSCHIEN", "GEEN", "WEG"),
    *("EXTRA", "BESLUIT", "BESLUITEN", "NODIG", "LAAT", "GEBEURT"),
}
BASIS_WORDS: Final = {"PRACTICE", "FACT", "PRAKTIJK", "FEIT"}

each_text = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)


def test_both_languages_have_the_same_sentences_with_the_same_facts() -> None:
    facts = {
        language: {key: placeholders(text) for key, text in sentences(language).items()}
        for language in LANGUAGES
    }

    assert facts["nl"] == facts["en"]


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_the_closed_lists_has_a_name(language: Language) -> None:
    needed = {f"findings.{each}" for each in FindingKind}
    stuck_flags = {Flag.SOFT, Flag.HARD, Flag.PRACTICE_HELD, Flag.CARRIED}
    needed |= {f"held.{each}" for each in stuck_flags}
    needed |= {f"held.{each}_all" for each in stuck_flags}

    assert needed - sentences(language).keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_about_circumstances_in_the_rules_has_a_sentence(language: Language) -> None:
    from tests.projections.looking import rule_set

    asked = {
        f"{guard.circumstance}_{why._asked(ClosedBy(guard, None))}"
        for name in RULE_SET_NAMES
        for way in rule_set(name).ways
        for guard in way.guards
        if guard.circumstance is not Circumstance.AGE
    }

    assert {f"guard.{each}" for each in asked} - sentences(language).keys() == set()


@each_text
def test_no_line_is_too_wide(path: Path) -> None:
    assert [line for line in path.read_text().splitlines() if len(line) > TABLE_WIDTH] == []


@each_text
def test_capitals_are_kept_for_verdicts_and_for_what_is_no_law(path: Path) -> None:
    words = set(re.findall(r"\b[A-Z]{4,}\b", path.read_text()))

    assert words - VERDICT_WORDS - BASIS_WORDS == set()


@each_text
def test_days_are_told_with_their_weekday(path: Path) -> None:
    text = path.read_text()
    days = re.findall(r"(\S+) \d{1,2} [a-z]{3,4} \d{4}", text, flags=re.IGNORECASE)

    assert set(days) <= {
        *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        *("ma", "di", "wo", "do", "vr", "za", "zo"),
    }
    assert re.findall(r"\b\d{4}-\d{2}-\d{2}\b", text) == []


@pytest.mark.parametrize(
    "path",
    [path for path in TEXTS if path.name.startswith(("status", "why", "ways", "fore", "what"))],
    ids=lambda path: path.stem,
)
def test_the_first_line_is_the_verdict_with_its_day(path: Path) -> None:
    first = path.read_text().splitlines()[0]

    assert re.match(
        r"((IF DONE|ALS DIT GEBEURT): )?"
        r"(((NOT |STILL )?STUCK on|WILL BE STUCK on"
        r"|LOOPT (NIET |DAN NOG )?VAST op)"
        r"|(NO EXTRA DECISION NEEDED|EXTRA DECISIONS NEEDED|TOO LATE) for \S+ on"
        r"|(GEEN EXTRA BESLUIT NODIG|EXTRA BESLUITEN NODIG|TE LAAT) voor \S+ op) "
        r"\S+ \d{1,2} \S+ \d{4}.* p-\d{4}",
        first,
    )


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_is_said_of_a_person_but_the_pseudonym(path: Path) -> None:
    words = set(re.findall(r"[a-z]+", path.read_text().lower()))

    assert words & {"he", "she", "his", "him", "hij", "zij", "zijn", "criminal", "crimineel"} <= (
        {"zijn"} if ".nl" in path.name else set()
    )


@cache
def template() -> Mapping[str, LinkRow]:
    """A way of each need, by the need, to make other ways from."""
    from domain.rules import Text

    name = Text(nl="Weg", en="Way")
    return {
        str(need): LinkRow(
            way=f"act/{need.value.replace('_', '-')}",
            need=need,
            name=name,
            kind="ordinary",
            decider=name,
            requires=(),
            blocked_by=(),
            bindings=(),
            obstacles=(),
            basis="statute",
            source="Act 1",
            verified=True,
        )
        for need in Need
    }


needs_of_a_circle = st.lists(
    st.sampled_from([str(need) for need in Need]), min_size=1, max_size=6, unique=True
)


@st.composite
def circles(draw: st.DrawFn) -> tuple[CircleRow, ...]:
    """Circles that may share needs; every need has one to four ways with names of their own."""
    from domain.rules import Text

    rings = draw(st.lists(needs_of_a_circle, min_size=1, max_size=4))
    ways: dict[str, tuple[LinkRow, ...]] = {}
    for need in {need for ring in rings for need in ring}:
        ways[need] = tuple(
            template()[need].model_copy(
                update={
                    "name": Text(nl=f"Weg {number} naar {need}", en=f"Way {number} to {need}"),
                    "blocked_by": (asked,),
                    "bindings": (binding,),
                    "requires": (asked,),
                }
            )
            for number, (asked, binding) in enumerate(
                draw(
                    st.lists(
                        st.tuples(
                            st.sampled_from([str(each) for each in Need]),
                            st.sampled_from(["statute", "practice", "factual"]),
                        ),
                        min_size=1,
                        max_size=4,
                    )
                )
            )
        )
    return tuple(
        circle(
            string.ascii_uppercase[number],
            tuple(Need(need) for need in ring),
            tuple(way for need in ring for way in ways[need]),
        )
        for number, ring in enumerate(rings)
    )


def explanation(rings: tuple[CircleRow, ...]) -> WhyReport:
    stuck = tuple(dict.fromkeys(need for ring in rings for need in ring.needs))
    nothing: dict[str, tuple[str, ...]] = dict.fromkeys(
        (
            *(
                "possibly_stuck",
                "behind",
                "no_way",
                "not_yet",
                "unknown",
                "without_rules",
                "stuck_at_release",
            ),
            *("met", "pending", "waiting"),
        ),
        (),
    )
    return WhyReport(
        person="p-1",
        moment="now",
        day=date(2007, 6, 18),
        phase="released",
        release_on=None,
        municipality=None,
        registered_in=None,
        rules="made",
        law_day=date(2007, 7, 1),
        stuck=stuck,
        since=None,
        knots=(stuck,),
        circles=rings,
        complete=True,
        blocked=(),
        steps=(),
        ahead=(),
        openings=(),
        spirals=(),
        missing={},
        decide_by={},
        flags={},
        ways_judged=1,
        unverified=(),
        rule_names={},
        **nothing,
    )


@given(circles())
def test_every_way_of_every_need_in_a_circle_is_told_exactly_once(
    rings: tuple[CircleRow, ...],
) -> None:
    text = why_text.render(explanation(rings), "en")

    ways = {link.name.en for ring in rings for link in ring.links}
    told = Counter(match for match in re.findall(r"^    (Way \d+ to \S+)", text, re.MULTILINE))
    assert told == dict.fromkeys(ways, 1)


@pytest.mark.parametrize("person", ["p-0417", "p-0418"])
@pytest.mark.parametrize("rules", RULE_SET_NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_in_force_to_a_need_in_a_circle_is_told_once_with_its_source(
    article: Ledger, person: str, rules: str, language: Language
) -> None:
    found = assessed(article, person, rules, law_on=MODERN)
    in_force = found.needs.items()
    text = why_text.render(why.report(found), language)

    for need, each in in_force:
        if not each.circles:
            continue
        block = re.search(rf"^  {need_name(need, language)}\n((?:    .*\n)+)", text, re.MULTILINE)
        assert block is not None
        names = [link.way.name.in_language(language) for link in each.links]
        told = [line for line in block[1].splitlines() if not line.startswith("     ")]
        assert len(told) == len(names)
        assert all(line[4:].startswith(name) for line, name in zip(told, names, strict=True))
        assert text.count(f"\n  {need_name(need, language)}\n") == 1


words = st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=12)
cells = st.lists(words, max_size=30).map(" ".join)


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.tuples(*[cells] * n), max_size=5)))
def test_a_table_loses_no_word_and_keeps_within_its_width(rows: list[tuple[str, ...]]) -> None:
    lines = columns(rows, width=60)

    assert Counter(" ".join(lines).split()) == Counter(
        word for row in rows for cell in row for word in cell.split()
    )
    least = sum(
        max(len(word) for row in rows for word in [*row[index].split(), ""])
        for index in range(1, len(rows[0]) if rows else 1)
    )
    first = max((len(row[0]) for row in rows), default=0)
    gaps = 2 * len(rows[0]) if rows else 0
    assert all(len(line) <= max(60, first + least + gaps) for line in lines)


@given(cells)
def test_a_paragraph_loses_no_word_and_keeps_within_its_width(text: str) -> None:
    lines = paragraph(text)

    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= TEXT_WIDTH for line in lines)


@pytest.mark.parametrize(
    "path",
    [path for path in TEXTS if not path.name.startswith("what-if")],
    ids=lambda path: path.stem,
)
def test_a_rule_is_told_by_its_name(path: Path) -> None:
    from tests.projections.looking import rule_set

    ids = {
        rule.id
        for name in RULE_SET_NAMES
        for rule in (*rule_set(name).ways, *rule_set(name).endings, *rule_set(name).interventions)
    }

    assert set(re.findall(r"[a-z0-9-]+/[a-z0-9-]+", path.read_text())) & ids == set()
