"""`check-certificate`: follow the proof of a verdict, without the ledger and without the engine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from commands.context import language
from commands.frame import meta_without_ledger
from commands.new_file import STDOUT
from commands.options import command
from commands.output import show
from commands.report_errors import CertificateRejected
from commands.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.certificates import Certificate
    from projections.language import Language

_LINE: Final = b'{"certificate":'
"""How each line begins of certificates that were written to stdout."""


@command(
    "check-certificate",
    examples=("reintegration check-certificate proofs/*.json",),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.pass_context
def check_certificate(ctx: click.Context, /, files: tuple[str, ...]) -> None:
    """Check that the verdict in each certificate follows from the facts and ways it lists.

    The checker knows nothing of what made the proof. That the facts were recorded is for the
    ledger to show: a certificate names its position and root. - reads stdin. Ends with status 7
    when a proof does not hold, and with 3 when a file is no certificate.
    """
    from domain.certificate_check import faults

    rows: list[dict[str, Any]] = []
    for file in files:
        for where, certificate in _certificates(file):
            rows.append(_row(where, certificate, faults(certificate)))
    spoken = language(ctx)
    show(ctx, rows, meta_without_ledger(), lambda: _text(rows, spoken))
    rejected = [(row["file"], row["faults"]) for row in rows if row["faults"]]
    if rejected:
        raise CertificateRejected(rejected)


def _certificates(file: str) -> Iterator[tuple[str, Certificate]]:
    """Yield the certificates in a file: one, or one a line, each with its place.

    Raises:
        CertificateNotReadable: The file cannot be read, or holds something else.
    """
    from domain.certificates import read_certificate

    data = _content(file)
    lines = [line for line in data.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.startswith(_LINE) for line in lines):
        for number, line in enumerate(lines, start=1):
            where = f"{file}:{number}"
            yield where, read_certificate(line, where)
    else:
        yield file, read_certificate(data, file)


def _content(file: str) -> bytes:
    from domain.certificates import CertificateNotReadable

    if file == STDOUT:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CertificateNotReadable(file, error.strerror or str(error)) from error


def _row(where: str, certificate: Certificate, faults: tuple[str, ...]) -> dict[str, Any]:
    return {
        "file": where,
        "holds": not faults,
        "faults": list(faults),
        "verdict": certificate.proof.verdict,
        "needs": list(certificate.needs),
        "reading": certificate.reading,
        "frame": certificate.frame,
        "rules": certificate.rules,
        "rules_digest": certificate.rules_digest,
        "digest": certificate.digest,
    }


def _need(need: str, spoken: Language) -> str:
    """Return the name of a need as reports print it; of one of other rules, what stands there."""
    from domain.needs import Need
    from projections.language import need_name

    return need_name(need, spoken) if need in frozenset(Need) else need


def _text(rows: list[dict[str, Any]], spoken: Language) -> str:
    from domain.certificates import SHORTEST_NAME

    lines = [
        text(
            spoken,
            "certificate-holds" if row["holds"] else "certificate-rejected",
            file=row["file"],
            needs=", ".join(_need(need, spoken) for need in row["needs"]),
            verdict=text(spoken, f"certificate-{row['verdict']}"),
            reading=text(spoken, f"certificate-reading-{row['reading']}"),
            person=row["frame"].get("person", "-"),
            day=row["frame"].get("day", "-"),
            rules=row["rules"],
            name=row["digest"][:SHORTEST_NAME],
        )
        for row in rows
    ]
    return "\n".join([*lines, text(spoken, "certificate-scope")])
