"""`import` and `export`: files of events in and out, in standard forms."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from commands.clock import clock
from commands.context import account, language, open_ledger, person, settings
from commands.frame import ledger_meta, reader_meta
from commands.lazy import Entry, LazyGroup, Section
from commands.log import log
from commands.options import LEDGER, LOOKING, command
from commands.output import frame_line, note, progress, show
from commands.profile import place_of_profile
from commands.reading import open_reader
from commands.report_errors import PersonUnknown
from commands.texts import text

if TYPE_CHECKING:
    from commands.context import Language
    from domain.envelope import Act
    from ledger import Ledger, Reader
    from ledger.intake import ImportResult

export: Final = LazyGroup(
    "export",
    (
        Section(
            "Commands",
            (
                Entry(
                    "cloudevents",
                    "commands.transfer:export_cloudevents",
                    "Write CloudEvents, one a line, that import again.",
                ),
            ),
        ),
    ),
    "Write events in a standard form.",
)


@command(
    "import",
    takes=LEDGER,
    examples=(
        "reintegration import events.jsonl",
        "reintegration import episodes.csv --map episodes.toml --dry-run",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "map_path",
    type=click.Path(path_type=Path),
    help="For CSV: a TOML file that says what the columns mean.",
)
@click.option("--dry-run", is_flag=True, help="Read and check everything, and write nothing.")
@click.option(
    "--quarantine",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where lines that cannot be read are put aside; otherwise beside the ledger.",
)
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    file: Path,
    map_path: Path | None,
    quarantine: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Record the events in FILE: CloudEvents JSON lines, or CSV through a map.

    What was recorded before is not recorded again. A line that cannot be read is put aside with
    its reason, in a file that only its owner can read, and the command ends with status 8; what
    is wrong with the whole file writes nothing. Events that do not fit are recorded, and found
    with 'reintegration findings'.
    """
    from ledger.intake import import_file

    known = settings(ctx)
    ledger = open_ledger(ctx)
    result = import_file(
        ledger,
        file,
        profile=_intake_profile(ctx),
        map_path=map_path,
        dry_run=dry_run,
        pseudonym_key=ledger.pseudonym_key,
        quarantine=quarantine or place_of_profile(known.location, known.keys).parent,
        progress=progress(ctx, "import-progress"),
    )
    log(ctx, "file imported", added=result.added, quarantined=result.quarantined)
    found = None if dry_run else _findings(ledger, result)
    show(
        ctx,
        _as_data(result, found, dry_run=dry_run),
        ledger_meta(ledger),
        lambda: _as_text(result, found, language(ctx), dry_run=dry_run),
    )
    ctx.exit(result.exit_code)


@command("cloudevents", takes=LOOKING - {"as_json"} | {"known_at"})
@click.option("--person", "only", metavar="PERSON", help="Only what concerns this person.")
@click.pass_context
def export_cloudevents(ctx: click.Context, /, only: str | None) -> None:
    """Write events as CloudEvents (NL GOV profile), one JSON object a line.

    The lines import again, here as replayed and elsewhere as new. The reading is logged. Events
    whose person was erased are left out.
    """
    from ledger.intake import export_cloudevents as lines_of

    asked_at = clock()()
    reader = open_reader(ctx, open_ledger(ctx))
    batches = reader.walk() if only is None else iter([_acts_of(reader, person(only))])
    out = sys.stdout.buffer
    count = 0
    for line in lines_of(act for batch in batches for act in batch):
        out.write(line)
        count += 1
    out.flush()
    log(ctx, "events exported", count=count)
    note(text(language(ctx), "exported", count=count))
    note(frame_line(reader_meta(reader, asked_at, dated=False), language(ctx)))


def _acts_of(reader: Reader, name: str) -> Sequence[Act]:
    """Return what is recorded of a person.

    Raises:
        PersonUnknown: Nothing is, in this frame.
    """
    acts = reader.acts(name)
    if not acts:
        raise PersonUnknown(name, reader.position)
    return acts


def _intake_profile(ctx: click.Context) -> Any:
    from ledger.intake import IntakeProfile

    profile = settings(ctx).profile
    return IntakeProfile(
        account=account(ctx),
        source=profile.source,
        actor=profile.account,
        role=profile.role,
        organisation=profile.organisation,
        purpose=profile.purpose,
        legal_basis=profile.legal_basis,
    )


def _findings(ledger: Ledger, result: ImportResult) -> Counter[str]:
    """Count, by kind, what does not fit in the histories that the file touched.

    Only counts leave this function, so no reading of a person is logged.
    """
    from domain.findings import findings_of
    from domain.values import StreamKind

    if result.positions is None:
        return Counter()
    first, last = result.positions
    streams = {
        act.envelope.stream
        for acts in ledger.walk(first - 1, last)
        for act in acts
        if act.envelope.stream.startswith(f"{StreamKind.PERSON}:")
    }
    return Counter(
        str(finding.kind)
        for stream in sorted(streams)
        for finding in findings_of(ledger.read(stream))
    )


def _as_data(result: ImportResult, found: Counter[str] | None, *, dry_run: bool) -> dict[str, Any]:
    return {
        "added": result.added,
        "replayed": result.replayed,
        "quarantined": result.quarantined,
        # Of a dry run none are known: what is not recorded has no history that it might not fit.
        "findings": None if found is None else found.total(),
        "findings_by_kind": None if found is None else dict(sorted(found.items())),
        "rows_without_events": result.rows_without_events,
        "persons": result.persons,
        "types": dict(sorted(result.types.items())),
        "faults": [
            {
                "line": fault.line,
                "code": fault.code,
                "reason": fault.reason,
                "why": fault.why,
                "help": fault.help,
            }
            for fault in result.faults
        ],
        "quarantine_file": None if result.quarantine_file is None else str(result.quarantine_file),
        "dry_run": dry_run,
    }


def _as_text(
    result: ImportResult, found: Counter[str] | None, spoken: Language, *, dry_run: bool
) -> str:
    from projections.language import say

    counts: list[tuple[str, object]] = [
        (text(spoken, "import-would-add" if dry_run else "import-added"), result.added),
        (text(spoken, "import-replayed"), result.replayed),
        (text(spoken, "import-without-events"), result.rows_without_events),
        (text(spoken, "import-quarantined"), result.quarantined),
        (text(spoken, "import-persons"), result.persons),
    ]
    if found is not None:
        counts.append((text(spoken, "import-findings"), found.total()))
        counts += [
            (f"  {say(spoken, f'findings.{kind}')}", count) for kind, count in sorted(found.items())
        ]
    lines = _columns(counts)
    if result.types:
        lines += ["", text(spoken, "import-types"), *_columns(sorted(result.types.items()))]
    if result.quarantined:
        lines += ["", text(spoken, "import-put-aside", path=result.quarantine_file or "-")]
    lines += [f"  {fault.line:>7}  {fault.code}  {fault.reason}" for fault in result.faults]
    return "\n".join(lines)


def _columns(rows: Iterable[tuple[str, object]]) -> list[str]:
    rows = list(rows)
    width = max(len(label) for label, _ in rows)
    return [f"{label:<{width}}  {count:>7}" for label, count in rows]
