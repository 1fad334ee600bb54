"""Vietnamese text: one Unicode form, folding of marks, syllables, slugs and alphabetical order.

`outputs/search/vietnamese.js` says the same in JavaScript; the parity tests hold the two equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_SYLLABLE = re.compile(r"[^\W_]+")
# Icelandic eth stands for Đ in many old files: the two capitals look the same.
_D = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})

# Signs of printed text that the 7-bit alphabet of phones lacks.
_SIGNS = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "•": "-"}
)

# The mark of "hoà" stands on the other letter than that of "hòa": both are right, one is compared.
_TONE = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\w)")

# The 29 letters and, apart from them, the order of the tones: level, grave, hook, tilde, acute, dot below.
_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}

# The 134 letters of Vietnamese that are not of the Latin alphabet: what a face must draw.
LETTERS = (
    "".join(
        letter
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
        if not (letter := unicodedata.normalize("NFC", base + tone)).isascii()
    )
    + "đĐ"
)


def nfc(text: str) -> str:
    """The text in Unicode normalization form C, the one form of this project (Unicode Annex 15)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text in lower case without marks: "Hoà giải", "HÒA GIẢI" and "hoa giai" all become "hoa giai".

    Compatibility forms fold too (m² becomes m2), so folding twice is folding once.
    """
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_D).lower()


def unaccented(text: str) -> str:
    """The text as people type it without accents, letter case kept: "Đất đai" gives "Dat dai"; signs as any phone has them."""
    plain = unicodedata.normalize("NFD", text.translate(_SIGNS))
    return unicodedata.normalize("NFC", _MARKS.sub("", plain)).replace("đ", "d").replace("Đ", "D")


def syllables(text: str) -> list[str]:
    """The folded syllables and numbers of the text, in order: "Điều 12, khoản đ" gives dieu, 12, khoan, d."""
    return _SYLLABLE.findall(fold(text))


def pairs(words: Sequence[str]) -> list[str]:
    """The words, then each two neighbours joined by `_`."""
    return [*words, *(f"{first}_{second}" for first, second in pairwise(words))]


def terms(text: str) -> list[str]:
    """Search terms of the text: its folded syllables, then each pair of neighbours joined by `_`."""
    return pairs(syllables(text))


def written(text: str) -> list[str]:
    """The syllables of the text with their accents, in lower case, the tone where "hòa" has it."""
    return [one_tone(word) for word in _SYLLABLE.findall(nfc(text).lower())]


def slug(text: str) -> str:
    """The text as part of a web address: folded syllables joined by hyphens, "" when there are none."""
    return "-".join(syllables(text))


def heading_slug(text: str, separator: str) -> str:
    """`slug` in the shape that Python-Markdown's table of contents calls it; a bare sign becomes "muc"."""
    return slug(text).replace("-", separator) or "muc"


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A key that sorts in Vietnamese order: a ă â b c d đ …; numbers first; tones decide only between equals."""
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(text).lower():
        base, tone = _split_tone(char)
        if base.isalnum():
            letters.append(200 + _ALPHABET[base] if base in _ALPHABET else min(ord(base), 199))
            tones.append(tone)
        elif letters and letters[-1] != 0:
            letters.append(0)
    return tuple(letters), tuple(tones), text


def _split_tone(char: str) -> tuple[str, int]:
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), 0)
    return nfc("".join(mark for mark in decomposed if mark not in _TONES)), tone


def initial(text: str) -> str:
    """The capital under which the text stands in an A-Z list, "#" when it starts with no letter."""
    for char in nfc(text).lower():
        base, _ = _split_tone(char)
        if base.isalnum():
            return base.upper() if base in _ALPHABET else "#"
    return "#"


def reading_minutes(text: str) -> int:
    """Whole minutes, at least 1, to read the text in silence at 200 syllables a minute."""
    return max(1, round(len(_SYLLABLE.findall(text)) / 200))


def one_tone(text: str) -> str:
    """The text (NFC) with the mark of "hoà", "uỷ" on the letter of "hòa", "ủy"; as long as before."""

    def moved(match: re.Match[str]) -> str:
        apart = unicodedata.normalize("NFD", match[2])
        return nfc(match[1] + apart[1:]) + apart[0]

    return _TONE.sub(moved, text)


def written_day(value: date | None) -> str:
    """The day as Vietnamese readers write it, 01/07/2025; "" for None."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}" if value else ""
