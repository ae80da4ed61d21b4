"""The test cases that `eventsourcing` publishes for every recorder pass over the ledger."""

import os
from datetime import date
from pathlib import Path
from unittest import TestCase, defaultTestLoader
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests import persistence as published

from domain.envelope import Envelope
from domain.values import PrivacyClass
from ledger import Ledger, create_ledger
from ledger.recorder import AggregateLedgerRecorder, LedgerRecorder

NAMES = {"topic": "topic/1"} | {f"topic{number}": f"topic-{number}/1" for number in range(1, 5)}


def envelope_of(event: StoredEvent) -> Envelope:
    """What the library's cases leave open: an act of nobody in particular, about nobody."""
    return Envelope(
        event_id=f"{event.originator_id}/{event.originator_version}",
        source="urn:library-cases",
        stream=str(event.originator_id),
        type=NAMES[event.topic],
        occurred_on=date(2026, 3, 2),
        actor="office",
        role="tester",
        organisation="Library",
        recorded_by="tester",
        purpose="test",
        legal_basis="none",
        privacy_class=PrivacyClass.ORDINARY,
    )


class OverALedger(TestCase):
    """What each case needs: a ledger, and streams named as a ledger names them."""

    __test__ = False
    ledger: Ledger

    def new_originator_id(self) -> str:
        return f"organisation:o{uuid4().hex}"

    def create_recorder(self) -> LedgerRecorder:
        return self.ledger.recorder(envelope_of, NAMES)


class AggregateCase(OverALedger, published.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateLedgerRecorder:  # type: ignore[override]
        ledger = self.ledger
        return AggregateLedgerRecorder(
            ledger._store,
            ledger._keyring,
            ledger._opener,
            envelope_of=envelope_of,
            names=NAMES,
            clock=ledger.clock,
            randomness=os.urandom,
        )


class ApplicationCase(OverALedger, published.ApplicationRecorderTestCase[LedgerRecorder]):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TrackingCase(OverALedger, published.TrackingRecorderTestCase):
    pass


class ProcessCase(OverALedger, published.ProcessRecorderTestCase):
    pass


CASES = [
    pytest.param(case, name, id=f"{case.__name__}-{name}")
    for case in (AggregateCase, ApplicationCase, TrackingCase, ProcessCase)
    for name in defaultTestLoader.getTestCaseNames(case)
]


@pytest.mark.parametrize(("case", "name"), CASES)
def test_a_published_case_passes(
    case: type[OverALedger], name: str, ledger_url: str, tmp_path: Path
) -> None:
    with create_ledger(ledger_url, keys=tmp_path / "test.keys") as ledger:
        test = case(name)
        test.ledger = ledger

        test.debug()


def test_every_published_case_is_run() -> None:
    assert len(CASES) == 13
