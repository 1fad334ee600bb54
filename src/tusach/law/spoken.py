"""Written law as an announcer reads it: "điểm đ khoản 2 Điều 12" becomes "điểm đê khoản hai Điều mười hai".

Numbers are read as in the North ("linh", "tư" after twenty), letters by their school names. Each form is one rule of `_RULES`, tried
in order; what no rule knows stays as it is written. The symbols of documents: Decree 30/2020/NĐ-CP, Annex III.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tusach.law.number import NUMBER
from tusach.law.spoken_days import DAYS, SHARES, Rule
from tusach.law.spoken_numbers import (
    DIGITS,
    LONG,
    NUM,
    digit_by_digit,
    figure_words,
    letter_names,
    number_words,
    one_by_one,
    unit_words,
)
from tusach.law.spoken_words import BODIES, SHORT, TYPES, UNITS
from tusach.law.vietnamese import nfc

# As far as the name of a type and the blanks after it may reach.
_TYPE_REACH = 80
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_POINT = r"(?:[a-zđ]\.\d{1,2}|đđ|cc|dd|[a-zđ]\d{0,2})"
_MORE = r"(?:\s*,\s*|\s+và\s+|\s+hoặc\s+|\s+đến\s+)"


def as_spoken(text: str) -> str:
    """The text in the words of an announcer, in NFC; never raises."""
    text = nfc(text)
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    return nfc(text)


def spoken_minutes(text: str, per_minute: int = 150) -> float:
    """Minutes to read the text aloud at so many syllables a minute, with a breath of half a second after each sentence."""
    said = as_spoken(text)
    return len(re.findall(r"\w+", said)) / per_minute + len(re.findall(r"[.!?:](?:\s|$)", said)) / 120


def _listed(pattern: str) -> Callable[[re.Match[str]], str]:
    return lambda match: match["head"] + re.sub(pattern, lambda one: unit_words(one[0]), match["list"])


def _document(match: re.Match[str]) -> str:
    symbol, ordinal = match["symbol"], match["ordinal"]
    number = " chấm ".join(unit_words(part) for part in ordinal.split("."))
    year = f" năm {number_words(int(match['year']))}" if match["year"] else ""
    before = match.string[max(0, match.start() - _TYPE_REACH) : match.start()].rstrip().casefold()
    said = _symbol(symbol)
    kind = next(
        (name for name in TYPES.values() if said.startswith(f"{name} ") and before.endswith(name.casefold())), ""
    )
    # "Nghị định số 30/2020/NĐ-CP" has said its type.
    return f"{match['lead'] or 'số '}{number}{year}, {said.removeprefix(f'{kind} ')}"


def _symbol(symbol: str) -> str:
    if house := re.fullmatch(r"(?:(?P<type>[A-ZĐ]+)-)?(?P<body>QH|UBTVQH)(?P<term>\d+)", symbol):
        body = "Quốc hội" if house["body"] == "QH" else BODIES["UBTVQH"]
        kind = f"{TYPES.get(house['type'], letter_names(house['type']))} " if house["type"] else ""
        return f"{kind}{body} khóa {number_words(int(house['term']))}"
    parts = re.split(r"[-–/]", symbol)
    kinds = [TYPES[part] for part in parts if part in TYPES]
    bodies = [BODIES.get(part.upper()) or unit_words(part) for part in parts if part not in TYPES]
    return " ".join([*kinds, ", ".join(bodies)]).strip()


def _roman(match: re.Match[str]) -> str:
    spaced = re.sub(r"\s*[-–]\s*", " đến ", match["n"])
    return match["head"] + re.sub(r"[IVXLC]+", lambda one: number_words(_roman_value(one[0])), spaced)


def _roman_value(written: str) -> int:
    values = [_ROMAN[letter] for letter in written]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _hour(match: re.Match[str]) -> str:
    minutes = int(match["min"] or 0)
    return f"{number_words(int(match['h']))} giờ{f' {number_words(minutes)} phút' if minutes else ''}"


def _address(match: re.Match[str]) -> str:
    signs = {
        ".": " chấm ",
        "/": " gạch chéo ",
        "@": " a còng ",
        "-": " gạch ngang ",
        ":": " hai chấm ",
        "_": " gạch dưới ",
    }
    plain = re.sub(r"^https?://|^www\.|/$", "", match[0])
    return re.sub(
        r"\s+",
        " ",
        re.sub(r"\d", lambda digit: f" {DIGITS[int(digit[0])]} ", "".join(signs.get(sign, sign) for sign in plain)),
    ).strip()


def _quarter(match: re.Match[str]) -> str:
    return f"{_roman(match)} năm {number_words(int(match['y']))}"


def _rate(match: re.Match[str]) -> str:
    """ "đồng/tháng" is so much a month, "miligam/1 lít" so much in a litre; what is counted is left to later rules."""
    per = "".join(
        f" {'trên ' if match['mass'] else ''}{number_words(int(one['n'] or 1))} {UNITS.get(one['u'], one['u'])}"
        for one in re.finditer(_PER, match["per"])
    )
    return f"{match['of']}{per}"


def _weekdays(match: re.Match[str]) -> str:
    """ "thứ 2, 4, 6": each named in full, because "bốn" alone is no day."""
    named = re.sub(r"[2-7]", lambda one: f"thứ {one[0]}", match["list"])
    return match["head"] + re.sub(r"\s*[-–]\s*", " đến ", named)


def _linked(match: re.Match[str]) -> str:
    """ "7h30-11h30", "5 - 10": a line between two numbers that rise is "đến"; "2026 - 5 điểm mới" has none."""
    low, high = match["a"], match["b"]
    falls = low.isdecimal() and high.isdecimal() and int(high) <= int(low)
    return match[0] if falls and " " in match[0] else f"{low} đến {high}"


def _calls(match: re.Match[str]) -> str:
    """Short numbers to call, digit by digit."""
    return match["head"] + re.sub(r"\d+", lambda one: one_by_one(one[0]), match["list"].replace("/", ", "))


def _code(written: str) -> str:
    """ "H5N1", "10A1", "DT155": letters and numbers by turns, a long number digit by digit."""
    parts = re.findall(r"[^\W\d_]+|\d+", written)
    return " ".join(
        one if not one.isdecimal() else one_by_one(one) if len(one) > 2 else number_words(int(one)) for one in parts
    )


_SHORT_PATTERN = "|".join(sorted(SHORT, key=len, reverse=True))
_UNIT_PATTERN = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_MONEY = r"(?:(?:triệu|nghìn|ngàn|tỷ)(?:\s+đồng)?|đồng|đ|₫|VNĐ|VND|k|tr\d?)"
_COUNTED = r"(?:người|hộ|tuổi|ngày|tháng|năm|tuần|giờ|phút|lần|lượt|độ|tấn|tạ|mét|điểm|con|cây)"
_AMOUNT = rf"{NUM}(?:\s*(?:{_UNIT_PATTERN}|{_MONEY}|{_COUNTED}|%)(?!\w)|(?!\w|[./]\d|/))"
_LINE = r"\s*[-–]\s*"
_FROM = (
    rf"{NUM}(?:\s*(?:giờ|h)\s*[0-5]?\d(?:\s*phút)?|[:g][0-5]\d|\s*(?:{_UNIT_PATTERN}|{_MONEY}|{_COUNTED}|h|%)(?!\w))?"
)
_PER = r"\s*/\s*(?P<n>\d{1,3})?\s*(?P<u>lít|ml|m2|m²|m3|m³|ha|kg|km|năm|quý|tháng|tuần|ngày|đêm|buổi|tiết|giờ|phút|người|nhân khẩu|hộ|lần|lượt|chuyến|con|cây|xe|suất|phòng|vụ|sào|mẫu|thôn|xã|bộ|trường hợp)(?!\w)"
_OF = rf"(?:\d\s*(?:%|{_MONEY}|(?P<mass>miligam|mg|gam|g)|kg|km|m3|m³|kWh|h|người|con|cây|xe|suất|tấn|tạ|lít|mét|giờ|phút|ngày|lần|lượt|buổi|tiết)|\bđồng)"
_CALLED = r"[Gg]ọi(?: điện)?(?: thoại)?(?: đến| tới| ngay)?(?: số)?|[Cc]ảnh sát|[Cc]ấp cứu|[Cc]ứu hỏa|[Cc]ứu nạn|[Cc]hữa cháy|[Mm]áy|[Ss]ố(?: điện thoại| máy)?"
_LINES = r"[Tt]ổng đài(?: quốc gia| điện thoại)?(?: số)?|[Đđ]ường dây nóng(?: số)?|[Hh]otline|[Đđ]ầu số"
_AND = r"(?:\s*[,/]\s*|\s+(?:và|hoặc|hay)\s+)"
_NO_CALL = (
    r"(?!\w|/(?!1)|[.,]\d|\s+(?:người|hộ|công dân|thanh niên|em|học sinh|trường hợp|vụ|ca|đồng|triệu|nghìn|tỷ)(?!\w))"
)
_RULES: tuple[Rule, ...] = (
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s)\]”\"]*[\w/]|\bwww\.[^\s)\]”\"]*[\w/]"), _address),
    (LONG, digit_by_digit),
    (re.compile(rf"(?P<lead>\b[Ss]ố\s+)?(?<![\w/.,-]){NUMBER.pattern}(?![\w/])", re.VERBOSE), _document),
    (re.compile(rf"(?P<head>\b(?:{_LINES})[\s:]+)(?P<list>1\d{{2,5}}{_NO_CALL}(?:{_AND}1\d{{2,5}}{_NO_CALL})*)"), _calls),
    (re.compile(rf"(?P<head>\b(?:{_CALLED})[\s:]+)(?P<list>(?:11[1-9]|1022|18001\d){_NO_CALL}(?:{_AND}(?:11[1-9]|1022|18001\d){_NO_CALL})*)"), _calls),
    (re.compile(r"(?<!\w)24(?:\s*giờ|h)?/24(?:\s*giờ|h)(?!\w)"), lambda _: "hai mươi tư trên hai mươi tư giờ"),
    *DAYS,
    (re.compile(rf"(?P<of>{_OF})(?P<per>(?:{re.sub(r'[?]P<.>', '?:', _PER)})+)"), _rate),
    (re.compile(r"(?<![\w.,])(?:\+84|0\d)(?:[\d. ]{7,11}\d)(?!\w|,\d)|(?<![\w.,-])0\d{2,3}-\d{3,4}[-. ]?\d{3,4}(?![\w-])"), lambda m: ("cộng " if m[0][0] == "+" else "") + one_by_one(m[0])),
    (re.compile(r"\(0\d{2,4}\)[ .]?\d[\d. ]{4,9}\d(?!\w)"), lambda m: one_by_one(m[0])),
    (re.compile(r"(?<![\w.,])1[89]00[ .-]?\d{4,6}(?!\w|,\d)"), lambda m: one_by_one(m[0])),
    (re.compile(r"(?<![\w.,])(?P<area>\d\d[A-ZĐ][A-ZĐ\d]?)[ -](?P<n>\d{3}\.?\d\d|\d{4})(?![\w/]|[.,]\d)"), lambda m: f"{_code(m['area'])}, {one_by_one(m['n'])}"),
    (re.compile(r"(?P<head>\b[Tt]hứ\s+[2-7])(?P<list>(?:(?:\s*[,–-]\s*|\s+(?:và|đến)\s+)[2-7])+)(?!\w|[.,]\d)"), _weekdays),
    (re.compile(r"(?P<head>\b[Tt]hứ\s+\d)\s*[-–]\s*(?=(?:[Tt]hứ\s+)?\d(?![\d.,]))"), lambda m: f"{m['head']} đến "),
    (re.compile(rf"(?<![\w.,])(?P<whole>\d{{1,3}})\.(?P<part>\d{{1,2}})(?=\s*(?:%|{_UNIT_PATTERN}|triệu|tỷ)(?!\w))"), lambda m: f"{m['whole']},{m['part']}"),
    (re.compile(rf"(?<![^\s(])[-−](?=\d+(?:,\d+)?(?:(?:\s+đến\s+|{_LINE})[-−]?\d+(?:,\d+)?)?\s*(?:độ|°))"), lambda _: "âm "),
    (re.compile(rf"(?P<a>{NUM})\s*%?{_LINE}(?P<b>{NUM})\s*%"), lambda m: f"{figure_words(m['a'])} đến {figure_words(m['b'])} phần trăm"),
    (re.compile(rf"(?<![\w.,/-])(?P<a>{_FROM}){_LINE}(?P<b>{NUM})(?!\d|[.,]\d|[-–/]\d)"), _linked),
    (re.compile(rf"(?:≥|>=)\s*(?P<n>{_AMOUNT})"), lambda m: f"từ {m['n']} trở lên"),
    (re.compile(rf"(?:≤|<=)\s*(?P<n>{_AMOUNT})"), lambda m: f"không quá {m['n']}"),
    (re.compile(r"(?P<of>\w\s*)?(?:≥|>=)\s*"), lambda m: f"{(m['of'] or '').strip()} lớn hơn hoặc bằng ".lstrip()),
    (re.compile(r"(?P<of>\w\s*)?(?:≤|<=)\s*"), lambda m: f"{(m['of'] or '').strip()} nhỏ hơn hoặc bằng ".lstrip()),
    (re.compile(r"(?<=\d)\s*\+\s*(?=\d)"), lambda _: " cộng "),
    (re.compile(r"(?<![^\s(])>\s*(?=\d)"), lambda _: "trên "),
    (re.compile(r"(?<![^\s(])<\s*(?=\d)"), lambda _: "dưới "),
    (re.compile(rf"(?<![\w.,])(?P<n>{NUM})\+(?P<of>\s+{_COUNTED}(?!\w))?(?!\w)"), lambda m: f"{m['n']}{m['of'] or ''} trở lên"),
    (re.compile(r"(?<=\d)\s*(?P<u>cm|mm|m)?\s*[x×]\s*(?=\d)"), lambda m: f" {m['u']} nhân " if m["u"] else " nhân "),
    (re.compile(r"(?<![\w/])(?<!\d[.,])(?P<h>[01]?\d|2[0-4])(?:\s*(?:giờ|h)\s*|g|:)(?P<min>[0-5]\d)(?:\s*phút|['’′])?(?![\d:/])"), _hour),
    (re.compile(r"(?<![\w/])(?<!\d[.,])(?P<h>\d{1,3})(?:\s*giờ|h)(?P<min>)(?!\w)"), _hour),
    (re.compile(rf"(?P<head>\b(?:[Cc]ác\s+)?[Đđ]iểm\s+)(?P<list>{_POINT}(?!\w)(?:{_MORE}(?:{_POINT})(?!\w)(?=\s*(?:,|và|hoặc|đến|khoản|[.;)]|$)))*)"), _listed(rf"(?<!\w){_POINT}(?!\w)")),
    (re.compile(rf"(?P<head>\b(?:[Cc]ác\s+)?[Kk]hoản\s+)(?P<list>\d{{1,3}}[a-zđ]?(?![\w.,%]*\d|\w|\s*%|\s+(?:triệu|nghìn|tỷ|đồng))(?:{_MORE}\d{{1,3}}[a-zđ]?(?!\w|[.,]\d))*)"), _listed(r"(?<!\w)\d+[a-zđ]?")),
    (re.compile(rf"(?P<head>\b(?:[Cc]ác\s+)?[Đđ]iều\s+)(?P<list>\d{{1,4}}[a-zđ]{{0,2}}(?!\w|[.,]\d)(?:{_MORE}\d{{1,4}}[a-zđ]{{0,2}}(?!\w|[.,]\d))*)"), _listed(r"\d+[a-zđ]*")),
    (re.compile(r"(?P<head>\b[Qq]uý\s+)(?P<n>I{1,3}|IV)[/-](?P<y>20\d\d)(?!\d)"), _quarter),
    (re.compile(r"(?P<head>\b(?:[Qq]uý|[Tt]hế kỷ|[Đđ]ại hội|[Kk]hóa|[Vv]ùng|[Ll]oại|[Cc]ấp|[Nn]hóm|[Bb]ậc)\s+)(?P<n>[IVX]+(?:(?:\s*[,–-]\s*|\s+(?:và|hoặc|đến)\s+)[IVX]+\b)*)\b"), _roman),
    (re.compile(r"(?P<head>^[^\S\n]*)(?P<n>[IVX]+)(?=[.)]\s)", re.MULTILINE), _roman),
    (re.compile(r"\bngày/tháng/năm\b"), lambda _: "ngày, tháng, năm"),
    (re.compile(r"(?P<head>\b(?:[Cc]hương|[Pp]hần|[Pp]hụ lục|[Mm]ục|CHƯƠNG|PHẦN|PHỤ LỤC)\s+)(?P<n>[IVXLC]+(?:(?:\s*[,–-]\s*|\s+(?:và|hoặc|đến)\s+)[IVXLC]+\b)*)\b"), _roman),
    (re.compile(rf"(?P<n>{NUM})\s*%"), lambda m: f"{figure_words(m['n'])} phần trăm"),
    (re.compile(r"\b(?P<head>[Tt]ỷ lệ|[Ss]ố) %"), lambda m: f"{m['head']} phần trăm"),
    (re.compile(rf"(?P<n>{NUM})\s*(?:đ|₫|VNĐ|VND)(?!\w)"), lambda m: f"{figure_words(m['n'])} đồng"),
    (re.compile(r"(?<![\w.,/])(?P<n>\d+(?:,\d+)?)k(?!\w)"), lambda m: f"{figure_words(m['n'])} nghìn"),
    (re.compile(r"(?<![\w.,/])(?P<n>\d+(?:,\d+)?)tr(?P<rest>\d?)(?!\w)"), lambda m: f"{figure_words(m['n'])} triệu {m['rest']}".rstrip()),
    (re.compile(r"(?<![\w.,/])(?P<n>\d{1,3})m(?P<rest>\d\d)(?!\w|[.,]\d)"), lambda m: f"{m['n']} mét {m['rest']}"),
    (re.compile(rf"(?P<n>{NUM})\s*(?P<u>{_UNIT_PATTERN})(?![\w/])"), lambda m: f"{figure_words(m['n'])} {UNITS[m['u']]}"),
    (re.compile(r"(?<![\w/])[kc]?m[²³23](?!\w)"), lambda m: UNITS[m[0]]),
    (re.compile(r"(?<![\w.,/])(?P<n>\d{2,4})(?P<u>[VW])(?!\w)"), lambda m: f"{figure_words(m['n'])} {'vôn' if m['u'] == 'V' else 'oát'}"),
    *SHARES,
    (re.compile(r"\bQL\s?(?=\d)"), lambda _: "quốc lộ "),
    (re.compile(r"(?<![\w/.-])(?:[A-ZĐ]{1,6}\d{1,4}|\d{1,2}[A-ZĐ])(?:[A-ZĐ]{1,2}\d{1,2})*[A-ZĐ]?\d{0,2}(?![\w/]|[.,-]\d)"), lambda m: _code(m[0])),
    (re.compile(r"\b(?P<l>[BCD])E\b"), lambda m: f"{m['l']} E"),
    (re.compile(r"\b(?P<w>[A-Z]{2,})-(?P<n>\d{1,3})(?!\w)"), lambda m: f"{m['w']} {number_words(int(m['n']))}"),
    (re.compile(r"\bT[Pp]\.?\s*(?:HCM|Hồ Chí Minh)\b"), lambda _: "Thành phố Hồ Chí Minh"),
    (re.compile(rf"\b(?:{_SHORT_PATTERN})\b"), lambda m: SHORT[m[0]]),
    (re.compile(r"\bT[Pp](?:\.\s*|\s+)(?=[A-ZĐ])"), lambda _: "thành phố "),
    (re.compile(r"\bv\.v(?:\.{1,3}|…)?"), lambda _: "vân vân"),
    (re.compile(r"\bvà/hoặc\b"), lambda _: "và hoặc"),
    (re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])"), lambda _: " hoặc "),
    (re.compile(r"\s&\s"), lambda _: " và "),
    (re.compile(r"(?P<head>\b[Tt]hứ\s+)4(?!\w|[.,]\d)"), lambda m: f"{m['head']}tư"),
    (re.compile(r"(?<![\w.])(?P<n>\d+)(?P<l>[a-zđ]{1,2})(?!\w)"), lambda m: unit_words(m[0])),
    (re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{1,2})+(?!\w|[.,]\d)"), lambda m: unit_words(m[0])),
    (re.compile(rf"(?P<n>{NUM})"), lambda m: figure_words(m["n"]) if m[0].isascii() else m[0]),
)  # fmt: skip
