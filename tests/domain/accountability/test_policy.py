"""The policy of accountability as data: what comes with the program, and what is refused."""

from datetime import date

import pytest

from domain.accountability.policy import PartyKind, PolicyUnreadable, read_policy
from projections.accounts import policy


def test_what_comes_with_the_program_is_the_policy_that_is_described() -> None:
    lines = {line.id.partition("/")[2]: line for line in policy().lines}

    assert [party for line in lines.values() for party in line.accountable if not line.needs] == [
        PartyKind.PRISON,
        PartyKind.MUNICIPALITY,
    ]
    assert lines["administrative-agreement"].valid_from == date(2019, 7, 1)
    assert (policy().notice.days_long, policy().notice.days_short) == (28, 14)
    assert not policy().notice.verified


GOOD_LINE = """
[[lines]]
id = "test/{id}"
name = {{ nl = "a", en = "a" }}
phase = "detained"
{more}
source = {{ law = "test" }}
valid_from = 2007-01-01
confidence = "low"
verified = false
"""
GOOD_NOTICE = """
[notice]
id = "test/notice"
name = { nl = "a", en = "a" }
short_stay = { weeks = 4 }
days_short = 14
days_long = 28
days_after_entry = 1
days_to_confirm = 7
days_to_answer = 14
source = { law = "test" }
valid_from = 2007-01-01
confidence = "low"
verified = false
"""


def line(id: str = "one", more: str = "accountable = []") -> str:
    """A line of policy as it stands in a file."""
    return GOOD_LINE.format(id=id, more=more)


def test_a_policy_in_order_is_read_with_its_digest() -> None:
    found = read_policy((line() + GOOD_NOTICE).encode())

    assert (len(found.lines), len(found.digest)) == (1, 64)


@pytest.mark.parametrize(
    ("content", "place", "fault"),
    [
        (b"\xff", "the file", "UTF-8"),
        (b"lines = ", "the file", "Invalid value"),
        (line().encode(), "notice", "Field required"),
        (GOOD_NOTICE.encode(), "lines", "Field required"),
        ((line(more='accountable = ["king"]') + GOOD_NOTICE).encode(), "test/one", "Input should"),
        ((line(more='accountable = []\nneeds = ["car"]') + GOOD_NOTICE).encode(), "needs", "Input"),
        ((line() + line("two") + GOOD_NOTICE).encode(), "the file", "test/one and test/two"),
    ],
)
def test_a_policy_that_is_spoilt_is_refused_with_the_place(
    content: bytes, place: str, fault: str
) -> None:
    with pytest.raises(PolicyUnreadable) as refused:
        read_policy(content)

    assert place in (refused.value.where or "")
    assert fault in (refused.value.why or "")
