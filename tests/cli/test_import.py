"""Purchases from a file: good lines are recorded, bad ones reported, and nothing counts twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import samples
from core import ledger, members
from tests.cli.conftest import SECRET, Answer, Jiafen, LentAccess

HEADER = "receipt,member,amount,occurred_at"


class SalesFile:
    """A file of sales, with its merchant and its member."""

    def __init__(self, lent: LentAccess, jiafen: Jiafen, path: Path) -> None:
        self._lent, self._jiafen, self._path = lent, jiafen, path
        self.when = (lent.at - timedelta(days=1)).isoformat()

    async def open(self, *, budget_fen: int = 10_000_00) -> SalesFile:
        lent = self._lent
        async with lent.inside():
            added = await samples.merchant(lent.program, budget_fen=budget_fen, at=lent.at)
            self.member = await samples.member(
                lent.program, telegram_id=7, language="en", at=lent.at
            )
        self.merchant_id = added.merchant.id
        return self

    @property
    def number(self) -> str:
        return members.format_number(self.member.number)

    def row(self, receipt: str, amount: str = "30.00", *more: str) -> str:
        return ",".join((receipt, self.number, amount, self.when, *more))

    async def imports(
        self, *lines: str, encoding: str = "utf-8", more: tuple[str, ...] = ()
    ) -> Answer:
        self._path.write_bytes("\r\n".join((*lines, "")).encode(encoding))
        merchant = ("--merchant", str(self.merchant_id))
        return await self._jiafen("import", "purchases", str(self._path), *merchant, *more)

    async def balance(self) -> int:
        async with self._lent.inside():
            today = ledger.today(self._lent.program, self._lent.at)
            return (await ledger.balance(self.member.id, today=today)).points

    async def code(self) -> str:
        async with self._lent.inside():
            code = await members.code(member_id=self.member.id, secret=SECRET, at=self._lent.at)
        return code.text


@pytest.fixture
async def shop(lent: LentAccess, jiafen: Jiafen, tmp_path: Path) -> SalesFile:
    return await SalesFile(lent, jiafen, tmp_path / "sales.csv").open()


def counts(recorded: int, repeated: int, bad: int) -> dict[str, Any]:
    return {"recorded": recorded, "repeated": repeated, "bad": bad}


async def test_good_lines_are_recorded_and_a_second_run_changes_nothing(shop: SalesFile) -> None:
    lines = [HEADER, *(shop.row(f"R-{number}") for number in range(1_203))]
    answer = await shop.imports(*lines)
    assert (answer.facts, answer.err) == (counts(1_203, 0, 0), "")
    assert await shop.balance() == 1_203 * 30
    assert (await shop.imports(*lines)).facts == counts(0, 1_203, 0)
    assert await shop.balance() == 1_203 * 30


async def test_bad_lines_are_reported_by_number_and_good_ones_are_recorded(shop: SalesFile) -> None:
    answer = await shop.imports(
        HEADER,
        shop.row("R-1"),
        shop.row("R 2"),
        shop.row("R-3", "30.001"),
        shop.row("R-4", "0.00"),
        f"R-5,JF-0000-0000-1,30.00,{shop.when}",
        f"R-6,{shop.number},30.00,yesterday",
        f"R-7,{shop.number},30.00,2020-01-01",
        f"R-8,{shop.number},30.00",
        f"R-9,,30.00,{shop.when}",
        f'R-10,{shop.number},"30\r\n00",{shop.when}',
        shop.row("R-11\0"),
        shop.row("R-1", "31.00"),
        ",,,",
        shop.row("R-12"),
    )
    assert answer.code == 1
    assert answer.printed == counts(2, 0, 11)
    said = dict(line.split(": ", 1) for line in answer.err.splitlines())
    numbers = [3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14]
    assert list(said) == [f"line {number}" for number in numbers]
    assert "'R 2' is not a receipt" in said["line 3"]
    assert "'30.001' is not an amount" in said["line 4"]
    assert "more than 0.00" in said["line 5"]
    assert "'yesterday' is not a moment" in said["line 7"]
    assert said["line 9"] == "3 cells, not 4"
    assert said["line 10"] == "member is missing"
    assert all(said.values())
    assert await shop.balance() == 60


async def test_a_file_of_bad_lines_alone_records_nothing(shop: SalesFile) -> None:
    answer = await shop.imports(HEADER, shop.row("R-1", "much"))
    assert (answer.code, answer.printed) == (1, counts(0, 0, 1))
    assert await shop.balance() == 0


async def test_a_line_beyond_the_budget_is_bad_and_succeeds_after_a_top_up(
    lent: LentAccess, jiafen: Jiafen, tmp_path: Path
) -> None:
    shop = await SalesFile(lent, jiafen, tmp_path / "sales.csv").open(budget_fen=500)
    lines = (HEADER, shop.row("R-1"), shop.row("R-2"))
    answer = await shop.imports(*lines)
    assert answer.printed == counts(1, 0, 1)
    assert answer.err.startswith("line 3: ")
    await jiafen("merchant", "budget", str(shop.merchant_id), "--add", "5")
    assert (await shop.imports(*lines)).facts == counts(1, 1, 0)
    assert await shop.balance() == 60


async def test_the_columns_of_an_item_are_recorded(shop: SalesFile) -> None:
    answer = await shop.imports(
        f"green,{HEADER},category,sku,name,channel",
        "1," + shop.row("R-1", "100.00", "vegetables", "V-1", "有机时蔬", "card"),
        "0," + shop.row("R-2", "100.00", "", "", "", ""),
        "maybe," + shop.row("R-3", "100.00", "", "", "", ""),
        "0," + shop.row("R-4", "100.00", "", "", "", "post"),
    )
    assert answer.printed == counts(2, 0, 2)
    assert "green must be 1 or 0, not 'maybe'" in answer.err
    assert "channel must be one of till, online, card, file, not 'post'" in answer.err
    assert await shop.balance() == 200 + 100  # green counts twice


async def test_a_moment_without_offset_is_in_the_programmes_zone(
    shop: SalesFile, lent: LentAccess
) -> None:
    """Noon in Shanghai is now: five minutes later is ahead, were it not read as local time."""
    local = lent.at.astimezone(lent.program.local).replace(tzinfo=None)
    line = f"R-1,{shop.number},30.00,{local.isoformat(sep=' ')}"
    assert (await shop.imports(HEADER, line)).facts == counts(1, 0, 0)


async def test_a_member_code_earns_once(shop: SalesFile) -> None:
    code = await shop.code()
    lines = [f"R-{number},{code},30.00,{shop.when}" for number in (1, 2)]
    answer = await shop.imports(HEADER, *lines)
    assert answer.printed == counts(1, 0, 1)
    assert answer.err.startswith("line 3: ")


async def test_a_byte_order_mark_and_other_encodings_are_read(shop: SalesFile) -> None:
    header = f"{HEADER},name"
    marked = await shop.imports(header, shop.row("R-1", "30", "茶"), encoding="utf-8-sig")
    assert marked.facts == counts(1, 0, 0)
    chinese = (header, shop.row("R-2", "30", "茶"))
    refused = await shop.imports(*chinese, encoding="gb18030")
    assert "--encoding names another" in refused.refusal
    read = await shop.imports(*chinese, encoding="gb18030", more=("--encoding", "gb18030"))
    assert read.facts == counts(1, 0, 0)
    assert "klingon" in (await shop.imports(HEADER, more=("--encoding", "klingon"))).refusal


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("receipt,member,amount", "lacks occurred_at"),
        (f"{HEADER},colour", "do not know: colour"),
        (f"{HEADER},receipt", "twice"),
        ("", "lacks receipt, member, amount, occurred_at"),
    ],
)
async def test_a_wrong_header_is_refused_in_one_line(
    shop: SalesFile, header: str, words: str
) -> None:
    assert words in (await shop.imports(header)).refusal


async def test_an_unknown_merchant_is_refused_before_any_line(
    shop: SalesFile, jiafen: Jiafen, tmp_path: Path
) -> None:
    (tmp_path / "sales.csv").write_text(f"{HEADER}\n{shop.row('R-1')}\n")
    nobody = "00000000-0000-4000-8000-000000000000"
    answer = await jiafen("import", "purchases", str(tmp_path / "sales.csv"), "--merchant", nobody)
    assert "merchant" in answer.refusal
