"""Files in and out: CloudEvents on lines, and tables through a map of their columns."""

from ledger.intake.exporting import export_cloudevents
from ledger.intake.importing import FilePlan, ImportResult, LineFault, import_file, plan_file
from ledger.intake.profile import IntakeProfile

__all__ = [
    "FilePlan",
    "ImportResult",
    "IntakeProfile",
    "LineFault",
    "export_cloudevents",
    "import_file",
    "plan_file",
]
