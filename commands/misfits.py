"""What would not fit any more once an event or a correction is recorded: asked before it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from commands.clock import clock
from commands.context import settings
from commands.event_errors import DoesNotFit
from commands.output import note
from commands.texts import text

if TYPE_CHECKING:
    from domain.agreements.findings import AgreementFinding
    from domain.envelope import Act
    from domain.finding_kinds import Finding
    from ledger import Draft, Ledger


def ask_when_it_does_not_fit(
    ctx: click.Context, ledger: Ledger, acts: Sequence[Act], draft: Draft
) -> None:
    """Ask whether to record what does not fit with what is read as one with it.

    Args:
        ctx: The context of the command.
        ledger: Where it is to be recorded.
        acts: What was recorded in its stream, and in those that are read as one with it.
        draft: What is to be recorded.

    Raises:
        DoesNotFit: Nobody can be asked, or the answer was no.
    """
    from projections.language import say

    found = _would_find(ledger, acts, draft)
    if not found:
        return
    language = settings(ctx).language
    sentences = [f"{day}: {say(language, key)}" for day, key in found]
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise DoesNotFit(draft.envelope.stream, sentences)
    note("\n".join(sentences))
    if not click.confirm(text(language, "record-anyway"), err=True):
        raise DoesNotFit(draft.envelope.stream, sentences)


def _would_find(ledger: Ledger, acts: Sequence[Act], draft: Draft) -> list[tuple[date, str]]:
    """Return what would not fit any more: since when, and the key of its sentence."""
    from domain.envelope import Act

    if any(act.key == draft.key for act in acts):
        return []
    new = Act(
        position=ledger.head().position + 1,
        version=len(acts) + 1,
        recorded_at=draft.recorded_at or clock()(),
        envelope=draft.envelope,
        body=draft.body,
    )
    stream = draft.envelope.stream
    before = _misfits(stream, acts)
    after = _misfits(stream, [*acts, new])
    # What did not fit before and is corrected names the correction too, and is no news by that.
    by = None if new.envelope.corrects is None else new.envelope.event_id
    return [(each.on, key) for each, key in after.items() if _without(each, by) not in before]


def _without(found: Finding | AgreementFinding, event: str | None) -> Finding | AgreementFinding:
    if event is None:
        return found
    return replace(found, events=tuple(each for each in found.events if each != event))


def _misfits(stream: str, acts: Sequence[Act]) -> dict[Finding | AgreementFinding, str]:
    """Return what does not fit in a stream, each with the key of its sentence."""
    from domain.agreements.agreement import agreement_id
    from domain.agreements.misfits import misfits_of
    from domain.findings import findings_of
    from domain.values import StreamKind

    if stream.startswith(f"{StreamKind.AGREEMENT}:"):
        found = misfits_of(agreement_id(stream), acts)
        return {each: f"agreement_finding.{each.kind}" for each in found}
    return {each: f"findings.{each.kind}" for each in findings_of(acts)}
