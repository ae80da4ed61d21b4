"""The register of circles, dead ends, spirals and gaps in ownership, with what each rule set has.

C0 to C17 come from the study of the article's deadlock; C18 was added when the law on traffic
sanctions was read. A row says for each rule set which rings of needs its rules have, which needs
hang on somebody's choice, which spirals turn, and what becomes of a witness: a person whose file
shows the entry where the rules have it. Where a rule set differs from the one before, `because`
names the rule that makes the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import Bindingness

STATUTE, FACTUAL, PRACTICE = Bindingness.STATUTE, Bindingness.FACTUAL, Bindingness.PRACTICE

Ring = tuple[frozenset[Need], Bindingness]
"""Needs that ask each other in the rules, and the weakest kind of link that it takes."""


class Law(Enum):
    """A rule set on a day: the columns of the register."""

    SEED = ("seed-2007", date(2007, 7, 1))
    LAW_2007 = ("law-2007", date(2007, 7, 1))
    LAW_2018 = ("law", date(2018, 6, 1))
    LAW_2022 = ("law", date(2022, 1, 1))
    NOW = ("law", date(2026, 11, 24))

    @property
    def rules(self) -> str:
        """Name of the rule set."""
        return self.value[0]

    @property
    def day(self) -> date:
        """The day of its law."""
        return self.value[1]


class Kind(StrEnum):
    """What an entry is."""

    CIRCLE = "circle"
    DEAD_END = "dead-end"
    SPIRAL = "spiral"
    OWNERSHIP = "ownership"
    OVERSIGHT = "oversight"


class Outcome(StrEnum):
    """What becomes of the witness.

    Attributes:
        STUCK: The needs of the entry wait for each other, and no way leads past.
        NO_WAY: No way leads to the need at all.
        LATER: A way opens on release.
        FREE: There is a way.
    """

    STUCK = "stuck"
    NO_WAY = "no-way"
    LATER = "later"
    FREE = "free"


@dataclass(frozen=True)
class Cell:
    """What one rule set has of one entry."""

    rings: frozenset[Ring] = frozenset()
    dead_ends: frozenset[tuple[Need, Circumstance]] = frozenset()
    spirals: frozenset[str] = frozenset()
    witness: Outcome | None = None
    because: str = ""


@dataclass(frozen=True)
class Entry:
    """One row.

    Attributes:
        id: C0 to C18.
        kind: What it is.
        says: The entry in one sentence.
        needs: The needs of the witness that are looked at.
        cells: What each rule set has; a rule set that is not named has nothing.
        shown_by: Test modules that show what is not seen in rings, dead ends and spirals.
    """

    id: str
    kind: Kind
    says: str
    needs: frozenset[Need] = frozenset()
    cells: Mapping[Law, Cell] = field(default_factory=dict)
    shown_by: tuple[str, ...] = ()


def ring(weakest: Bindingness, *needs: Need) -> Ring:
    return frozenset(needs), weakest


N = Need
_FEE: Final = ring(FACTUAL, N.ID_DOCUMENT, N.CASH, N.INCOME)
_LONG: Final = ring(FACTUAL, N.ID_DOCUMENT, N.REGISTRATION, N.ADDRESS, N.HOUSING, N.INCOME)
_LANDLORD: Final = ring(PRACTICE, N.REGISTRATION, N.ADDRESS, N.HOUSING)
_LEAVE: Final = ring(PRACTICE, N.ID_DOCUMENT)
_ACCOUNT: Final = frozenset(
    {
        ring(PRACTICE, N.ID_DOCUMENT, N.CASH, N.BANK_ACCOUNT),
        ring(PRACTICE, N.ADDRESS, N.HOUSING, N.CASH, N.BANK_ACCOUNT),
    }
)
_DIGID: Final = ring(PRACTICE, N.ADDRESS, N.HOUSING, N.INCOME, N.BENEFIT, N.DIGID)
_STATUTORY: Final = ring(STATUTE, N.ID_DOCUMENT, N.REGISTRATION, N.ADDRESS, N.BENEFIT)
_BINDING: Final = ring(STATUTE, N.REGISTRATION, N.ADDRESS, N.HOUSING)
_GIVER: Final = frozenset({(N.ADDRESS, Circumstance.ADDRESS_GIVER)})
_CONDUCT: Final = frozenset({(N.CONDUCT_CERTIFICATE, Circumstance.CONDUCT_REFUSED)})
_COERCED: Final = frozenset(
    {
        "wahv/coercive-detention",
        "wetboek-van-strafrecht/compensation-order-enforced",
        "wetboek-van-strafrecht/fine-served",
        "wetboek-van-strafvordering/confiscation-enforced",
    }
)
_PENALTY_ORDER: Final = "wetboek-van-strafvordering/penalty-order-enforced"
_ARREARS: Final = "burgerlijk-wetboek/rent-unpaid-without-income"
_SUMMONS: Final = "wahv/summons-in-the-gazette"


def rings(*found: Ring) -> frozenset[Ring]:
    return frozenset(found)


def everywhere(cell: Cell, **different: Cell) -> dict[Law, Cell]:
    return {law: different.get(law.name, cell) for law in Law}


REGISTER: Final = (
    Entry(
        id="C0",
        kind=Kind.CIRCLE,
        says="Document, registration, address and benefit wait for each other by law, for who is "
        "recorded as departed and has nobody to lend an address.",
        needs=frozenset({N.ID_DOCUMENT, N.REGISTRATION, N.ADDRESS, N.BENEFIT}),
        cells={
            Law.SEED: Cell(
                witness=Outcome.STUCK,
                because="The desk's rings, C1 to C3, hold the same four needs and more.",
            ),
            Law.LAW_2007: Cell(
                rings(_STATUTORY),
                witness=Outcome.STUCK,
                because="Wwb 40(2) ties the address of the executive to a benefit, and Wwb 17(3) "
                "the benefit to a document: every link is statute.",
            ),
            Law.LAW_2018: Cell(
                witness=Outcome.STUCK,
                because="That address lapsed on 1 January 2016, so statute alone closes no ring "
                "any more; through a dwelling the person is held all the same (C2).",
            ),
            Law.LAW_2022: Cell(
                witness=Outcome.FREE,
                because="Wet BRP 2.23(2)-(3): the executive enters one.",
            ),
            Law.NOW: Cell(witness=Outcome.FREE, because="Wet BRP 2.23(2)-(3)"),
        },
    ),
    Entry(
        id="C1",
        kind=Kind.CIRCLE,
        says="A document asks registration, and the desk asks a document to register.",
        needs=frozenset({N.ID_DOCUMENT, N.REGISTRATION}),
        cells={
            Law.SEED: Cell(
                rings(ring(PRACTICE, N.ID_DOCUMENT, N.REGISTRATION)), witness=Outcome.STUCK
            ),
            **dict.fromkeys(
                (Law.LAW_2007, Law.LAW_2018, Law.LAW_2022, Law.NOW),
                Cell(
                    witness=Outcome.FREE,
                    because="Wgba 26(3) and Wet BRP 2.20(4) ask an established identity; the "
                    "document that a desk wants (77, 2.52) stands in no act as a condition.",
                ),
            ),
        },
    ),
    Entry(
        id="C2",
        kind=Kind.CIRCLE,
        says="Registration asks an address, that a dwelling, that income, and that registration.",
        needs=frozenset({N.REGISTRATION, N.ADDRESS, N.HOUSING}),
        cells={
            Law.SEED: Cell(rings(_LONG, _LANDLORD), witness=Outcome.STUCK),
            Law.LAW_2007: Cell(
                rings(_LONG, _LANDLORD),
                witness=Outcome.FREE,
                because="Wwb 40(1), 40(2): a benefit asks no registration and brings an address.",
            ),
            Law.LAW_2018: Cell(
                rings(_LONG, _LANDLORD),
                witness=Outcome.FREE,
                because="Participatiewet 40(1): a document brings a benefit, and that pays rent.",
            ),
            Law.LAW_2022: Cell(
                rings(_LONG, _LANDLORD), witness=Outcome.FREE, because="Wet BRP 2.23(2)-(3)"
            ),
            Law.NOW: Cell(
                witness=Outcome.FREE,
                because="The smaller ring of C15 lies within both, and Wet BRP 2.23 leads past.",
            ),
        },
    ),
    Entry(
        id="C3",
        kind=Kind.CIRCLE,
        says="A document asks a fee, that money, that income, and that a document.",
        needs=frozenset({N.ID_DOCUMENT, N.CASH, N.BENEFIT, N.INCOME}),
        cells={
            Law.SEED: Cell(
                rings(_FEE, ring(PRACTICE, N.ID_DOCUMENT, N.CASH, N.ADVANCE)),
                witness=Outcome.STUCK,
            ),
            **dict.fromkeys(
                (Law.LAW_2007, Law.LAW_2018, Law.LAW_2022, Law.NOW),
                Cell(
                    rings(_FEE),
                    witness=Outcome.FREE,
                    because="Wwb and Participatiewet 52(1): the advance asks no document; before "
                    "2007 it was a power and the ring held.",
                ),
            ),
        },
    ),
    Entry(
        id="C4",
        kind=Kind.DEAD_END,
        says="A postal address asks a giver who agrees, and nobody has to.",
        needs=frozenset({N.ADDRESS}),
        cells={
            Law.SEED: Cell(dead_ends=_GIVER, witness=Outcome.NO_WAY),
            Law.LAW_2007: Cell(
                dead_ends=_GIVER,
                witness=Outcome.NO_WAY,
                because="Wgba 49(1) and 70(2); only a benefit brings an address (Wwb 40(2)).",
            ),
            Law.LAW_2018: Cell(
                dead_ends=_GIVER,
                witness=Outcome.NO_WAY,
                because="Wider than in 2007: the address that went with a benefit lapsed.",
            ),
            Law.LAW_2022: Cell(witness=Outcome.FREE, because="Wet BRP 2.23(3)"),
            Law.NOW: Cell(witness=Outcome.FREE, because="Wet BRP 2.23(3)"),
        },
    ),
    Entry(
        id="C5",
        kind=Kind.OWNERSHIP,
        says="Two municipalities each name the other as the one that has to help.",
        shown_by=(
            "tests/domain/accountability/test_disputes.py",
            "tests/domain/accountability/test_handovers.py",
        ),
    ),
    Entry(
        id="C6",
        kind=Kind.CIRCLE,
        says="Debt restructuring takes income, and debts take the income from work.",
        shown_by=("tests/domain/test_law_debts.py",),
    ),
    Entry(
        id="C7",
        kind=Kind.CIRCLE,
        says="Debt restructuring asks a statement of the municipality, that debt help, and that "
        "registration.",
        shown_by=("tests/domain/test_law_debts.py",),
    ),
    Entry(
        id="C8",
        kind=Kind.SPIRAL,
        says="A claim that is not paid leads to detention, that ends the benefit, and without "
        "money the next claim is not paid.",
        shown_by=("tests/domain/spirals/test_spirals.py",),
        cells={
            Law.SEED: Cell(spirals=frozenset({"practice-debts/substitute-detention"})),
            Law.LAW_2007: Cell(spirals=_COERCED),
            **dict.fromkeys(
                (Law.LAW_2018, Law.LAW_2022, Law.NOW), Cell(spirals=_COERCED | {_PENALTY_ORDER})
            ),
        },
    ),
    Entry(
        id="C9",
        kind=Kind.SPIRAL,
        says="Detention stops the benefit, so the rent is not paid, the home is lost, and with it "
        "address and, in practice, registration.",
        needs=frozenset({N.REGISTRATION, N.ADDRESS, N.HOUSING, N.BENEFIT}),
        cells={
            Law.SEED: Cell(
                spirals=frozenset({"practice-housing/rent-unpaid-without-income"}),
                witness=Outcome.STUCK,
            ),
            **dict.fromkeys(
                (Law.LAW_2007, Law.LAW_2018, Law.LAW_2022, Law.NOW),
                Cell(
                    spirals=frozenset({_ARREARS}),
                    witness=Outcome.FREE,
                    because="The home is lost all the same; but the entry in the register stays "
                    "(Wgba 30, Wet BRP 2.22), so that a valid document brings the benefit back.",
                ),
            ),
        },
    ),
    Entry(
        id="C10",
        kind=Kind.CIRCLE,
        says="Insurance is suspended in detention and asks a proof of release to begin again; care "
        "and medication ask insurance.",
        shown_by=("tests/domain/test_law_care.py",),
    ),
    Entry(
        id="C11",
        kind=Kind.CIRCLE,
        says="An account asks a document and an address, a document money, money an account.",
        needs=frozenset({N.ID_DOCUMENT, N.CASH, N.BANK_ACCOUNT}),
        cells={
            Law.SEED: Cell(
                witness=Outcome.STUCK,
                because="The article names no account: what holds the document is C3, and the "
                "account waits behind it.",
            ),
            **dict.fromkeys(
                (Law.LAW_2007, Law.LAW_2018, Law.LAW_2022, Law.NOW),
                Cell(
                    _ACCOUNT,
                    witness=Outcome.FREE,
                    because="Practice only: no act makes an account a condition of payment.",
                ),
            ),
        },
    ),
    Entry(
        id="C12",
        kind=Kind.CIRCLE,
        says="DigiD comes by post to an address, and the digital desk for a benefit asks DigiD.",
        needs=frozenset({N.DIGID, N.BENEFIT}),
        cells={
            **dict.fromkeys(
                (Law.LAW_2018, Law.LAW_2022, Law.NOW),
                Cell(
                    rings(_DIGID),
                    witness=Outcome.FREE,
                    because="The digital desk is an option: on paper and with help will do too.",
                ),
            ),
            Law.LAW_2007: Cell(witness=Outcome.FREE, because="There was no digital desk for this."),
        },
    ),
    Entry(
        id="C13",
        kind=Kind.DEAD_END,
        says="Some work asks a certificate of conduct, and that was refused.",
        needs=frozenset({N.CONDUCT_CERTIFICATE}),
        cells=everywhere(
            Cell(
                dead_ends=_CONDUCT,
                witness=Outcome.NO_WAY,
                because="Wjsg 35 weighs: a new application with another profile may succeed, work "
                "without a certificate leads past.",
            )
        ),
    ),
    Entry(
        id="C14",
        kind=Kind.CIRCLE,
        says="Leave to fetch a document asks a valid document.",
        needs=frozenset({N.ID_DOCUMENT}),
        cells=everywhere(
            Cell(rings(_LEAVE), witness=Outcome.LATER),
            NOW=Cell(
                rings(_LEAVE),
                witness=Outcome.FREE,
                because="Since September 2023 the municipality of the prison takes applications.",
            ),
        ),
    ),
    Entry(
        id="C15",
        kind=Kind.CIRCLE,
        says="Priority for a dwelling asks years of registration in the region, that an address, "
        "and that a dwelling.",
        needs=frozenset({N.REGISTRATION, N.ADDRESS, N.HOUSING}),
        cells={
            Law.NOW: Cell(
                rings(_BINDING),
                witness=Outcome.FREE,
                because="Huisvestingswet 2014 12(3)(h), 14(6), since 1 July 2026, only where "
                "the ordinance is in line (51(10)); a reasonable interest will do as well.",
            ),
        },
    ),
    Entry(
        id="C16",
        kind=Kind.OWNERSHIP,
        says="Care has several possible payers, and none of them accepts it.",
        shown_by=("tests/domain/accountability/test_disputes.py",),
    ),
    Entry(
        id="C17",
        kind=Kind.OVERSIGHT,
        says="An agreement has no overseer, so a breach is not seen and not put right.",
        shown_by=("tests/domain/agreements/test_oversight.py",),
    ),
    Entry(
        id="C18",
        kind=Kind.SPIRAL,
        says="Without an address the summons for coercive detention stands in the gazette, is not "
        "seen, and detention follows.",
        shown_by=("tests/domain/spirals/test_spirals.py",),
        cells=dict.fromkeys(
            (Law.LAW_2007, Law.LAW_2018, Law.LAW_2022, Law.NOW), Cell(spirals=frozenset({_SUMMONS}))
        ),
    ),
)
"""Every entry, in order."""

FREELY_GIVEN: Final = {
    (N.HOUSING, Circumstance.HOUSING_OFFERED): "nobody has to offer a dwelling, and without income "
    "no landlord takes one on: what the article says of family, friends and shelter",
    (N.WORK, Circumstance.EMPLOYER_FOUND): "an employer is free to choose",
}
"""Dead ends of fact that are no entry of the register, and why: they hang on goods or on luck."""
