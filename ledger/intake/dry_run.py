"""What the ledger would do with events, without doing it."""

from __future__ import annotations

from dataclasses import replace

from ledger.acts import Draft, Receipt, is_same_content
from ledger.errors import Erased, KeyReused
from ledger.ledger import Ledger


class DryRun:
    """Answers like a ledger that records, and records nothing.

    It remembers the key and content of every event that would have been added, as the ledger
    would, and so takes memory for each of them.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._would_be: dict[tuple[str, str], tuple[Draft, Receipt]] = {}
        self._position = ledger.head().position

    def append(self, drafts: list[Draft]) -> list[Receipt]:
        """Return the receipts that the ledger would give; versions are left at 0.

        Raises:
            KeyReused: A draft has the source and event id of another act.
            Erased: A draft was recorded before and has been erased since.
        """
        before = self._position
        new: dict[tuple[str, str], tuple[Draft, Receipt]] = {}
        receipts = []
        try:
            for draft in drafts:
                receipt = self._receipt(draft, new)
                receipts.append(receipt)
        except (KeyReused, Erased):
            self._position = before
            raise
        self._would_be |= new
        return receipts

    def _receipt(self, draft: Draft, new: dict[tuple[str, str], tuple[Draft, Receipt]]) -> Receipt:
        known = new.get(draft.key) or self._would_be.get(draft.key)
        if known is not None:
            first, receipt = known
            if not is_same_content(first, draft):
                raise KeyReused(first, draft)
            return replace(receipt, replayed=True)
        source, event_id = draft.key
        for act in self._ledger.find(event_id, source):
            if act.body is None:
                raise Erased(source, event_id, act.position)
            if not is_same_content(act, draft):
                raise KeyReused(act, draft)
            return Receipt(
                act.position, act.version, act.recorded_at, event_id, source, replayed=True
            )
        self._position += 1
        receipt = Receipt(self._position, 0, self._ledger.clock(), event_id, source, replayed=False)
        new[draft.key] = draft, receipt
        return receipt
