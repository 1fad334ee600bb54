"""The end of an official text: who signed it, who gets it, who certifies the copy.

Only what is known to be such a line counts; whatever else stands after the last Điều is words of the document. Forms of
the lines: Decree 30/2020/NĐ-CP, Annex I, part II, numbers 7 and 9, and what the portal's files really have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tusach.importing.frame import MOTTO, has_words, is_formula, opens_annex
from tusach.importing.word import Line

_ON_BEHALF = re.compile(
    r"^(?:(?:T\s?[./]?\s?[Mm]|K\s?[./]?\s?T|T\s?[./]?\s?L|T\.?U\.?Q)(?:\s*[.:]\s*|\s+)|Thay mặt\s+)(?=[^\W\d_])"
)
_OFFICE = re.compile(
    r"^(?:Q\.\s*|QUYỀN )?(?:PHÓ |TỔNG |CHI )*(?:CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH ÁN|VIỆN TRƯỞNG|GIÁM ĐỐC"
    r"|CỤC TRƯỞNG|VỤ TRƯỞNG|CHỦ NG?HIỆM|TRƯỞNG (?:BAN|PHÒNG|ĐOÀN|CÔNG AN|THÔN|ẤP|BẢN|KHU PHỐ)|HIỆU TRƯỞNG|BÍ THƯ|KIỂM TOÁN|THỐNG ĐỐC"
    r"|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|THANH TRA|TƯ LỆNH|CHỈ HUY TRƯỞNG|THƯỜNG TRỰC|ỦY VIÊN|CHỦ TỌA)\b"
)
# What else names who signs: "TỈNH MẪU" below "TM. ỦY BAN NHÂN DÂN", "SỞ TƯ PHÁP" below "GIÁM ĐỐC".
_BODY = re.compile(
    r"^(?:NƯỚC|QUỐC HỘI|CHÍNH PHỦ|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|ĐOÀN|TỈNH|THÀNH PHỐ|TP|XÃ|PHƯỜNG|ĐẶC KHU|HUYỆN|QUẬN|THỊ (?:XÃ|TRẤN)"
    r"|BỘ|SỞ|BAN|PHÒNG|VĂN PHÒNG|CỤC|CHI CỤC|VỤ|VIỆN|TÒA ÁN|CÔNG AN|THANH TRA|TRUNG TÂM|TRƯỜNG|KHÓA|NHIỆM KỲ|THỪA LỆNH)\b"
)
_SIGNED = re.compile(
    r"[(\[]\s*(?:đã )?(?:ký|kí)\b[^()\[\]]{0,40}[)\]]\s*:?|(?:đã ký|đã kí|ký tên(?:,? (?:và )?đóng dấu)?)\b\s*:?",
    re.IGNORECASE,
)
# What a digital signature prints, and what only goes on with it.
_DIGITAL = re.compile(
    r"^(?:signature (?:not verified|valid)\W*$|(?:(?:được )?ký (?:số )?bởi|người ký)\s*:\s*\S|(?:ngày|thời gian|ngày giờ) ký\s*:[\s\d:]*\d[./-]\d)",
    re.IGNORECASE,
)
_MORE_DIGITAL = re.compile(r"^(?:email|cơ quan|chức vụ|đơn vị|tổ chức)\s*:\s*\S", re.IGNORECASE)
_RANK = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|LS|KS)\.?\s*|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)\s+)+", re.IGNORECASE
)
_SURNAMES = frozenset({
    "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "NGÔ", "DƯƠNG", "ĐINH", "TRỊNH", "ĐOÀN", "LƯƠNG", "ĐÀO", "CHU",
})  # fmt: skip
_PLACES = re.compile(
    r"^(?:xã|phường|thị|thôn|ấp|bản|khu|tổ|tỉnh|huyện|quận|bến|chợ|sở|ban|phòng|trường|trạm)\b", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"^Nơi (?:nhận|gửi)\s*(?::\s*(?P<rest>.*)|$)", re.IGNORECASE)
_FIRST_COLUMN = re.compile(r"^[^;:.]*[;:.]\s*")
_BULLET = re.compile(r"^[-–—+•*.·]")
# "Lưu: VT" keeps a copy; "Lưu ý", "lưu hành" are words.
_KEPT = r"(?i:lưu)\s*(?:[:,]|$|(?=[A-ZĐ(]))"
_RECIPIENT = re.compile(rf"[;,]$|^(?:\d{{1,2}}[.)/]\s*)?(?:(?i:như)\b|{_KEPT})")
_LAST_RECIPIENT = re.compile(rf"^[\W\d]*{_KEPT}(?!.*[;,]$)")
_OF_RECIPIENTS = re.compile(rf"^[\W\d]*(?:(?i:như\s+(?:trên|điều|khoản|mục|kính))\b(?!.*\b(?:này|đó)\b)|{_KEPT})")
# Who typed it and how many copies were made, below the list: "- 15b", "(Hoa-25b)", "hoa_qd05".
_TYPIST = re.compile(r"^(?=.*\d)(?=\W|.*[a-zđ])[(\[–-]?\s*[\w.]+(?:[-_./][\w.]+)*\s*[)\].]*$")
_MOST_RECIPIENTS = 100
_COPY = re.compile(
    r"^(?:SAO Y(?: BẢN CHÍNH)?|SAO LỤC|TRÍCH SAO|XÁC THỰC VĂN BẢN(?: HỢP NHẤT)?|CHỨNG THỰC (?:BẢN )?SAO ĐÚNG (?:VỚI )?BẢN CHÍNH)\W*$"
)
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
        run = [match["rest"] or "", *(line.text for line in near[1 : closing_end(near, 0)])]
        return any(_OF_RECIPIENTS.match(one) or _on_behalf(one) or _is_office(one) for one in run)
    if _on_behalf(text):
        return not text.startswith("Thay mặt") or any(map(_is_name, after))
    if _is_office(text):
        named = any(map(_is_name, (*_parts(text), *after))) or _leads_to_name(after)
        return named or not after or opens_annex(after[0]) or bool(_RECIPIENTS.match(after[0]))
    return bool(_SIGNED.match(text)) and all(_is_name(part) for part in _parts(text))


def closing_end(lines: Sequence[Line], start: int) -> int:
    """Where the lines of the closing that start at `start` end: the first line that is not known to be one of them."""
    reading = _Reading()
    for place in range(start, len(lines)):
        line = lines[place]
        after = [one.text for one in lines[place + 1 : place + 7] if not one.rows]
        formula = place == start and is_formula(line.text)
        if line.rows and _is_signature_table(line):
            reading = _Reading(last="table")
        elif line.rows or not (formula or reading.takes(line.text, after)):
            return place
    return len(lines)


@dataclass
class _Reading:
    """What was read so far: the list of recipients that is open, whether a name is awaited, which line signed last."""

    listing: bool = False
    bulleted: bool = False
    listed: bool = False
    awaiting: bool = False
    last: str = ""

    def takes(self, text: str, after: Sequence[str]) -> bool:
        if self.listing and self.recipient(text, after):
            return True
        listed, self.listed, self.listing = self.listed, False, False
        if match := _RECIPIENTS.match(text):
            self.listed = _ends_list(match["rest"] or "")
            self.listing = not self.listed
            self.beside(text)
            return True
        if not has_words(text) or (listed and _TYPIST.match(text)):
            return True
        if self.signature(text, after):
            return True
        if certified := _certifies(text, after):
            self.last = "behalf"
        return certified

    def signature(self, text: str, after: Sequence[str]) -> bool:
        if _DIGITAL.match(text) or (self.last == "digital" and _MORE_DIGITAL.match(text)):
            self.last = "digital"
            return True
        if _on_behalf(text) or _is_office(text) or _SIGNED.match(text):
            return self.office(text, after)
        if _is_name(text) and (self.awaiting or bool(after and _SIGNED.match(after[0]))):
            self.awaiting, self.last = False, "name"
            return True
        return self.awaiting and _is_more_of_office(text, after)

    def office(self, text: str, after: Sequence[str]) -> bool:
        """Whether an office signs here: behind a signature or another office only above a name, behind a table never alone."""
        named = any(map(_is_name, _parts(text)))
        begins = (
            self.last in ("", "behalf") or bool(_SIGNED.match(text)) or (_on_behalf(text) and self.last == "office")
        )
        if not (named or begins or _leads_to_name(after)) or (self.last == "table" and not _on_behalf(text)):
            return False
        self.awaiting, self.last = not named, "name" if named else "behalf" if _on_behalf(text) else "office"
        return all(_on_behalf(part) or _is_office(part) or _is_name(part) for part in _parts(text))

    def recipient(self, text: str, after: Sequence[str]) -> bool:
        bullet = _BULLET.match(text) is not None
        known = bullet or _OF_RECIPIENTS.match(text) or (not self.bulleted and _RECIPIENT.search(text))
        if not (known or _inside_list(text, after)):
            return False
        self.bulleted |= bullet
        self.listed = _ends_list(text)
        # A full stop ends the list, unless it goes on to the copy that is kept.
        self.listing = not self.listed and (not text.endswith(".") or any(map(_OF_RECIPIENTS.match, after)))
        self.beside(text)
        return True

    def beside(self, text: str) -> None:
        """Remember an office in the second column of a page laid out with tabs: "- Sở Tư pháp; CHỦ TỊCH"."""
        column = _FIRST_COLUMN.sub("", text)
        if column != text and (_on_behalf(column) or _is_office(column)):
            self.awaiting = not any(map(_is_name, _parts(column)))


def _ends_list(text: str) -> bool:
    """Whether the last recipient stands in the line, alone or behind others: "Như Điều 3; Lưu: VT."."""
    return any(_LAST_RECIPIENT.match(part.strip()) for part in re.split(r";(?=.)", text))


def _inside_list(text: str, after: Sequence[str]) -> bool:
    """Whether the list of recipients goes on behind this line, one that is wrapped or has no mark: to "Lưu: VT"."""
    for line in (text, *after[:4]):
        if _ends_list(line):
            return True
        if not line[:1].isalpha() and not _BULLET.match(line):
            return False
        if line.isupper() or _RECIPIENTS.match(line) or opens_annex(line) or len(line) > 120:
            return False
    return False


def is_digital(text: str) -> bool:
    """Whether the line is printed by a digital signature: who signed, when, from where."""
    return bool(_DIGITAL.match(text) or _MORE_DIGITAL.match(text))


def _leads_to_name(after: Sequence[str]) -> bool:
    """Whether nothing but offices stands before the next name."""
    for text in after:
        if any(map(_is_name, _parts(text))) or _SIGNED.match(text) or _DIGITAL.match(text):
            return True
        if has_words(text) and not (_on_behalf(text) or _is_office(text) or _is_body(text)):
            return False
    return False


def _is_body(text: str) -> bool:
    return text.isupper() and len(text) < 80 and bool(_BODY.match(text)) and not opens_annex(text)


def _is_more_of_office(text: str, after: Sequence[str]) -> bool:
    """Whether the line goes on with who signs: "TỈNH MẪU" below "TM. ỦY BAN NHÂN DÂN", "Thủ tướng" above a name."""
    office = _is_body(text) or (bool(_OFFICE.match(text.upper())) and len(text) < 80)
    signed = any(_is_office(line) or _SIGNED.match(line) or _is_name(line) for line in after[:2])
    return office and signed and not text.endswith((".", ";", ":"))


def _certifies(text: str, after: Sequence[str]) -> bool:
    """Whether the line is one of those over the signature under a copy, or its place and day."""
    if _DAY.match(text):
        following = next(filter(has_words, after), "")
        return bool(_on_behalf(following) or _is_office(following) or _COPY.match(following))
    copied = any(map(_COPY.match, after[:4]))
    framing = _is_body(text) or _is_office(text) or MOTTO.match(text) or _COPY_NUMBER.match(text)
    return bool(_COPY.match(text)) or (copied and bool(framing) and len(text) < 80)


def _is_signature_table(line: Line) -> bool:
    """A table that signs holds nothing else in any of its columns."""
    columns = [
        [part.strip() for row in line.rows for part in row[place].split("\n") if part.strip()]
        for place in range(len(line.rows[0]) if line.rows else 0)
    ]
    texts = [text for column in columns for text in column]
    listed = any(map(_RECIPIENTS.match, texts)) and any(map(_OF_RECIPIENTS.match, texts))
    return (listed or any(_on_behalf(text) or _is_office(text) for text in texts)) and all(
        _is_closing(column) for column in columns
    )


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
    if not 2 <= len(words) <= 8 or opens_annex(text.upper()) or _PLACES.match(text):
        return False
    if text.isupper():
        return words[0] in _SURNAMES and len(words) <= 5
    return all(re.fullmatch(r"\w[\w'’-]*", word) and word[0].isupper() and not word[1:].isupper() for word in words)
