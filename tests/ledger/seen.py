"""A projection that notes every position, and would note twice what reached it twice."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, select

from domain.envelope import Act
from ledger import Ledger
from ledger.projection import Projection
from ledger.tracking import reached_by

VIEW = Table("view_seen", MetaData(), Column("position", BigInteger, nullable=False))


class Seen:
    """Made anew whenever its version changes."""

    name = "seen"
    tables = (VIEW,)

    def __init__(self, version: int = 1) -> None:
        self.version = version

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Sequence[Table]) -> None:
        [view] = tables
        connection.execute(view.insert(), [{"position": act.position} for act in acts])


def position_of(ledger: Ledger, projection: Projection) -> int:
    """The position that it has reached; 0 when its tables are to be made anew."""
    found = reached_by(ledger, projection)
    return found.position if found.version == projection.version else 0


def positions_seen(ledger: Ledger) -> list[int]:
    """What it has noted, sorted."""
    with ledger.connection(write=False) as connection:
        return list(connection.scalars(select(VIEW.c.position).order_by(VIEW.c.position)))
