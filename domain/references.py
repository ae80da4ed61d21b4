"""What rule files hold for reports to look up: duties, periods, grounds and support.

It meets no need and ends none, so no status rests on it; it is dated and sourced like every rule,
and stands in the files of rules, so that the digest of a rule set covers it.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.rule_parts import Bindingness, Period, Rule, Text
from domain.values import Code


class Duty(Rule):
    """What an authority owes every person, about no need in particular.

    Attributes:
        who: Who owes it.
        deadline: Code of the deadline by which it has to be done, where there is one.
        bindingness: Whether statute or practice asks it.
    """

    who: Text
    deadline: Annotated[str, Field(pattern=r"^D\d{2}[a-z]?$")] | None = None
    bindingness: Bindingness = Bindingness.STATUTE


class LookBack(Rule):
    """How far back the judgement of a certificate of conduct looks.

    Attributes:
        profile: What it is for: `general`, or the kind of offence or post that has its own.
        below_age: Only for who is younger than this at the application.
        period: How far back.
        unlimited: Whether there is no limit; then there is no period.
        prolonged_by_detention: Whether the time held is added.
    """

    profile: Code
    below_age: Annotated[int, Field(ge=0)] | None = None
    period: Period | None = None
    unlimited: bool = False
    prolonged_by_detention: bool = True

    @model_validator(mode="after")
    def _limited_or_not(self) -> Self:
        if self.unlimited is (self.period is not None):
            msg = f"{self.id}: a look-back has a period, or is unlimited"
            raise ValueError(msg)
        return self


class SharingGround(Rule):
    """When personal data may pass from one organisation to another, or may not.

    Attributes:
        purpose: What the data have to serve.
        giver: Who passes them on.
        receiver: Who gets them.
        permits: Whether it allows the sharing; otherwise it forbids it.
        categories: The kinds of data it is limited to, from a closed list; none for no such list.
    """

    purpose: Text
    giver: Text
    receiver: Text
    permits: bool
    categories: tuple[Code, ...] = ()


class Support(Rule):
    """What a group of detained persons gets in preparation for return.

    Attributes:
        group: The group, as `detention-group-assigned` names it.
        gives: What it gets.
        only_if: What has to be shown of the person first.
    """

    group: Code
    gives: Annotated[tuple[Code, ...], Field(min_length=1)]
    only_if: tuple[Code, ...] = ()
    bindingness: Bindingness = Bindingness.PRACTICE


Reference = Duty | LookBack | SharingGround | Support
"""Everything that reports look up."""
