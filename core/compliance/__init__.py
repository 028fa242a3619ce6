"""Red lines, and the record of acts."""

from core.compliance.answers import Act as Act
from core.compliance.commands import record as record
from core.compliance.queries import acts as acts
from core.compliance.redlines import DISCLOSURE as DISCLOSURE
from core.compliance.redlines import LICENCE_MAX as LICENCE_MAX
from core.compliance.redlines import NOTICE_DAYS as NOTICE_DAYS
from core.compliance.redlines import RED_LINES as RED_LINES
from core.compliance.redlines import announced_in_time as announced_in_time
from core.compliance.redlines import disclosure_gaps as disclosure_gaps
from core.compliance.redlines import licensed as licensed
from core.compliance.redlines import within_budget as within_budget
