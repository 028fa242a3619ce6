"""QR codes for tills: of the member code, and of a voucher."""

from __future__ import annotations

import segno


def picture(text: str) -> str:
    """A QR code as SVG: black on nothing, with the quiet zone that scanners need.

    Never a Micro QR code, which the camera of a phone does not read.
    """
    return segno.make(text, error="m", boost_error=False, micro=False).svg_inline(
        border=4, omitsize=True, svgclass=None, lineclass=None
    )
