"""The only place that stores: acts are recorded for good, and read back as they were recorded."""

from ledger.access_log import AccessLog, Answer
from ledger.acts import Condition, Draft, Head, Header, Leaf, Receipt
from ledger.clock import Clock, system_clock
from ledger.identifiers import new_event_id
from ledger.ledger import Ledger
from ledger.places import create_ledger, open_ledger
from ledger.reader import Frame, Reader, Request
from ledger.verification import Fault, FaultKind, Verification

__all__ = [
    "AccessLog",
    "Answer",
    "Clock",
    "Condition",
    "Draft",
    "Fault",
    "FaultKind",
    "Frame",
    "Head",
    "Header",
    "Leaf",
    "Ledger",
    "Reader",
    "Receipt",
    "Request",
    "Verification",
    "create_ledger",
    "new_event_id",
    "open_ledger",
    "system_clock",
]
