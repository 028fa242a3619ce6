"""The outbox of notices to members, written in the transaction of the act that they announce."""

from core.notifications import locked as locked
from core.notifications.answers import Due as Due
from core.notifications.answers import Notice as Notice
from core.notifications.answers import Released as Released
from core.notifications.commands import begin as begin
from core.notifications.commands import claim as claim
from core.notifications.commands import put as put
from core.notifications.commands import put_back as put_back
from core.notifications.commands import release_leases as release_leases
from core.notifications.commands import settle as settle
from core.notifications.queries import Wake as Wake
from core.notifications.queries import counts as counts
from core.notifications.queries import listening as listening
from core.notifications.queries import next_due as next_due
from core.notifications.queries import recent as recent
from core.notifications.rules import SENDS_MAX as SENDS_MAX
from core.notifications.rules import NewNotice as NewNotice
from core.notifications.rules import Outcome as Outcome
