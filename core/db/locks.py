"""The register of advisory locks: every number that this code locks in PostgreSQL, by its name.

The numbers are of our own choosing. They must differ from each other, and should differ from those
of other programmes in the same database, so they are not small. PostgreSQL keeps a lock on one
64-bit number apart from a lock on two 32-bit numbers (a class and an object).

They are taken before any row is locked, so they wait for no row and close no circle.
"""

MIGRATIONS = 5_317_001
"""Held while migrations run, so that of several starting processes one does the work."""

REMINDERS = 5_317_003
"""Held by a transaction that reminds: two at once would announce different lots under one key."""

KEYED_CALLS = 5_317_005
"""Class of the locks that make calls under one key wait for each other; object: hash of the key."""

PROCESSES = 0x4A46
"""Class of the locks by which processes are admitted and one of them leads; object: which.

`runtime/admission.py` and `runtime/leadership.py` take them on connections of their own.
"""

ADMISSION = 0
"""Object of PROCESSES under which processes are admitted; a lead has the hash of its name."""
