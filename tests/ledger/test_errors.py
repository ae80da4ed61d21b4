"""Every error says what, where and what to do, has a code of its own, and ends with its status."""

import inspect
import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Final

import pytest

from domain.errors import Problem
from ledger import Condition, errors
from ledger.errors import LedgerError
from tests.ledger.making import draft

PERSON: Final = "p-1"

EXAMPLES: list[LedgerError] = [
    errors.LedgerMissing("here.db"),
    errors.LedgerIsDirectory("here"),
    errors.LedgerExists("here.db"),
    errors.NotALedger("here.db", "the file is empty"),
    errors.NewerLedger("here.db", "format", 2, 1),
    errors.OlderLedger("here.db", 1, 2),
    errors.ReadOnlyLedger("here.db", "it was opened for reading only"),
    errors.LedgerLocked("here.db", 30),
    errors.NewerProjection("caseload", 2, 1),
    errors.RebuildGone("caseload"),
    errors.StoreUnreachable("here.db", "disk full"),
    errors.KeyFileNotNamed("postgresql://host/name"),
    errors.KeyFileMissing(Path("here.keys")),
    errors.KeyFileExists(Path("here.keys")),
    errors.KeyFileOfAnotherLedger(Path("here.keys"), "one", "other"),
    errors.KeyFileUnreadable(Path("here.keys"), "it is empty"),
    errors.AliasFileUnreadable(Path("here.names"), "it is empty"),
    errors.AliasEmpty(),
    errors.AliasIsCitizenNumber(),
    errors.AliasMissing(PERSON),
    errors.NobodyFound(),
    errors.VersionConflict("person:p-1", 1, 2),
    errors.ConditionFailed(Condition(3), 4),
    errors.KeyReused(draft("e1"), draft("e1", actor="u-9")),
    errors.AlreadyRecorded("here.db", "unique"),
    errors.Erased("source", "e1", 3),
    errors.UnknownType("id-card-aplied/1", ["id-card-applied/1"]),
    errors.BodyOfAnotherType("id-card-applied/1", "id-card-issued/1"),
    errors.WrongPrivacyClass("id-card-applied/1", "H", "O"),
    errors.NotARehearsal("here.db"),
    errors.RuleSetReused("law", "one", "other"),
    errors.Tampered(3, "its bytes differ"),
    errors.UnreadableEvent(3, "its type is not known"),
    errors.DamagedStore("here.db", "malformed"),
    errors.HeaderAltered("here.db", {"rehearsal": 1}),
    errors.AccessLogUnwritable(Path("access.log"), "disk full"),
    errors.UnknownEvent("e1", "source"),
    errors.UnknownPosition(5, 3),
    errors.UnknownRuleSet("ab"),
    errors.FutureFrame(datetime(2027, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
    errors.FrameBeforeFirstRecord(datetime(2026, 1, 1, tzinfo=UTC), None),
]


def classes() -> list[type[LedgerError]]:
    return [
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, LedgerError)
    ]


def test_every_error_has_an_example_here() -> None:
    families = {kind for kind in classes() if kind.__subclasses__()}

    assert {type(example) for example in EXAMPLES} == set(classes()) - families


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in classes()]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"LG\d{4}", code) for code in codes)


MODULES: Final = [
    import_module(f"{errors.__name__}.{module.name}") for module in iter_modules(errors.__path__)
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_tree_at_the_top_of_a_module_is_the_tree_of_its_errors(module: ModuleType) -> None:
    assert drawn_in(module) == names_in_order(LedgerError, module)


def test_the_tree_of_them_all_names_every_family() -> None:
    families = {kind.__name__ for kind in LedgerError.__subclasses__()}

    assert set(drawn_in(errors)) == {"LedgerError", *(families & set(vars(errors)))}


def drawn_in(module: ModuleType) -> list[str]:
    return re.findall(r"[├└]── (\w+)", inspect.getdoc(module) or "")


def names_in_order(kind: type[LedgerError], module: ModuleType) -> list[str]:
    """The errors of a module below one, each before those that it has below it."""
    children = [each for each in kind.__subclasses__() if each.__module__ == module.__name__]
    return [name for each in children for name in (each.__name__, *names_in_order(each, module))]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_is_a_sentence_and_a_status(error: LedgerError) -> None:
    assert isinstance(error, Problem)
    assert error.summary[0].isupper() or error.summary.startswith(PERSON) or error.where
    assert not error.summary.endswith(".")
    assert error.where or error.why or error.help
    assert error.exit_code in {1, 2, 3, 4, 5, 6, 7, 10}


def test_an_error_names_fields_and_never_what_is_in_them() -> None:
    error = errors.KeyReused(draft("e1", actor="u-secret"), draft("e1", actor="u-other"))

    assert "actor" in str(error)
    assert "u-secret" not in str(error)
    assert "u-other" not in str(error)
