"""What the documents name exists."""

import re
from pathlib import Path
from typing import Final

import click
import pytest

import cli
from domain.events import EVENT_TYPES

ROOT: Final = Path(__file__).parent.parent
DOCUMENTS: Final = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def name_of(document: Path) -> str:
    """The path within the checkout."""
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s#]+)[^)]*\)", document.read_text("utf-8"))

    assert [
        target
        for target in targets
        if "://" not in target
        and not target.startswith("mailto:")
        and not (document.parent / target).exists()
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_run_command_named_exists(document: Path) -> None:
    known = set(re.findall(r"^  ([a-z]+) .*  ", (ROOT / "run").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\./run ([a-z]+)", document.read_text("utf-8")))

    assert named - known == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_reintegration_command_named_exists(document: Path) -> None:
    assert [line for line in commands_in(document.read_text("utf-8")) if not exists(line)] == []


def test_every_file_of_the_map_of_the_code_is_there() -> None:
    rows = [re.findall(r"`([^`]+)`", line.split("|")[1]) for line in rows_of_the_map()]

    assert {row[0].partition("/")[0] for row in rows} >= {"domain", "ledger", "projections"}
    assert [place for row in rows for place in places(row) if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("layer", ["domain", "projections"])
def test_every_module_of_these_layers_is_on_the_map_of_the_code(layer: str) -> None:
    named = {
        name.rpartition("/")[2]
        for row in rows_of_the_map()
        if f"`{layer}/" in row
        for name in re.findall(r"`([^`]+)`", row)
    }
    modules = {module.name for module in (ROOT / layer).glob("*.py")} - {"__init__.py"}

    assert modules - named == set()


def test_the_number_of_event_types_is_the_one_that_is_told() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    told = re.findall(r"^- (\d+) event types", text, re.MULTILINE)

    assert [str(len(EVENT_TYPES))] == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\n$ reintegration status p-1\np-1 ...\n```", ["reintegration status p-1"]),
        ("```sh\nreintegration why p-1  # why?\n```", ["reintegration why p-1  # why?"]),
        ("    $ reintegration why p-1  STUCK\n", ["reintegration why p-1  STUCK"]),
        ("Ask `reintegration why`; the reintegration ledger", ["reintegration why"]),
    ],
)
def test_commands_are_found_in_code_only(text: str, expected: list[str]) -> None:
    assert commands_in(text) == expected


@pytest.mark.parametrize("line", ["reintegration no-such-command", "reintegration rules no-such"])
def test_a_command_that_does_not_exist_is_noticed(line: str) -> None:
    assert not exists(line)


def rows_of_the_map() -> list[str]:
    """The rows of the table in ARCHITECTURE.md that says what is where."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    table = text.partition("| where | what it is for |")[2].partition("\n\n")[0]
    return table.splitlines()[2:]


def places(row: list[str]) -> list[str]:
    """The paths of a row of the map: a name alone is in the folder of the one before it."""
    folder, found = "", []
    for name in row:
        if "/" in name.rstrip("/"):
            folder = f"{name.rstrip('/').rpartition('/')[0]}/"
            found.append(name)
        else:
            found.append(folder + name)
    return found


def commands_in(text: str) -> list[str]:
    """List what a document shows to type: lines of code blocks, and code within sentences."""
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    fenced = [line for block in blocks for line in block.splitlines()]
    indented = re.findall(r"^ {4}(\S.*)", text, re.MULTILINE)
    lines = [line.removeprefix("$ ") for line in [*fenced, *indented]]
    return [
        line
        for line in [*lines, *re.findall(r"`([^`\n]+)`", text)]
        if line.startswith("reintegration ")
    ]


def exists(line: str) -> bool:
    """Follow the words of a line through the command and its groups.

    A word in capitals or brackets stands for something else and ends the search, as do options
    after the last group.
    """
    command: click.Command = entry_point()
    words = line.partition("#")[0].split()[1:]
    while isinstance(command, click.Group) and words:
        word = words.pop(0)
        if word.startswith("-"):
            if takes_a_value(command, word):
                del words[:1]
            continue
        if not re.fullmatch("[a-z][a-z-]*", word):
            return True
        found = command.get_command(click.Context(command), word)
        if found is None:
            return False
        command = found
    return True


def takes_a_value(command: click.Command, option: str) -> bool:
    """Whether the word after an option belongs to it."""
    return any(
        isinstance(parameter, click.Option) and not parameter.is_flag and option in parameter.opts
        for parameter in command.get_params(click.Context(command))
    )


def entry_point() -> click.Group:
    """The group that `reintegration` runs."""
    return next(value for value in vars(cli).values() if isinstance(value, click.Group))
