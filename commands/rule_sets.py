"""The rule sets by name, and rules of one's own by path.

seed-2007             the practice of 2007 as the article describes it
law-2007              what the law said on 1 July 2007
law                   each rule by its own dates
local.toml, folder    rules of one's own, alone
law+local.toml        the same, added to a rule set
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from commands.errors import RulesMissing, RulesUnreadable

if TYPE_CHECKING:
    from domain.rules import RuleSet

FROZEN_ON: Final = date(2007, 7, 1)
"""The day whose law the rule sets of 2007 show."""

_BUILT_IN: Final[Mapping[str, tuple[str, date | None]]] = {
    "seed-2007": ("seed-2007", FROZEN_ON),
    "law-2007": ("acts", FROZEN_ON),
    "law": ("acts", None),
}
"""Folder within domain/law and day on which the law stands still, by name of the rule set."""

NAMES: Final = tuple(_BUILT_IN)


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """A rule set, and the bytes by which it is kept in a ledger."""

    rule_set: RuleSet
    content: bytes


def load(name: str) -> LoadedRules:
    """Read a rule set.

    Args:
        name: The name of one that comes with the ledger, the path of a TOML file or of a folder
            of them, or several of those with + between them.

    Raises:
        RulesMissing: There is no such name and no such path.
        RulesUnreadable: A file cannot be read.
        RuleFileError: A file is not in the form of rules.
    """
    from domain.rule_files import rule_set, rule_set_content

    parts = [name] if name in _BUILT_IN or Path(name).exists() else name.split("+")
    content: dict[str, bytes] = {}
    frozen_on = None
    for part in parts:
        if part in _BUILT_IN:
            folder, frozen_on = _BUILT_IN[part]
            content |= _built_in(folder)
        else:
            content |= _read(Path(part))
    title = "+".join(part if part in _BUILT_IN else Path(part).name for part in parts)
    return LoadedRules(
        rule_set(title, content, frozen_on), rule_set_content(title, content, frozen_on)
    )


def _built_in(folder: str) -> dict[str, bytes]:
    return {
        file.name: file.read_bytes()
        for file in files("domain").joinpath("law", folder).iterdir()
        if file.name.endswith(".toml")
    }


def _read(path: Path) -> dict[str, bytes]:
    try:
        found = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        return {file.name: file.read_bytes() for file in found}
    except FileNotFoundError:
        raise RulesMissing(str(path), NAMES) from None
    except OSError as error:
        raise RulesUnreadable(path, error.strerror or str(error)) from error
