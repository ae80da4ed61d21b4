"""Rows of read tables that somebody altered by hand, and what a comparison says of them."""

from sqlalchemy import text

from ledger import Ledger
from projections.rebuilding import Rebuilt

ALTERED = (
    "update view_audit set actor = 'nobody' where position = 7",
    "delete from view_audit_persons where position = 9",
    "update view_cases set position = 99 where person = 'p-0417'",
    "delete from view_cases where person = 'p-0418'",
    "update view_answers set next_change = case_row where person = 'p-0421'",
    "insert into view_findings values ('p-0417', 1, 'made-up', '2007-01-01', '[]')",
)
UNLIKE = {"audit": ("7", "9"), "cases": ("p-0417", "p-0418", "p-0421"), "findings": ("p-0417",)}
"""What is told to differ, by projection."""


def alter(ledger: Ledger) -> None:
    """Alter, remove and add rows of every read table."""
    with ledger.connection() as connection:
        for statement in ALTERED:
            connection.execute(text(statement))


def unlike(found: list[Rebuilt]) -> dict[str, tuple[str, ...]]:
    """What was told to differ, by projection."""
    return {each.projection: each.different for each in found}
