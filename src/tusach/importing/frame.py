"""What frames an official text: letterhead and title before it, formula and signatures after it, texts issued with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tusach.importing.word import Line

_CLOSING = re.compile(
    r"^(bộ luật|luật|pháp lệnh|nghị quyết|hiến pháp)\s+này\s+(đã\s+)?được\s+.*(thông qua|biểu quyết)", re.IGNORECASE
)
_SIGNATURE = re.compile(r"^(tm\.|kt\.|q\.|tl\.|tuq\.|thay mặt|nơi nhận|\(đã ký|đã ký)", re.IGNORECASE)
_WITH = re.compile(r"^\(?\s*(ban hành\s+)?kèm theo\s+(quyết định|nghị quyết|nghị định|thông tư)", re.IGNORECASE)
_ATTACHED = re.compile(r"^(QUY ĐỊNH|QUY CHẾ|ĐIỀU LỆ|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|DANH MỤC|NỘI QUY|HƯỚNG DẪN)\b")
_TYPE_LINE = re.compile(
    r"^\W*(bộ luật|luật|hiến pháp|pháp lệnh|lệnh|nghị quyết|nghị định|quyết định|chỉ thị|thông tư|sắc lệnh|kế hoạch)\W*$",
    re.IGNORECASE,
)
_LETTERHEAD_TABLE = re.compile(r"(cộng h\w+ xã hội|độc lập\s*[-–]|số\s*:)", re.IGNORECASE)
_PERSON = re.compile(r"^[A-ZĐÀ-Ỹ][a-zđà-ỹ]+(\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]*){1,5}$")
_LETTERHEAD = re.compile(
    r"^\W*(cộng h[oò][aà]\w* xã hội|độc lập|việt nam dân chủ|nguồn:|số\s*:|(?:bộ )?luật số|quốc hội\W*$|quốc hội[-_\s]|chủ tịch nước\W*$|ubnd|hđnd"
    r"|(?:[uủ][yỷ] ban|hội đồng) nhân dân(?!.*ban hành)[^.;]{0,60}$|chính phủ\W*$|bộ [a-zà-ỹ, ]{2,40}$|[^.;]{2,40},\s*ngày\s+\d|(?:bộ )?(?:luật|nghị quyết|nghị định|quyết định|pháp lệnh|thông tư)\b.{3,200} số (?:số )?(?:luật số )?(?:\S+/\S+|không số)$)",
    re.IGNORECASE,
)


def letterhead(head: Sequence[Line]) -> int:
    """How many of the first lines are letterhead, number and title, not words of the text."""
    typed = False
    for place, line in enumerate(head):
        text = line.text
        known = (
            bool(line.rows and _LETTERHEAD_TABLE.search(text))
            or bool(_LETTERHEAD.match(text))
            or not re.search(r"\w", text)
        )
        title = (typed or text.isupper()) and len(text) < 250
        if not (known or title):
            return place
        typed = bool(_TYPE_LINE.match(text))
    return len(head)


def is_formula(text: str) -> bool:
    """Whether the line is the closing formula: "Luật này được Quốc hội … thông qua ngày …"."""
    return _CLOSING.match(text) is not None


def signs(lines: Sequence[Line], place: int) -> bool:
    """Whether signatures start here: "TM. …", "Nơi nhận", or an office in capitals with a name soon after."""
    text = lines[place].text
    if _SIGNATURE.match(text):
        return len(text) < 400 and (bool(lines[place].rows) or not text.endswith("."))
    office = (
        text.isupper()
        and len(text) < 80
        and re.match(r"^(CHỦ TỊCH|PHÓ|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH ÁN|VIỆN TRƯỞNG)", text)
    )
    return bool(office) and any(_PERSON.match(line.text) for line in lines[place + 1 : place + 5])


def attachment(lines: Sequence[Line], start: int) -> int:
    """Where a text issued with this one starts ("QUY ĐỊNH … (Ban hành kèm theo Quyết định …)"), else the end."""
    for place in range(start, len(lines)):
        if _WITH.match(lines[place].text) and not lines[place].rows:
            titles = [back for back in range(max(start, place - 6), place) if _ATTACHED.match(lines[back].text)]
            if titles:
                return titles[0]
    return len(lines)
