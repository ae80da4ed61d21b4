"""A bank account and DigiD: what is needed to be paid, and to apply online."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_BANK: Final = (Need.BANK_ACCOUNT,)
_DIGID: Final = (Need.DIGID,)


class AccountRefusal(StrEnum):
    """Why a bank would not open an account."""

    NO_IDENTITY_DOCUMENT = "no-identity-document"
    NO_ADDRESS = "no-address"
    UNKNOWN_IDENTITY = "unknown-identity"
    OTHER_ACCOUNT = "other-account"
    FRAUD_RECORD = "fraud-record"
    OTHER = "other"


class BankAccountOpened(EventBody):
    """A bank account was opened."""

    about: ClassVar[About] = About(
        "bank-account-opened", 1, "bankrekening geopend", Recorder.BANK, _ORDINARY, _BANK
    )


class BankAccountRefused(EventBody):
    """A bank account was refused."""

    about: ClassVar[About] = About(
        "bank-account-refused", 1, "bankrekening geweigerd", Recorder.BANK, _ORDINARY, _BANK
    )
    reason: AccountRefusal


class BankAccountClosed(EventBody):
    """A bank account was closed."""

    about: ClassVar[About] = About(
        "bank-account-closed", 1, "bankrekening gesloten", Recorder.BANK, _ORDINARY, _BANK
    )


class DigidRequested(EventBody):
    """DigiD was asked for; the code to activate it goes to the registered address."""

    about: ClassVar[About] = About(
        "digid-requested", 1, "DigiD aangevraagd", Recorder.PERSON, _ORDINARY, _DIGID
    )


class DigidActivated(EventBody):
    """DigiD works."""

    about: ClassVar[About] = About(
        "digid-activated", 1, "DigiD geactiveerd", Recorder.PERSON, _ORDINARY, _DIGID
    )


AccountEvent = (
    BankAccountOpened | BankAccountRefused | BankAccountClosed | DigidRequested | DigidActivated
)
"""What happens to a bank account and DigiD."""
