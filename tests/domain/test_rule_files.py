"""Reading rule files: what they say, and what is said of their faults."""

from datetime import date

import pytest

from domain.needs import Need
from domain.rule_files import (
    ActTwice,
    NegationOverNeed,
    RuleFileFault,
    RuleFileNotText,
    RuleFileNotToml,
    RuleFileWithoutRules,
    RuleSetUnreadable,
    parse_act,
    read_rule_set,
    rule_set,
    rule_set_content,
)
from domain.rules import WayKind
from tests.domain.rule_texts import HEAD, TERM, WAY, file_of

FROZEN = date(2012, 5, 1)


def test_a_file_is_an_act_with_its_rules() -> None:
    act = parse_act("local.toml", file_of(WAY))

    [way] = act.ways
    assert (way.need, way.kind, way.valid_from) == (
        Need.ADDRESS,
        WayKind.ORDINARY,
        date(2010, 1, 1),
    )


def test_a_rule_set_reads_back_from_its_content() -> None:
    files = {"local.toml": file_of(WAY, TERM)}
    original = rule_set("local", files, FROZEN)

    assert read_rule_set(rule_set_content("local", files, FROZEN)) == original


def test_the_digest_does_not_depend_on_the_order_of_the_files() -> None:
    other = file_of(WAY).replace(b"local", b"other")
    one = rule_set("x", {"a.toml": file_of(WAY), "b.toml": other}, None)
    two = rule_set("x", {"b.toml": other, "a.toml": file_of(WAY)}, None)

    assert one == two


@pytest.mark.parametrize(
    ("name", "file", "content", "frozen_on"),
    [
        ("other", "local.toml", file_of(WAY), None),
        ("local", "other.toml", file_of(WAY), None),
        ("local", "local.toml", file_of(WAY) + b"# a remark\n", None),
        ("local", "local.toml", file_of(WAY), FROZEN),
    ],
    ids=["another name", "another file name", "another content", "frozen"],
)
def test_the_digest_changes_with_whatever_changes(
    name: str, file: str, content: bytes, frozen_on: date | None
) -> None:
    original = rule_set("local", {"local.toml": file_of(WAY)}, None)

    assert rule_set(name, {file: content}, frozen_on).digest != original.digest


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ('need = "address"', 'need = "adress"', "need", "'address'"),
        ("valid_from = 2010-01-01", "valid_from = 2010-13-01", None, "Expected"),
        ("valid_from = 2010-01-01", 'valid_from = "soon"', "valid_from", "date"),
        ("valid_to = 2019-12-31", "valid_to = 2009-12-31", "local", "before it begins"),
        ("verified = true", 'verified = "yes"', "verified", "boolean"),
        ("verified = true", "", "verified", "required"),
        ("verified = true", 'verified = true\nauthor = "x"', "author", "not permitted"),
        ('id = "local/', 'id = "elsewhere/', "whole", "must begin with local/"),
        (
            "verified = true",
            'verified = true\nguards = [{ circumstance = "weather", holds = true }]',
            "guards 1, circumstance",
            "'detained'",
        ),
        (
            "verified = true",
            'verified = true\nconditions = [{ need = "cash" }]',
            "conditions 1, bindingness",
            "required",
        ),
    ],
    ids=[
        "unknown need",
        "impossible date",
        "no date",
        "ends before it begins",
        "no truth value",
        "missing field",
        "unknown field",
        "of another act",
        "unknown circumstance",
        "condition without bindingness",
    ],
)
def test_a_fault_is_told_with_file_rule_and_field(
    old: str, new: str, place: str | None, reason: str
) -> None:
    with pytest.raises((RuleFileFault, RuleFileNotToml)) as raised:
        parse_act("local.toml", file_of(WAY.replace(old, new)))

    where, why = raised.value.where or "", raised.value.why or ""
    assert where.startswith("local.toml")
    assert place is None or place in where
    assert reason in why


def test_the_rule_is_named_by_its_id() -> None:
    with pytest.raises(RuleFileFault) as raised:
        parse_act("local.toml", file_of(WAY.replace('"address"', '"adress"')))

    assert raised.value.where == "local.toml, line 9, rule local/lent-by-the-municipality, need"


def test_several_faults_are_told_together() -> None:
    broken = WAY.replace('"address"', '"adress"').replace('"ordinary"', '"usual"')

    with pytest.raises(RuleFileFault) as raised:
        parse_act("local.toml", file_of(broken))

    assert "line 10, rule local/lent-by-the-municipality, kind" in (raised.value.why or "")


@pytest.mark.parametrize(
    ("faulty", "line"),
    [
        (WAY.replace("valid_to = 2019-12-31", "valid_to = 2009-12-31"), 15),
        (
            WAY + 'conditions = [\n    { need = "cash", bindingness = "statute" },\n    '
            '{ need = "adress", bindingness = "statute" },\n]\n',
            20,
        ),
        (WAY + 'guards = [{ circumstance = "weather", holds = true }]\n', 18),
        (WAY.replace("verified = true\n", ""), 6),
    ],
    ids=["ends before it begins", "the second condition", "a guard", "what is not there"],
)
def test_the_line_of_a_fault_is_named(faulty: str, line: int) -> None:
    with pytest.raises(RuleFileFault) as raised:
        parse_act("local.toml", file_of(faulty))

    assert f"local.toml, line {line}, rule local/lent-by-the-municipality" in (
        raised.value.where or ""
    )


@pytest.mark.parametrize(
    ("asked", "need"),
    [
        ('conditions = [{ need = "benefit", holds = false, bindingness = "statute" }]', "benefit"),
        ('conditions = [{ need = "cash", unless = true, bindingness = "factual" }]', "cash"),
        ('guards = [{ circumstance = "registration", holds = false }]', "registration"),
    ],
    ids=["a condition that does not hold", "a condition with unless", "a guard on a need"],
)
def test_a_rule_that_asks_that_a_need_is_not_met_is_refused(asked: str, need: str) -> None:
    with pytest.raises(NegationOverNeed, match=f"{need} is not met") as raised:
        parse_act("local.toml", file_of(WAY + asked))

    assert raised.value.where is not None
    assert raised.value.where.startswith("local.toml, line 18, rule local/lent-by")
    assert "circumstance" in (raised.value.help or "")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(RuleFileNotText, match="not text in UTF-8"):
        parse_act("local.toml", b"id = \xff")


def test_text_that_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(RuleFileNotToml) as raised:
        parse_act("local.toml", b'id = "local"\nthis is not TOML')

    assert "line 2" in (raised.value.why or "")


def test_a_rule_set_without_rules_is_refused() -> None:
    with pytest.raises(RuleFileWithoutRules) as refused:
        rule_set("local", {"local.toml": HEAD.encode()}, None)

    tables = ("ways", "endings", "consequences", "interventions", "terms", "deadlines")
    assert [each for each in tables if f"[[{each}]]" not in (refused.value.help or "")] == []


def test_an_act_in_two_files_is_refused() -> None:
    with pytest.raises(ActTwice, match="local stands in two files"):
        rule_set("x", {"a.toml": file_of(WAY), "b.toml": file_of(WAY)}, None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"format":"rule-set/2","name":"x","frozen_on":null,"files":{}}',
        b'{"format":"rule-set/1","name":"x","frozen_on":"soon","files":{}}',
        b'{"format":"rule-set/1","name":"x","frozen_on":null,"files":[]}',
        b'{"format":"rule-set/1","name":"x","frozen_on":null,"files":{"a":1}}',
    ],
    ids=["empty", "binary", "list", "bare", "newer", "no day", "files a list", "no text"],
)
def test_what_is_no_kept_rule_set_is_refused(content: bytes) -> None:
    with pytest.raises(RuleSetUnreadable):
        read_rule_set(content)
