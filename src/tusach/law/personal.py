"""Finds personal data in what people write, so that it is taken out before publication.

No list finds everything: a person must read the result. What counts: Law 91/2025/QH15 on the protection of personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import phonenumbers

from tusach.law.vietnamese import fold, nfc

_UPPER = r"[A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠ-Ỹ]"
_NAME = rf"{_UPPER}[\w'’]*(?:[ \t]+{_UPPER}[\w'’]*){{0,4}}"
_FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Trịnh|Mai|Lò|Vàng|Giàng|Sùng|Thào|Má|Lù|Vừ|Hờ|Mùa"
    "|Chảo|Tẩn|Lừu|Hạng|Quàng|Tòng|Nông|Triệu|Bàn|Đinh|Lương|Cao|Tô|Tạ|Chu|Cứ|Lầu|Hầu"
)
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("địa chỉ thư", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("số giấy tờ", re.compile(r"(?<![\d/.,])(?:\d{12}|\d{9}|\d{3}[ .]\d{3}[ .]\d{3}(?:[ .]\d{3})?)(?![\d/]|[.,]\d|\s*(?:đồng|đ\b|triệu|tỷ|VNĐ))")),
    ("số giấy tờ", re.compile(r"(?i)(?<=hộ chiếu )(?:số )?[A-Z]\d{7}\b|(?<=hộ chiếu số )[A-Z]\d{7}\b")),
    ("số tài khoản", re.compile(r"(?i)(?:tài khoản|stk)[^\d\n]{0,20}(?P<it>\d[\d .]{6,20}\d)")),
    ("biển số xe", re.compile(r"\b\d{2}[A-ZĐ]{1,2}\d?[ -]?\d{3}[.]?\d{2}\b|\b\d{2}-[A-Z]\d[ .-]\d{3}[.]?\d{2}\b")),
    ("ngày sinh", re.compile(r"(?i)\bsinh (?:ngày|năm)[: ]*(?P<it>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4})")),
    ("địa chỉ", re.compile(r"(?i)\b(?:trú tại|cư trú tại|địa chỉ:?|nhà ở|số nhà)\s+(?P<it>[^\n.;]{4,120})")),
    ("tên người", re.compile(rf"(?:[Tt]ôi tên là|[Tt]ên tôi là|[Tt]ôi là|[Ee]m là|[Cc]háu là|[Hh]ọ và tên:?|[Hh]ọ tên:?|[Nn]gười (?:hỏi|gửi):?)[ \t]+(?P<it>{_NAME})")),
    ("tên người", re.compile(rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]háu|[Bb]ác|[Cc]ô|[Cc]hú)[ \t]+(?P<it>{_NAME})")),
    ("tên người", re.compile(rf"\b(?:{_FAMILY})(?:[ \t]+{_UPPER}[\w'’]*){{1,4}}")),
)  # fmt: skip
# What begins like a name and is an office, a law or a place.
_NO_NAME = re.compile(
    r"(?i)^(?:ủy ban|hội đồng|tòa án|viện|luật|bộ|sở|phòng|nhà nước|công an|điều|chủ tịch|nghị định|văn phòng|trung tâm)\b"
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
            if not (kind == "tên người" and _NO_NAME.match(match[group])):
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
        for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain) if len(wanted) > 3 else ():
            yield PersonalData(match.start(), match.end(), "tên người")
