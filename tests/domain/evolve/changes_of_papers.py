"""What a screening says of a need, and what events make of papers, register and address."""

from typing import Final

from domain import events as e
from domain.events.documents import (
    ApplicationPlace,
    BlockReason,
    DocumentKind,
    FeePayer,
    IdentityMethod,
    WithdrawalReason,
)
from domain.events.registration import (
    AddressGiver,
    AddressRefusal,
    ConsentRefusal,
    DeclaredAddress,
    DeregistrationKind,
)
from domain.events.screening import Finding, ScreeningAnswer
from domain.needs import Need
from tests.domain.evolve.changes import ARRANGED, DECLINED, HOUSED, MET, PENDING, UNMET, case

CARD: Final = e.IdCardApplied(place=ApplicationPlace.DESK)
REGISTERED: Final = e.Registered(municipality="Tilburg")

PAPERS: Final = [
    # Screening
    case(
        e.ScreeningCompleted(findings=(Finding(need=Need.WORK, answer=ARRANGED),)), Need.WORK, MET
    ),
    case(e.HealthScreeningCompleted(care=ScreeningAnswer.NOT_ARRANGED), Need.CARE, UNMET),
    case(e.NeedIdentified(need=Need.HOUSING), Need.HOUSING, UNMET, HOUSED),
    case(e.NeedStatusVerified(need=Need.DIGID, answer=ARRANGED), Need.DIGID, MET),
    case(e.NeedDeclined(need=Need.NETWORK, informed=True), Need.NETWORK, DECLINED),
    case(e.HealthNeedIdentified(need=Need.CARE), Need.CARE, UNMET),
    case(e.HealthNeedStatusVerified(need=Need.CARE, answer=ARRANGED), Need.CARE, MET),
    case(e.HealthNeedDeclined(need=Need.MEDICATION, informed=True), Need.MEDICATION, DECLINED),
    # Identity
    case(e.IdDocumentVerified(kind=DocumentKind.PASSPORT, valid_until=None), Need.ID_DOCUMENT, MET),
    case(
        e.IdDocumentReportedMissing(kind=DocumentKind.ID_CARD),
        Need.ID_DOCUMENT,
        UNMET,
        e.IdCardHandedOver(),
    ),
    case(e.IdentityEstablished(method=IdentityMethod.QUESTIONS), Need.IDENTITY, MET),
    case(CARD, Need.ID_DOCUMENT, PENDING),
    case(e.IdApplicationBlocked(reason=BlockReason.NO_FEE), Need.ID_DOCUMENT, UNMET, CARD),
    case(e.IdFeeFunded(payer=FeePayer.PRISON), Need.CASH, MET),
    case(e.IdCardIssued(), Need.ID_DOCUMENT, PENDING, CARD),
    case(
        e.IdCardWithdrawn(reason=WithdrawalReason.NOT_COLLECTED),
        Need.ID_DOCUMENT,
        UNMET,
        e.IdCardIssued(),
    ),
    case(e.IdCardHandedOver(), Need.ID_DOCUMENT, MET, CARD),
    # Register and address
    case(REGISTERED, Need.REGISTRATION, MET),
    case(e.RegisteredAtInstitutionAddress(municipality="Vught"), Need.ADDRESS, MET),
    case(
        e.AddressChangeDeclared(kind=DeclaredAddress.DWELLING, municipality="Breda"),
        Need.REGISTRATION,
        PENDING,
    ),
    case(
        e.AddressChangeDeclared(kind=DeclaredAddress.POSTAL_ADDRESS, municipality="Breda"),
        Need.ADDRESS,
        PENDING,
        name="address-change-declared for a postal address",
    ),
    case(
        e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN),
        Need.REGISTRATION,
        UNMET,
    ),
    case(e.PostalAddressRequested(), Need.ADDRESS, PENDING),
    case(e.PostalAddressGranted(giver=AddressGiver.FAMILY), Need.ADDRESS, MET),
    case(e.PostalAddressRefused(reason=AddressRefusal.NO_GIVER), Need.ADDRESS, UNMET),
    case(e.PostalAddressEnteredExOfficio(), Need.ADDRESS, MET),
    case(
        e.AddressEnded(reason=ConsentRefusal.NO_CONTACT),
        Need.ADDRESS,
        UNMET,
        e.PostalAddressEnteredExOfficio(),
    ),
]
