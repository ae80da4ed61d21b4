"""What every error of a ledger is."""

from __future__ import annotations

from typing import ClassVar

from domain.errors import Problem


class LedgerError(Problem):
    """Anything that the ledger can complain of."""

    code: ClassVar[str] = "LG0000"
