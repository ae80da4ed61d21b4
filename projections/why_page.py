"""The explanation as one HTML file that works without a network: verdict, drawing, ordered list.

The list holds what `projections.why_text` says, for whoever cannot see the drawing, and for print.
The page loads nothing and runs nothing, and says so to the browser in its content policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from domain.rules import WayKind
from projections.language import Language, need_name, need_names, say
from projections.ring_picture import draw, heading_of
from projections.rule_names import rule_names
from projections.spirals import told_of_spirals
from projections.status import missing_text, rules_text
from projections.verdict import held_by, will_be_stuck
from projections.why import CircleRow, LinkRow, Opening, Step, WhyReport
from projections.why_text import (
    circle_names,
    other_sentences,
    step_act_by,
    step_name,
    steps_heading,
    what_it_frees,
    who_acts,
    why_it_fails,
)

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE: Final = """
body { font: 16px/1.5 Helvetica, Arial, "Liberation Sans", sans-serif; color: #1a1a1a;
  background: #ffffff; max-width: 1180px; margin: 1.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
figure { margin: 1.5rem 0; overflow-x: auto; } li { margin: 0.3rem 0; }
ol.circles, ol.circles > li > ol { padding-left: 1.6rem; }
.source, footer { color: #4a4a4a; font-size: 0.9rem; }
footer { border-top: 1px solid #c8c8c8; margin-top: 2rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; }
  figure { break-inside: avoid; } figure svg { width: 100%; max-height: 25cm; }
  li { break-inside: avoid; }
  h2 { break-after: avoid; } }
""".strip()


def page(why: WhyReport, language: Language, frame: str = "") -> str:
    """Return the page.

    Args:
        why: The explanation.
        language: Of every sentence.
        frame: The line that says on what the answer rests: as of, known at, size, root.
    """
    heading = heading_of(why, language)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(heading)}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{escape(heading)}</h1>",
        *_paragraphs(_knots(why, language)),
        *_picture(why, language),
        _heading(say(language, "picture.list")),
        *_circles(why, language),
        *_held_otherwise(why, language),
        *_possibly(why, language),
        *_steps(why, language),
        *_ahead(why, language),
        *_openings(why, language),
        *_spirals(why, language),
        *_paragraphs(other_sentences(why, language)),
        "</main>",
        "<footer>",
        *_paragraphs(_basis(why, language)),
        *_paragraphs([frame] if frame else []),
        "</footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _paragraphs(sentences: Iterable[str]) -> list[str]:
    return [f"<p>{escape(sentence)}</p>" for sentence in sentences]


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _knots(why: WhyReport, language: Language) -> list[str]:
    sentences = [
        say(language, "why.knot", count=len(knot), needs=need_names(knot, language))
        for knot in (why.knots if why.stuck else ())
    ]
    to_come = will_be_stuck(why.person, why.stuck_at_release, why.release_to_come, language)
    held = held_by(why.flags.items(), why.stuck, language)
    blocks = [" ".join(line.strip() for line in block) for block in (to_come, held)]
    return [*sentences, *filter(None, blocks)]


def _picture(why: WhyReport, language: Language) -> list[str]:
    return ["<figure>", draw(why, language).rstrip("\n"), "</figure>"] if why.circles else []


def _circles(why: WhyReport, language: Language) -> list[str]:
    if not why.circles:
        return []
    parts = ['<ol class="circles">']
    told: dict[str, str] = {}
    for circle in why.circles:
        parts += _circle(circle, told, language)
    parts.append("</ol>")
    if not why.complete:
        parts += _paragraphs([say(language, "why.capped", count=len(why.circles))])
    return parts


def _circle(circle: CircleRow, told: dict[str, str], language: Language) -> list[str]:
    ring = " → ".join(need_name(need, language) for need in (*circle.needs, circle.needs[0]))
    words = f"{say(language, 'picture.circle', letter=circle.letter)}: {ring}"
    parts = [f"<li>{escape(words)}", "<ol>"]
    for need in circle.needs:
        name = need_name(need, language)
        if need in told:
            see = say(language, "why.see", need=name, letter=told[need])
            parts.append(f"<li>{escape(see)}</li>")
            continue
        told[need] = circle.letter
        links = [link for link in circle.links if link.need == need]
        parts += _need(name, links, language)
    return [*parts, "</ol>", "</li>"]


def _need(name: str, links: Sequence[LinkRow], language: Language) -> list[str]:
    if not links:
        return [f"<li>{escape(name)}</li>"]
    ways = [
        _item(
            _starred(link.name.in_language(language), verified=link.verified),
            [why_it_fails(link, language)],
            link.source,
        )
        for link in links
    ]
    return [f"<li>{escape(name)}", "<ul>", *ways, "</ul>", "</li>"]


def _starred(name: str, *, verified: bool) -> str:
    return name if verified else f"{name} *"


def _item(name: str, said: Iterable[str], source: str) -> str:
    sentences = "; ".join(escape(each) for each in said)
    return (
        f"<li><strong>{escape(name)}</strong>: {sentences} "
        f'<span class="source">({escape(source)})</span></li>'
    )


def _held_otherwise(why: WhyReport, language: Language) -> list[str]:
    """Return the needs that are held by the circles or have no way, with their ways."""
    in_circles = {need for circle in why.circles for need in circle.needs}
    carried = tuple(need for need in why.stuck if need not in in_circles)
    parts = []
    for key, needs in (
        ("why.carried", carried),
        ("why.behind", why.behind),
        ("why.no_way", why.no_way),
    ):
        if needs:
            parts += _paragraphs([say(language, key, needs=need_names(needs, language))])
            parts.append("<ol>")
            for need in needs:
                links = [link for link in why.blocked if link.need == need]
                parts += _need(need_name(need, language), links, language)
            parts.append("</ol>")
    return parts


def _possibly(why: WhyReport, language: Language) -> list[str]:
    if not why.possibly_stuck:
        return []
    items = []
    for need in why.possibly_stuck:
        ask = say(language, "why.ask", facts=missing_text(why.missing.get(need, ()), language))
        items.append(f"<li>{escape(need_name(need, language))}: {escape(ask)}</li>")
    return [_heading(say(language, "why.possibly")), "<ol>", *items, "</ol>"]


def _steps(why: WhyReport, language: Language) -> list[str]:
    if not why.steps:
        return []
    items = [_step(step, language) for step in why.steps]
    return [_heading(steps_heading(why, language)), "<ol>", *items, "</ol>"]


def _ahead(why: WhyReport, language: Language) -> list[str]:
    if not why.ahead:
        return []
    items = [_step(step, language) for step in why.ahead]
    return [_heading(say(language, "why.ahead")), "<ol>", *items, "</ol>"]


def _step(step: Step, language: Language) -> str:
    said = [*step_name(step, language), who_acts(step, language)]
    if step.kind == WayKind.DUTY:
        said.append(say(language, "why.duty"))
    if step.act_by is not None:
        said.append(step_act_by(step, language))
    return _item(need_name(step.need, language), said, step.source)


def _openings(why: WhyReport, language: Language) -> list[str]:
    if not why.stuck:
        return []
    if not why.openings:
        return _paragraphs([say(language, "why.no_opening", person=why.person)])
    items = [_opening(opening, why, language) for opening in why.openings]
    return [_heading(say(language, "why.openings", person=why.person)), "<ol>", *items, "</ol>"]


def _opening(opening: Opening, why: WhyReport, language: Language) -> str:
    name = _starred(opening.name.in_language(language), verified=opening.verified)
    who = say(language, "why.decides", who=opening.decider.in_language(language))
    return _item(name, [who, what_it_frees(opening, why, language)], opening.source)


def _spirals(why: WhyReport, language: Language) -> list[str]:
    told = told_of_spirals(why.spirals, language)
    return [line for names, rest in told for line in _paragraphs([*names, *rest])]


def _basis(why: WhyReport, language: Language) -> list[str]:
    rules = rules_text(why.rules, why.law_day, language)
    sentences = [say(language, "why.basis", rules=rules, ways=why.ways_judged)]
    if why.circles:
        sentences.append(circle_names(why, language))
    if why.unverified:
        names = rule_names(why.unverified, why.rule_names, language)
        sentences.append(say(language, "report.unverified", rules=names))
    return sentences
