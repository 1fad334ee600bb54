"""Finds personal data in what people write, so that it is taken out before publication.

No list finds everything: a person must read the result. What counts: Law 91/2025/QH15 on the protection of personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import phonenumbers

from tusach.law.vietnamese import fold, nfc

# No range: capitals and small letters alternate in U+1EA0–1EF9.
_UPPER = "[" + "".join(filter(str.isupper, map(chr, range(0x1F00)))) + "]"
_NAME = rf"{_UPPER}[\w'’]*(?:[ \t]+{_UPPER}[\w'’]*){{0,4}}"
_FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Trịnh|Mai|Lò|Vàng|Giàng|Sùng|Thào|Má|Lù|Vừ|Hờ|Mùa"
    "|Chảo|Tẩn|Lừu|Hạng|Quàng|Tòng|Nông|Triệu|Bàn|Đinh|Lương|Cao|Tô|Tạ|Chu|Cứ|Lầu|Hầu|Phàn|Tráng|Thền|Cư|Ly|Ma"
)
# In small letters, or without accents, many family names are everyday words ("lý", "cao", "le", "ho"); these are not.
_SMALL_FAMILY = "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|ngô|trịnh|giàng|sùng|thào|đinh"
_PLAIN_FAMILY = "nguyen|tran|pham|hoang|huynh|trinh|giang|sung|thao|dinh"
_UNIT = (
    rf"(?i:số nhà|số|tổ|tổ dân phố|thôn|bản|xóm|ấp|khu|khu phố|ngõ|ngách|hẻm|đội|đường|phố|phường|xã|thị trấn|huyện|quận|thị xã|thành phố|tp\.?|tỉnh)"
    rf"[ \t]+(?:\d[\w/]*|{_NAME})"
)
_INTRODUCED = r"(?i:tên(?: tôi| em| cháu)?(?: là)?|tôi là|em là|cháu là|họ tên|người (?:hỏi|gửi|làm đơn|viết đơn|đề nghị|khiếu nại|tố cáo|khởi kiện))"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("địa chỉ thư", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    ("trang mạng xã hội", re.compile(r"(?i)(?<![\w.-])(?:https?://)?(?:[\w-]{1,63}\.){0,5}(?:facebook\.com|fb\.com|m\.me|zalo\.me|tiktok\.com|instagram\.com|t\.me)/[^\s,;)]*[^\s,;).]")),
    ("số tài khoản", re.compile(r"(?i)(?:tài khoản|stk)[^\d\n]{0,20}(?P<it>\d[\d .]{6,20}\d)")),
    ("số giấy tờ", re.compile(r"(?<![\d/.,])(?:\d{12}|\d{9}|\d{3}[ .]\d{3}[ .]\d{3}(?:[ .]\d{3})?)(?![\d/]|[.,]\d|\s*(?:đồng|đ\b|triệu|tỷ|VNĐ))")),
    ("số giấy tờ", re.compile(r"(?i)(?<=hộ chiếu )(?:số )?[A-Z]\d{7}\b|(?<=hộ chiếu số )[A-Z]\d{7}\b")),
    ("số giấy tờ", re.compile(r"(?i)(?:mã số thuế|mst|bảo hiểm xã hội|bhxh)[^\d\n]{0,20}(?P<it>\d{10}(?:-\d{3})?)(?!\d)")),
    ("số giấy tờ", re.compile(r"\b[A-Z]{2}[ ]?\d(?:[ ]?\d){12}\b")),  # a health insurance card
    ("số giấy tờ", re.compile(r"(?i:sổ đỏ|sổ hồng|giấy chứng nhận)[^\n.;\d]{0,60}?(?i:số)[ \t]*:?[ \t]*(?P<it>[A-ZĐ]{1,2}[ ]?\d{5,8})\b")),
    ("biển số xe", re.compile(r"\b\d{2}[A-ZĐ]{1,2}\d?[ -]?\d{3}[.]?\d{2}\b|\b\d{2}-[A-Z]\d[ .-]\d{3}[.]?\d{2}\b")),
    ("ngày sinh", re.compile(r"(?i)\bngày sinh(?: của)?[^\d\n]{1,20}(?P<it>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})")),
    ("ngày sinh", re.compile(r"(?i)\b(?:sinh(?: ngày| năm)?|ngày sinh|SN)[: ]+(?P<it>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}|(?:19|20)\d{2}\b)")),
    ("địa chỉ", re.compile(r"(?i)\bđịa chỉ:[ \t]*(?P<it>[^\n.;]{4,120})")),
    ("địa chỉ", re.compile(rf"(?:\b(?i:ở|tại|thường trú|tạm trú|địa chỉ)[ \t]+|(?=\b(?i:số nhà)\b))(?P<it>(?=(?i:số|tổ|thôn|bản|xóm|ấp|khu|ngõ|ngách|hẻm|đội)\b){_UNIT}(?:(?:,| -)?[ \t]*{_UNIT}|,[ \t]*{_NAME})*)")),
    ("tên người", re.compile(rf"\b{_INTRODUCED}:?[ \t]+(?P<it>{_NAME})")),
    ("tên người", re.compile(rf"(?i:\b(?:(?:thầy|cô) giáo|ông|bà|cụ|anh|chị|em|cháu|bác|cô|chú|thầy|dì|mợ|thím|dượng|tôi:))[ \t]+(?P<it>{_NAME})")),
    ("tên người", re.compile(rf"\b(?!Hạng [A-F]\d?E?\b(?! {_UPPER}))(?:{_FAMILY})(?:[ \t]+{_UPPER}[\w'’]*){{1,4}}")),
    ("tên người", re.compile(rf"\b{_UPPER}\w*[ \t]+(?:Thị|Văn)(?:[ \t]+{_UPPER}\w*){{1,3}}")),
    ("tên người", re.compile(rf"(?i)\bla (?P<it>(?:{_PLAIN_FAMILY}|vang|ly|lo|ma|tan|hang|vu|cu) (?:a|thi|seo|van|mi)(?: [a-z]+){{1,2}})\b")),
    ("địa chỉ", re.compile(r"\b(?:thon|ban|xom) [a-z]+(?: [a-z]+)?,? (?:xa|phuong) [a-z]+(?: [a-z]+)?\b")),
    ("tên người", re.compile(rf"(?i)\b(?:{_SMALL_FAMILY})[ \t]+(?:văn|thị)[ \t]+[^\W\d_]+")),
    ("tên người", re.compile(rf"(?i)\b(?:{_PLAIN_FAMILY})[ \t]+(?:van|thi)[ \t]+[^\W\d_]+")),
)  # fmt: skip
# What begins like a name and is an office, a law, an organisation or a place.
_NO_NAME = re.compile(
    r"(?i)(?:ủy ban|hội đồng|hội (?:liên hiệp|nông dân|phụ nữ|cựu)|tòa án|viện|luật|bộ|sở|phòng|nhà nước|công (?:an|ty|đoàn)|điều|chủ tịch|nghị (?:định|quyết)"
    r"|văn phòng|trung tâm|trưởng (?:thôn|bản|công)|phó (?:chủ tịch|giám đốc|trưởng|công an)|giám đốc|hợp tác xã|ngân hàng|trường (?:văn|mầm non|tiểu học|trung học|cao đẳng|đại học|thpt|thcs)|bệnh viện|đoàn thanh niên|hồ chí minh|cao bằng|việt nam)\b"
)


@dataclass(frozen=True)
class PersonalData:
    """A stretch of a text that tells who somebody is: where it starts and ends, and what it is ("tên người" …)."""

    start: int
    end: int
    kind: str


def personal(text: str, names: Iterable[str] = ()) -> list[PersonalData]:
    """What is found in a text in NFC, in order, without overlaps; `names` are people known from elsewhere (a letter's sender)."""
    found = sorted([*_by_rules(text), *_telephones(text), *_named(text, names)], key=lambda one: (one.start, -one.end))
    kept: list[PersonalData] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def without_personal(text: str, names: Iterable[str] = ()) -> tuple[str, tuple[PersonalData, ...]]:
    """The text in NFC with "[tên người]", "[số điện thoại]" … in the place of what was found, and the findings."""
    text = nfc(text)
    found = personal(text, names)
    clean, last = "", 0
    for one in found:
        clean += f"{text[last : one.start]}[{one.kind}]"
        last = one.end
    return clean + text[last:], tuple(found)


def _by_rules(text: str) -> Iterator[PersonalData]:
    for kind, pattern in _RULES:
        for match in pattern.finditer(text):
            group = "it" if "it" in pattern.groupindex else 0
            if not (kind == "tên người" and _NO_NAME.match(text, match.start(group))):
                yield PersonalData(match.start(group), match.end(group), kind)


def _telephones(text: str) -> Iterator[PersonalData]:
    for match in phonenumbers.PhoneNumberMatcher(text, "VN"):
        yield PersonalData(match.start, match.end, "số điện thoại")


def _named(text: str, names: Iterable[str]) -> Iterator[PersonalData]:
    """The given names however they are written; folding may change lengths, so it is done letter by letter."""
    letters = [fold(letter)[:1] or " " for letter in text]
    plain = "".join(letters)
    for name in names:
        wanted = " ".join(fold(name).split())
        known = len(wanted) > 3 and wanted in plain
        for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain) if known else ():
            yield PersonalData(match.start(), match.end(), "tên người")
