"""`deadlocks`: who is stuck, by circle, rule or place, for how long, and under two laws."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from commands.clock import clock, today
from commands.context import language, open_ledger, settings
from commands.lazy import Entry, WithCommandsBelow
from commands.options import KNOWN, LISTING, ROWS, Day, command, given
from commands.output import progress, show
from commands.reading import DEFAULT_RULES, Records, keep_rules, open_reader, open_reading
from commands.report_errors import FoundStuck, LawsToCompare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commands.reading import Session
    from domain.rules import RuleSet
    from ledger import Ledger
    from projections.holdings import By, Holding
    from projections.law_replay import Law

BY: Final = ("circle", "rule", "municipality")
"""By what held persons are counted, as `projections.holdings.By` has it; for a quick `--help`."""

_TWO_LAWS: Final = {(0, 2), (1, 2), (2, 0), (2, 1), (2, 2)}
"""How many rule sets and days name two laws."""


class DeadlocksCommand(WithCommandsBelow):
    """Lists who is stuck, unless the first word asks for two laws."""

    entries: tuple[Entry, ...] = (
        Entry("diff", "commands.deadlocks:diff", "Judge the same persons by two laws."),
    )


_moment = click.option(
    "--moment",
    type=click.Choice(["now", "release"]),
    default="now",
    help="As things are, or as they will be on the day of release if nobody acts.",
)


@command(
    "deadlocks",
    takes=LISTING,
    examples=(
        "reintegration deadlocks --by circle --csv",
        "reintegration deadlocks --spans --by rule",
        "reintegration deadlocks diff --law-on 2021-12-31 --law-on 2022-01-01",
    ),
    base=DeadlocksCommand,
)
@_moment
@click.option(
    "--by",
    type=click.Choice(BY),
    help="Count persons by the circle or the rule that holds them, or by where they settle.",
)
@click.option(
    "--spans",
    is_flag=True,
    help="Show from when until when a circle held persons, through the day asked about.",
)
@click.option(
    "--fail-on", type=click.Choice(["stuck"]), help="End with status 9 when somebody is stuck."
)
@click.pass_context
def deadlocks(
    ctx: click.Context, /, moment: str, by: str | None, fail_on: str | None, *, spans: bool
) -> None:
    """List the persons who are stuck, each with the explanation; then who may be.

    With --by the same circle is one row, whosever it is. With --spans the whole life of each
    person is walked through: a circle counts from the first day on which it holds the person to
    the first day on which it does not, with what ended it. 'deadlocks diff' judges the same
    persons by two laws.
    """
    if spans and moment == "release":
        msg = "--spans tells of days as they were; leave --moment release out."
        raise click.UsageError(msg, ctx)
    if spans and fail_on is not None:
        msg = "--fail-on asks who is stuck now; leave --spans out."
        raise click.UsageError(msg, ctx)
    session = open_reading(ctx)
    if spans:
        _show_spans(ctx, session, by)
    else:
        _show_stuck(ctx, session, moment, by, fail_on)


def _show_stuck(
    ctx: click.Context, session: Session, moment: str, by: str | None, fail_on: str | None
) -> None:
    from domain.assessment import Moment
    from projections import deadlocks as reports
    from projections import holdings
    from projections.reading import all_deadlocks

    answer = all_deadlocks(
        session.reader,
        session.rule_set,
        today(session.clock),
        Moment(moment),
        progress(ctx, "report-progress"),
    )
    if by is None:
        data: object = answer.as_json()
        show(ctx, data, session.meta(), lambda: reports.render(answer, session.language))
    else:
        found = holdings.holdings_now(answer.reports)
        _show_count(ctx, session, holdings.By(by), found, answer.persons)
    if fail_on is not None and answer.stuck:
        raise FoundStuck(answer.stuck)


def _show_spans(ctx: click.Context, session: Session, by: str | None) -> None:
    from ledger.rulebook import rules_in_force
    from projections import holdings
    from projections import spans as reports

    through = session.day
    rules_in_force(session.rule_set, session.frame.law_on or through)
    judged, found = reports.all_spans(
        session.reader, session.rule_set, progress(ctx, "report-progress")
    )
    if by is not None:
        timed = holdings.holdings_over_time(found, through)
        _show_count(ctx, session, holdings.By(by), timed, judged)
        return
    answer = reports.report(judged, found, through)
    data: object = answer.as_rows() if _in_rows(ctx) else answer.as_json()
    show(ctx, data, session.meta(), lambda: reports.render(answer, session.language))


def _show_count(
    ctx: click.Context, session: Session, by: By, found: Iterable[Holding], judged: int
) -> None:
    from projections import holdings

    law_day = session.frame.law_on or session.day
    answer = holdings.count(found, by, judged, session.rule_set, law_day)
    data: object = answer.as_rows() if _in_rows(ctx) else answer.as_json()
    show(ctx, data, session.meta(), lambda: holdings.render(answer, session.language))


def _in_rows(ctx: click.Context) -> bool:
    return bool(given(ctx, "as_csv") or given(ctx, "as_jsonl"))


@command(
    "diff",
    takes=KNOWN | ROWS,
    examples=(
        "reintegration deadlocks diff --law-on 2021-12-31 --law-on 2022-01-01",
        "reintegration deadlocks diff --rules seed-2007 --rules law-2007 --csv",
    ),
)
@click.option(
    "--law-on", "days", type=Day(), multiple=True, help="The day of each law; give it twice."
)
@click.option(
    "--rules", "names", metavar="SET", multiple=True, help="The rule set of each; give it twice."
)
@_moment
@click.pass_context
def diff(
    ctx: click.Context, /, days: tuple[date, ...], names: tuple[str, ...], moment: str
) -> None:
    """Judge the same persons by two laws: who is stuck by one and not by the other, and why.

    Nothing of what happened changes, only the rules: one rule set on two days, or two rule sets,
    each on its own day or on that of --law-on; a set that is frozen keeps its day. Of every person
    who is stuck otherwise it names the rules along the links that came, went or changed.
    """
    from domain.assessment import Moment
    from projections import law_replay

    if (len(names), len(days)) not in _TWO_LAWS:
        raise LawsToCompare(names, days)
    chosen = names or (settings(ctx).profile.rules or DEFAULT_RULES,)
    records, laws = _open_laws(ctx, chosen, days)
    answer = law_replay.replay(
        records.reader, *laws, Moment(moment), progress(ctx, "report-progress")
    )
    data: object = answer.as_rows() if _in_rows(ctx) else answer.as_json()
    meta = records.meta() | {"rules": " | ".join(each.rules.name for each in laws)}
    show(ctx, data, meta, lambda: law_replay.render(answer, records.language))


def _open_laws(
    ctx: click.Context, names: Sequence[str], days: Sequence[date]
) -> tuple[Records, tuple[Law, Law]]:
    """Open the ledger, and read both laws; their names are pinned for the address of the answer.

    Raises:
        LawsToCompare: One rule set was given two days, and keeps its own.
        UnknownRuleSet: Rules are named by a digest under which none were kept.
    """
    from projections.law_replay import Law

    now = clock()
    asked_at = now()
    ledger = open_ledger(ctx)
    sets = [_rule_set(ledger, name) for name in names]
    if len(sets) == 1 and sets[0].frozen_on is not None:
        raise LawsToCompare(names, days)
    pinned = tuple(f"{each.name}@{each.digest}" for each in sets)
    ctx.params["names"] = pinned
    ctx.set_parameter_source("names", ParameterSource.COMMANDLINE)
    first, second = (
        Law(rules, day if rules.frozen_on is None else None)
        for rules, day in zip(
            (sets[0], sets[-1]), (days[0], days[-1]) if days else (None, None), strict=True
        )
    )
    reader = open_reader(ctx, ledger, " ".join(each.digest for each in sets))
    return Records(ledger, reader, reader.frame, language(ctx), now, asked_at), (first, second)


def _rule_set(ledger: Ledger, name: str) -> RuleSet:
    """Return a rule set by its name, or as it was kept under the digest behind an @."""
    from domain.rule_files import read_rule_set
    from ledger.rulebook import is_digest, rule_set_content

    digest = name.rpartition("@")[2]
    if is_digest(digest):
        return read_rule_set(ledger.rule_set(digest))
    content = rule_set_content(name)
    found = read_rule_set(content)
    keep_rules(ledger, found, content)
    return found
