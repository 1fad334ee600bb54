"""Who issues a document: by its number, else by its letterhead, written as names are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tusach.importing.frame import MOTTO
from tusach.law.vietnamese import fold

_ISSUERS = (
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("QH", "Quốc hội"),
    ("CTN", "Chủ tịch nước"),
    ("NĐ-CP", "Chính phủ"),
    ("NQ-CP", "Chính phủ"),
    ("QĐ-TTg", "Thủ tướng Chính phủ"),
    ("CT-TTg", "Thủ tướng Chính phủ"),
    ("HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
)
_CENTRAL = re.compile(r"bo (?!luat)|chinh phu|thu tuong|toa an nhan dan|van phong")
_LOCAL = re.compile(r"(uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)\b")
_PLACE = re.compile(r"\b(tinh|thanh pho|xa|phuong|dac khu|thi tran|thi xa|huyen|quan)\b")
_BEFORE_A_PLACE = ("tỉnh", "xã", "phường", "huyện", "phố", "quận", "trấn", "khu")
# In the name of a ministry each branch has a capital: Bộ Văn hóa, Thể thao và Du lịch.
_BRANCH = re.compile(r"(?:^bộ|^văn phòng|(?<=\w),|\s[-–]|\svà)\s+\w")


def issuer(head: Sequence[str], number: str, kind: str) -> str:
    """Who issues the document of this number and kind with this `own_head`; "" when nothing tells."""
    for symbol, name in _ISSUERS:
        if re.search(rf"[/-]{symbol}\d*(?:$|-)|^{symbol}", number):
            return name
    # Only the National Assembly makes laws (Constitution, Điều 70); the oldest ones carry no letterhead.
    return letterhead_issuer(head) or ("Quốc hội" if kind in ("Luật", "Bộ luật") else "")


def letterhead_issuer(head: Sequence[str]) -> str:
    """Who issues by the letterhead alone; "" when it names nobody."""
    head = [line for line in head if not MOTTO.match(line)]
    for line, after in zip(head, [*head[1:], ""], strict=False):
        plain, name = fold(line), re.split(r"[-_]{3,}", line)[0].strip()
        if _LOCAL.match(plain):
            return _local(name, after)
        if _CENTRAL.match(plain):
            return _central(name)
        if plain.startswith("quoc hoi"):
            return "Quốc hội"
    return ""


def _local(line: str, after: str) -> str:
    """A local body with its place, which often stands on the next line; "" when there is none: a thing to fill in."""
    line = re.sub(r"^UBND\b", "Ủy ban nhân dân", re.sub(r"^HĐND\b", "Hội đồng nhân dân", line))
    if not _PLACE.search(fold(line)) and _PLACE.match(fold(after)):
        line = f"{line} {after}"
    if not _PLACE.search(fold(line)):
        return ""
    shouted = any(word.isupper() and len(word) > 1 for word in line.split())
    return _placed(line.lower().split()) if shouted else line


def _placed(words: Sequence[str]) -> str:
    """ "ủy ban nhân dân tỉnh lào cai" as "Ủy ban nhân dân tỉnh Lào Cai": what follows tỉnh, xã … is a proper name."""
    place = next((rank + 1 for rank, word in enumerate(words) if word in _BEFORE_A_PLACE), len(words))
    name = " ".join([*words[:place], *(word.capitalize() for word in words[place:])])
    return name[:1].upper() + name[1:]


def _central(name: str) -> str:
    if not name.isupper():
        return name
    small = _BRANCH.sub(lambda match: match[0][:-1] + match[0][-1].upper(), name.lower())
    small = re.sub(r"quốc hội|chính phủ|chủ tịch nước", lambda match: match[0].capitalize(), small)
    return small[:1].upper() + small[1:]
