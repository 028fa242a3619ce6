"""Draws the QR codes of member codes and vouchers."""

from __future__ import annotations

import io

import segno

SCALE = 12
"""Pixels of a module: enough for a sharp picture on the whole width of a phone."""

QUIET_ZONE = 4
"""Modules of white around the code; scanners need four, in dark themes too."""


def qr_png(text: str) -> bytes:
    """The text without its dashes as a QR code: a PNG, black on white."""
    png = io.BytesIO()
    segno.make(text.replace("-", ""), error="m", micro=False).save(
        png, kind="png", scale=SCALE, border=QUIET_ZONE, dark="#000", light="#fff"
    )
    return png.getvalue()
