"""The promises that ARCHITECTURE.md makes about imports, clocks and chance."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
DOMAIN: Final = sorted(ROOT.glob("domain/**/*.py"))

CLOCKS: Final = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.asctime",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
CHANCE: Final = {"os.urandom", "uuid.uuid1", "uuid.uuid4", "uuid.uuid7"}
CLOCK_MODULE: Final = Path("ledger/clock.py")
"""The only module below the command line that may know what time it is."""

MAY_BE_IMPORTED_FOR_HELP: Final = {"cli", "click", "commands"}
"""Beside the standard library, of which what takes long is named below."""
TOO_SLOW_FOR_HELP: Final = {
    "asyncio",
    "concurrent",
    "decimal",
    "email",
    "http",
    "importlib.metadata",
    "logging",
    "multiprocessing",
    "sqlite3",
    "ssl",
    "subprocess",
    "tomllib",
    "unittest",
    "urllib.request",
    "xml",
}


def name_of(module: Path) -> str:
    """The path within the checkout."""
    return str(module.relative_to(ROOT))


def test_imports_go_only_downwards() -> None:
    """All contracts of [tool.importlinter] in pyproject.toml hold."""
    lint = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert lint.returncode == 0, lint.stdout


@pytest.mark.parametrize("layer", ["domain", "ledger", "projections", "commands"])
def test_every_folder_of_modules_is_a_package_because_the_contracts_see_no_other(
    layer: str,
) -> None:
    folders = {module.parent for module in ROOT.glob(f"{layer}/**/*.py")}

    assert {name_of(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()


@pytest.mark.parametrize("module", DOMAIN, ids=name_of)
def test_the_domain_imports_the_standard_library_pydantic_and_itself(module: Path) -> None:
    imported = {
        name.partition(".")[0] for name in imported_names(module.read_text("utf-8")).values()
    }

    # pydantic_core is the half of pydantic that is not written in Python.
    assert imported - sys.stdlib_module_names <= {"domain", "pydantic", "pydantic_core"}


@pytest.mark.parametrize("layer", ["domain", "ledger", "projections"])
def test_no_layer_below_the_command_line_reads_the_clock(layer: str) -> None:
    assert [
        f"{name_of(module)}:{use}"
        for module in sorted(ROOT.glob(f"{layer}/**/*.py"))
        if module.relative_to(ROOT) != CLOCK_MODULE
        for use in uses(CLOCKS, module.read_text("utf-8"))
    ] == []


def test_the_domain_leaves_nothing_to_chance() -> None:
    assert [
        f"{name_of(module)}:{use}"
        for module in DOMAIN
        for use in uses(CHANCE, module.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import datetime\ndatetime.datetime.now()", ["2 datetime.datetime.now"]),
        ("from datetime import datetime as d\nread = d.now", ["2 datetime.datetime.now"]),
        ("from time import time\ntime()", ["2 time.time"]),
        ("from datetime import datetime\nclass Frame: now = 1\nFrame.now", []),
    ],
)
def test_the_search_for_clocks_follows_every_way_to_import_one(
    source: str, expected: list[str]
) -> None:
    assert list(uses(CLOCKS, source)) == expected


def test_help_imports_nothing_that_takes_long() -> None:
    """`reintegration --help` starts at once, because it loads click and little else."""
    started = modules_loaded_by("pass")
    loaded = modules_loaded_by(
        "import sys; sys.argv = ['reintegration', '--help']; import cli; cli.main()"
    )

    packages = {name.partition(".")[0] for name in loaded - started}

    assert "click" in packages
    assert packages - sys.stdlib_module_names <= MAY_BE_IMPORTED_FOR_HELP
    assert (loaded - started) & TOO_SLOW_FOR_HELP == set()


def imported_names(source: str) -> dict[str, str]:
    """Map each name that a module imports to where it comes from, as `datetime.datetime`."""
    names = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                names[bound] = alias.name if alias.asname else bound
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def uses(forbidden: set[str], source: str) -> Iterator[str]:
    """Find the lines that name something forbidden, called or only passed on."""
    names = imported_names(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute | ast.Name):
            first, dot, rest = ast.unparse(node).partition(".")
            where_from = f"{names.get(first, first)}{dot}{rest}"
            if where_from in forbidden:
                yield f"{node.lineno} {where_from}"


def modules_loaded_by(program: str) -> set[str]:
    """Run a program in a new interpreter and list what it imported."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return {
        line.rpartition("|")[2].strip()
        for line in run.stderr.splitlines()
        if line.startswith("import time:")
    }
