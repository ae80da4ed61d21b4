"""What is installed is what is tested, and nothing else."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

ROOT: Final = Path(__file__).parent.parent
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGES: Final = ("commands", "domain", "ledger", "projections")
SHIPPED: Final = {".py", ".toml", ".typed", ".jsonl"}
EXAMPLE: Final = "commands/examples/article.jsonl"
"""The one file that stands elsewhere in the checkout: what the demonstration imports."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel as it would be installed."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return ZipFile(built)


def test_the_wheel_holds_the_packages_and_their_data_and_no_tests(wheel: ZipFile) -> None:
    expected = {"cli.py"} | {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    metadata = f"reintegration_ledger-{PROJECT['version']}.dist-info/"

    files = {name for name in wheel.namelist() if not name.startswith(metadata)}

    assert files == expected | {EXAMPLE}
    assert wheel.read(EXAMPLE) == (ROOT / "examples" / "article.jsonl").read_bytes()
    assert {Path(name).suffix for name in files} <= SHIPPED
    assert {f"{package}/py.typed" for package in PACKAGES} <= files


def test_every_module_of_the_wheel_can_be_imported_from_it(wheel: ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    modules = [
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in wheel.namelist()
        if name.endswith(".py")
    ]
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: print(importlib.import_module(name).__file__)"
    )

    run = subprocess.run(
        [sys.executable, "-P", "-c", program, *modules],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )

    found_in_wheel = [Path(line).is_relative_to(tmp_path) for line in run.stdout.splitlines()]
    assert found_in_wheel == [True] * len(modules)


def test_the_wheel_cannot_be_uploaded_by_mistake() -> None:
    """Plain names such as `domain` would overwrite those of others."""
    assert "Private :: Do Not Upload" in PROJECT["classifiers"]


@pytest.mark.parametrize("name", ["cli", *PACKAGES])
def test_no_dependency_ships_a_package_named_like_ours(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {PROJECT["name"]}


def test_the_newest_entry_of_the_changelog_is_this_version() -> None:
    newest = re.search(
        r"^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )

    assert newest is not None
    assert newest[1] == PROJECT["version"]


def test_the_lock_covers_what_the_project_asks_for() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock(), re.MULTILINE))
    asked = {
        re.match(r"[\w-]+", requirement)[0].lower()  # type: ignore[index]
        for group in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
        for requirement in group
    }

    assert asked - locked == set()


def test_the_lock_names_no_place_on_this_machine_or_elsewhere() -> None:
    assert "/" not in lock()


def test_everything_in_the_lock_has_a_hash() -> None:
    without_hash = re.findall(r"^\S+==.*[^\\]$", lock(), re.MULTILINE)

    assert without_hash == []


def lock() -> str:
    """The text of the lock file."""
    return (ROOT / "requirements.lock").read_text("utf-8")
