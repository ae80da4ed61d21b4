"""The explanation as text: verdict and date first, circles before ways out, each way once."""

from __future__ import annotations

from domain.assessment import Moment
from domain.needs import Need
from domain.rules import Bindingness, WayKind
from projections.language import Language, circumstance_name, columns, day_text, need_name, say
from projections.status import missing_text, rules_text
from projections.why import CircleRow, LinkRow, Obstacle, WhyReport


def render(why: WhyReport, language: Language) -> str:
    """Return the explanation; estimates and rules not checked against a text carry a star."""
    lines = [*_verdict(why, language)]
    told: dict[str, str] = {}
    for circle in why.circles:
        lines += ["", *_circle(circle, told, language)]
    if not why.complete:
        lines += ["", say(language, "why.capped", count=len(why.circles))]
    for key, needs in (("why.behind", why.behind), ("why.no_way", why.no_way)):
        if needs:
            lines += ["", say(language, key, needs=_names(needs, language))]
            lines += _links([row for row in why.blocked if row.need in needs], language)
    lines += _possibly(why, language)
    lines += _steps(why, language)
    lines += _openings(why, language)
    for key, needs in (
        ("why.pending", why.pending),
        ("why.waiting", why.waiting),
        ("why.not_yet", why.not_yet),
        ("why.met", why.met),
        ("why.unknown", why.unknown),
    ):
        if needs:
            lines += ["", say(language, key, needs=_names(needs, language))]
    if why.registered_in is not None:
        lines.append(say(language, "why.registered_in", municipality=why.registered_in))
    lines += ["", *_basis(why, language)]
    return "\n".join(lines)


def _names(needs: tuple[str, ...], language: Language) -> str:
    return ", ".join(need_name(need, language) for need in needs)


def _verdict(why: WhyReport, language: Language) -> list[str]:
    facts: dict[str, object] = {"person": why.person, "day": day_text(why.day, language)}
    at_release = why.moment == Moment.RELEASE
    if why.stuck:
        key = "verdict.will_be_stuck" if at_release else "verdict.stuck"
        if not at_release and why.since is not None:
            key, facts["since"] = "verdict.stuck_since", day_text(why.since, language)
    elif why.possibly_stuck:
        key = "verdict.possibly_stuck"
    elif why.no_way:
        key = "verdict.no_way"
    else:
        key = "verdict.not_stuck"
    head = say(language, key, **facts)
    if why.municipality is not None:
        head += " · " + say(language, "report.municipality", municipality=why.municipality)
    if why.release_on is not None:
        head += " · " + say(language, "report.release_on", day=day_text(why.release_on, language))
    lines = [head]
    if why.stuck:
        lines += [
            say(language, "why.knot", count=len(knot), needs=_names(knot, language))
            for knot in why.knots
        ]
    return lines


def _circle(circle: CircleRow, told: dict[str, str], language: Language) -> list[str]:
    ring = " -> ".join(need_name(need, language) for need in (*circle.needs, circle.needs[0]))
    lines = [say(language, "why.circle", letter=circle.letter, ring=ring)]
    for need in circle.needs:
        if need in told:
            lines.append(
                "  " + say(language, "why.see", need=need_name(need, language), letter=told[need])
            )
            continue
        told[need] = circle.letter
        lines.append("  " + need_name(need, language))
        lines += _links([link for link in circle.links if link.need == need], language, indent=4)
    return lines


def _links(links: list[LinkRow], language: Language, *, indent: int = 4) -> list[str]:
    rows = [(_name(link, language), _why(link, language), link.source) for link in links]
    return columns(rows, indent=indent)


def _name(link: LinkRow, language: Language) -> str:
    return link.name.in_language(language) + ("" if link.verified else " *")


def _why(link: LinkRow, language: Language) -> str:
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
    return "" if binding == Bindingness.STATUTE else f" ({say(language, f'basis.{binding}')})"


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
    rows = []
    for step in why.steps:
        star = "" if step.verified else " *"
        actor, decider = step.actor.in_language(language), step.decider.in_language(language)
        who = actor if actor == decider else say(language, "why.then", actor=actor, decider=decider)
        duty = f" ({say(language, 'why.duty')})" if step.kind == WayKind.DUTY else ""
        rows.append(
            (
                need_name(step.need, language),
                step.name.in_language(language) + star,
                who + duty,
                step.source,
            )
        )
    return ["", say(language, "why.steps"), *columns(rows)]


def _openings(why: WhyReport, language: Language) -> list[str]:
    if not why.stuck:
        return []
    if not why.openings:
        return ["", say(language, "why.no_opening")]
    rows = [
        (
            opening.name.in_language(language) + ("" if opening.verified else " *"),
            say(language, "why.decides", who=opening.decider.in_language(language)),
            say(language, "why.frees", needs=_names(opening.frees, language)),
            opening.source,
        )
        for opening in why.openings
    ]
    return ["", say(language, "why.openings"), *columns(rows)]


def _basis(why: WhyReport, language: Language) -> list[str]:
    rules = rules_text(why.rules, why.law_day, language)
    lines = [say(language, "why.basis", rules=rules, ways=why.ways_judged)]
    if why.unverified:
        lines.append(say(language, "report.unverified", rules=", ".join(why.unverified)))
    return lines
