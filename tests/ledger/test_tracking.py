"""Projections get every act exactly once, and can be made again to equal content."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table

from domain.envelope import Act
from ledger import Ledger
from ledger.errors import NewerProjection, ReadOnlyLedger
from ledger.rebuild import rebuild
from ledger.tracking import catch_up
from tests.ledger.making import drafts, existing_ledger, new_ledger
from tests.ledger.seen import VIEW, Seen, position_of, positions_seen


class Failing(Seen):
    """Fails at a position, after it has written."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Sequence[Table]) -> None:
        super().apply(connection, acts, tables)
        if any(act.position == self.at for act in acts):
            raise RuntimeError


@pytest.mark.parametrize("batch", [1, 4, 1000])
def test_a_projection_takes_in_every_act_once(ledger: Ledger, batch: int) -> None:
    ledger.append(drafts(10))

    assert catch_up(ledger, Seen(), batch=batch) == 10
    ledger.append(drafts(3, first=11))
    assert catch_up(ledger, Seen(), batch=batch) == 13
    assert catch_up(ledger, Seen(), batch=batch) == 13

    assert positions_seen(ledger) == list(range(1, 14))
    assert position_of(ledger, Seen()) == 13


def test_a_projection_of_an_empty_ledger_has_its_tables(ledger: Ledger) -> None:
    assert position_of(ledger, Seen()) == 0
    assert catch_up(ledger, Seen()) == 0
    assert positions_seen(ledger) == []


def test_rows_and_position_are_committed_together(ledger: Ledger) -> None:
    ledger.append(drafts(10))

    with pytest.raises(RuntimeError):
        catch_up(ledger, Failing(at=6), batch=4)

    assert positions_seen(ledger) == [1, 2, 3, 4]
    assert position_of(ledger, Seen()) == 4
    assert catch_up(ledger, Seen()) == 10
    assert positions_seen(ledger) == list(range(1, 11))


def test_a_runner_that_was_overtaken_goes_on_from_where_the_other_came(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    ledger.append(drafts(10))
    catch_up(ledger, Seen())
    ledger.append(drafts(10, first=11))
    walk = ledger.walk
    overtaken = False

    def walk_slowly(after: int = 0, up_to: int | None = None, *, batch: int = 1000) -> object:
        nonlocal overtaken
        acts = list(walk(after, up_to, batch=batch))
        if not overtaken:
            overtaken = True
            with existing_ledger(ledger_url, tmp_path) as other:
                catch_up(other, Seen())
        return iter(acts)

    ledger.walk = walk_slowly  # type: ignore[assignment, method-assign]

    assert catch_up(ledger, Seen()) == 20
    assert overtaken
    assert positions_seen(ledger) == list(range(1, 21))


def test_a_rebuilt_projection_has_equal_content(ledger: Ledger) -> None:
    ledger.append(drafts(10))
    catch_up(ledger, Seen())
    before = positions_seen(ledger)
    with ledger.connection() as connection:
        connection.execute(VIEW.update().values(position=99))

    assert rebuild(ledger, Seen(), batch=3) == 10

    assert positions_seen(ledger) == before
    assert position_of(ledger, Seen()) == 10


class Asking(Seen):
    """Lets another reader ask whenever it takes in acts."""

    def __init__(self, ask: Callable[[], object]) -> None:
        super().__init__()
        self.ask = ask

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Sequence[Table]) -> None:
        super().apply(connection, acts, tables)
        self.ask()


def test_others_get_the_old_answers_until_the_new_ones_are_done(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    ledger.append(drafts(10))
    catch_up(ledger, Seen())
    with ledger.connection() as connection:
        connection.execute(VIEW.update().values(position=99))

    with existing_ledger(ledger_url, tmp_path, wait_seconds=1) as other:
        answers: list[tuple[int, list[int]]] = []
        rebuild(
            ledger,
            Asking(lambda: answers.append((catch_up(other, Seen()), positions_seen(other)))),
            batch=4,
        )

        assert answers == [(10, [99] * 10)] * 3
        assert positions_seen(other) == list(range(1, 11))


def test_a_rebuild_that_fails_leaves_the_old_projection(ledger: Ledger) -> None:
    ledger.append(drafts(10))
    catch_up(ledger, Seen())
    with ledger.connection() as connection:
        connection.execute(VIEW.update().values(position=99))

    with pytest.raises(RuntimeError):
        rebuild(ledger, Failing(at=9), batch=2)

    assert positions_seen(ledger) == [99] * 10
    assert position_of(ledger, Seen()) == 10


def test_a_projection_of_a_new_version_is_made_again(ledger: Ledger) -> None:
    ledger.append(drafts(10))
    catch_up(ledger, Seen(version=1))

    assert position_of(ledger, Seen(version=2)) == 0
    assert catch_up(ledger, Seen(version=2)) == 10

    assert positions_seen(ledger) == list(range(1, 11))


def test_a_projection_of_an_old_version_leaves_the_new_one_alone(ledger: Ledger) -> None:
    ledger.append(drafts(10))
    catch_up(ledger, Seen(version=2))

    with pytest.raises(NewerProjection):
        catch_up(ledger, Seen(version=1))

    assert positions_seen(ledger) == list(range(1, 11))


def test_progress_says_how_far_it_is_and_how_far_it_goes(ledger: Ledger) -> None:
    ledger.append(drafts(10))
    said: list[tuple[int, int]] = []

    catch_up(ledger, Seen(), batch=4, progress=lambda *so_far: said.append(so_far))
    rebuild(ledger, Seen(), batch=5, progress=lambda *so_far: said.append(so_far))

    assert said == [(4, 10), (8, 10), (10, 10), (5, 10), (10, 10)]


def test_a_projection_cannot_follow_a_ledger_that_is_only_read(
    ledger_url: str, tmp_path: Path
) -> None:
    new_ledger(ledger_url, tmp_path).close()

    with (
        existing_ledger(ledger_url, tmp_path, read_only=True) as ledger,
        pytest.raises(ReadOnlyLedger),
    ):
        catch_up(ledger, Seen())
