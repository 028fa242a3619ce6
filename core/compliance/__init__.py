"""Red lines, and the record of acts."""

from core.compliance.commands import record
from core.compliance.queries import Act, acts
from core.compliance.redlines import (
    DISCLOSURE,
    LICENCE_MAX,
    NOTICE_DAYS,
    RED_LINES,
    RedLine,
    announced_in_time,
    disclosure_gaps,
    licensed,
    within_budget,
)

__all__ = [
    "DISCLOSURE",
    "LICENCE_MAX",
    "NOTICE_DAYS",
    "RED_LINES",
    "Act",
    "RedLine",
    "acts",
    "announced_in_time",
    "disclosure_gaps",
    "licensed",
    "record",
    "within_budget",
]
