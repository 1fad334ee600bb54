"""Which document a text is: the number in its own head, never one that it cites; and what speaks against it.

Form of the head: Decree 30/2020/NĐ-CP, Annex I, part II: Quốc hiệu, who issues, "Số: …", place and day, the type, its
subject. Files of the national database carry a line of their own above it: "Luật Đất đai số 31/2024/QH15", "Nguồn: …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from tusach.importing.frame import MOTTO, PORTAL_LINE, PORTAL_SOURCE, has_words
from tusach.law.number import NUMBER
from tusach.law.vietnamese import fold

TYPES = (
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Sắc lệnh", "Sắc luật", "Lệnh", "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Quyết định",
    "Chỉ thị", "Thông tư liên tịch", "Thông tư", "Văn bản hợp nhất", "Kế hoạch", "Quy chế", "Quy định",
)  # fmt: skip
# What begins the words of the text itself: its grounds, or any sentence.
_WORDS = re.compile(r"^\W*(?:căn cứ|theo|để|xét|quốc hội ban hành)\b|[.;?!]\W*$", re.IGNORECASE)
_FRAME = re.compile(rf"{MOTTO.pattern}|^\W*số\s*:", re.IGNORECASE)
_NUMBER_LINE = re.compile(
    rf"^(?!\()\W*(?:(?P<type>{'|'.join(TYPES)})\s+)?số\s*(?:(?:ký\s+)?hiệu\s*(?=:))?(?P<colon>:?)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
# Other genres name themselves where a legal text has its type; they print the number of the law they are about.
_OTHER_GENRE = re.compile(
    r"^\W*(?:sổ tay|cẩm nang|hỏi\s*[-–—]?\s*đáp|tìm hiểu|câu hỏi|tài liệu (?:tuyên truyền|phổ biến|tập huấn|bồi dưỡng|sinh hoạt|tham khảo|hỏi đáp|giới thiệu)|đề cương|bài giảng|tờ gấp|tờ rơi|câu chuyện|chuyện|tiểu phẩm"
    r"|giới thiệu|bình luận|những điều cần biết|đơn (?:xin|khiếu nại|tố cáo|đề nghị|khởi kiện|kiến nghị|yêu cầu|trình báo))\b",
    re.IGNORECASE,
)
_EXACT_NUMBER = re.compile(rf"(?:{NUMBER.pattern})(?P<term>\s+\d{{1,2}})?(?!\w)", re.VERBOSE)
_BLANK = re.compile(r"^(?:[\s._…*-]|x(?=[x\s./-]))*(?:[/-]|$)", re.IGNORECASE)
# Letters that only look like those of a number: the Icelandic eth for Đ, dashes for the hyphen.
_LIKE = str.maketrans("Ðð–—‑‐", "Đđ----")
_AFTER_NUMBER = re.compile(r"^[\W_]*(?:$|ngày\s|[^.;]{2,40},\s*ngày\s)", re.IGNORECASE)
_PORTAL_TITLE = re.compile(
    r"^(?P<title>.+?)\s+số\s+(?:(?:luật\s+)?số\s*:?\s*)?(?P<number>\S+|Không số)$", re.IGNORECASE
)
# The first part of a symbol names the type, the last one who issues.
_TYPE_OF = {
    "QĐ": "Quyết định", "NQ": "Nghị quyết", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch", "CT": "Chỉ thị",
    "KH": "Kế hoạch", "PL": "Pháp lệnh",
}  # fmt: skip
_ISSUER_OF = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng",
    "QH": "Quốc hội",
}


@dataclass(frozen=True)
class Identity:
    """The `number` ("" when the head has none or leaves it blank), the portal's own `title`, and what is doubtful of it.

    `legal` tells whether the head is one of a legal document at all, `other_genre` that it says to be something else.
    """

    number: str
    title: str
    doubts: tuple[str, ...]
    legal: bool
    other_genre: bool


def own_head(head: Sequence[str]) -> list[str]:
    """The lines before the first words of the text: only there a document speaks of itself."""
    return list(takewhile(lambda line: _FRAME.match(line) or not _WORDS.search(line), head))


def identity(head: Sequence[str]) -> Identity:
    """The identity by the lines of an `own_head`."""
    title, listed, sourced = _portal(head)
    written = list(_all_written(head))
    numbers = [number for number in written if number]
    legal = sourced or bool(written) or any(map(MOTTO.match, head))
    own = written[0] if written else ""
    # A title alone above the text may be a handbook's; its own "Số: …", left blank, says that there is no number yet.
    heads = sourced or bool(own) or (not written and (legal or any(map(is_type, head))))
    number = listed if listed and heads and not (own and _same(own, listed)) else own
    named = list(dict.fromkeys(one for one in (*numbers, listed) if one and not _same(one, number)))
    other = _is_other_genre(head)
    return Identity(number, title, tuple(_conflicts(number, named)), legal and not other, other)


def _is_other_genre(head: Sequence[str]) -> bool:
    """Whether a handbook, a story or a citizen's letter names itself before any type of a legal text."""
    return any(map(_OTHER_GENRE.match, takewhile(lambda line: not is_type(line), head)))


def _portal(head: Sequence[str]) -> tuple[str, str, bool]:
    """Title and number that the portal wrote above the text, and whether it named itself as their source."""
    source = next((place for place, line in enumerate(head) if PORTAL_SOURCE.match(line)), None)
    above = [line for line in head[:source] if has_words(line) and not MOTTO.match(line)]
    text = " ".join(above) if source is not None else next(iter(above), "")
    match = _PORTAL_TITLE.match(text) if source is not None or PORTAL_LINE.match(text) else None
    if match is None:
        return "", "", source is not None
    if source is None and _cites_at_end(match["title"]):
        return "", "", False
    number = "Không số" if fold(match["number"]).startswith("khong") else _number_in(match["number"])
    return match["title"], number, source is not None


def _cites_at_end(title: str) -> bool:
    """Whether a number behind the title is that of a text it cites: "Quyết định bãi bỏ Quyết định" số …"""
    return any(title.endswith(f" {name}") or title.endswith(f" {name.lower()}") for name in TYPES)


def _all_written(head: Sequence[str]) -> Iterator[str]:
    """What the lines "Số: …" say. Below the type only the next line is one without a colon: the title may cite a number."""
    source = next((place + 1 for place, line in enumerate(head) if PORTAL_SOURCE.match(line)), 0)
    typed = next((place for place in range(source, len(head)) if is_type(head[place])), len(head))
    for place in range(source, len(head)):
        number = _written(head[place])
        if number is None or (place > typed and _of_other_type(number, head[typed])):
            continue
        if place <= typed + 1 or ":" in head[place]:
            yield number


def _of_other_type(number: str, typed: str) -> bool:
    """Whether the number below the type line is one of a law that the title names: a plan has no 31/2024/QH15."""
    match = NUMBER.fullmatch(number)
    wanted = _wanted_type(match["symbol"]) if match else ""
    return bool(wanted) and not _fits(typed.strip(" :_-").capitalize(), wanted)


def is_type(line: str) -> bool:
    """Whether the line is nothing but the type of a document, "NGHỊ ĐỊNH"."""
    return line.strip(" :_-") in {form for name in TYPES for form in (name, name.upper())}


def _written(line: str) -> str | None:
    """The number in the document's own "Số: …"; "" when it is left blank or unreadable, None for any other line."""
    match = _NUMBER_LINE.match(line)
    if match is None:
        return None
    rest = re.sub(r"\s*([/-])\s*", r"\1", match["rest"].translate(_LIKE))
    number = _EXACT_NUMBER.match(rest)
    after = rest[number.end() :] if number else ""
    # "Nghị định số 08/2021/NĐ-CP ngày …;" among the grounds is another document; "SẮC LỆNH SỐ 47-SL NGÀY …" is a head.
    cited = bool(match["type"] and not match["type"].isupper() and not match["colon"] and after.strip())
    if number and _AFTER_NUMBER.match(after) and not cited:
        return _number_in(number[0])
    return "" if match["colon"] or _BLANK.match(rest) else None


def _number_in(text: str) -> str:
    match = _EXACT_NUMBER.match(text)
    return re.sub(r"\s", "", match[0]) if match else ""


def _same(one: str, other: str) -> bool:
    """Whether two numbers are one, however typed: 101/SL-L-003 is 101-SL/L003."""
    return re.sub(r"\W", "", fold(one)) == re.sub(r"\W", "", fold(other))


def _conflicts(number: str, others: Sequence[str]) -> Iterator[str]:
    if number and others:
        yield f"số hiệu: phần đầu tệp ghi cả {number} và {', '.join(others)}, đã lấy {number} - đối chiếu bản gốc"


def following(lines: Sequence[str], number: str) -> Iterator[str]:
    """What tells that another document, with type and number of its own, stands below this one, in Vietnamese."""
    others = {found for line in lines if (found := _written(line)) and not _same(found, number)}
    if others and any(map(is_type, lines)):
        yield f"sau phần ký còn văn bản khác, số {', '.join(sorted(others))}, đã giữ làm phụ lục - tách thành tệp riêng rồi nhập lại"


def contradictions(number: str, kind: str, issuer: str, issued: date | None) -> Iterator[str]:
    """What type, issuer and day of a document say against its number, in Vietnamese."""
    match = NUMBER.fullmatch(number)
    if match is None:
        return
    parts = re.split(r"[-–/]", match["symbol"])
    wanted = _wanted_type(match["symbol"])
    if re.fullmatch("QH|UBTVQH", parts[-1]):
        yield f"số hiệu: {number} thiếu khóa Quốc hội sau {parts[-1]} (như QH15) - đối chiếu bản gốc"
    if wanted and kind and not _fits(kind, wanted):
        yield f"số hiệu: {number} không phải số của {kind} - đối chiếu bản gốc"
    body = _ISSUER_OF.get(re.sub(r"\d+$", "", parts[-1]), "")
    if body and issuer and fold(body) not in fold(issuer):
        yield f"số hiệu: {number} không phải số của {issuer} - đối chiếu bản gốc"
    if match["year"] and issued and int(match["year"]) != issued.year:
        yield f"số hiệu: {number} nhưng ngày ban hành là {issued:%d/%m/%Y} - đối chiếu bản gốc"


def _wanted_type(symbol: str) -> str:
    first = re.split(r"[-–/]", symbol)[0]
    return _TYPE_OF.get(first, "Luật" if first.startswith("QH") else "")


def _fits(kind: str, wanted: str) -> bool:
    if wanted == "Luật":
        return kind in ("Luật", "Bộ luật", "Hiến pháp", "Nghị quyết")
    return kind.startswith(wanted) or wanted.startswith(kind) or kind == "Văn bản hợp nhất"
