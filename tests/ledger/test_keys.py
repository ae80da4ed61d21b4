"""Keys: one for each owner and class, on disk before they are used, and gone when destroyed."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger import create_ledger, open_ledger
from ledger.errors import KeyFileUnreadable
from ledger.key_file import create_key_file
from ledger.keys import Keyring
from tests.ledger.making import BLOCKED, draft, drafts, repeating, standing

NONCE = bytes(12)
LEDGER_ID = "6f1c9e3a-0000-4000-8000-000000000001"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A key file without keys."""
    path = tmp_path / "test.keys"
    create_key_file(path, LEDGER_ID, bound=b"", clock=standing(), randomness=repeating("master"))
    return path


@pytest.fixture
def keyring(path: Path) -> Iterator[Keyring]:
    """The key file, open."""
    keyring = opened(path)
    yield keyring
    keyring.close()


def opened(path: Path, seed: str = "") -> Keyring:
    return Keyring(
        path,
        LEDGER_ID,
        read_only=False,
        wait_seconds=5,
        clock=standing(),
        randomness=repeating(seed),
    )


def opens(keyring: Keyring, other: Keyring, owner: tuple[str, str]) -> bool:
    """Whether what one encrypts for an owner, the other decrypts."""
    key = keyring.living([owner])[owner]
    sealed = key.cipher.encrypt(NONCE, b"body", None)
    again = other.by_id(key.id)
    return again is not None and again.cipher.decrypt(NONCE, sealed, None) == b"body"


def destroy(path: Path, key_id: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "update data_keys set wrapped = null, destroyed_at = 1 where key_id = ?", (key_id,)
        )
    connection.close()


def test_each_owner_and_class_has_one_key(keyring: Keyring) -> None:
    owners = [("p-1", "O"), ("p-1", "C"), ("p-1", "H"), ("p-2", "O")]

    keys = keyring.living(owners)
    again = keyring.living(owners)

    assert len({key.id for key in keys.values()}) == 4
    assert again == keys


def test_a_key_is_on_disk_when_it_is_given(path: Path, keyring: Keyring) -> None:
    other = opened(path, "other")

    assert opens(keyring, other, ("p-1", "O"))
    other.close()


def test_processes_that_meet_a_new_person_at_once_agree_on_the_key(path: Path) -> None:
    rings = [opened(path, f"ring{number}") for number in range(4)]
    owners = [(f"p-{number}", "O") for number in range(20)]

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda ring: ring.living(owners), rings))

    assert all(
        {owner: key.id for owner, key in keys.items()}
        == {owner: key.id for owner, key in given[0].items()}
        for keys in given
    )
    for ring in rings:
        ring.close()


def test_no_key_lies_open_in_the_key_file(path: Path, keyring: Keyring) -> None:
    key = keyring.living([("p-1", "O")])["p-1", "O"]
    raw = repeating("")(16 + 32)[16:]

    assert AESGCM(raw).decrypt(NONCE, key.cipher.encrypt(NONCE, b"body", None), None) == b"body"
    assert raw not in path.read_bytes()


def test_a_wrapped_key_works_for_its_owner_only(path: Path, keyring: Keyring) -> None:
    """Who can write to the key file cannot give one person the key of another."""
    keyring.living([("p-1", "O"), ("p-2", "O")])
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "update data_keys set wrapped = (select wrapped from data_keys where owner = 'p-1')"
            " where owner = 'p-2'"
        )
    connection.close()

    other = opened(path)
    with pytest.raises(KeyFileUnreadable, match="has been altered"):
        other.living([("p-2", "O")])
    other.close()


def test_a_destroyed_key_is_gone_and_its_owner_gets_a_new_one(path: Path, keyring: Keyring) -> None:
    old = keyring.living([("p-1", "O")])["p-1", "O"]
    destroy(path, old.id)

    other = opened(path, "other")
    new = other.living([("p-1", "O")])["p-1", "O"]

    assert other.by_id(old.id) is None
    assert new.id != old.id
    other.close()


@pytest.mark.parametrize(
    "statement",
    [
        "delete from data_keys",
        "update data_keys set wrapped = x'00', destroyed_at = null",
        "insert or replace into data_keys select key_id, owner, 'O', 0, x'00', null from data_keys",
    ],
    ids=["deleted", "revived", "replaced"],
)
def test_a_destroyed_key_never_comes_back(path: Path, keyring: Keyring, statement: str) -> None:
    destroy(path, keyring.living([("p-1", "O")])["p-1", "O"].id)
    connection = sqlite3.connect(path)
    connection.execute("pragma recursive_triggers = on")

    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)

    connection.close()


def test_a_key_that_the_file_does_not_have_is_an_error(keyring: Keyring) -> None:
    with pytest.raises(KeyError):
        keyring.by_id("00" * 16)


def test_keys_without_events_do_no_harm(tmp_path: Path) -> None:
    """What is left when a process dies after it made keys and before it recorded anything."""
    path = tmp_path / "test.ledger"
    with create_ledger(path) as ledger:
        (key,) = ledger._keyring.living([("p-1", "O")]).values()

    with open_ledger(path) as ledger:
        ledger.append(drafts(3, persons=2))

        assert ledger.verify().holds
        assert b'"key":"' + key.id.encode() in stored_envelopes(path)[0]


def test_a_body_is_stored_under_the_key_of_its_person_and_class(tmp_path: Path) -> None:
    path = tmp_path / "test.ledger"
    with create_ledger(path) as ledger:
        ledger.append(
            [
                draft("e1"),
                draft("e2", body=BLOCKED),
                draft("e3", "agreement:a-1", subjects=("p-1",)),
                draft("e4", "agreement:a-1", subjects=("p-1", "p-2")),
            ]
        )
        owners = ledger._keyring._connection.execute(
            "select owner, privacy_class from data_keys order by 1"
        ).fetchall()

    assert owners == [("agreement:a-1", "O"), ("p-1", "O")]


def test_no_body_lies_open_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "test.ledger"
    with create_ledger(path) as ledger:
        ledger.append([draft("e1", body=BLOCKED)])

    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert BLOCKED.about.type.encode() in everything
    assert BLOCKED.reason.value.encode() not in everything


def stored_envelopes(path: Path) -> list[bytes]:
    connection = sqlite3.connect(path)
    rows = connection.execute("select envelope from ledger_events order by position").fetchall()
    connection.close()
    return [envelope for (envelope,) in rows]


def test_the_secret_for_pseudonyms_stays_the_same_for_a_ledger_and_is_kept_wrapped(
    path: Path,
) -> None:
    first = opened(path)
    secret = first.pseudonym_key()
    first.close()
    again = opened(path, "other chance")

    assert secret == again.pseudonym_key()
    assert len(secret) == 32
    assert secret not in path.read_bytes()
    again.close()


def test_two_ledgers_make_different_pseudonyms(tmp_path: Path) -> None:
    with (
        create_ledger(tmp_path / "one.ledger") as one,
        create_ledger(tmp_path / "two.ledger") as two,
    ):
        assert one.pseudonym_key() != two.pseudonym_key()
