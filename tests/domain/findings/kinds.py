"""The kinds of findings that acts give."""

from domain.envelope import Act
from domain.events.base import EventBody
from domain.finding_kinds import FindingKind
from domain.findings import findings_of
from tests.domain.acts import history


def kinds(*recorded: Act) -> list[FindingKind]:
    """What does not fit in these acts, in the order of the findings."""
    return [each.kind for each in findings_of(recorded)]


def of(*steps: tuple[EventBody, str]) -> list[FindingKind]:
    """What does not fit where these things happened, recorded in this order."""
    return kinds(*history(*steps))
