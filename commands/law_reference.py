"""Writes docs/law.md from the rule files themselves.

python -m commands.law_reference >docs/law.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from commands.rules import form_of, said
from domain.references import Reference
from domain.rules import Act, AnyRule, Condition, Guard, Source
from ledger.rulebook import load_rule_set
from projections.language import LANGUAGES, circumstance_name, need_name

AnyEntry = AnyRule | Reference

HEAD: Final = """\
# The law as the ledger reads it

This page is made from the rule files by `python -m commands.law_reference`; a test compares.
`reintegration rules show RULE` tells the same, `rules cycles` what waits for each other in it, and
`rules diff` what changed from one day to another.

Everything is paraphrased, in Dutch and in English; the text of an act is at the address that stands
with it. **Checked** means that it was held against a text of the law or another source; **not
checked** that it rests on common knowledge, and every report that rests on it says so. Confidence
tells how sure we are that the rule says what the law says.

What is asked binds as *statute* (W, wettelijk), as *practice* of a desk, form or landlord (U,
uitvoering), or as *fact*: money, keys, post (F, feitelijk). A way is *ordinary* (on application), a
*duty* of an authority that nobody has to ask for, an *option* that somebody may choose, or *auto*:
by operation of law.

The rule set `law` reads each rule by its own dates; `law-2007` the same rules on 1 July 2007;
`seed-2007` the practice of 2007 as the article of Moors and Balogh describes it. Deadlines belong
to all three.

"""

_SAID_APART: Final = frozenset(
    {
        "id",
        "name",
        "source",
        "valid_from",
        "valid_to",
        "confidence",
        "verified",
        "note",
        "need",
        "kind",
        "conditions",
        "guards",
    }
)


_UNITS: Final = frozenset({"hours", "days", "working_days", "weeks", "months", "years"})


def law_reference() -> str:
    """Return the page: the acts, the deadlines, and the practice of 2007."""
    law, seed = load_rule_set("law").acts, load_rule_set("seed-2007").acts
    shared = {act.id for act in law} & {act.id for act in seed}
    parts = (
        ("Acts and what no act governs", [act for act in law if act.id not in shared]),
        ("Deadlines and closed days", [act for act in law if act.id in shared]),
        ("The practice of 2007", [act for act in seed if act.id not in shared]),
    )
    lines = [line for title, acts in parts for line in _part(title, acts)]
    return HEAD + "\n".join(lines)


def _part(title: str, acts: Sequence[Act]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| act | | rules | not checked |"
    yield "|---|---|---|---|"
    for act in acts:
        entries = (*act.rules, *act.references)
        unchecked = sum(not each.verified for each in entries)
        yield f"| {act.title.en} | {act.title.nl} | {len(entries)} | {unchecked} |"
    yield ""
    for act in acts:
        yield from _act(act)


def _act(act: Act) -> Iterator[str]:
    yield f"### {act.title.en} · {act.title.nl}"
    yield ""
    if act.bwb_id is not None:
        yield f"[{act.bwb_id}](https://wetten.overheid.nl/{act.bwb_id})"
        yield ""
    yield act.summary.en
    yield ""
    yield f"*{act.summary.nl}*"
    yield ""
    entries: list[AnyEntry] = [*act.rules, *act.references]
    for _, versions in groupby(entries, key=lambda each: each.id):
        yield from _versions(list(versions))


def _versions(versions: Sequence[AnyEntry]) -> Iterator[str]:
    first = versions[0]
    yield f"#### {first.name.en} · {first.name.nl}"
    yield ""
    yield f"`{first.id}`, {_what(first)}"
    yield ""
    for each in versions:
        yield from _version(each, first)
    yield ""


def _what(entry: AnyEntry) -> str:
    form = form_of(entry)
    need = getattr(entry, "need", None)
    if need is None:
        return form
    dutch, english = (need_name(need, language) for language in LANGUAGES)
    return f"{form}: {english} ({dutch})"


def _version(entry: AnyEntry, first: AnyEntry) -> Iterator[str]:
    until = "" if entry.valid_to is None else f" to {entry.valid_to}"
    checked = "checked" if entry.verified else "**not checked**"
    yield (
        f"- {_link(entry.source)}; from {entry.valid_from}{until}; confidence {entry.confidence}, "
        f"{checked}"
    )
    if entry.name != first.name:
        yield f"  - named: {entry.name.en} · {entry.name.nl}"
    kind = getattr(entry, "kind", None)
    if kind is not None:
        yield f"  - kind: {kind}"
    for condition in getattr(entry, "conditions", ()):
        yield f"  - asks: {_condition(condition)}"
    for guard in getattr(entry, "guards", ()):
        yield f"  - only if: {_guard(guard)}"
    told = entry.model_dump(mode="json", exclude=set(_SAID_APART), exclude_defaults=True)
    for field, value in told.items():
        yield f"  - {field.replace('_', ' ')}: {_plain(value)}"
    if entry.note is not None:
        yield f"  - {entry.note.en}"
        yield f"  - *{entry.note.nl}*"


def _condition(condition: Condition) -> str:
    words = [need_name(condition.need, "en"), f"({_binds(condition)})"]
    if condition.window != "start":
        words.insert(1, f"[{condition.window}]")
    return " ".join(words)


def _guard(guard: Guard) -> str:
    name = circumstance_name(guard.circumstance, "en")
    if guard.holds is not None:
        test = "yes" if guard.holds else "no"
    elif guard.one_of is not None:
        test = f"one of {', '.join(guard.one_of)}"
    elif guard.at_least is not None:
        test = f"at least {guard.at_least}"
    else:
        test = f"at most {guard.at_most}"
    return f"{name}: {test} ({_binds(guard)})"


def _binds(asked: Condition | Guard) -> str:
    source = "" if asked.source is None else f"; {_link(asked.source)}"
    return f"{asked.bindingness}{source}"


def _link(source: Source) -> str:
    return str(source) if source.address is None else f"[{source}]({source.address})"


def _plain(value: Any) -> str:
    """Write a field in one line; a sentence in both languages, a length of time as it is said."""
    if isinstance(value, list):
        return "; ".join(_plain(each) for each in value)
    if not isinstance(value, dict):
        return said(value, "en")
    if set(value) == {"nl", "en"}:
        return f"{value['en']} · {value['nl']}"
    parts = [
        f"{each} {key.replace('_', ' ')}"
        if key in _UNITS and isinstance(each, int)
        else f"{key.replace('_', ' ')} {_plain(each)}"
        for key, each in value.items()
        if each is not None
    ]
    return ", ".join(parts)


if __name__ == "__main__":
    sys.stdout.write(law_reference() + "\n")
