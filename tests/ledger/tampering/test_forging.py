"""What somebody can do who computes every hash anew, and what only a root kept elsewhere shows."""

from typing import Any

import orjson

from ledger import FaultKind, Ledger
from ledger.opening import recomputed_leaf
from ledger.schema import EVENTS, HEAD
from ledger.sessions import EventRow
from ledger.tree import Tree
from tests.ledger.tampering.altering import COUNT, VICTIM, alter, found, rows


def recomputed(altered: list[EventRow]) -> list[Any]:
    """Compute leaves, roots and head anew, as somebody could who has every right to the store."""
    tree = Tree()
    statements = []
    for row in altered:
        leaf = recomputed_leaf(row)
        root = tree.append(leaf)
        statements.append(
            EVENTS.update()
            .where(EVENTS.c.position == row.position)
            .values(row._replace(leaf=leaf, root=root)._asdict())
        )
    last = altered[-1].recorded_at
    head = {"position": tree.size, "peaks": tree.to_bytes(), "root": tree.root()}
    return [*statements, HEAD.update().values(head | {"recorded_at": last})]


def test_an_envelope_cannot_be_forged_without_the_keys(ledger: Ledger) -> None:
    """The body is bound to its envelope, so computing all hashes anew is not enough."""
    altered = rows(ledger)
    victim = altered[VICTIM - 1]
    fields = orjson.loads(victim.envelope) | {"organisation": "Breda"}
    forged = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    altered[VICTIM - 1] = victim._replace(envelope=forged)

    alter(ledger, *recomputed(altered))

    assert (VICTIM, FaultKind.KEY) in found(ledger)


def test_a_time_cannot_be_forged_unseen_while_the_stream_goes_on(ledger: Ledger) -> None:
    """The next envelope of the stream carries the leaf, and is bound to its body in turn."""
    altered = rows(ledger)
    altered[0] = altered[0]._replace(recorded_at=altered[0].recorded_at - 1)

    alter(ledger, *recomputed(altered))

    assert found(ledger) == [(4, FaultKind.LINK)]


def test_the_ledger_alone_does_not_know_that_its_end_was_computed_anew(ledger: Ledger) -> None:
    """What nothing follows in its stream can be moved in time; a root kept elsewhere shows it."""
    kept = ledger.head()
    altered = rows(ledger)
    altered[-1] = altered[-1]._replace(recorded_at=altered[-1].recorded_at + 1)

    alter(ledger, *recomputed(altered))

    assert ledger.verify().holds
    assert ledger.head_at(COUNT).root != kept.root


def test_the_ledger_alone_does_not_know_that_its_end_was_cut_off(ledger: Ledger) -> None:
    """With the head moved back too, nothing is missing; a root kept elsewhere shows it."""
    kept = ledger.head()

    alter(
        ledger,
        EVENTS.delete().where(EVENTS.c.position > VICTIM),
        *recomputed(rows(ledger)[:VICTIM]),
    )

    assert ledger.verify().holds
    assert ledger.head().position < kept.position
