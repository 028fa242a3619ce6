"""Commands and their output: merchants, operators, jobs, the doctor, mistakes."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

import samples
from core import db, members, merchants
from core.jobs import JOBS
from tests.cli.conftest import Jiafen, LentAccess

NOBODY = "00000000-0000-4000-8000-000000000000"  # fixed: every worker names a test alike
NEW = ("merchant", "add", "好邻居超市", "--licence", "91110000MA01ABCD2E", "--budget")


async def test_a_merchant_is_added_with_its_budget_and_a_key_that_works(
    jiafen: Jiafen, lent: LentAccess
) -> None:
    facts = (await jiafen(*NEW, "1000.50", "--rate", "0.5")).facts
    async with lent.inside():
        merchant = await merchants.by_api_key(facts["api_key"])
        assert merchant is not None
        assert str(merchant.id) == facts["merchant"]
        assert merchant.name == "好邻居超市"
        assert (await merchants.budget(merchant.id)).headroom_fen == 100_050


async def test_a_budget_is_raised_once_per_key(jiafen: Jiafen) -> None:
    merchant = (await jiafen(*NEW, "10")).facts["merchant"]
    raising = ("merchant", "budget", merchant, "--add", "5.25", "--key", "march")
    first = (await jiafen(*raising)).facts
    assert first["topped_up"] == "15.25"
    assert first["headroom"] == "15.25"
    assert (await jiafen(*raising)).facts == first
    assert (await jiafen(*raising[:5])).facts["topped_up"] == "20.50"
    nothing = await jiafen("merchant", "budget", merchant, "--add", "0")
    assert nothing.refusal == "A top-up must be more than zero."


@pytest.mark.parametrize("key", ["k" * 65, "a b", "键"])
async def test_an_invalid_key_is_refused(jiafen: Jiafen, key: str) -> None:
    merchant = (await jiafen(*NEW, "10")).facts["merchant"]
    refusal = (await jiafen("merchant", "budget", merchant, "--add", "5", "--key", key)).refusal
    assert "must be 1 to 64 of" in refusal


async def test_a_key_with_another_amount_is_refused(jiafen: Jiafen) -> None:
    merchant = (await jiafen(*NEW, "10")).facts["merchant"]
    await jiafen("merchant", "budget", merchant, "--add", "5", "--key", "march")
    other = await jiafen("merchant", "budget", merchant, "--add", "6", "--key", "march")
    assert other.refusal


@pytest.mark.parametrize("role", ["owner", "manager", "cashier"])
async def test_an_invitation_makes_staff_once(jiafen: Jiafen, lent: LentAccess, role: str) -> None:
    merchant = (await jiafen(*NEW, "10")).facts["merchant"]
    link = (await jiafen("merchant", "invite", merchant, "--role", role)).facts["link"]
    prefix = "https://t.me/jiafen_bot?start="
    assert link.startswith(prefix)
    async with lent.inside():
        member = (await _registered(lent)).id
        staff = await merchants.accept_invitation(
            lent.program, token=link.removeprefix(prefix), member_id=member, at=lent.at
        )
    assert (staff.merchant_id, staff.role) == (UUID(merchant), role)


async def test_an_operator_is_invited_to_the_programme(jiafen: Jiafen, lent: LentAccess) -> None:
    token = (await jiafen("operator", "invite")).facts["link"].partition("start=")[2]
    async with lent.inside():
        member = (await _registered(lent)).id
        staff = await merchants.accept_invitation(
            lent.program, token=token, member_id=member, at=lent.at
        )
    assert (staff.merchant_id, staff.role) == (None, "operator")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*NEW, "1.234"), "'1.234' is not an amount in yuan"),
        ((*NEW, "-5"), "'-5' is not an amount in yuan"),
        ((*NEW, "1e3"), "'1e3' is not an amount in yuan"),
        ((*NEW, "5", "--rate", "many"), "'many' is not a rate"),
        (("merchant", "add", "x", "--budget", "1"), "'--licence'; `jiafen merchant add --help`"),
        (("merchant", "add", "x", "--licence", " ", "--budget", "1"), "licence"),
        (
            ("merchant", "budget", "not-an-id", "--add", "1"),
            "'not-an-id' is not a merchant's id; copy",
        ),
        (("merchant", "invite", "12", "--role", "owner"), "'12' is not a merchant's id; copy"),
        (
            ("merchant", "add", "店" * 129, "--licence", "L", "--budget", "1"),
            "A merchant’s name must be one line of at most 128 characters",
        ),
        (
            ("merchant", "add", "a\x01b", "--licence", "L", "--budget", "1"),
            "A merchant’s name must be one line of at most 128 characters",
        ),
        (
            ("merchant", "add", "店", "--licence", "L" * 65, "--budget", "1"),
            "A licence’s number must be one line of at most 64 characters",
        ),
        (("voucher", "verify", "7K2M", "--merchant", "12"), "'12' is not a merchant's id; copy"),
        (
            ("import", "purchases", __file__, "--merchant", "12"),
            "'12' is not a merchant's id; copy",
        ),
        (
            ("merchant", "budget", NOBODY, "--add", "1"),
            f"there is no merchant {NOBODY}; copy the id",
        ),
        (
            ("merchant", "invite", NOBODY, "--role", "king"),
            "--role: 'king' is not a role; there are owner, manager, cashier",
        ),
        (("merchant", "invite", NOBODY, "--role", "owner"), f"there is no merchant {NOBODY}; copy"),
        (("voucher", "verify", "7K2M", "--merchant", NOBODY), f"there is no merchant {NOBODY}"),
        (("import", "purchases", __file__, "--merchant", NOBODY), f"there is no merchant {NOBODY}"),
        (("merchant",), "Missing command; `jiafen merchant --help` tells what there is"),
        (("merchnt",), "Did you mean 'merchant'?"),
        (("run", "web", "mail"), "mail is not a role"),
        (("job", "dance"), "dance is not a job"),
        (("job", "forget_codes", "--as-of", "yesterday"), "'yesterday' is not a moment"),
        (("import", "purchases", "nowhere.csv", "--merchant", str(uuid4())), "nowhere.csv"),
        (("doctor", "--loud"), "No such option: --loud; `jiafen doctor --help` tells"),
    ],
)
async def test_a_mistake_is_refused_in_one_line(
    jiafen: Jiafen, arguments: tuple[str, ...], words: str
) -> None:
    refusal = (await jiafen(*arguments)).refusal
    assert words in refusal
    assert not re.search("UUID|Value error|Invalid value|Traceback", refusal)


@pytest.mark.parametrize(
    ("arguments", "roles"),
    [
        ((), ("web", "bot", "worker")),
        (("run",), ("web", "bot", "worker")),
        (("run", "worker"), ("worker",)),
        (("run", "bot", "web", "bot"), ("bot", "web")),
        (("worker",), ("worker",)),
    ],
)
async def test_roles_are_named_or_all(
    jiafen: Jiafen, lent: LentAccess, arguments: tuple[str, ...], roles: tuple[str, ...]
) -> None:
    assert (await jiafen(*arguments)).code == 0
    assert lent.roles == [roles]


@pytest.mark.parametrize("name", sorted(JOBS))
async def test_a_job_runs_now_and_prints_what_it_did(
    jiafen: Jiafen, lent: LentAccess, name: str
) -> None:
    facts = (await jiafen("job", name)).facts
    assert facts.pop("job") == name
    assert facts.pop("at") == lent.at.isoformat()
    assert facts
    assert all(count == 0 for count in facts.values())


async def test_a_job_may_run_as_of_the_past_and_of_the_future_only_in_time_travel(
    jiafen: Jiafen, lent: LentAccess
) -> None:
    earlier = (await jiafen("job", "forget_codes", "--as-of", "2025-01-01")).facts
    assert earlier["at"] == "2024-12-31T16:00:00+00:00"
    later = (lent.at + timedelta(days=1)).isoformat()
    assert "JIAFEN_TIME_TRAVEL=1" in (await jiafen("job", "forget_codes", "--as-of", later)).refusal
    lent.time_travel = True
    assert (await jiafen("job", "forget_codes", "--as-of", later)).facts["at"] == later


async def test_the_doctor_reports_ok_when_nothing_is_wrong(
    jiafen: Jiafen, lent: LentAccess
) -> None:
    async def well() -> str:
        return "all is well"

    lent.probes["redis"] = well
    answer = await jiafen("doctor")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "ok  database    PostgreSQL of the tests",
        "ok  migrations  the database has the newest schema",
        "ok  ledger      every sum holds",
        "ok  clock       this machine and the database agree",
        "ok  redis       all is well",
    ]


async def test_doctor_reports_a_fault_and_runs_the_other_checks(
    jiafen: Jiafen, lent: LentAccess
) -> None:
    async def ill() -> str:
        raise ConnectionRefusedError("nobody\nis there")

    lent.probes |= {"redis": ill}
    lent.ahead = timedelta(seconds=-9)
    async with lent.inside():
        await db.pool().execute("UPDATE budget SET reserved_fen = 0")
        merchant = await samples.merchant(lent.program, budget_fen=1000, at=lent.at)
        await db.pool().execute(
            "UPDATE budget SET reserved_fen = 10 WHERE merchant_id = $1", merchant.merchant.id
        )
    answer = await jiafen("doctor")
    assert answer.code == 1
    assert answer.err == "jiafen: bad: ledger, clock, redis\n"
    lines = answer.out.splitlines()
    assert lines[2].startswith("BAD ledger")
    assert lines[3] == "BAD clock       this machine and the database are 9 s apart"
    assert lines[4] == "BAD redis       nobody is there"


async def test_the_doctor_reports_a_wrong_setting_once(jiafen: Jiafen, lent: LentAccess) -> None:
    lent.wrong = "JIAFEN_PROGRAM names no file"
    assert (await jiafen("doctor")).refusal == "JIAFEN_PROGRAM names no file"


async def test_the_doctor_names_missing_migrations(
    jiafen: Jiafen, lent: LentAccess, empty_database: str
) -> None:
    lent.url = empty_database
    answer = await jiafen("doctor")
    assert answer.err == "jiafen: bad: migrations\n"
    assert "jiafen migrate" in answer.out


async def _registered(lent: LentAccess) -> members.Member:
    return await samples.member(lent.program, telegram_id=7, at=lent.at)
