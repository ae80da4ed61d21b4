"""Certificates as files: one each in a folder, or one a line on stdout, never over another file."""

from __future__ import annotations

from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from commands.new_file import STDOUT, make_folder, write_new
from commands.output import note
from commands.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commands.reading import Session
    from domain.certificates import Certificate

_NAME_DIGITS: Final = 12
"""How many digits of the digest of a certificate stand in the name of its file."""


def certificate_frame(session: Session) -> dict[str, str]:
    """Return what a certificate says of the question: up to which act was read.

    It does not say when was asked, so that the same question gives the same certificate.
    """
    head = session.reader.head
    frame = {"position": str(head.position), "root": head.root.hex()}
    if head.recorded_at is not None:
        frame["recorded_until"] = head.recorded_at.isoformat()
    if session.frame.law_on is not None:
        frame["law_on"] = session.frame.law_on.isoformat()
    return frame


def write_certificates(
    session: Session, person: str, certificates: Iterable[Certificate], place: str
) -> bool:
    """Write certificates about a person; return whether they went to stdout."""
    if place == STDOUT:
        for each in certificates:
            click.echo(dumps(loads(each.as_file()), separators=(",", ":"), sort_keys=True))
        return True
    folder = Path(place)
    make_folder(folder)
    for each in certificates:
        path = folder / _file_name(person, each)
        tell_of_file(path, session, is_new=write_new(path, each.as_file()))
    return False


def tell_of_file(path: Path, session: Session, *, is_new: bool) -> None:
    """Say on stderr that a file was written, or was there already with the same content."""
    note(text(session.language, "file-written" if is_new else "file-there", path=path))


def _file_name(person: str, certificate: Certificate) -> str:
    need, verdict = certificate.needs[0], certificate.proof.verdict
    return f"{person}-{need}-{verdict}-{certificate.digest[:_NAME_DIGITS]}.json"
