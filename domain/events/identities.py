"""Two pseudonyms of one person, linked and unlinked; no stream, key or version ever moves.

What is said of two persons is one event in the stream of each, with one correlation. A link counts
where both streams say it, and is resolved whenever a person is read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.values import PersonId, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY


class LinkReason(StrEnum):
    """Why two pseudonyms are those of one person."""

    DUPLICATE_FILE = "duplicate-file"
    IDENTITY_ESTABLISHED = "identity-established"
    RETURNED_UNDER_NEW_PSEUDONYM = "returned-under-new-pseudonym"


class UnlinkReason(StrEnum):
    """Why two pseudonyms that were linked are those of two persons."""

    DIFFERENT_PERSONS = "different-persons"
    LINKED_IN_ERROR = "linked-in-error"
    IDENTITY_FRAUD = "identity-fraud"


class IdentitiesLinkProposed(EventBody):
    """Someone proposes that two pseudonyms be read as one person; another has to approve.

    Attributes:
        other: The other pseudonym.
        leads: Whether both would be read under the pseudonym in whose stream this stands.
        reason: Why.
    """

    about: ClassVar[About] = About(
        "identities-link-proposed", 1, "koppeling voorgesteld", Recorder.ANY, _ORDINARY
    )
    other: PersonId
    leads: bool
    reason: LinkReason


class IdentitiesLinked(EventBody):
    """Two pseudonyms are those of one person: proposed by one account, approved by another.

    Attributes:
        other: The other pseudonym.
        leads: Whether both are read under the pseudonym in whose stream this stands.
        reason: Why.
    """

    about: ClassVar[About] = About(
        "identities-linked", 1, "dossiers gekoppeld", Recorder.DATA_PROTECTION_OFFICER, _ORDINARY
    )
    other: PersonId
    leads: bool
    reason: LinkReason


class IdentitiesUnlinkProposed(EventBody):
    """Someone proposes that a link of two pseudonyms be undone; another has to approve.

    Attributes:
        other: The other pseudonym.
        reason: Why.
    """

    about: ClassVar[About] = About(
        "identities-unlink-proposed", 1, "ontkoppeling voorgesteld", Recorder.ANY, _ORDINARY
    )
    other: PersonId
    reason: UnlinkReason


class IdentitiesUnlinked(EventBody):
    """Two pseudonyms that were linked are those of two persons, from this event on.

    Attributes:
        other: The other pseudonym.
        reason: Why.
    """

    about: ClassVar[About] = About(
        "identities-unlinked", 1, "dossiers ontkoppeld", Recorder.DATA_PROTECTION_OFFICER, _ORDINARY
    )
    other: PersonId
    reason: UnlinkReason


IdentityEvent = (
    IdentitiesLinkProposed | IdentitiesLinked | IdentitiesUnlinkProposed | IdentitiesUnlinked
)
"""Whose histories are read together; it changes no need."""
