"""Only the composition has a clock, and only settings reads the environment."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.constants import texts_of
from tests.house.reading import dotted, names_of, nodes_of
from tests.house.rule import FACES, Fault, Rule, is_python, top_of
from tests.house.sql import statement_of, tokens_of

WALL_CLOCK = {"webapp/api/auth.py": "a rate limit's windows run on the machine's own clock"}
QUEUE_SCHEMA = "core/migrations/0004_queue.sql"  # PgQueuer's own tables, as it delivers them

CLOCK = re.compile(
    r"(?:.*\.)?(?:datetime|date)\.(?:now|utcnow|today)|time\.(?:time|localtime|gmtime)(?:_ns)?"
)
CORE_CLOCK = re.compile(rf"{CLOCK.pattern}|time\.\w+|.*\.(?:now|utcnow)")
SQL_CLOCK = {
    "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday",
    "pg_postmaster_start_time", "age",
}  # fmt: skip
SQL_CLOCK_WORDS = {
    "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp",
}  # fmt: skip
SQL_CLOCK_TEXTS = {"'now'", "'today'", "'tomorrow'", "'yesterday'"}


def core_reads_no_clock(path: str, source: str) -> Iterator[Fault]:
    """Core is told the moment (`at`): only so can a job be as of another day."""
    if top_of(path) != "core" or not is_python(path):
        return
    for line, name in names_of(source):
        if CORE_CLOCK.fullmatch(name) and not name.startswith("core."):
            yield line, f"{name}: the moment is a parameter"
    for node in nodes_of(source):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func, source)
        if name.endswith(".today") and not name.startswith("core."):
            yield node.lineno, f"{name}: the moment is a parameter"
        for keyword in node.keywords:
            if (
                keyword.arg in {"auto_now", "auto_now_add"}
                and ast.unparse(keyword.value) != "False"
            ):
                yield node.lineno, f"{keyword.arg}: the moment is a parameter"


def faces_read_no_clock(path: str, source: str) -> Iterator[Fault]:
    """The faces are handed a clock; only so can a day be skipped."""
    if top_of(path) not in {"locales", "samples", *FACES} or not is_python(path):
        return
    for line, name in names_of(source):
        if CLOCK.fullmatch(name) and path not in WALL_CLOCK:
            yield line, f"{name}: the moment is a parameter"


def core_sql_reads_no_clock(path: str, source: str) -> Iterator[Fault]:
    if not path.startswith("core/") or path == QUEUE_SCHEMA:
        return
    if not is_python(path) and not path.endswith(".sql"):
        return
    lines = tuple(enumerate(source.splitlines(), 1))
    for line, text in texts_of(source) if is_python(path) else lines:
        statement = statement_of(text)
        literals = {token.text.lower() for token in tokens_of(text) if token.kind == "text"}
        clocks = (statement.calls & SQL_CLOCK) | (statement.words & SQL_CLOCK_WORDS)
        for name in sorted(clocks | (literals & SQL_CLOCK_TEXTS)):
            yield line, f"{name}: the moment is a parameter"


def only_settings_read_the_environment(path: str, source: str) -> Iterator[Fault]:
    if not top_of(path) or top_of(path) == "settings" or not is_python(path):
        return
    for line, name in names_of(source):
        if re.fullmatch(r"os\.(?:environb?|getenvb?)|dotenv\..*", name):
            yield line, f"{name}: settings reads the environment"


RULES = (
    Rule(
        "core reads no clock",
        core_reads_no_clock,
        broken={
            "core/ledger/rules.py": "from datetime import datetime\ndatetime.now(UTC)",
            "core/members/queries.py": "import datetime as dt\ndt.datetime.utcnow()",
            "core/members/commands.py": "from datetime import datetime as dt\ndt.now()",
            "core/expiry/commands.py": "from datetime import date\ndate.today()",
            "core/families/locked.py": "import time as t\nt.perf_counter()",
            "core/catalog/rules.py": "from time import time\nx = time()",
            "core/merchants/rules.py": "from datetime import datetime\nnow = datetime.now\nnow()",
            "core/compliance/commands.py": "getattr(datetime, 'now')()",
            "core/purchases/commands.py": "def f(at): return at.now(UTC)",
            "core/purchases/models.py": "x = fields.DatetimeField(auto_now_add=True)",
            "core/redemptions/rules.py": "import datetime\nclock = datetime.datetime\nclock.now()",
            "core/jobs.py": "import time\ntime.monotonic()",
        },
        kept={
            "core/ledger/rules.py": "from datetime import time\nfrom core import ledger\n"
            "time.fromisoformat('08:00')\nledger.today(program, at)\nworld.today",
            "core/migrations/0001_first.py": "fields.DatetimeField(auto_now=False)",
        },
    ),
    Rule(
        "faces read no clock",
        faces_read_no_clock,
        broken={
            "bot/handlers/ledger.py": "import time\ntime.time()",
            "webapp/miniapp/session.py": "from datetime import datetime\nkey = datetime.now",
            "cli/jobs.py": "from datetime import date as d\nd.today()",
            "locales/texts.py": "import datetime as dt\ndt.datetime.now()",
        },
        kept={
            "runtime/clock.py": "datetime.now(UTC)",
            "bot/delivery/pace.py": "import time\ntime.monotonic()",
            "playground/world.py": "import time\ntime.time()",
            "webapp/edge/clock.py": "request.app[CLOCK].now()",
        },
    ),
    Rule(
        "core's SQL reads no clock",
        core_sql_reads_no_clock,
        broken={
            "core/ledger/queries.py": 'SQL = "SELECT 1 WHERE expires_at < now()"',
            "core/ledger/commands.py": 'f"UPDATE lot SET {column} = CURRENT_TIMESTAMP"',
            "core/ledger/locked.py": "SQL = \"SELECT 1 WHERE expires_on < 'today'::date\"",
            "core/members/queries.py": 'SQL = "SELECT pg_catalog.Now ( )"',
            "core/migrations/0001_first.py": 'SQL = "x timestamptz DEFAULT clock_timestamp()"',
            "core/migrations/0002_more.sql": "ALTER TABLE lot ADD x date DEFAULT current_date;",
        },
        kept={
            "core/ledger/queries.py": '"""Never now()."""\nSQL = "SELECT known"',
            "core/migrations/0003_more.sql": "-- never now()\nSELECT 1;",
        },
    ),
    Rule(
        "only settings read the environment",
        only_settings_read_the_environment,
        broken={
            "main.py": "import os\nos.environ['JIAFEN_PORT']",
            "runtime/logs.py": "from os import getenv",
            "cli/run.py": "import os as o\no.getenv('HOME')",
        },
        kept={"settings.py": "import os\nos.environ", "tests/conftest.py": "import os\nos.environ"},
    ),
)
