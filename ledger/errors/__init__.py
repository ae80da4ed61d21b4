"""Everything that can go wrong with a ledger, in words that a person can act on.

Problem
└── LedgerError
    ├── StoreError             the place where the ledger is
    ├── AccessLogUnwritable    who looks cannot be written down, so nothing is shown
    ├── KeyFileError           the file with the keys of the persons
    ├── AliasError             the names and numbers by which persons are found
    ├── ConflictError          what somebody else recorded in between
    ├── RefusedError           what the ledger does not take
    ├── IntegrityError         what is stored is not what was recorded
    └── NotFoundError          what was asked for is not there

Each family has a module, with its tree at the top. A new error is written there alone: whatever a
module defines can be had from here.
"""

from __future__ import annotations

from ledger.errors.absences import *
from ledger.errors.aliases import *
from ledger.errors.base import *
from ledger.errors.conflicts import *
from ledger.errors.integrity import *
from ledger.errors.key_files import *
from ledger.errors.refusals import *
from ledger.errors.stores import *
