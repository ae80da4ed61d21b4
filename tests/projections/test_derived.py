"""What is computed and never recorded is shown where its table says that it is."""

from typing import Final

import pytest

from domain.events import DERIVED_TYPES
from tests.commands.shell import Typing

SHOWN: Final = {
    "release-notice-late": ((), "notice late"),
    "responsibility-transferred": (("--person", "p-0417"), "responsibility passed"),
    "id-document-expired": (
        ("p-0417", "--rules", "seed-2007"),
        "ended by the rule 'Identity document expired'",
    ),
    "deregistration-projected": (("p-0417", "--rules", "seed-2007"), "Projected deregistration"),
    "agreement-due-date-passed": ((), "overdue"),
    "deadlock-detected": (("--rules", "seed-2007"), "Circle A"),
    "deadlock-resolved": (("--rules", "law-2007"), "Tue 5 Jun 2007  1     applied for"),
    "late-information-received": (
        ("p-0418", "--as-of", "2007-04-01", "--known-at", "2007-04-05"),
        "Recorded in between",
    ),
}
"""By name, what is typed after its command about the persons of the article, and what it shows."""

PROMISE: Final = {
    "level": "local",
    "parties": "Tilburg,WonenBreda",
    "performer": "WonenBreda",
    "beneficiary": "Tilburg",
    "deliverable": "place-to-live",
    "due_on": "2007-06-04",
}


@pytest.mark.parametrize("name", DERIVED_TYPES)
def test_it_is_shown_by_the_command_that_its_table_names(name: str, monday: Typing) -> None:
    fields = [word for field in PROMISE.items() for word in ("--set", "=".join(field))]
    made = monday("record", "agreement-made", "agreement:a-1", "--on", "2007-05-01", *fields)
    assert made.status == 0, made.err
    program, *command = DERIVED_TYPES[name].seen_with.split()
    words, shown = SHOWN[name]

    answer = monday(*command, *words)

    assert (program, answer.status) == ("reintegration", 0)
    assert shown in answer.out
