"""The page about the command line says what the command line does."""

from pathlib import Path
from typing import Final

import cli
from commands.reference import reference

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "command-line.md"
REMAKE: Final = "python -m commands.reference >docs/command-line.md"


def test_the_page_is_that_of_the_commands_as_they_are() -> None:
    assert PAGE.read_text("utf-8") == reference(cli.reintegration), f"remake it with: {REMAKE}"


def test_every_command_has_a_help_text_and_every_option_too() -> None:
    silent = [
        f"{entry.name} {parameter.name}"
        for section in cli.reintegration.sections
        for entry in section.entries
        for parameter in entry.load().params
        if parameter.param_type_name == "option" and not getattr(parameter, "help", None)
    ]

    assert silent == []
    assert all(
        entry.load().help for section in cli.reintegration.sections for entry in section.entries
    )
