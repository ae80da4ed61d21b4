"""A person is found by name or number, and what leads there is readable by nobody without keys."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import Ledger
from ledger.aliases import Alias, Aliases, AliasKind, _is_citizen_number
from ledger.errors import AliasEmpty, AliasFileUnreadable, AliasIsCitizenNumber, AliasMissing


def named(person: str, text: str) -> Alias:
    return Alias(person, AliasKind.NAME, text)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the aliases lie."""
    return tmp_path / "test.aliases"


@pytest.fixture
def aliases(file: Path, ledger: Ledger) -> Iterator[Aliases]:
    """An empty file of aliases of a ledger."""
    with Aliases(file, ledger, wait_seconds=1) as aliases:
        yield aliases


def test_a_person_is_found_by_any_words_of_a_name_in_any_order(aliases: Aliases) -> None:
    jose = named("p-1", "José de Vries")
    aliases.add(jose)
    aliases.add(named("p-2", "Jan de Vries"))

    assert aliases.find("VRIES jose") == (jose,)
    assert [each.person for each in aliases.find("de vries")] == ["p-1", "p-2"]
    assert aliases.find("vri") == ()


def test_a_number_is_found_as_a_name_is(aliases: Aliases) -> None:
    number = Alias("p-1", AliasKind.NUMBER, "V-2231")
    aliases.add(number)

    assert aliases.find("v 2231") == (number,)


def test_the_same_name_twice_is_kept_once(aliases: Aliases) -> None:
    assert aliases.add(named("p-1", "Jan de Vries"))
    assert not aliases.add(named("p-1", "jan de vries"))

    assert aliases.of("p-1") == (named("p-1", "Jan de Vries"),)


def test_two_persons_of_one_name_are_both_found(aliases: Aliases) -> None:
    aliases.add(named("p-2", "Jan Smit"))
    aliases.add(named("p-1", "Jan Smit"))

    assert [each.person for each in aliases.find("jan smit")] == ["p-1", "p-2"]


def test_a_name_that_was_removed_finds_nobody(aliases: Aliases, file: Path) -> None:
    aliases.add(named("p-1", "Jan Smit"))
    aliases.remove(named("p-1", "JAN SMIT"))

    assert aliases.find("smit") == ()
    assert words_in(file) == set()
    with pytest.raises(AliasMissing):
        aliases.remove(named("p-1", "Jan Smit"))


def test_nothing_in_the_file_can_be_read_without_the_keys(aliases: Aliases, file: Path) -> None:
    aliases.add(named("p-1", "Jan Zonderland"))

    content = file.read_bytes()
    assert b"Zonderland" not in content
    assert b"zonderland" not in content
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_ledgers_hash_one_name_differently(
    aliases: Aliases, file: Path, tmp_path: Path
) -> None:
    from tests.ledger.making import new_ledger

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other_file = elsewhere / "other.aliases"
    aliases.add(named("p-1", "Jan"))
    with (
        new_ledger(str(elsewhere / "other.db"), elsewhere) as other,
        Aliases(other_file, other, wait_seconds=1) as others,
    ):
        others.add(named("p-1", "Jan"))

    assert words_in(file).isdisjoint(words_in(other_file))


def words_in(file: Path) -> set[bytes]:
    with closing(sqlite3.connect(file)) as connection:
        return {row[0] for row in connection.execute("select word from words")}


def test_whose_key_was_destroyed_is_found_no_more_and_leaves_no_trace(
    aliases: Aliases, file: Path, tmp_path: Path
) -> None:
    aliases.add(named("p-1", "Jan Smit"))
    aliases.add(named("p-2", "Jan Smit"))
    keys = next(tmp_path.glob("*.keys"))
    with closing(sqlite3.connect(keys)) as connection, connection:
        connection.execute(
            "update data_keys set wrapped = null, destroyed_at = 1 where owner = 'p-1'"
        )
    aliases._ledger._keyring._by_owner.clear()
    aliases._ledger._keyring._by_id.clear()

    assert aliases.find("smit") == (named("p-2", "Jan Smit"),)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("select person from aliases").fetchall() == [("p-2",)]


@pytest.mark.parametrize("text", ["123456782", "123 456 782", "1234.56.782", "111222333"])
def test_a_citizen_service_number_is_refused(aliases: Aliases, text: str) -> None:
    with pytest.raises(AliasIsCitizenNumber):
        aliases.add(Alias("p-1", AliasKind.NUMBER, text))

    assert aliases.of("p-1") == ()


@pytest.mark.parametrize("text", ["123456789", "12345678", "V123456782", "1234567820"])
def test_another_number_is_taken(aliases: Aliases, text: str) -> None:
    assert aliases.add(Alias("p-1", AliasKind.NUMBER, text))


@given(st.integers(10_000_000, 99_999_999))
def test_of_eight_digits_at_most_one_ninth_makes_a_citizen_service_number(start: int) -> None:
    made = [last for last in range(10) if _is_citizen_number(f"{start}{last}")]

    weighed = sum(
        weight * int(digit) for weight, digit in zip(range(9, 1, -1), str(start), strict=True)
    )
    assert made == [last for last in range(10) if weighed % 11 == last]


@pytest.mark.parametrize("text", ["", " ", "--", "…"])
def test_what_has_no_words_is_refused(aliases: Aliases, text: str) -> None:
    with pytest.raises(AliasEmpty):
        aliases.add(named("p-1", text))
    with pytest.raises(AliasEmpty):
        aliases.find(text)


def test_a_file_that_is_something_else_is_refused(file: Path, ledger: Ledger) -> None:
    file.write_bytes(b"these are no aliases" * 100)

    with pytest.raises(AliasFileUnreadable):
        Aliases(file, ledger, wait_seconds=1)


def test_a_file_of_a_newer_version_is_refused(file: Path, ledger: Ledger) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("pragma user_version = 2")

    with pytest.raises(AliasFileUnreadable, match="newer version"):
        Aliases(file, ledger, wait_seconds=1)


def test_a_file_that_cannot_be_made_is_told(ledger: Ledger, tmp_path: Path) -> None:
    with (
        Aliases(tmp_path / "nowhere" / "test.aliases", ledger, wait_seconds=1) as aliases,
        pytest.raises(AliasFileUnreadable),
    ):
        aliases.add(named("p-1", "Jan"))


def test_looking_makes_no_file_and_finds_nobody(aliases: Aliases, file: Path) -> None:
    assert aliases.find("jan") == aliases.of("p-1") == ()
    with pytest.raises(AliasMissing):
        aliases.remove(named("p-1", "Jan"))

    assert not file.exists()
