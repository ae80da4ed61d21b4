"""Persons under several pseudonyms, where a read table keeps each pseudonym by itself.

They are few, so they are read and judged together whenever they are asked about, and no read table
has to know of links.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from domain.events import IdentitiesLinked
from domain.findings import findings_of
from domain.identities import PersonFile
from ledger.reader import Reader
from projections import findings
from projections.agreement_cases import asked
from projections.audit_query import Clause, Field, Query
from projections.schema import AUDIT, AUDIT_PERSONS


def linked_files(reader: Reader) -> list[PersonFile]:
    """Return the persons who are read under several pseudonyms in the frame of `reader`, in order.

    It asks the read table of the audit who was ever linked. Nobody is logged.
    """
    query = select(AUDIT_PERSONS.c.person).where(AUDIT.c.type == IdentitiesLinked.about.type)
    found: dict[str, PersonFile] = {}
    for person in asked(reader, query):
        if not any(person in file.pseudonyms for file in found.values()):
            file = reader.unlogged(person)
            if file.is_linked:
                found[file.person] = file
    return [found[person] for person in sorted(found)]


def findings_as_one(reader: Reader, kept: findings.FindingsReport) -> findings.FindingsReport:
    """Return findings that were kept by pseudonym with those of linked pseudonyms as of one."""
    files = linked_files(reader)
    together = {each for file in files for each in file.pseudonyms}
    rows = [row for row in kept.rows if row.person not in together]
    rows += findings.report((file.person, findings_of(file.acts)) for file in files).rows
    return findings.FindingsReport(rows=tuple(sorted(rows, key=lambda row: row.person)))


def all_pseudonyms(reader: Reader, query: Query) -> Query:
    """Return a query that asks about every pseudonym of each person that it names."""
    return Query(tuple(_of_all_pseudonyms(reader, clause) for clause in query.clauses))


def _of_all_pseudonyms(reader: Reader, clause: Clause) -> Clause:
    if clause.field is not Field.PERSON:
        return clause
    named = [each for text in clause.texts for each in reader.pseudonyms(text)]
    return replace(clause, values=tuple(dict.fromkeys((*clause.values, *named))))
