"""Who issues a document stands at one of two levels of government since 1 July 2025, or at the centre.

Law on the organisation of local government 72/2025/QH15, Điều 1: province and commune; older documents may be a district's.
"""

from __future__ import annotations

import re
from enum import Enum

from tusach.law.number import number_key
from tusach.law.vietnamese import nfc, slug

_LOCAL = re.compile(r"^(?:chủ tịch\s+)?(?:[uủ][yỷ] ban|hội đồng) nhân dân\s*(?P<place>.*)$", re.IGNORECASE)
# The word right after "nhân dân", with its accents: phường Quan Triều is no quận.
_PLACES = {
    "xã": "COMMUNE", "phường": "COMMUNE", "thị trấn": "COMMUNE", "đặc khu": "COMMUNE",
    "huyện": "DISTRICT", "quận": "DISTRICT", "thị xã": "DISTRICT", "thành phố thuộc": "DISTRICT",
}  # fmt: skip


class Level(Enum):
    """Where an issuer stands; the value is what readers see."""

    CENTRAL = "Trung ương"
    PROVINCE = "Cấp tỉnh"
    DISTRICT = "Cấp huyện (chuyển tiếp)"
    COMMUNE = "Cấp xã"

    @property
    def key(self) -> str:
        """A name for addresses and filters."""
        return self.name.lower()

    @property
    def is_local(self) -> bool:
        """Whether the issuer is a local authority."""
        return self is not Level.CENTRAL


def document_key(number: str, issuer: str) -> str:
    """The key and address of a document: its folded number, and the place too for a commune's or a district's.

    Each of a province's communes numbers its decisions from 1: 15/2025/QĐ-UBND of xã Mẫu is 15-2025-qd-ubnd-xa-mau.
    """
    local = _LOCAL.match(nfc(issuer).strip())
    own = local is not None and level(issuer) in (Level.COMMUNE, Level.DISTRICT)
    return "-".join(part for part in (number_key(number), slug(local["place"]) if local and own else "") if part)


def place_of(issuer: str) -> str:
    """The folded place of a local authority, "tinh-lao-cai"; "" for the centre."""
    local = _LOCAL.match(nfc(issuer).strip())
    return slug(local["place"]) if local else ""


def level(issuer: str) -> Level:
    """The level of "Hội đồng nhân dân xã Mẫu", "Quốc hội" …; a local body whose place is not named counts as a province's."""
    local = _LOCAL.match(nfc(issuer).strip())
    if local is None:
        return Level.CENTRAL
    place = local["place"].lower()
    return next((Level[key] for name, key in _PLACES.items() if re.match(rf"{name}\b", place)), Level.PROVINCE)
