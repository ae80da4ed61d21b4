"""The rule sets that come with the ledger, and files of one's own: the only reader of rule files.

    seed-2007             the practice of 2007 as the article describes it
    law-2007              what the acts said on 1 July 2007
    law                   each rule by its own dates
    policy.toml, folder   rules of one's own, alone
    law+policy.toml       the same, added to a rule set

A rule set is read once in a process; a file that changes on disk is read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import ClassVar, Final

from domain.errors import Problem
from domain.rule_files import read_rule_set
from domain.rule_files import rule_set_content as written
from domain.rules import RULE_SET_NAMES, InForce, RuleSet

FROZEN_ON: Final = date(2007, 7, 1)
"""The day whose law `seed-2007` and `law-2007` show, whatever the day asked about."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")

_FOLDERS: Final[Mapping[str, tuple[str, date | None]]] = {
    "seed-2007": ("seed-2007", FROZEN_ON),
    "law-2007": ("acts", FROZEN_ON),
    "law": ("acts", None),
}

_TERMS: Final = "terms"
"""The folder of the deadlines and of the closed days, which belong to every rule set."""


class UnknownRuleSetName(Problem):
    """There is neither a rule set nor a file of this name."""

    code: ClassVar[str] = "RU0301"
    exit_code: ClassVar[int] = 5

    def __init__(self, name: str) -> None:
        close = get_close_matches(name, RULE_SET_NAMES, n=1)
        super().__init__(
            f"There is no rule set {name!r}, and no such file.",
            why=f"Did you mean {close[0]}?" if close else None,
            help=f"Name one of {', '.join(RULE_SET_NAMES)}, or the path of a TOML file or folder.",
        )


class RuleFileUnreadable(Problem):
    """A rule file is there, but cannot be opened."""

    code: ClassVar[str] = "RU0302"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "The rules cannot be read.", where=str(path), why=why, help="Name a file you may read."
        )


class FolderWithoutRuleFiles(Problem):
    """A folder has no TOML files."""

    code: ClassVar[str] = "RU0303"
    exit_code: ClassVar[int] = 5

    def __init__(self, path: Path) -> None:
        super().__init__(
            "There are no rule files in this folder.",
            where=str(path),
            help="Name a folder with files whose names end in .toml.",
        )


class RuleFileTwice(Problem):
    """Two files of one rule set have the same name."""

    code: ClassVar[str] = "RU0304"
    exit_code: ClassVar[int] = 3

    def __init__(self, name: str, file: str) -> None:
        super().__init__(
            f"Two files of the rule set {name} are called {file}.",
            help="Rename one; a rule set tells its files apart by name.",
        )


class NestedFrozenRuleSets(Problem):
    """Two rule sets that come with the ledger were named together."""

    code: ClassVar[str] = "RU0305"
    exit_code: ClassVar[int] = 2

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} names two rule sets.",
            help="Name one of them first, and after + only files of your own.",
        )


class RuleSetNotInForce(Problem):
    """No rule of a rule set is in force on the day asked about."""

    code: ClassVar[str] = "RU0306"
    exit_code: ClassVar[int] = 3

    def __init__(self, rule_set: RuleSet, day: date) -> None:
        first = min(rule.valid_from for rule in rule_set.rules)
        super().__init__(
            f"The rule set {rule_set.name} has no rules for {day}.",
            why=f"Its first rule begins on {first}; a rule that has ended never applies again.",
            help="Ask about a later day, or name a rule set that is frozen, such as law-2007.",
        )


def load_rule_set(name_or_path: str) -> RuleSet:
    """Return the rule set of this name, or the one that stands in files of one's own.

    Args:
        name_or_path: A name, a path, or a name and paths with + between them.

    Raises:
        UnknownRuleSetName: There is neither a rule set nor a file of this name.
        RuleFileUnreadable: A file cannot be opened.
        FolderWithoutRuleFiles: A folder has no TOML files.
        RuleFileTwice: Two files have the same name.
        NestedFrozenRuleSets: Two rule sets that come with the ledger are named together.
        RuleFileError: A file is not in the form of rules (`domain.rule_files`).
    """
    return _parsed(rule_set_content(name_or_path))


def rule_set_content(name_or_path: str) -> bytes:
    """Return the bytes of a rule set that are kept by its digest.

    `domain.rule_files.read_rule_set` reads the same rule set from them.

    Raises:
        Problem: As `load_rule_set`, except for what is wrong inside a file.
    """
    if name_or_path in _FOLDERS:
        return _built_in_content(name_or_path)
    if not name_or_path.strip("+ "):
        raise UnknownRuleSetName(name_or_path)
    parts = [name_or_path] if _is_there(Path(name_or_path)) else name_or_path.split("+")
    frozen_on: date | None = None
    content: dict[str, bytes] = {}
    for number, part in enumerate(parts):
        if part in _FOLDERS and number > 0:
            raise NestedFrozenRuleSets(name_or_path)
        if part in _FOLDERS:
            folder, frozen_on = _FOLDERS[part]
            added = _built_in_files(folder)
        else:
            added = _files_at(Path(part), part)
        for file in added.keys() & content.keys():
            raise RuleFileTwice(name_or_path, file)
        content |= added
    title = "+".join(part if part in _FOLDERS else Path(part).name or part for part in parts)
    return written(title, content, frozen_on)


def is_digest(name: str) -> bool:
    """Return whether a rule set is named by the digest under which a ledger keeps it."""
    return _DIGEST.fullmatch(name) is not None


def rules_in_force(rule_set: RuleSet, day: date) -> InForce:
    """Return the rules that apply on `day`, and refuse a day for which there are none.

    Raises:
        RuleSetNotInForce: No rule is in force on that day.
    """
    found = rule_set.in_force(day)
    if not (found.ways or found.endings or found.interventions or found.terms):
        raise RuleSetNotInForce(rule_set, day)
    return found


@lru_cache(maxsize=16)
def _parsed(content: bytes) -> RuleSet:
    return read_rule_set(content)


@cache
def _built_in_content(name: str) -> bytes:
    folder, frozen_on = _FOLDERS[name]
    return written(name, _built_in_files(folder), frozen_on)


def _built_in_files(folder: str) -> dict[str, bytes]:
    return {
        file.name: file.read_bytes()
        for each in (folder, _TERMS)
        for file in files("domain").joinpath("law").joinpath(each).iterdir()
        if file.name.endswith(".toml")
    }


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError) as error:
        raise RuleFileUnreadable(path, str(error)) from error


def _files_at(path: Path, name: str) -> dict[str, bytes]:
    try:
        if not name:
            raise UnknownRuleSetName(name)
        if path.is_dir():
            found = sorted(path.glob("*.toml"))
            if not found:
                raise FolderWithoutRuleFiles(path)
        else:
            found = [path]
        return {file.name: file.read_bytes() for file in found}
    except FileNotFoundError:
        raise UnknownRuleSetName(name) from None
    except (OSError, ValueError) as error:
        raise RuleFileUnreadable(path, str(error)) from error
