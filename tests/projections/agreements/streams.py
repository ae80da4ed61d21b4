"""An agreement in every state, in streams, and their cases in one frame."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from domain.envelope import Act
from domain.events.agreements import AgreementLevel, Deliverable
from domain.needs import Need
from ledger.reader import Frame
from projections.agreement_cases import AgreementCase, agreement_case
from tests.domain.agreement_acts import (
    AFTER,
    MUNICIPALITY,
    STRANGER,
    amended,
    breached,
    fulfilled,
    intended,
    numbered,
    overseen,
    promise,
    waived,
)

FRAME: Final = Frame(date.fromisoformat(AFTER), None, None, "")
DAY: Final = date.fromisoformat(AFTER)
STREAMS: Final[dict[str, tuple[Act, ...]]] = {
    "broken": (promise(), breached()),
    "case": (
        promise(
            due_on="2026-04-15",
            level=AgreementLevel.CASE,
            beneficiary="p-1",
            need=Need.BENEFIT,
            deliverable=Deliverable.DECISION,
            subjects=("p-1",),
        ),
    ),
    "claimed": (promise(), fulfilled()),
    "kept": (promise(), fulfilled(by=MUNICIPALITY), overseen(overseer=STRANGER)),
    "kept-late": (promise(), fulfilled(AFTER, by=MUNICIPALITY), amended(quantity=1)),
    "loose": (fulfilled(),),
    "meant": (intended(),),
    "quota": (promise(due_on="2026-05-01", quantity=10), fulfilled(by=MUNICIPALITY, quantity=4)),
    "unseen": (promise(overseer=None),),
    "waived": (promise(), waived()),
}
"""An agreement in every state, and an intention."""


def cases(streams: Mapping[str, tuple[Act, ...]] = STREAMS) -> list[AgreementCase]:
    return [agreement_case(id, numbered(acts), FRAME) for id, acts in sorted(streams.items())]
