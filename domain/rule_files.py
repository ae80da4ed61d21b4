"""From files to rules: one TOML file is one act, a collection of files is a rule set.

    >>> act = parse_act("local.toml", b'''
    ... id = "local"
    ... title = { nl = "Beleid", en = "Policy" }
    ... summary = { nl = "Geen leges.", en = "No fee." }
    ... ''')
    >>> act.id, act.rules
    ('local', ())

The files have been read elsewhere. A rule set is kept by its content: name, day on which it is
frozen, and files, written in one canonical way. Its digest is the SHA-256 of that content, and
from the content the same rule set can be read again for ever.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from domain.data_files import DataNotText, DataNotToml, DataUnfit, Location, read_data
from domain.errors import Problem
from domain.needs import Need
from domain.rule_places import line_of, rule_lines
from domain.rules import Act, RuleSet

FORMAT = "rule-set/1"
"""Name and version of the form in which the content of a rule set is kept."""

_MOST_FAULTS_TOLD = 5
_NEGATIONS = frozenset({"holds", "not", "negated", "unless", "met", "unmet", "absent"})
"""What somebody writes in a condition who wants a need not to be met."""


class RuleFileError(Problem):
    """Something is wrong with a rule file; it is told with file, rule and field.

    RuleFileError
    ├── RuleFileNotText        not UTF-8
    ├── RuleFileNotToml        not TOML
    ├── RuleFileFault          a field is missing, unknown, or has an impossible value
    ├── NegationOverNeed       a rule asks that a need is not met
    ├── RuleFileWithoutRules   nothing in it
    ├── ActTwice               two files of a rule set have the same act
    └── RuleSetUnreadable      kept content is not that of a rule set
    """

    code = "RU0200"
    exit_code = 3


class RuleFileNotText(RuleFileError):
    """A rule file is not text in UTF-8."""

    code = "RU0201"

    def __init__(self, file: str, offset: int) -> None:
        super().__init__(
            f"{file} is not text in UTF-8.",
            where=f"{file}, byte {offset}",
            help="Save it as UTF-8; a rule file is TOML text.",
        )


class RuleFileNotToml(RuleFileError):
    """A rule file is text, but not TOML."""

    code = "RU0202"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"{file} is not valid TOML.",
            where=file,
            why=why,
            help="Repair the line that is named. Text has quotes, a day has none: 2007-07-01.",
        )


class RuleFileFault(RuleFileError):
    """A field of a rule file is missing, unknown, or has an impossible value."""

    code = "RU0203"

    def __init__(self, file: str, faults: Sequence[tuple[str, str]]) -> None:
        place, reason = faults[0]
        told = [f"{place}: {reason}" for place, reason in faults[1:_MOST_FAULTS_TOLD]]
        if len(faults) > _MOST_FAULTS_TOLD:
            told.append(f"and {len(faults) - _MOST_FAULTS_TOLD} more")
        super().__init__(
            f"{file} has a rule that cannot be read.",
            where=f"{file}, {place}",
            why="; ".join([reason, *told]),
            help="Correct the field. `reintegration rules show` prints rules that are in order.",
        )


class NegationOverNeed(RuleFileError):
    """A rule asks that a need is not met, or tests a need as if it were a circumstance."""

    code = "RU0207"

    def __init__(self, file: str, place: str, need: str | None) -> None:
        super().__init__(
            f"A rule in {file} asks whether {need or 'a need'} is not met.",
            where=f"{file}, {place}",
            why="What is met is forecast from the rules themselves; a rule that opens because a "
            "need is not met would make forecasts contradict each other.",
            help="Ask that a need is met, under conditions; or test a circumstance, such as "
            "has_dwelling, of which acts tell whether it holds.",
        )


class RuleFileWithoutRules(RuleFileError):
    """A rule set has no rules at all."""

    code = "RU0204"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The rule set {name} has no rules.",
            where=name,
            help="A file has tables [[ways]], [[endings]], [[consequences]], [[interventions]], "
            "[[terms]] or [[deadlines]].",
        )


class ActTwice(RuleFileError):
    """Two files of one rule set have the same act."""

    code = "RU0205"

    def __init__(self, act: str, first: str, second: str) -> None:
        super().__init__(
            f"The act {act} stands in two files.",
            where=f"{first} and {second}",
            why="The rules of an act stand in one file, so that their dates can be seen together.",
            help=f"Give the act in {second} an id of its own, and its rules with it.",
        )


class RuleSetUnreadable(RuleFileError):
    """Kept content is not the content of a rule set."""

    code = "RU0206"

    def __init__(self, fault: Exception | None = None) -> None:
        super().__init__(
            "What was kept as a rule set cannot be read.",
            why=None if fault is None else f"{type(fault).__name__}: {fault}",
            help=f"It should be JSON of the form {FORMAT}. A newer version may have written it.",
        )


def parse_act(name: str, content: bytes) -> Act:
    """Return the act that stands in one rule file.

    Args:
        name: Name of the file, for what is said of its faults.
        content: What stands in it: TOML in UTF-8.

    Raises:
        RuleFileNotText: It is not UTF-8.
        RuleFileNotToml: It is not TOML.
        RuleFileFault: A field is missing, unknown, or has an impossible value.
        NegationOverNeed: A rule asks that a need is not met.
    """
    try:
        return read_data(content, Act)
    except DataNotText as unreadable:
        raise RuleFileNotText(name, unreadable.offset) from None
    except DataNotToml as unreadable:
        raise RuleFileNotToml(name, unreadable.reason) from None
    except DataUnfit as unfit:
        table, text = unfit.table, content.decode("utf-8")
        faults = [(_place(table, text, *fault), fault.reason) for fault in unfit.faults]
        for fault, (place, _) in zip(unfit.faults, faults, strict=True):
            if _negates(table, fault.location):
                raise NegationOverNeed(name, place, _need_at(table, fault.location)) from None
        raise RuleFileFault(name, faults) from None


def rule_set(name: str, files: Mapping[str, bytes], frozen_on: date | None) -> RuleSet:
    """Return the rule set that is made of `files`.

    Args:
        name: Its name.
        files: Content of each rule file by its name.
        frozen_on: The day whose law it shows whatever the day asked about, or None.

    Raises:
        RuleFileError: A file cannot be read, two have the same act, or there are no rules.
    """
    acts: dict[str, Act] = {}
    file_of: dict[str, str] = {}
    for file in sorted(files):
        act = parse_act(file, files[file])
        if act.id in acts:
            raise ActTwice(act.id, file_of[act.id], file)
        acts[act.id], file_of[act.id] = act, file
    if not any(act.rules for act in acts.values()):
        raise RuleFileWithoutRules(name)
    return RuleSet(
        name=name,
        frozen_on=frozen_on,
        digest=sha256(rule_set_content(name, files, frozen_on)).hexdigest(),
        acts=tuple(acts[identifier] for identifier in sorted(acts)),
    )


def rule_set_content(name: str, files: Mapping[str, bytes], frozen_on: date | None) -> bytes:
    """Return the content of a rule set in the one form in which it is kept and digested.

    Raises:
        RuleFileNotText: A file is not UTF-8.
    """
    return json.dumps(
        {
            "format": FORMAT,
            "name": name,
            "frozen_on": None if frozen_on is None else frozen_on.isoformat(),
            "files": {file: _text(file, content) for file, content in files.items()},
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def read_rule_set(content: bytes) -> RuleSet:
    """Return the rule set whose content was kept, equal to the one that it was written from.

    Raises:
        RuleSetUnreadable: It is not the content of a rule set.
        RuleFileError: A file in it cannot be read.
    """
    try:
        kept = json.loads(content)
        if kept["format"] != FORMAT:
            raise RuleSetUnreadable
        frozen_on = None if kept["frozen_on"] is None else date.fromisoformat(kept["frozen_on"])
        files = {file: text.encode() for file, text in kept["files"].items()}
        return rule_set(kept["name"], files, frozen_on)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleSetUnreadable(error) from None


def places_of(content: bytes) -> dict[str, list[str]]:
    """Return file and line of every version of every rule, by its id, in the order of the files.

    Args:
        content: The kept content of a rule set, as `rule_set_content` writes it.
    """
    found: dict[str, list[str]] = {}
    for file, text in json.loads(content)["files"].items():
        for identifier, lines in rule_lines(text).items():
            found.setdefault(identifier, []).extend(f"{file}, line {line}" for line in lines)
    return found


def _text(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RuleFileNotText(file, error.start) from None


def _negates(table: Mapping[str, Any], location: Location) -> bool:
    """Return whether a fault is that of a condition or guard that asks for an unmet need."""
    match location:
        case (_, int(), "conditions", int(), str(extra)):
            return extra in _NEGATIONS
        case (_, int(), "guards", int(), "circumstance"):
            return _need_at(table, location) is not None
        case _:
            return False


def _need_at(table: Mapping[str, Any], location: Location) -> str | None:
    """Return the need that a condition or guard names, where it names one."""
    found: Any = table
    for step in location[:4]:
        found = found[step]
    named = found.get("need", found.get("circumstance")) if isinstance(found, dict) else None
    return named if isinstance(named, str) and named in set(Need) else None


def _place(table: Mapping[str, Any], text: str, location: Location, reason: str) -> str:
    """Name the line, the rule and the field: `line 12, rule wwb/advance, conditions 2, need`."""
    match location:
        case (str(kind), int(index), *field):
            rules = table.get(kind)
            rule = rules[index] if isinstance(rules, list) and index < len(rules) else None
            identifier = rule.get("id") if isinstance(rule, dict) else None
            at = field or (["valid_to"] if "before it begins" in reason else [])
            line = line_of(text, kind, index, at)
            start = f"line {line}, " + (
                f"rule {identifier}" if identifier else f"{kind} {index + 1}"
            )
        case _:
            start, field = "", list(location)
    steps = [f"{step + 1}" if isinstance(step, int) else f", {step} " for step in field]
    return (start + "".join(steps)).strip(" ,").replace(" ,", ",") or "the file as a whole"
