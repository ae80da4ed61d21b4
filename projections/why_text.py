"""The explanation as text: verdict and date first, circles before ways out, each way once."""

from __future__ import annotations

from collections.abc import Sequence

from domain.assessment import Moment
from domain.needs import Need
from domain.rules import Bindingness, WayKind
from domain.situation import Phase
from projections.language import (
    Language,
    basis_name,
    circumstance_name,
    columns,
    day_text,
    need_name,
    need_names,
    paragraph,
    say,
)
from projections.spirals import spiral_lines
from projections.status import missing_text, rules_text, unverified_lines
from projections.verdict import held_by, verdict, will_be_stuck
from projections.why import CircleRow, LinkRow, Obstacle, Opening, Step, WhyReport


def render(why: WhyReport, language: Language) -> str:
    """Return the explanation; estimates and rules not checked against a text carry a star."""
    lines = _verdict(why, language)
    told: dict[str, str] = {}
    for circle in why.circles:
        lines += ["", *_circle(circle, told, language)]
    if not why.complete:
        lines += ["", *paragraph(say(language, "why.capped", count=len(why.circles)))]
    carried = tuple(need for need in why.stuck if need not in told)
    for key, needs in (
        ("why.carried", carried),
        ("why.behind", why.behind),
        ("why.no_way", why.no_way),
    ):
        if needs:
            lines += ["", *paragraph(say(language, key, needs=need_names(needs, language)))]
            lines += _needs_with_ways(needs, why.blocked, language)
    lines += _possibly(why, language)
    lines += _steps(why, language)
    lines += _ahead(why, language)
    lines += _openings(why, language)
    told_of_spirals = spiral_lines(why.spirals, language)
    lines += ["", *told_of_spirals] if told_of_spirals else []
    lines += ["", *(line for each in other_sentences(why, language) for line in paragraph(each))]
    lines += ["", *_basis(why, language)]
    return "\n".join(lines)


def headline(why: WhyReport, language: Language) -> str:
    """Return the verdict with its date and person, where the person settles, and when released."""
    parts = [
        verdict(
            why.person,
            why.day,
            language,
            stuck=why.stuck,
            possibly_stuck=why.possibly_stuck,
            no_way=why.no_way,
            since=why.since,
            nothing_known=len(why.unknown) == len(Need) and not why.without_rules,
            at_release=why.moment == Moment.RELEASE,
        )
    ]
    if why.municipality is not None:
        parts.append(say(language, "report.municipality", municipality=why.municipality))
    if why.release_on is not None:
        key = "releases.not_recorded" if why.release_not_recorded else "report.release_on"
        parts.append(say(language, key, day=day_text(why.release_on, language)))
    return " · ".join(parts)


def _verdict(why: WhyReport, language: Language) -> list[str]:
    lines = [
        headline(why, language),
        *will_be_stuck(why.person, why.stuck_at_release, why.release_to_come, language),
    ]
    for knot in why.knots if why.stuck else ():
        names = need_names(knot, language)
        lines += paragraph(say(language, "why.knot", count=len(knot), needs=names))
    return lines + held_by(why.flags.items(), why.stuck, language)


def other_sentences(why: WhyReport, language: Language) -> list[str]:
    """Return a sentence for each group of needs that hold nobody up."""
    sentences = []
    if why.pending:
        names = ", ".join(_applied_for(need, why, language) for need in why.pending)
        sentences.append(say(language, "why.pending", needs=names))
    sentences += [
        say(language, key, needs=need_names(needs, language))
        for key, needs in (
            ("why.waiting", why.waiting),
            ("why.not_yet", why.not_yet),
            ("why.met", why.met),
        )
        if needs
    ]
    if why.registered_in is not None:
        sentences.append(say(language, "why.registered_in", municipality=why.registered_in))
    if why.is_registered_elsewhere:
        where = {"registered_in": why.registered_in, "municipality": why.municipality}
        sentences.append(say(language, "settling.elsewhere", **where))
    unknown = tuple(need for need in why.unknown if need not in why.without_rules)
    sentences += [
        say(language, key, needs=need_names(needs, language))
        for key, needs in (
            ("report.without_rules", why.without_rules),
            ("disputed.answers", why.disputed),
            ("why.unknown", unknown),
        )
        if needs
    ]
    return sentences


def _applied_for(need: str, why: WhyReport, language: Language) -> str:
    """Return a need that was applied for, with the day on which the decision is or was due."""
    name, due = need_name(need, language), why.decide_by.get(need)
    if due is None:
        return name
    day = day_text(due, language)
    if due < why.day:
        day = say(language, "caseload.overdue", day=day)
    return f"{name} ({say(language, 'report.decide_by', day=day)})"


def _circle(circle: CircleRow, told: dict[str, str], language: Language) -> list[str]:
    ring = " -> ".join(need_name(need, language) for need in (*circle.needs, circle.needs[0]))
    lines = paragraph(say(language, "why.circle", letter=circle.letter, ring=ring))
    for need in circle.needs:
        if need in told:
            name = need_name(need, language)
            lines.append("  " + say(language, "why.see", need=name, letter=told[need]))
        else:
            told[need] = circle.letter
            lines += _needs_with_ways((need,), circle.links, language)
    return lines


def _needs_with_ways(
    needs: tuple[str, ...], links: tuple[LinkRow, ...], language: Language
) -> list[str]:
    """Return each need with, below it, its ways, why they fail, and the source of that."""
    lines = []
    for need in needs:
        rows = [
            (_name(link, language), why_it_fails(link, language), link.source)
            for link in links
            if link.need == need
        ]
        lines += ["  " + need_name(need, language), *columns(rows, indent=4)]
    return lines


def _name(link: LinkRow, language: Language) -> str:
    return link.name.in_language(language) + ("" if link.verified else " *")


def why_it_fails(link: LinkRow, language: Language) -> str:
    """Return what one way asks that is not there, with the basis where that is not law."""
    asked = zip(link.blocked_by, link.bindings, strict=True)
    needs = [_asked(each, binding, language) for each, binding in asked if each in _ALL_NEEDS]
    parts = []
    if link.kind == WayKind.OPTION:
        parts.append(say(language, "why.option", who=link.decider.in_language(language)))
    if needs:
        parts.append(say(language, "why.needs", needs=", ".join(needs)))
    parts += [
        _obstacle(each, language) + _basis_mark(binding, language)
        for each, binding in zip(
            link.obstacles, link.bindings[len(link.bindings) - len(link.obstacles) :], strict=True
        )
    ]
    if not parts:
        parts.append(say(language, "why.open"))
    return "; ".join(parts)


def _asked(need: str, binding: str, language: Language) -> str:
    return need_name(need, language) + _basis_mark(binding, language)


def _basis_mark(binding: str, language: Language) -> str:
    """Return the basis in capitals where it is not law."""
    return "" if binding == Bindingness.STATUTE else f" ({basis_name(binding, language)})"


_ALL_NEEDS = frozenset(need.value for need in Need)


def _obstacle(obstacle: Obstacle, language: Language) -> str:
    key = f"guard.{obstacle.circumstance}_{obstacle.asked}"
    try:
        sentence = say(language, key)
    except KeyError:
        sentence = say(
            language,
            "guard.other",
            circumstance=circumstance_name(obstacle.circumstance, language),
            asked=obstacle.asked,
        )
    if obstacle.found is None:
        return sentence + " " + say(language, "guard.not_known")
    return sentence


def _possibly(why: WhyReport, language: Language) -> list[str]:
    if not why.possibly_stuck:
        return []
    lines = ["", say(language, "why.possibly")]
    rows = [
        (
            need_name(need, language),
            say(language, "why.ask", facts=missing_text(why.missing.get(need, ()), language)),
        )
        for need in why.possibly_stuck
    ]
    return [*lines, *columns(rows)]


def _steps(why: WhyReport, language: Language) -> list[str]:
    if not why.steps:
        return []
    return ["", steps_heading(why, language), *_table(why.steps, language)]


def _ahead(why: WhyReport, language: Language) -> list[str]:
    if not why.ahead:
        return []
    return ["", say(language, "why.ahead"), *_table(why.ahead, language)]


def _table(steps: Sequence[Step], language: Language) -> list[str]:
    dated = any(step.act_by is not None for step in steps)
    rows = []
    for step in steps:
        duty = f" ({say(language, 'why.duty')})" if step.kind == WayKind.DUTY else ""
        by = (step_act_by(step, language),) if dated else ()
        what, who = "; ".join(step_name(step, language)), who_acts(step, language) + duty
        rows.append((need_name(step.need, language), what, who, *by, step.source))
    return columns(rows)


def steps_heading(why: WhyReport, language: Language) -> str:
    """Return what the steps are: to be taken today by who is free, as the caseload says."""
    if why.moment == Moment.RELEASE or why.phase == Phase.DETAINED:
        return say(language, "why.steps")
    return say(language, "why.steps_today", day=day_text(why.day, language))


def step_name(step: Step, language: Language) -> list[str]:
    """Return what a step is, what has to be applied for before it, and until when it serves."""
    name = step.name.in_language(language) + ("" if step.verified else " *")
    if step.apply_first is not None:
        need = need_name(step.apply_first, language)
        name = f"{say(language, 'why.apply_first', need=need)}: {name}"
    return [name, say(language, "report.until_release")] if step.until_release else [name]


def who_acts(step: Step, language: Language) -> str:
    """Return who acts, and who decides where that is somebody else."""
    actor, decider = step.actor.in_language(language), step.decider.in_language(language)
    return actor if actor == decider else say(language, "why.then", actor=actor, decider=decider)


def step_act_by(step: Step, language: Language) -> str:
    """Return by when to begin a step; nothing where no release is to come."""
    if step.act_by is None:
        return ""
    return say(language, "why.act_by", day=day_text(step.act_by, language))


def _openings(why: WhyReport, language: Language) -> list[str]:
    if not why.stuck:
        return []
    if not why.openings:
        return ["", say(language, "why.no_opening", person=why.person)]
    rows = [
        (
            opening.name.in_language(language) + ("" if opening.verified else " *"),
            say(language, "why.decides", who=opening.decider.in_language(language)),
            what_it_frees(opening, why, language),
            opening.source,
        )
        for opening in why.openings
    ]
    return ["", say(language, "why.openings", person=why.person), *columns(rows)]


def what_it_frees(opening: Opening, why: WhyReport, language: Language) -> str:
    """Return which needs a decision frees by itself."""
    if len(opening.frees) == len(why.stuck):
        return say(language, "why.frees_all")
    return say(language, "why.frees", needs=need_names(opening.frees, language))


def circle_names(why: WhyReport, language: Language) -> str:
    """Return by which name each circle is known beyond this report."""
    names = ", ".join(f"{circle.letter} {circle.short}" for circle in why.circles)
    return say(language, "why.circle_names", names=names)


def _basis(why: WhyReport, language: Language) -> list[str]:
    rules = rules_text(why.rules, why.law_day, language)
    lines = paragraph(say(language, "why.basis", rules=rules, ways=why.ways_judged))
    if why.circles:
        lines += paragraph(circle_names(why, language))
    if why.unverified:
        lines += unverified_lines(why.unverified, why.rule_names, language)
    return lines
