"""The jobs that remind of points that end, expire them, and extend lots whose notices failed."""

from core.expiry.answers import Digest as Digest
from core.expiry.answers import Ending as Ending
from core.expiry.answers import Expired as Expired
from core.expiry.answers import Reminded as Reminded
from core.expiry.commands.expire import expire as expire
from core.expiry.commands.remind import remind as remind
from core.expiry.queries import digest as digest
from core.expiry.rules import DIGEST as DIGEST
