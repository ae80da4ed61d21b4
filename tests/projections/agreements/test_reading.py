"""Agreements read from a ledger: offers under them, and those about one person."""

from pathlib import Path

import pytest

from ledger import Draft
from projections.agreement_cases import (
    agreements_of,
    all_agreements,
    became,
    offers_under,
    one_agreement,
)
from tests.domain.agreement_acts import numbered, offered, promise
from tests.ledger.making import existing_ledger, new_ledger
from tests.projections.agreements.streams import DAY, STREAMS, cases
from tests.projections.looking import Log, reader


@pytest.mark.parametrize("read_only", [False, True])
def test_offers_are_found_in_a_ledger_whether_or_not_it_may_be_written(
    tmp_path: Path, *, read_only: bool
) -> None:
    acts = [
        *numbered([promise(quantity=3)]),
        offered("2026-03-02", "p-1"),
        offered("2026-03-03", "p-2"),
        offered("2026-03-03", "p-3", None),
    ]
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        for place, act in enumerate(acts):
            envelope = act.envelope.model_copy(update={"event_id": f"n{place}"})
            assert act.body is not None
            ledger.append([Draft(envelope, act.body)])
    log = Log()
    with existing_ledger(str(tmp_path / "test.ledger"), tmp_path, read_only=read_only) as ledger:
        looking = reader(ledger, as_of=DAY, log=log)
        found = all_agreements(looking)
        offers = offers_under(looking, [each.agreement for each in found])

    assert [(each.person, each.agreement) for each in offers] == [("p-1", "a-1"), ("p-2", "a-1")]
    assert {subject for subjects, _, _ in log.lines for subject in subjects} == {
        "p-1",
        "p-2",
        "p-3",
    }


def test_nobody_is_read_for_offers_when_no_agreement_promises_a_number(tmp_path: Path) -> None:
    log = Log()
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        looking = reader(ledger, as_of=DAY, log=log)
        assert offers_under(looking, [cases()[0].agreement]) == ()

    assert log.lines == []


@pytest.mark.parametrize("read_only", [False, True])
def test_one_person_sees_the_agreements_about_his_or_her_case(
    tmp_path: Path, *, read_only: bool
) -> None:
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        for id in ("case", "quota", "meant"):
            for act in numbered(STREAMS[id]):
                envelope = act.envelope.model_copy(
                    update={
                        "stream": f"agreement:{id}",
                        "event_id": f"{id}-{act.envelope.event_id}",
                    }
                )
                assert act.body is not None
                ledger.append([Draft(envelope, act.body)])
    with existing_ledger(str(tmp_path / "test.ledger"), tmp_path, read_only=read_only) as ledger:
        looking = reader(ledger, as_of=DAY)
        meant = one_agreement(looking, "agreement:meant")

        assert [each.agreement.id for each in agreements_of(looking, "p-1")] == ["case"]
        assert one_agreement(looking, "nowhere") is None
        assert meant is not None
        assert became(looking, meant) is None
