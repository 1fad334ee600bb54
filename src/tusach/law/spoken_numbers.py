"""Numbers and single letters in Vietnamese words, as read in the North: "linh", "tư" after twenty; letters by their school names."""

from __future__ import annotations

import re

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_LETTERS = dict(zip(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz",
    ["a", "á", "ớ", "bê", "xê", "dê", "đê", "e", "ê", "giê", "hát", "i", "ca", "lờ", "mờ", "nờ", "o", "ô", "ơ", "pê", "quy", "rờ", "sờ", "tê", "u", "ư", "vê", "ích", "y", "ép", "di", "vê-kép", "dét"],
    strict=True,
))  # fmt: skip
_INT = r"\d{1,3}(?:\.\d{3})+|\d+"
NUM = rf"(?:{_INT})(?:,\d+)?"
# More than anything is counted in. Read first: what follows tries each number from each of its digits.
LONG = re.compile(r"\d{19,}")


def digit_by_digit(match: re.Match[str]) -> str:
    """A number too long for words: the names of its digits, of whatever script."""
    return " ".join(DIGITS[int(digit)] for digit in match[0])


def number_words(value: int) -> str:
    """A whole number, 0 or more, in words: 2024 gives "hai nghìn không trăm hai mươi tư"."""
    if value >= 10**9:
        whole, rest = divmod(value, 10**9)
        return f"{number_words(whole)} tỷ{' ' + _below(rest, True) if rest else ''}"
    return _below(value, False) or DIGITS[0]


def _below(value: int, full: bool) -> str:
    """A number below 10^9; a `full` one follows billions, so its empty hundreds are said."""
    words: list[str] = []
    for rank in (2, 1, 0):
        group = value // 1000**rank % 1000
        if group:
            words += [_three(group, full or bool(words)), _GROUPS[rank]]
    return " ".join(filter(None, words))


def _three(group: int, full: bool) -> str:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens > 1:
        words.append(f"{DIGITS[tens]} mươi")
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        last = {1: "mốt", 4: "tư"}.get(ones, "") if tens > 1 else ""
        words.append(last or ("lăm" if ones == 5 and tens else DIGITS[ones]))
    return " ".join(words)


def figure_words(written: str) -> str:
    """ "1.500.000", "1,35", "07" in words; digits of a long run one by one."""
    whole, _, part = written.partition(",")
    digits = whole.replace(".", "")
    if len(digits) > 15:
        return one_by_one(written)
    words = number_words(int(digits))
    if not part:
        return words
    return f"{words} phẩy {number_words(int(part)) if len(part) < 3 and part[0] != '0' else one_by_one(part)}"


def one_by_one(written: str) -> str:
    """Each digit by its name, all other signs left out."""
    return " ".join(DIGITS[int(digit)] for digit in written if digit.isdecimal() and digit.isascii())


def letter_names(written: str) -> str:
    """Each letter by its school name."""
    return " ".join(_LETTERS.get(letter, letter) for letter in written.lower())


def unit_words(written: str) -> str:
    """The number of a provision: "52a" is "năm mươi hai a", "đ" is "đê", "b1" is "bê một", "a.1" is "a chấm một"."""
    parts = re.findall(r"\d+|[^\W\d_]+|\.", written)
    return " ".join(
        number_words(int(one)) if one.isdecimal() else "chấm" if one == "." else letter_names(one) for one in parts
    )
