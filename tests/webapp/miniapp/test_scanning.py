"""Codes on the phone are ordinary QR codes, read by a scanner that knows no other kind."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from bot.qr_code import qr_png
from core import redemptions
from core.program import Program
from playground.themes import THEMES
from tests.webapp.miniapp import offers, shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone


def scanned(png: bytes) -> list[str]:
    """The texts of all ordinary QR codes in a picture."""
    image = Image.open(io.BytesIO(png)).convert("L")
    barcodes = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2]),
        try_invert=False,
    )
    return [barcode.text for barcode in barcodes]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
async def test_the_member_code_is_read(
    phone: Phone, program: Program, theme: dict[str, str]
) -> None:
    await shops.join(program, 1001, "林静")
    app = await phone.launch(signed(), theme=theme)
    await app.locator("[data-qr] svg").wait_for()
    typed = "".join(await app.locator("[data-typed] span").all_text_contents())
    assert scanned(await phone.page.screenshot()) == [typed]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
async def test_a_voucher_is_read(phone: Phone, program: Program, theme: dict[str, str]) -> None:
    shop = await shops.open_shop(program, "顺达汽车服务")
    member = await shops.join(program, 1001, "林静")
    await shop.sell(member, "500.00", shops.NOW, "R-1")
    reward = await offers.reward(shop, 300, offers.said("保养", "Service"))
    voucher = (await offers.buy(program, member, reward)).voucher
    app = await phone.launch(signed(start_param="vouchers"), theme=theme)
    await app.locator(".ticket svg").first.wait_for()
    assert scanned(await phone.page.screenshot()) == [voucher.code]


def test_the_pictures_in_the_chat_are_read() -> None:
    code = redemptions.answers.code_of(0xFEDCBA987654321)
    for text in (code, "0000-07ZT-GK7P-10CW-14ZA"):
        assert scanned(qr_png(text)) == [text.replace("-", "")]
