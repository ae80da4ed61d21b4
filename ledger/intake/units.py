"""What one line or row becomes: events that are recorded together or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.acts import Draft
from ledger.intake.lines import RawLine


@dataclass(frozen=True, slots=True)
class Unit:
    """The events of one line; none when the line says nothing that is recorded."""

    raw: RawLine
    drafts: tuple[Draft, ...]
