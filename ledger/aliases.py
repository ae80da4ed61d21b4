"""By which names and numbers a person is known outside: encrypted, and never in the ledger.

A coordinator knows a name, the ledger a pseudonym. What leads from one to the other lies in a file
of its own beside the keys. Each alias is encrypted under the person's own key, so that it can be
read no more once that key is destroyed, with the events. It is found by keyed hashes of its words
(HMAC-SHA256 under a secret of the key file), so that the file alone tells neither names nor whether
a name is in it.
"""

from __future__ import annotations

import hmac
import json
import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from ledger.clock import to_microseconds
from ledger.errors import (
    AliasEmpty,
    AliasFileUnreadable,
    AliasIsCitizenNumber,
    AliasMissing,
    LedgerLocked,
)
from ledger.ledger import Ledger

_PURPOSE: Final = "alias"
_RIGHTS: Final = 0o600
_FORMAT: Final = 1
_SCHEMA: Final = f"""
pragma application_id = 1380009036;
pragma user_version = {_FORMAT};
create table aliases (
    id integer primary key,
    person text not null,
    sealed blob not null,
    created_at integer not null
) strict;
create index aliases_of_a_person on aliases (person);
create table words (
    word blob not null,
    alias integer not null references aliases (id) on delete cascade,
    primary key (word, alias)
) without rowid, strict;
create index words_of_an_alias on words (alias);
"""
_CITIZEN_NUMBER_DIGITS: Final = 9


class AliasKind(StrEnum):
    """What sort of thing a person is known by."""

    NAME = "name"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Alias:
    """One name or number of one person.

    Attributes:
        person: The pseudonym.
        kind: A name, or a number of a system such as that of the prison.
        text: The name or the number itself.
    """

    person: str
    kind: AliasKind
    text: str


class Aliases:
    """The file of aliases of one ledger; made with the first alias, and not to look for one.

    Args:
        path: The file.
        ledger: The ledger whose keys encrypt the aliases.
        wait_seconds: How long to wait for another process that writes.

    Raises:
        AliasFileUnreadable: It cannot be opened, or is something else.
    """

    def __init__(self, path: Path, ledger: Ledger, *, wait_seconds: float) -> None:
        self._path = path
        self._ledger = ledger
        self._wait_seconds = wait_seconds
        with self._errors_told():
            self._connection = self._open() if path.exists() else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    def add(self, alias: Alias) -> bool:
        """Keep an alias; return whether it is new.

        Raises:
            AliasEmpty: There is no letter or digit in it.
            AliasIsCitizenNumber: It is a citizen service number, which is kept nowhere here.
            AliasFileUnreadable: The file cannot be made, or not be written.
        """
        words = _words(alias.text)
        if not words:
            raise AliasEmpty
        if _is_citizen_number(alias.text):
            raise AliasIsCitizenNumber
        if any(_same(known, alias) for known in self.of(alias.person)):
            return False
        content = json.dumps({"kind": alias.kind, "text": alias.text}, ensure_ascii=False).encode()
        sealed = self._ledger.seal(alias.person, content, purpose=_PURPOSE)
        with self._errors_told():
            if self._connection is None:
                self._connection = self._make()
        with self._errors_told(), self._connection as connection:
            connection.execute("begin immediate")
            made = connection.execute(
                "insert into aliases (person, sealed, created_at) values (?, ?, ?)",
                (alias.person, sealed, to_microseconds(self._ledger.clock())),
            )
            connection.executemany(
                "insert into words (word, alias) values (?, ?)",
                [(self._hash(word), made.lastrowid) for word in sorted(words)],
            )
        return True

    def remove(self, alias: Alias) -> None:
        """Forget an alias of a person.

        Raises:
            AliasMissing: The person is not known by it.
        """
        for id, known in self._opened("person = ?", (alias.person,)):
            if _same(known, alias):
                self._delete(id)
                return
        raise AliasMissing(alias.person)

    def of(self, person: str) -> tuple[Alias, ...]:
        """Return the aliases of a person, oldest first."""
        return tuple(alias for _, alias in self._opened("person = ?", (person,)))

    def find(self, text: str) -> tuple[Alias, ...]:
        """Return the aliases that have all words of `text`, by person, oldest first.

        Capitals, accents and the order of the words make no difference.

        Raises:
            AliasEmpty: There is no letter or digit in it.
        """
        words = _words(text)
        if not words:
            raise AliasEmpty
        if self._connection is None:
            return ()
        having = " and ".join(
            "exists (select 1 from words where alias = aliases.id and word = ?)" for _ in words
        )
        found = self._opened(having, tuple(self._hash(word) for word in sorted(words)))
        return tuple(sorted((alias for _, alias in found), key=lambda alias: alias.person))

    def _opened(self, where: str, values: tuple[object, ...]) -> Iterator[tuple[int, Alias]]:
        if self._connection is None:
            return
        with self._errors_told():
            rows = self._connection.execute(
                f"select id, person, sealed from aliases where {where} order by id",  # noqa: S608
                values,
            ).fetchall()
        for id, person, sealed in rows:
            content = self._ledger.unseal(person, sealed, purpose=_PURPOSE)
            if content is None:
                # Whose key was destroyed is erased; what still led to them goes too.
                self._delete(id)
                continue
            kept = json.loads(content)
            yield id, Alias(person, AliasKind(kept["kind"]), kept["text"])

    def _delete(self, id: int) -> None:
        if self._connection is not None:
            with self._errors_told(), self._connection as connection:
                connection.execute("delete from aliases where id = ?", (id,))

    def _hash(self, word: str) -> bytes:
        return hmac.digest(self._index_key, word.encode(), sha256)

    @cached_property
    def _index_key(self) -> bytes:
        return hmac.digest(self._ledger.pseudonym_key(), b"alias words", "sha256")

    def _make(self) -> sqlite3.Connection:
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, _RIGHTS))
        return self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=self._wait_seconds, isolation_level=None, check_same_thread=False
        )
        for pragma in ("foreign_keys = on", "secure_delete = on", "synchronous = extra"):
            connection.execute(f"pragma {pragma}")
        version = connection.execute("pragma user_version").fetchone()[0]
        if version == 0:
            connection.executescript(f"begin immediate;{_SCHEMA}commit;")
        elif version != _FORMAT:
            connection.close()
            raise AliasFileUnreadable(self._path, "a newer version of this program made it")
        return connection

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise LedgerLocked(str(self._path), self._wait_seconds) from error
            raise AliasFileUnreadable(self._path, str(error)) from error
        except OSError as error:
            raise AliasFileUnreadable(self._path, error.strerror or str(error)) from error


def _words(text: str) -> frozenset[str]:
    """Return the words of a name or number as they are compared: no capitals, no accents."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return frozenset(re.findall(r"[^\W_]+", bare))


def _same(one: Alias, other: Alias) -> bool:
    return one.kind is other.kind and _words(one.text) == _words(other.text)


def _is_citizen_number(text: str) -> bool:
    """Return whether `text` has the form of a citizen service number (*BSN*): the test of eleven.

    Nine digits of which nine times the first, eight times the second, and so on to twice the
    eighth, less the last, is divisible by eleven (Besluit burgerservicenummer).
    """
    digits = [int(digit) for digit in re.sub(r"[\s.-]", "", text) if digit.isdecimal()]
    if len(digits) != _CITIZEN_NUMBER_DIGITS or re.search(r"[^\d\s.-]", text):
        return False
    total = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits[:-1], strict=True))
    return (total - digits[-1]) % 11 == 0
