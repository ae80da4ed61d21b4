"""A real bash completes commands, event types, their fields and the words that they hold."""

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.commands.shell import Typing

BIN: Final = Path(sys.executable).parent

RC: Final = """
PS1='$ '
bind 'set enable-bracketed-paste off'
bind -x '"\\C-g": printf "@@%s@@\\n" "$READLINE_LINE"'
eval "$(reintegration completion bash)"
"""
"""Ctrl-G tells what stands on the line."""

INSERT_COMPLETIONS: Final = b"\x1b*"
SHOW_LINE: Final = b"\x07"
CLEAR_LINE: Final = b"\x15"

Complete = Callable[[str], str]


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Complete]:
    """Type a line in bash, ask for all completions, and return the line as it is then."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash to complete in")
    rc = tmp_path_factory.mktemp("bash") / "rc"
    rc.write_text(RC)
    master, slave = pty.openpty()
    bash = subprocess.Popen(
        ["bash", "--noprofile", "--rcfile", rc, "-i"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "TERM": "dumb", "COLUMNS": "500"},
        start_new_session=True,
    )
    os.close(slave)

    def type_(line: str) -> str:
        os.write(master, CLEAR_LINE + line.encode() + INSERT_COMPLETIONS + SHOW_LINE)
        seen = b""
        while (shown := re.search(rb"@@(.*)@@", seen)) is None:
            seen += os.read(master, 4096)
        return shown[1].decode().rstrip()

    yield type_
    os.close(master)
    bash.wait(timeout=30)


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("ver", "verify"),
        ("rules ch", "rules check"),
        ("--ver", "--version --verbose"),
        ("record --expect", "record --expect-version"),
        ("record id-card-a", "record id-card-applied"),
        ("record event-ret", "record event-ret"),
        ("record deregistered person:p-1 --set k", "record deregistered person:p-1 --set kind="),
        (
            "record deregistered person:p-1 --set kind=ab",
            "record deregistered person:p-1 --set kind=absent-too-long",
        ),
        (
            "record id-card-applied person:p-1 --set place=",
            "record id-card-applied person:p-1 --set place=desk prison",
        ),
        (
            "record id-card-applied person:p-1 --set place=desk --certainty e",
            "record id-card-applied person:p-1 --set place=desk --certainty estimated",
        ),
        ("explain LG010", "explain " + " ".join(f"LG010{number}" for number in range(1, 10))),
        ("verify --lang n", "verify --lang nl"),
        ("correct e1 --reason wrong-d", "correct e1 --reason wrong-date"),
        ("ways-out p-1 --goal debt", "ways-out p-1 --goal debt_help debt_restructuring"),
        ("why p-1 --certificate proofs --need ben", "why p-1 --certificate proofs --need benefit"),
        (
            "what-if p-1 --rules seed-2007 --assume practice-register/e",
            "what-if p-1 --rules seed-2007 --assume practice-register/entry-kept",
        ),
        ("history p-1 regis", "history p-1 registration"),
        ("what-if p-1 --rules no-such --assume a", "what-if p-1 --rules no-such --assume a"),
    ],
)
def test_bash_completes(complete: Complete, line: str, completed: str) -> None:
    assert complete(f"reintegration {line}") == f"reintegration {completed}"


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(shell: Typing, name: str) -> None:
    answer = shell("completion", name)

    assert answer.status == 0
    assert f"_REINTEGRATION_COMPLETE={name}_complete" in answer.out
    assert answer.err == ""


def test_a_shell_that_is_not_known_is_refused(shell: Typing) -> None:
    assert shell("completion", "tcsh").status == 2
