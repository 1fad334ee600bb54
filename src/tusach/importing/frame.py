"""What frames an official text: letterhead and title before it, formula after it, the headings of texts issued with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from tusach.importing.word import Line

_CLOSING = re.compile(
    r"^(bộ luật|luật|pháp lệnh|nghị quyết|hiến pháp)\s+này\s+(đã\s+)?được\s+.*(thông qua|biểu quyết)", re.IGNORECASE
)
# "Kèm theo Quyết định này có bản đồ" is a sentence; only in brackets it stands under a title.
_WITH = re.compile(
    r"^(?:\(\s*|(?!.*\bnày\b))(?:ban hành\s+)?kèm theo\s+(?:quyết định|nghị quyết|nghị định|thông tư)", re.IGNORECASE
)
_RULES = re.compile(r"^(QUY ĐỊNH|QUY CHẾ|ĐIỀU LỆ|NỘI QUY|QUY ƯỚC|HƯƠNG ƯỚC|QUY TẮC)\b")
_LISTS = re.compile(
    r"^(DANH MỤC|DANH SÁCH|BIỂU|BẢNG|MẪU|ĐƠN GIÁ|MỨC (THU|GIÁ|CHI|PHÍ)|GIÁ|ĐỊNH MỨC|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|HƯỚNG DẪN"
    r"|QUY TRÌNH|PHƯƠNG ÁN|PHÂN CÔNG|LỘ TRÌNH|SƠ ĐỒ|THUYẾT MINH|TỔNG HỢP|TIÊU CHÍ|ĐƠN|TỜ KHAI|GIẤY|BIÊN BẢN|BÁO CÁO|HỢP ĐỒNG)\b"
)
_LABEL = re.compile(
    r"^(?P<label>(?:phụ lục|phụ biểu|biểu mẫu|biểu|mẫu|bảng)(?:\s+số)?\s*:?\s*(?:\d+[A-ZĐ]?|[IVXLC]+|[A-ZĐ])(?:[-./][\wĐđ]+)*(?!\w)|phụ lục)\W*(?P<name>.*)$",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^(?:[IVXLC]+|\d+|[A-ZĐ])[.)/]\s")
_TYPE_LINE = re.compile(
    r"^\W*(bộ luật|luật|hiến pháp|pháp lệnh|lệnh|nghị quyết|nghị định|quyết định|chỉ thị|thông tư|sắc lệnh|kế hoạch)\W*$",
    re.IGNORECASE,
)
_LETTERHEAD_TABLE = re.compile(r"(cộng h\w+ xã hội|độc lập\s*[-–]|số\s*:)", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"^\W*(cộng h[oò][aà]\w* xã hội|độc lập|việt nam dân chủ|nguồn:|kh[oó][aá] [IVX]+,\s*kỳ họp|\(từ ngày|công báo\W*$|số\s*:|số\s*\d[\d +]*/\s*ngày|(?:bộ )?luật số\s*:?\s*\S+$|quốc hội\W*$|quốc hội[-_\s]"
    r"|chủ tịch nước\W*$|ubnd|hđnd|(?:[uủ][yỷ] ban|hội đồng) nhân dân(?!.*ban hành)[^.;]{0,60}$|chính phủ\W*$|bộ [a-zà-ỹ, ]{2,40}$"
    r"|[^.;]{2,40},\s*ngày\s+\d|.{2,60}\sđộc lập\s*[-–]\s*tự do)",
    re.IGNORECASE,
)
_REASON = re.compile(r"^\W*(?:căn cứ|theo|xét|lời nói đầu)\b", re.IGNORECASE)
MOTTO = re.compile(r"^\W*(?:cộng h[oò][aà]\w* xã hội|độc lập\s*[-–]|việt nam dân chủ)", re.IGNORECASE)
PORTAL_SOURCE = re.compile(r"^Nguồn:.*\bID:\s*(?P<id>\S+)", re.IGNORECASE)
PORTAL_LINE = re.compile(
    r"^(?:bộ )?(?:luật|nghị quyết|nghị định|quyết định|pháp lệnh|thông tư)\b.{3,200} số (?:số )?(?:luật số )?(?:\S+/\S*[^\s.;,]|không số)$",
    re.IGNORECASE,
)


def has_words(text: str) -> bool:
    """Whether the line says anything; a line drawn with hyphens or underscores does not."""
    return re.search(r"[^\W_]", text) is not None


def letterhead(head: Sequence[Line]) -> int:
    """How many of the first lines are letterhead, number and title, not words of the text."""
    typed = False
    top = True
    for place, line in enumerate(head):
        text = line.text
        known = (
            _is_letterhead_table(line)
            or bool(_LETTERHEAD.match(text))
            or not has_words(text)
            or (top and bool(PORTAL_LINE.match(text)))
        )
        title = (typed or text.isupper()) and len(text) < 250 and not _MARKED.match(text) and not _REASON.match(text)
        if not (known or title):
            return place
        typed = bool(_TYPE_LINE.match(text))
        # The portal writes its own title above the text, below nothing but the motto.
        top = top and (MOTTO.match(text) is not None or not has_words(text))
    return len(head)


def _is_letterhead_table(line: Line) -> bool:
    """A table of the letterhead may hold the title too, but no grounds: they are words of the text."""
    parts = [part for row in line.rows for cell in row for part in cell.split("\n")]
    return bool(_LETTERHEAD_TABLE.search(line.text)) and bool(parts) and not any(map(_REASON.match, parts))


def is_formula(text: str) -> bool:
    """Whether the line is the closing formula: "Luật này được Quốc hội … thông qua ngày …"."""
    return _CLOSING.match(text) is not None


def annex_label(text: str) -> tuple[str, str] | None:
    """ "Mẫu số 01. ĐƠN XIN" as ("Mẫu số 01", "ĐƠN XIN"); None for other lines, and for a mention ("Mẫu số 01 kèm theo …")."""
    match = _LABEL.match(text)
    if match is None or len(text) > 250 or text.endswith((";", ",")) or match["name"][:1].islower():
        return None
    return match["label"], match["name"]


def is_title(text: str) -> bool:
    """Whether the line can name an annex: in capitals, no letterhead, no item of a list."""
    return text.isupper() and len(text) < 250 and not _LETTERHEAD.match(text) and not _MARKED.match(text)


def opens_annex(text: str) -> bool:
    """Whether an annex may start with the line: its label, or a title of a list, a form or rules in capitals."""
    return annex_label(text) is not None or (is_title(text) and bool(_LISTS.match(text) or _RULES.match(text)))


def opens_rules(text: str) -> bool:
    """Whether rules with Điều of their own start with the line ("QUY CHẾ …"), not a model of them."""
    return is_title(text) and bool(_RULES.match(text)) and "MẪU" not in text.split()


def attachments(lines: Sequence[Line], start: int = 0) -> Iterator[int]:
    """Where texts issued with this one start: "QUY ĐỊNH … (Ban hành kèm theo Quyết định …)"."""
    for place in range(start, len(lines)):
        if _WITH.match(lines[place].text) and not lines[place].rows:
            titles = (
                back
                for back in range(max(start, place - 6), place)
                if not lines[back].rows and opens_annex(lines[back].text)
            )
            yield from islice(titles, 1)
