"""What an error has to tell."""

from ledger.errors import LedgerError


def is_told(error: LedgerError) -> bool:
    """Whether a person learns what, where and what to do."""
    return bool(error.summary and error.where and error.help)
