"""Read tables are made again online, compared without being changed, stopped, and gone on with."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from ledger import Ledger
from ledger.tracking import catch_up
from projections.audit import AuditTrail
from projections.audit_query import Query
from projections.cases import CaseTable
from projections.reading import all_findings, audit_of, case_rows
from projections.rebuilding import abandon_all, check_all, rebuild_all
from tests.commands.shell import Typing
from tests.ledger.making import existing_ledger, key_path, new_ledger
from tests.projections.altering import UNLIKE, alter, unlike
from tests.projections.looking import (
    NOW,
    TODAY,
    fill_with_article,
    kept_form,
    reader,
    rule_set,
)


@pytest.fixture
def ledger(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """The article's persons, with every read table made."""
    with new_ledger(ledger_url, tmp_path, rehearsal=True, clock=lambda: NOW) as ledger:
        fill_with_article(ledger)
        ledger.keep_rule_set(*kept_form("seed-2007"))
        case_rows(reader(ledger), rule_set("seed-2007"), TODAY)
        all_findings(reader(ledger), TODAY)
        audit_of(reader(ledger), Query())
        yield ledger


def everything(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the read tables and of how far they have come."""
    names = ("audit", "audit_persons", "cases", "answers", "findings")
    tables = [*(f"view_{name}" for name in names), "ledger_tracking"]
    statements = {table: text(f"select * from {table}") for table in tables}  # noqa: S608
    with ledger.connection(write=False) as connection:
        return {
            table: sorted((tuple(row) for row in connection.execute(statement)), key=str)
            for table, statement in statements.items()
        }


def test_a_check_finds_nothing_in_tables_that_are_right(ledger: Ledger) -> None:
    found = check_all(ledger, TODAY)

    assert [each.equal for each in found] == [True, True, True]
    assert [each.rows for each in found] == [144, 10, 1]


def test_a_check_names_what_differs_and_changes_nothing(ledger: Ledger) -> None:
    alter(ledger)
    before = everything(ledger)

    found = check_all(ledger, TODAY)

    assert unlike(found) == UNLIKE
    assert everything(ledger) == before


def test_a_rebuild_names_the_same_differences_and_puts_them_right(ledger: Ledger) -> None:
    alter(ledger)

    assert unlike(rebuild_all(reader(ledger), rule_set("seed-2007"))) == UNLIKE
    assert all(each.equal for each in check_all(ledger, TODAY))


def test_a_check_can_be_made_of_a_ledger_that_is_only_read(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    alter(ledger)

    with existing_ledger(ledger_url, tmp_path, read_only=True, clock=lambda: NOW) as only_read:
        assert unlike(check_all(only_read, TODAY)) == UNLIKE


def test_answers_that_time_alone_has_overtaken_are_no_difference(ledger: Ledger) -> None:
    found = check_all(ledger, TODAY.replace(year=TODAY.year + 3))

    assert all(each.equal for each in found)


@pytest.mark.usefixtures("ledger")
def test_answers_whose_key_was_destroyed_are_no_difference(ledger_url: str, tmp_path: Path) -> None:
    keys = sqlite3.connect(key_path(tmp_path))
    with keys:
        keys.execute(
            "update data_keys set wrapped = null, destroyed_at = 1"
            " where owner = 'p-0421' and privacy_class = 'H'"
        )
    keys.close()

    with existing_ledger(ledger_url, tmp_path, clock=lambda: NOW) as again:
        assert all(each.equal for each in check_all(again, TODAY))


class StopError(Exception):
    """Somebody pressed Ctrl-C."""


def test_a_rebuild_that_was_stopped_while_it_judged_goes_on_with_who_is_left(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.reading._AT_ONCE", 2)

    def stop(done: int, _: int) -> None:
        if done == 4:
            raise StopError

    judged: list[tuple[int, int]] = []
    resumed: list[tuple[str, int]] = []
    with pytest.raises(StopError):
        rebuild_all(reader(ledger), rule_set("seed-2007"), stop, ["cases"])

    [found] = rebuild_all(
        reader(ledger),
        rule_set("seed-2007"),
        lambda *so_far: judged.append(so_far),
        ["cases"],
        lambda *facts: resumed.append(facts),
    )

    assert found.equal
    assert found.rows == 10
    assert resumed == [("cases", 72)]
    assert judged == [(1, 1)]


def test_only_the_projections_asked_for_are_touched(ledger: Ledger) -> None:
    alter(ledger)

    assert unlike(rebuild_all(reader(ledger), rule_set("seed-2007"), names=["audit"])) == {
        "audit": UNLIKE["audit"]
    }
    assert unlike(check_all(ledger, TODAY)) == UNLIKE | {"audit": ()}


def test_what_is_half_built_is_dropped_by_name(ledger: Ledger) -> None:
    def stop(*_: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        rebuild_all(reader(ledger), rule_set("seed-2007"), stop, ["audit"])

    assert abandon_all(ledger) == {"audit": 72, "cases": None, "findings": None}
    assert abandon_all(ledger) == {"audit": None, "cases": None, "findings": None}


def test_tables_of_another_definition_are_made_and_not_compared(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    alter(ledger)
    monkeypatch.setattr(CaseTable, "version", CaseTable.version + 1)

    [checked] = check_all(ledger, TODAY, names=["cases"])
    [found] = rebuild_all(reader(ledger), rule_set("seed-2007"), names=["cases"])

    assert (checked.comparable, checked.equal) == (False, None)
    assert (found.was, found.version, found.equal) == (checked.was, checked.version, None)
    assert [each.equal for each in check_all(ledger, TODAY, names=["cases"])] == [True]


def test_a_question_to_older_tables_is_answered_and_says_what_it_waits_for(
    monday: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = monday("audit", "--limit", "3", "--json")
    was = AuditTrail.version
    monkeypatch.setattr(AuditTrail, "version", was + 1)

    first = monday("audit", "--limit", "3", "--json")
    second = monday("audit", "--limit", "3", "--json")
    dutch = monday("rebuild", "audit", "--lang", "nl")

    assert (first.status, first.out) == (0, expected.out)
    assert f"tables of audit are of an older definition ({was}, now {was + 1})" in first.err
    assert "older definition" not in second.err
    assert "gelijk" in dutch.out


def test_a_rebuild_beforehand_leaves_nothing_to_wait_for(
    monday: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday("audit")
    was = AuditTrail.version
    monkeypatch.setattr(AuditTrail, "version", was + 1)

    checked = monday("rebuild", "--check", "audit")
    rebuilt = monday("rebuild", "audit")
    asked = monday("audit")

    assert f"of an older definition ({was}, now {was + 1}), so not compared" in checked.out
    assert (rebuilt.status, rebuilt.err) == (0, "")
    assert "older definition" not in asked.err


def test_a_deep_verification_compares_the_read_tables_too(monday: Typing, tmp_path: Path) -> None:
    monday("rebuild", "--rules", "seed-2007")
    right = monday("verify", "--deep")
    with sqlite3.connect(tmp_path / "reintegration.db") as connection:
        connection.execute("update view_cases set position = 3 where person = 'p-0418'")
    connection.close()

    wrong = monday("verify", "--deep")
    data = monday("verify", "--deep", "--json").data
    shallow = monday("verify")
    checked = monday("rebuild", "--check", "cases", "--json")

    assert (right.status, wrong.status, shallow.status, checked.status) == (0, 7, 0, 7)
    assert "hold what those events give" in right.out
    assert shallow.out.startswith("Not checked: the tables that reports and the audit are read")
    assert wrong.out.startswith(
        "Of the tables that reports and the audit are read from, these hold something else than "
        "the events give: cases."
    )
    assert "cases: p-0418" in wrong.err
    assert [each["projection"] for each in data["read_tables"] if not each["equal"]] == ["cases"]
    assert [row["different"] for row in checked.data] == [["p-0418"]]


def test_a_ledger_whose_tables_are_not_made_yet_does_not_sound_altered(monday: Typing) -> None:
    monday("audit")

    imported = monday("verify", "--deep")
    in_dutch = monday("verify", "--deep", "--lang", "nl")

    assert (imported.status, in_dutch.status) == (0, 0)
    assert "these hold what those events give: audit." in imported.out
    assert "there is nothing to compare yet: cases, findings." in imported.out
    assert "something else" not in imported.out
    assert "er is nog niets te vergelijken: cases, findings." in in_dutch.out
    assert "iets anders" not in in_dutch.out


def test_a_deep_verification_does_not_call_tables_of_an_older_definition_altered(
    monday: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday("audit")
    monkeypatch.setattr(AuditTrail, "version", AuditTrail.version + 1)

    checked = monday("verify", "--deep")

    assert checked.status == 0
    assert "made again when they are next read, so not compared: audit." in checked.out
    assert "something else" not in checked.out


def test_nothing_half_built_is_said_and_two_wishes_at_once_are_refused(monday: Typing) -> None:
    both = monday("rebuild", "--check", "--abandon")
    unknown = monday("rebuild", "nothing")
    none = monday("rebuild", "--abandon", "findings", "--lang", "nl")

    assert (both.status, unknown.status, none.status) == (2, 2, 0)
    assert "findings: er was niets half gebouwd." in none.out


def test_what_was_half_built_by_a_rebuild_is_told_when_it_goes_on(
    monday: Typing, tmp_path: Path
) -> None:
    from ledger import open_ledger
    from ledger.rebuild import build

    monday("audit")
    with open_ledger(tmp_path / "reintegration.db") as ledger:
        catch_up(ledger, AuditTrail())
        build(ledger, AuditTrail())

    answer = monday("rebuild", "audit")

    assert answer.status == 0
    assert "audit: goes on from position 72" in answer.err
