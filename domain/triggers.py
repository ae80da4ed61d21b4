"""What starts an ending, and what a consequence can start."""

from __future__ import annotations

from enum import StrEnum


class Trigger(StrEnum):
    """Something that happens to a person and takes what was arranged, or leads to more."""

    DETENTION_STARTED = "detention-started"
    DETENTION_LASTED = "detention-lasted"
    RELEASED = "released"
    VALIDITY_ENDED = "validity-ended"
    BENEFIT_ENDED = "benefit-ended"
    RENT_UNPAID = "rent-unpaid"
    CLAIM_UNPAID = "claim-unpaid"
    NOT_COLLECTED = "not-collected"
