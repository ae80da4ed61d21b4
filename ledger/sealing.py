"""How what is computed of a person is kept in the store: encrypted, as the bodies of events are.

A read table copies what bodies say. Sealed, the copy opens as little as they do without the keys,
and is lost with the person's key. The key is of the class of health, the narrowest, because an
answer may rest on events of every class.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from cryptography.exceptions import InvalidTag

from domain.values import PrivacyClass
from ledger.identifiers import Randomness
from ledger.key_file import NONCE_BYTES
from ledger.keys import Keyring, Owner

_ID_BYTES: Final = 16


class SealBroken(Exception):
    """Sealed bytes that were altered or moved; whoever reads them makes them again."""


class Sealer:
    """Seals and opens bytes about persons: id of the key, nonce, AES-256-GCM.

    Args:
        keyring: The keys of the persons.
        randomness: Gives nonces.
    """

    def __init__(self, keyring: Keyring, randomness: Randomness) -> None:
        self._keyring = keyring
        self._randomness = randomness

    def prepare(self, persons: Iterable[str]) -> None:
        """Make the keys of many persons at once, before `seal` asks for them one by one."""
        self._keyring.living(map(_owner, persons))

    def seal(self, person: str, content: bytes, purpose: str) -> bytes:
        """Encrypt `content`, bound to a person and a purpose."""
        owner = _owner(person)
        key = self._keyring.living([owner])[owner]
        nonce = self._randomness(NONCE_BYTES)
        bound = _bound_to(person, purpose)
        return bytes.fromhex(key.id) + nonce + key.cipher.encrypt(nonce, content, bound)

    def unseal(self, person: str, sealed: bytes, purpose: str) -> bytes | None:
        """Return what was sealed, or None when its key has been destroyed.

        Raises:
            SealBroken: It is not what was sealed for this person and purpose.
        """
        nonce_end = _ID_BYTES + NONCE_BYTES
        try:
            key = self._keyring.by_id(sealed[:_ID_BYTES].hex())
            if key is None:
                return None
            return key.cipher.decrypt(
                sealed[_ID_BYTES:nonce_end], sealed[nonce_end:], _bound_to(person, purpose)
            )
        except (KeyError, InvalidTag, ValueError) as error:
            raise SealBroken from error


def _owner(person: str) -> Owner:
    return person, PrivacyClass.HEALTH.value


def _bound_to(person: str, purpose: str) -> bytes:
    return json.dumps(["sealed", purpose, person]).encode()
