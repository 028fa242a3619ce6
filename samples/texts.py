"""The disclosure that an event or a reward must carry to be published."""

from __future__ import annotations

from core import catalog

DISCLOSURE = {
    part: {"zh-Hans": f"{part}：说明", "en": f"{part}: said"} for part in catalog.DISCLOSURE
}
