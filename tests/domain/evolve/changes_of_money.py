"""What events make of income, accounts and debts."""

from typing import Final

from domain import events as e
from domain.events.accounts import AccountRefusal
from domain.events.debts import (
    ArrangementEnd,
    DebtHelpEnd,
    DebtHelpRefusal,
    RestructuringEnd,
    RestructuringRefusal,
)
from domain.events.decisions import RevisedOutcome
from domain.events.income import (
    MissingItem,
    RejectionReason,
    StopReason,
    SuspensionEnd,
    SuspensionReason,
)
from domain.needs import Need
from tests.domain.evolve.changes import MET, NEEDLESS, PAYING, PENDING, UNMET, case

MONEY: Final = [
    # Income
    case(e.BenefitApplied(), Need.BENEFIT, PENDING),
    case(
        e.BenefitApplicationIncomplete(missing=(MissingItem.ADDRESS,)),
        Need.BENEFIT,
        PENDING,
        e.BenefitApplied(),
    ),
    case(e.BenefitApplicationCompleted(), Need.BENEFIT, PENDING, e.BenefitApplied()),
    case(e.BenefitGranted(), Need.BENEFIT, MET),
    case(e.BenefitRejected(reason=RejectionReason.NO_ADDRESS), Need.BENEFIT, UNMET),
    case(
        e.BenefitSuspended(reason=SuspensionReason.DATA_MISSING),
        Need.BENEFIT,
        UNMET,
        e.BenefitGranted(),
    ),
    case(
        e.BenefitSuspensionEnded(outcome=SuspensionEnd.RESUMED),
        Need.BENEFIT,
        MET,
        e.BenefitGranted(),
        e.BenefitSuspended(reason=SuspensionReason.DATA_MISSING),
    ),
    case(
        e.BenefitSuspensionEnded(outcome=SuspensionEnd.WITHDRAWN),
        Need.INCOME,
        UNMET,
        e.BenefitGranted(),
        name="benefit-suspension-ended by withdrawal",
    ),
    case(e.BenefitStopped(reason=StopReason.DETENTION), Need.BENEFIT, UNMET, e.BenefitGranted()),
    case(e.AdvancePaid(), Need.ADVANCE, MET),
    case(e.AdvanceRefused(reason=RejectionReason.DETAINED), Need.ADVANCE, UNMET),
    case(
        e.ApplicationWithdrawn(need=Need.BENEFIT),
        Need.BENEFIT,
        UNMET,
        e.BenefitRejected(reason=RejectionReason.NO_ADDRESS),
        e.BenefitApplied(),
    ),
    case(
        e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.GRANTED),
        Need.BENEFIT,
        MET,
        e.BenefitRejected(reason=RejectionReason.NO_ADDRESS),
    ),
    case(
        e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.REFUSED),
        Need.BENEFIT,
        UNMET,
        e.BenefitGranted(),
        name="decision-revised to a refusal",
    ),
    case(
        e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.CHANGED),
        Need.BENEFIT,
        MET,
        e.BenefitGranted(),
        name="decision-revised in part",
    ),
    case(e.BankAccountOpened(), Need.BANK_ACCOUNT, MET),
    case(
        e.BankAccountRefused(reason=AccountRefusal.NO_ADDRESS),
        Need.BANK_ACCOUNT,
        UNMET,
    ),
    case(e.BankAccountClosed(), Need.BANK_ACCOUNT, UNMET, e.BankAccountOpened()),
    case(e.DigidRequested(), Need.DIGID, PENDING),
    case(e.DigidActivated(), Need.DIGID, MET, e.DigidRequested()),
    # Debts
    case(e.DebtHelpRequested(), Need.DEBT_HELP, PENDING),
    case(e.DebtHelpIntakeHeld(), Need.DEBT_HELP, PENDING, e.DebtHelpRequested()),
    case(e.DebtHelpGranted(), Need.DEBT_HELP, MET, e.DebtHelpRequested()),
    case(
        e.DebtHelpRefused(reason=DebtHelpRefusal.NOT_RESIDENT),
        Need.DEBT_HELP,
        UNMET,
        e.DebtHelpRequested(),
    ),
    case(
        e.DebtHelpEnded(reason=DebtHelpEnd.BROKEN_OFF), Need.DEBT_HELP, UNMET, e.DebtHelpGranted()
    ),
    case(
        e.DebtHelpEnded(reason=DebtHelpEnd.COMPLETED),
        Need.DEBT_HELP,
        NEEDLESS,
        e.DebtHelpGranted(),
        name="debt-help-ended to a good end",
    ),
    case(PAYING, Need.DEBT_HELP, MET),
    case(
        e.DebtArrangementEnded(reason=ArrangementEnd.BROKEN, with_collection_agency=True),
        Need.DEBT_HELP,
        UNMET,
        PAYING,
    ),
    case(e.DebtRestructuringApplied(), Need.DEBT_RESTRUCTURING, PENDING),
    case(
        e.DebtRestructuringAdmitted(),
        Need.DEBT_RESTRUCTURING,
        MET,
        e.DebtRestructuringApplied(),
    ),
    case(
        e.DebtRestructuringRefused(reason=RestructuringRefusal.CRIMINAL_DEBTS),
        Need.DEBT_RESTRUCTURING,
        UNMET,
        e.DebtRestructuringApplied(),
    ),
    case(
        e.DebtRestructuringEnded(outcome=RestructuringEnd.ENDED_EARLY),
        Need.DEBT_RESTRUCTURING,
        UNMET,
        e.DebtRestructuringAdmitted(),
    ),
    case(
        e.DebtRestructuringEnded(outcome=RestructuringEnd.DISCHARGED),
        Need.DEBT_RESTRUCTURING,
        NEEDLESS,
        e.DebtRestructuringAdmitted(),
        name="debt-restructuring-ended with a clean slate",
    ),
]
