"""The end of an official text: who signed it, who gets it, who certifies the copy.

Only what is known to be such a line counts; whatever else stands after the last Điều is words of the document. Forms of
the lines: Decree 30/2020/NĐ-CP, Annex I, part II, numbers 7 and 9, and what the portal's files really have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tusach.importing.frame import has_words, is_formula, opens_annex
from tusach.importing.word import Line

_ON_BEHALF = re.compile(
    r"^(?:(?:T\s?[./]?\s?M|K\s?[./]?\s?T|T\s?[./]?\s?L|T\.?U\.?Q)(?:\s*[.:]\s*|\s+)|Thay mặt\s+)(?=\S)"
)
_OFFICE = re.compile(
    r"^(?:Q\.\s*|QUYỀN )?(?:PHÓ |TỔNG |CHI )*(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH ÁN|VIỆN TRƯỞNG|GIÁM ĐỐC"
    r"|CỤC TRƯỞNG|VỤ TRƯỞNG|CHỦ NG?HIỆM|TRƯỞNG BAN|TRƯỞNG PHÒNG|TRƯỞNG ĐOÀN|HIỆU TRƯỞNG|BÍ THƯ|KIỂM TOÁN|THỐNG ĐỐC"
    r"|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|THANH TRA|TƯ LỆNH|CHỈ HUY TRƯỞNG|THƯỜNG TRỰC|ỦY VIÊN|CHỦ TỌA|TRƯỞNG THÔN)\b"
)
_SIGNED = re.compile(r"\(?\s*(?:đã ký|đã kí|ký tên(?:,? (?:và )?đóng dấu)?)\b\s*\)?\s*:?", re.IGNORECASE)
_RANK = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|LS|KS)\.?\s*|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)\s+)+", re.IGNORECASE
)
_SURNAMES = frozenset({
    "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "NGÔ", "DƯƠNG", "ĐINH", "TRỊNH", "ĐOÀN", "LƯƠNG", "ĐÀO", "CHU",
})  # fmt: skip
_RECIPIENTS = re.compile(r"^Nơi nhận\s*:\s*(?P<rest>.*)$", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—+•*]")
_RECIPIENT = re.compile(r"[;,]$|^(?:\d{1,2}[.)]\s*)?(?:như|lưu)\b", re.IGNORECASE)
_LAST_RECIPIENT = re.compile(r"^[\W\d]*lưu\b(?!.*[;,]$)", re.IGNORECASE)
_OF_RECIPIENTS = re.compile(r"^[\W\d]*(?:như\s+(?:trên|điều|khoản|mục|kính)|lưu\b)", re.IGNORECASE)
_MOST_RECIPIENTS = 100
_COPY = re.compile(r"^(?:SAO Y|SAO LỤC|TRÍCH SAO|XÁC THỰC|CHỨNG THỰC)\b")
_COPY_NUMBER = re.compile(r"^số\s*:?\s*\d*\s*/\s*[A-ZĐ-]+$", re.IGNORECASE)
_DAY = re.compile(r"^[^.;:]{2,40},\s*ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}\W*$", re.IGNORECASE)


def signs(lines: Sequence[Line], place: int) -> bool:
    """Whether the lines of signature and recipients start here."""
    if lines[place].rows:
        return _is_signature_table(lines[place])
    texts = [line.text for line in lines[place : place + 6] if not line.rows]
    text, after = texts[0], texts[1:]
    if match := _RECIPIENTS.match(text):
        near = lines[place : place + _MOST_RECIPIENTS]
        run = [match["rest"], *(line.text for line in near[1 : closing_end(near, 0)])]
        return any(_OF_RECIPIENTS.match(one) or _on_behalf(one) or _is_office(one) for one in run)
    if _on_behalf(text):
        return not text.startswith("Thay mặt") or any(map(_is_name, after))
    if _is_office(text):
        return any(map(_is_name, (*_parts(text), *after))) or not after or opens_annex(after[0])
    return bool(_SIGNED.match(text)) and all(_is_name(part) for part in _parts(text))


def closing_end(lines: Sequence[Line], start: int) -> int:
    """Where the lines of the closing that start at `start` end: the first line that is not known to be one of them."""
    reading = _Reading()
    for place in range(start, len(lines)):
        line = lines[place]
        after = [one.text for one in lines[place + 1 : place + 7] if not one.rows]
        formula = place == start and is_formula(line.text)
        if not (formula or (_is_signature_table(line) if line.rows else reading.takes(line.text, after))):
            return place
    return len(lines)


@dataclass
class _Reading:
    """What was read so far: whether the list of recipients is open, and bulleted, and whether a name is awaited."""

    listing: bool = False
    bulleted: bool = False
    awaiting: bool = False

    def takes(self, text: str, after: Sequence[str]) -> bool:
        if self.listing and self.recipient(text):
            return True
        self.listing = False
        if match := _RECIPIENTS.match(text):
            self.listing = not _LAST_RECIPIENT.match(match["rest"])
            return True
        if not has_words(text):
            return True
        if _on_behalf(text) or _is_office(text) or _SIGNED.match(text):
            self.awaiting = not any(map(_is_name, _parts(text)))
            return all(_on_behalf(part) or _is_office(part) or _is_name(part) for part in _parts(text))
        if _is_name(text) and (self.awaiting or bool(after and _SIGNED.match(after[0]))):
            self.awaiting = False
            return True
        return (self.awaiting and _is_more_of_office(text, after)) or _certifies(text, after)

    def recipient(self, text: str) -> bool:
        bullet = _BULLET.match(text) is not None
        if not bullet and ((self.bulleted and not _OF_RECIPIENTS.match(text)) or not _RECIPIENT.search(text)):
            return False
        self.bulleted |= bullet
        self.listing = not _LAST_RECIPIENT.match(text)
        return True


def _is_more_of_office(text: str, after: Sequence[str]) -> bool:
    """Whether the line goes on with who signs: "TỈNH MẪU" below "TM. ỦY BAN NHÂN DÂN", "Thủ tướng" above a name."""
    office = text.isupper() or bool(_OFFICE.match(text.upper()))
    signed = any(_is_office(line) or _SIGNED.match(line) or _is_name(line) for line in after[:2])
    return office and signed and len(text) < 80 and not text.endswith((".", ";", ":")) and not opens_annex(text)


def _certifies(text: str, after: Sequence[str]) -> bool:
    """Whether the line is one of those over the signature under a copy, or its place and day."""
    copied = any(map(_COPY.match, (text, *after[:4])))
    if _DAY.match(text):
        return any(_on_behalf(line) or _is_office(line) or _COPY.match(line) for line in after)
    return bool(_COPY.match(text)) or (copied and (text.isupper() or bool(_COPY_NUMBER.match(text))) and len(text) < 80)


def _is_signature_table(line: Line) -> bool:
    """A table that signs holds nothing else in any of its columns."""
    columns = [
        [part.strip() for row in line.rows for part in row[place].split("\n") if part.strip()]
        for place in range(len(line.rows[0]) if line.rows else 0)
    ]
    signed = any(
        _RECIPIENTS.match(text) or _on_behalf(text) or _is_office(text) for column in columns for text in column
    )
    return signed and all(_is_closing(column) for column in columns)


def _is_closing(texts: Sequence[str]) -> bool:
    reading = _Reading()
    return all(reading.takes(text, texts[place + 1 :]) for place, text in enumerate(texts))


def _on_behalf(text: str) -> bool:
    return len(text) < 120 and bool(_ON_BEHALF.match(text)) and not text.endswith((".", ";", ":", ","))


def _is_office(text: str) -> bool:
    return len(text) < 120 and bool(_OFFICE.match(text)) and all(map(_is_title_or_name, _parts(text)))


def _is_title_or_name(part: str) -> bool:
    return part.isupper() or _is_name(part)


def _parts(text: str) -> list[str]:
    """The line without "(đã ký)", cut where a name is glued to an office: "CHỦ TỊCH QUỐC HỘITrần Văn Mẫu"."""
    return [part.strip() for piece in _SIGNED.split(text) for part in _unglued(piece) if part.strip()]


def _unglued(text: str) -> Iterator[str]:
    small = next((place for place, char in enumerate(text) if char.islower()), 0)
    cut = small - 1 if small > 1 and text[: small - 1].isupper() and not _ON_BEHALF.match(text) else 0
    yield from (text[:cut], text[cut:])


def _is_name(text: str) -> bool:
    """Whether the line is a person's name, with a rank before it or not; two names may stand side by side."""
    words = _RANK.sub("", text).split()
    if not 2 <= len(words) <= 8 or opens_annex(text):
        return False
    if text.isupper():
        return words[0] in _SURNAMES and len(words) <= 5
    return all(re.fullmatch(r"\w[\w'’-]*", word) and word[0].isupper() and not word[1:].isupper() for word in words)
