"""Numbers with a meaning have names: system wallets, advisory locks, HTTP statuses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.constants import texts_of
from tests.house.reading import dotted, nodes_of
from tests.house.rule import Fault, Rule, is_python, parts_of, top_of
from tests.house.sql import numbers_beside, statement_of

LOCKS = "core/db/locks.py"  # the register of advisory locks
WALLETS = "core/ledger/rules.py"  # names the system wallets
WALLET = re.compile(r"(?:\w+_)?wallet(?:_id)?")
STATUS = re.compile(r"(?:http_?)?status(?:_?code)?|http\w*", re.IGNORECASE)
LOCK_MIN = 1024
"""No lock has a number this small; a count or a number of seconds may."""


def system_wallets_have_names(path: str, source: str) -> Iterator[Fault]:
    """Issued, redeemed, expired and clawed back are names of ledger.rules, in SQL as well."""
    if not top_of(path) or path == WALLETS or path.startswith("core/migrations/"):
        return
    if not is_python(path):
        return
    for line, text in texts_of(source):
        for number in numbers_beside(text, WALLET):
            yield line, f"wallet {number}: core.ledger.rules names it"
    for node in nodes_of(source):
        for name, value in _given(node):
            if WALLET.fullmatch(name) and _is_number(value):
                yield value.lineno, f"wallet {ast.unparse(value)}: core.ledger.rules names it"


def advisory_locks_stand_in_one_register(path: str, source: str) -> Iterator[Fault]:
    """So that no two of them meet by chance."""
    if not top_of(path) or path == LOCKS or not is_python(path):
        return
    texts = [(line, text) for line, text in texts_of(source) if "advisory" in text.lower()]
    texts = [(line, text) for line, text in texts if _locks(text)]
    for line, text in texts:
        if re.search(r"advisory\w*\s*\(\s*(?:-?\d|0x)", text, re.IGNORECASE):
            yield line, f"a lock's number: {LOCKS} names it"
    for node in nodes_of(source):
        number = _number(node)
        if texts and number is not None and number > LOCK_MIN:
            yield getattr(node, "lineno", 1), f"{number} beside advisory locks: {LOCKS} names them"


def core_knows_no_http_status(path: str, source: str) -> Iterator[Fault]:
    """An error has a kind; the web turns kinds into statuses."""
    if top_of(path) != "core" or path.startswith("core/migrations/") or not is_python(path):
        return
    in_errors = "errors" in [part.removesuffix(".py") for part in parts_of(path)]
    for node in nodes_of(source):
        for name, value in _given(node):
            if STATUS.fullmatch(name) and _is_number(value):
                yield value.lineno, f"{name} {ast.unparse(value)}: the web has statuses"
        number = _number(node)
        if in_errors and number is not None and 400 <= number < 600:
            yield getattr(node, "lineno", 1), f"{number}: the web has statuses"


def _locks(text: str) -> bool:
    return any("advisory" in name for name in statement_of(text).calls)


def _given(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names and what is given to them: assignments, arguments, comparisons, defaults."""
    if isinstance(node, ast.keyword) and node.arg:
        yield node.arg, node.value
    elif isinstance(node, ast.Assign):
        yield from ((_last(target), node.value) for target in node.targets)
    elif isinstance(node, ast.AnnAssign) and node.value:
        yield _last(node.target), node.value
    elif isinstance(node, ast.Compare):
        for other in node.comparators:
            yield _last(node.left), other
            yield _last(other), node.left


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return dotted(node, "").rpartition(".")[2]


def _number(node: ast.AST) -> int | None:
    """The value of a bare whole number; True and False are none."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(_is_number, node.elts))
    return _number(node) is not None


RULES = (
    Rule(
        "system wallets have names",
        system_wallets_have_names,
        broken={
            "core/ledger/queries.py": 'SQL = "SELECT 1 FROM movement WHERE wallet_id = 2"',
            "core/ledger/queries/a.py": 'SQL = "SELECT 1 FROM movement m WHERE m.wallet_id>16"',
            "core/ledger/queries/b.py": 'SQL = "SELECT 1 WHERE wallet_id NOT IN (1, 3)"',
            "core/ledger/queries/c.py": 'SQL = "SELECT 1 WHERE 2 = m.wallet_id"',
            "core/expiry/commands.py": "Movement(lot=1, wallet_id=3, points=5)",
            "core/purchases/commands.py": "if movement.wallet_id == 2: ...",
            "cli/doctor.py": "if row['wallet_id'] > 16: ...",
        },
        kept={
            "core/ledger/queries.py": "ISSUED = 1\n"
            'SQL = f"SELECT 1 FROM movement WHERE wallet_id = {ISSUED} AND points > 3"',
            "core/ledger/locked.py": 'SQL = "SELECT 1 FROM holding h WHERE h.wallet_id = w.id"',
            "core/ledger/commands.py": 'SQL = "INSERT INTO x (wallet_id, points) VALUES (1, 2)"',
        },
    ),
    Rule(
        "advisory locks stand in one register",
        advisory_locks_stand_in_one_register,
        broken={
            "core/expiry/commands.py": 'SQL = "SELECT pg_advisory_xact_lock(5317003)"',
            "core/db/schema.py": 'LOCK = 5_317_001\nf("SELECT pg_advisory_lock($1)", LOCK)',
            "runtime/admission.py": 'N = 0x4A46\nf("SELECT pg_try_advisory_lock($1, $2)", N, 0)',
        },
        kept={
            LOCKS: "MIGRATING = 5_317_001",
            "core/db/schema.py": 'f("SELECT pg_advisory_lock($1)", locks.MIGRATING)',
        },
    ),
    Rule(
        "core knows no HTTP status",
        core_knows_no_http_status,
        broken={
            "core/families/errors.py": "class FamilyFull(Refused):\n    status = 409",
            "core/errors.py": "STATUSES = {NotFound: 404}",
            "core/members/commands.py": "raise Refused(http_status=422)",
            "core/purchases/queries.py": "return {'status_code': 200} if status == 200 else 1",
        },
        kept={
            "core/purchases/rules.py": "DAYS_BACK = 400",
            "core/notifications/queries.py": "status = 'due'",
        },
    ),
)
