"""Two files of one person, perhaps, and one of another."""

import pytest

from tests.commands.shell import Typing


@pytest.fixture
def two_files(office: Typing) -> Typing:
    """Type commands where p-1 applied for a card, p-2 is registered, and p-3 asked for a benefit.

    All at nine o'clock on 10 March 2026, by the clock of rehearsals.
    """
    for name, event_id, body in (
        ("id-card-applied", "card", ("p-1", "--set", "place=desk")),
        (
            "registered",
            "entry",
            ("p-2", "--set", "municipality=Tilburg", "--set", "basis=declaration"),
        ),
        ("benefit-applied", "benefit", ("p-3",)),
    ):
        person, *values = body
        done = office(
            *("record", name, f"person:{person}", *values, "--event-id", event_id),
            *("--on", "2026-03-02", "--anyway"),
        )
        assert done.status == 0, done.err
    return office
