"""Who issues a document stands at one of two levels of government since 1 July 2025, or at the centre.

Law on the organisation of local government 72/2025/QH15, Điều 1: province and commune; older documents may be a district's.
"""

from __future__ import annotations

import re
from enum import Enum

from tusach.law.vietnamese import fold

_COMMUNE = re.compile(r"\b(xa|phuong|thi tran|dac khu)\b")
_DISTRICT = re.compile(r"\b(huyen|quan|thi xa|thanh pho thuoc)\b")
_PROVINCE = re.compile(r"\b(tinh|thanh pho)\b")


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


def level(issuer: str) -> Level:
    """The level of "Hội đồng nhân dân xã Mẫu", "Ủy ban nhân dân tỉnh Mẫu", "Quốc hội" …"""
    name = fold(issuer)
    if not re.match(r"(uy ban nhan dan|hoi dong nhan dan|chu tich uy ban)", name):
        return Level.CENTRAL
    if _DISTRICT.search(name):
        return Level.DISTRICT
    if _COMMUNE.search(name):
        return Level.COMMUNE
    return Level.PROVINCE if _PROVINCE.search(name) else Level.CENTRAL
