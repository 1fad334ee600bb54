"""Written law as an announcer reads it: "điểm đ khoản 2 Điều 12" becomes "điểm đê khoản hai Điều mười hai".

Numbers are read as in the North ("linh", "tư" after twenty), letters by their school names. Each form is one rule of `_RULES`, tried
in order; what no rule knows stays as it is written. The symbols of documents: Decree 30/2020/NĐ-CP, Annex III.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tusach.law.number import NUMBER
from tusach.law.vietnamese import nfc

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_LETTERS = dict(zip(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz",
    ["a", "á", "ớ", "bê", "xê", "dê", "đê", "e", "ê", "giê", "hát", "i", "ca", "lờ", "mờ", "nờ", "o", "ô", "ơ", "pê", "quy", "rờ", "sờ", "tê", "u", "ư", "vê", "ích", "y", "ép", "di", "vê-kép", "dét"],
    strict=True,
))  # fmt: skip
_BODIES = {
    "CP": "Chính phủ", "TTG": "Thủ tướng Chính phủ", "CTN": "Chủ tịch nước", "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "HĐTP": "Hội đồng Thẩm phán", "TANDTC": "Tòa án nhân dân tối cao", "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "KTNN": "Kiểm toán nhà nước", "HĐND": "Hội đồng nhân dân", "UBND": "Ủy ban nhân dân", "BTP": "Bộ Tư pháp", "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng", "BNG": "Bộ Ngoại giao", "BNV": "Bộ Nội vụ", "BTC": "Bộ Tài chính", "BCT": "Bộ Công Thương", "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế", "BGDĐT": "Bộ Giáo dục và Đào tạo", "BKHCN": "Bộ Khoa học và Công nghệ", "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "BDTTG": "Bộ Dân tộc và Tôn giáo", "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BLĐTBXH": "Bộ Lao động, Thương binh và Xã hội", "BGTVT": "Bộ Giao thông vận tải", "VPQH": "Văn phòng Quốc hội",
}  # fmt: skip
_TYPES = {
    "NĐ": "Nghị định", "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "PL": "Pháp lệnh", "KH": "Kế hoạch", "VBHN": "Văn bản hợp nhất", "CV": "Công văn", "TB": "Thông báo", "L": "Lệnh",
}  # fmt: skip
_SHORT = {
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "TAND": "Tòa án nhân dân", "VKSND": "Viện kiểm sát nhân dân", "MTTQ": "Mặt trận Tổ quốc",
    "BHXH": "bảo hiểm xã hội", "BHYT": "bảo hiểm y tế", "BHTN": "bảo hiểm thất nghiệp", "CCCD": "căn cước công dân", "GCN": "giấy chứng nhận",
    "GPLX": "giấy phép lái xe", "TNGT": "tai nạn giao thông", "ATGT": "an toàn giao thông", "CSGT": "cảnh sát giao thông", "THCS": "trung học cơ sở",
    "CMND": "chứng minh nhân dân", "HTX": "hợp tác xã", "TNHH": "trách nhiệm hữu hạn", "TNCN": "thu nhập cá nhân", "TNDN": "thu nhập doanh nghiệp", "GTGT": "giá trị gia tăng",
    "PCCC": "phòng cháy, chữa cháy", "ANTT": "an ninh, trật tự", "NVQS": "nghĩa vụ quân sự", "THADS": "thi hành án dân sự", "VBQPPL": "văn bản quy phạm pháp luật",
    "THPT": "trung học phổ thông", "PBGDPL": "phổ biến, giáo dục pháp luật", "TGPL": "trợ giúp pháp lý", "QSDĐ": "quyền sử dụng đất",
}  # fmt: skip
_UNITS = {
    "km/h": "ki-lô-mét một giờ", "m3/s": "mét khối một giây", "đồng/m2": "đồng một mét vuông", "km2": "ki-lô-mét vuông", "cm3": "xăng-ti-mét khối", "m2": "mét vuông", "m²": "mét vuông", "m³": "mét khối", "km²": "ki-lô-mét vuông", "cm³": "xăng-ti-mét khối",
    "m3": "mét khối", "km": "ki-lô-mét", "cm": "xăng-ti-mét", "mm": "mi-li-mét", "kW": "ki-lô-oát", "kWh": "ki-lô-oát giờ", "kg": "ki-lô-gam", "mg": "mi-li-gam",
    "ml": "mi-li-lít", "ha": "héc-ta", "°C": "độ xê", "m": "mét", "g": "gam", "l": "lít", "lít": "lít",
}  # fmt: skip
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_INT = r"\d{1,3}(?:\.\d{3})+|\d+"
_NUM = rf"(?:{_INT})(?:,\d+)?"
_POINT = r"(?:[a-zđ]\.\d{1,2}|đđ|cc|dd|[a-zđ]\d{0,2})"
_MORE = r"(?:\s*,\s*|\s+và\s+|\s+hoặc\s+|\s+đến\s+)"


def number_words(value: int) -> str:
    """A whole number, 0 or more, in words: 2024 gives "hai nghìn không trăm hai mươi tư"."""
    if value >= 10**9:
        whole, rest = divmod(value, 10**9)
        return f"{number_words(whole)} tỷ{' ' + _below(rest, True) if rest else ''}"
    return _below(value, False) or _DIGITS[0]


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
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        last = {1: "mốt", 4: "tư"}.get(ones, "") if tens > 1 else ""
        words.append(last or ("lăm" if ones == 5 and tens else _DIGITS[ones]))
    return " ".join(words)


def _number(written: str) -> str:
    """ "1.500.000", "1,35", "07" in words; digits of a long run one by one."""
    whole, _, part = written.partition(",")
    digits = whole.replace(".", "")
    if len(digits) > 15:
        return _one_by_one(written)
    words = number_words(int(digits))
    if not part:
        return words
    return f"{words} phẩy {number_words(int(part)) if len(part) < 3 and part[0] != '0' else _one_by_one(part)}"


def _one_by_one(written: str) -> str:
    return " ".join(_DIGITS[int(digit)] for digit in written if digit.isdecimal() and digit.isascii())


def _letters(written: str) -> str:
    return " ".join(_LETTERS.get(letter, letter) for letter in written.lower())


def _unit(written: str) -> str:
    """The number of a provision: "52a" is "năm mươi hai a", "đ" is "đê", "b1" is "bê một", "a.1" is "a chấm một"."""
    parts = re.findall(r"\d+|[^\W\d_]+|\.", written)
    return " ".join(
        number_words(int(one)) if one.isdecimal() else "chấm" if one == "." else _letters(one) for one in parts
    )


def _listed(pattern: str) -> Callable[[re.Match[str]], str]:
    return lambda match: match["head"] + re.sub(pattern, lambda one: _unit(one[0]), match["list"])


def _date(match: re.Match[str]) -> str:
    day, month, year = (int(match[name]) for name in ("d", "m", "y"))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return match[0]
    lead = "" if match["lead"] else "ngày "
    return f"{match['lead'] or ''}{lead}{number_words(day)} tháng {_month(month)} năm {number_words(year)}"


def _month(month: int) -> str:
    return "tư" if month == 4 else number_words(month)


def _day(match: re.Match[str]) -> str:
    day, month = int(match["d"]), int(match["m"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return match[0]
    return f"{match['lead']}{number_words(day)} tháng {_month(month)}"


def _document(match: re.Match[str]) -> str:
    symbol, ordinal = match["symbol"], match["ordinal"]
    number = " chấm ".join(_unit(part) for part in ordinal.split("."))
    year = f" năm {number_words(int(match['year']))}" if match["year"] else ""
    said, before = _symbol(symbol), match.string[: match.start()].rstrip().casefold()
    kind = next(
        (name for name in _TYPES.values() if said.startswith(f"{name} ") and before.endswith(name.casefold())), ""
    )
    # "Nghị định số 30/2020/NĐ-CP" has said its type.
    return f"{match['lead'] or 'số '}{number}{year}, {said.removeprefix(f'{kind} ')}"


def _symbol(symbol: str) -> str:
    if house := re.fullmatch(r"(?:(?P<type>[A-ZĐ]+)-)?(?P<body>QH|UBTVQH)(?P<term>\d+)", symbol):
        body = "Quốc hội" if house["body"] == "QH" else _BODIES["UBTVQH"]
        kind = f"{_TYPES.get(house['type'], _letters(house['type']))} " if house["type"] else ""
        return f"{kind}{body} khóa {number_words(int(house['term']))}"
    parts = re.split(r"[-–/]", symbol)
    kinds = [_TYPES[part] for part in parts if part in _TYPES]
    bodies = [_BODIES.get(part.upper()) or _unit(part) for part in parts if part not in _TYPES]
    return " ".join([*kinds, ", ".join(bodies)]).strip()


def _roman(match: re.Match[str]) -> str:
    values = [_ROMAN[letter] for letter in match["n"]]
    total = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return f"{match['head']}{number_words(total)}"


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
        re.sub(r"\d", lambda digit: f" {_DIGITS[int(digit[0])]} ", "".join(signs.get(sign, sign) for sign in plain)),
    ).strip()


def _quarter(match: re.Match[str]) -> str:
    return f"{_roman(match)} năm {number_words(int(match['y']))}"


def _rate(match: re.Match[str]) -> str:
    """ "đồng/tháng" is so much a month, "miligam/1 lít" so much in a litre; what is counted is left to later rules."""
    per = "".join(
        f" {'trên ' if match['mass'] else ''}{number_words(int(one['n'] or 1))} {_UNITS.get(one['u'], one['u'])}"
        for one in re.finditer(_PER, match["per"])
    )
    return f"{match['of']}{per}"


def _range(match: re.Match[str]) -> str:
    return f"{_number(match['a'])} đến {_number(match['b'])}"


def _share(match: re.Match[str]) -> str:
    """ "1/2" is a share; "30/4", more than a whole, is a day."""
    first, second = int(match["a"]), int(match["b"])
    if first == second:
        return f"{number_words(first)} trên {number_words(second)}"
    if second < first <= 31 and 1 <= second <= 12:
        return f"{number_words(first)} tháng {_month(second)}"
    return f"{number_words(first)} phần {number_words(second)}"


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_SHORT_PATTERN = "|".join(sorted(_SHORT, key=len, reverse=True))
_UNIT_PATTERN = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_PER = r"\s*/\s*(?P<n>\d{1,3})?\s*(?P<u>lít|ml|m2|m²|m3|m³|ha|kg|km|năm|tháng|tuần|ngày|đêm|giờ|phút|người|hộ|lần|lượt|con|cây|vụ|sào|bộ|trường hợp)(?!\w)"
_RULES: tuple[_Rule, ...] = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s)\]”\"]*[\w/]|\bwww\.[^\s)\]”\"]*[\w/]"), _address),
    (re.compile(rf"(?P<lead>\b[Ss]ố\s+)?(?<![\w/.,-]){NUMBER.pattern}(?![\w/])", re.VERBOSE), _document),
    (re.compile(r"(?P<lead>\b[Nn]gày\s+)?(?<![\d/])(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>(?:1[89]|20)\d\d)(?![\d/])"), _date),
    (re.compile(r"(?P<lead>\b[Nn]gày\s+)?(?<![\d-])(?P<y>(?:1[89]|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"), _date),
    (re.compile(r"(?P<head>\b[Tt]háng\s+)(?P<m>\d{1,2})/(?P<y>(?:1[89]|20)\d\d)\b"), lambda m: f"{m['head']}{_month(int(m['m']))} năm {number_words(int(m['y']))}"),
    (re.compile(r"(?P<lead>\b(?:[Nn]gày|từ|đến|sáng|chiều|tối|Pháp luật|[Nn]gày Pháp luật)\s+)(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"), _day),
    (re.compile(r"\b(?P<lead>[Nn]gày\s+)(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\b"), _day),
    (re.compile(r"(?P<head>\b[Tt]háng\s+)(?P<m>\d{1,2})\b(?![.,]\d)"), lambda m: f"{m['head']}{_month(int(m['m']))}"),
    (re.compile(rf"(?P<of>\d\s*(?:%|(?:nghìn |triệu |tỷ )?đồng|(?P<mass>miligam|mg|gam|g)|kg|giờ|ngày|lần|kWh|m3|m³))(?P<per>(?:{re.sub(r'[?]P<.>', '?:', _PER)})+)"), _rate),
    (re.compile(r"(?<![\w/])(?P<h>[01]?\d|2[0-4])(?:\s*(?:giờ|h)\s*|:)(?P<min>[0-5]\d)(?:\s*phút)?(?![\d:/])"), _hour),
    (re.compile(r"(?<![\w/])(?P<h>[01]?\d|2[0-4])(?:\s*giờ|h)(?P<min>)(?!\w)"), _hour),
    (re.compile(rf"(?P<head>\b(?:[Cc]ác\s+)?[Đđ]iểm\s+)(?P<list>{_POINT}(?!\w)(?:{_MORE}(?:{_POINT})(?!\w)(?=\s*(?:,|và|hoặc|đến|khoản|[.;)]|$)))*)"), _listed(rf"(?<!\w){_POINT}(?!\w)")),
    (re.compile(rf"(?P<head>\b(?:[Cc]ác\s+)?[Kk]hoản\s+)(?P<list>\d{{1,3}}[a-zđ]?(?![\w.,%]*\d|\w|\s*%|\s+(?:triệu|nghìn|tỷ|đồng))(?:{_MORE}\d{{1,3}}[a-zđ]?(?!\w|[.,]\d))*)"), _listed(r"(?<!\w)\d+[a-zđ]?")),
    (re.compile(rf"(?P<head>\b(?:[Cc]ác\s+)?[Đđ]iều\s+)(?P<list>\d{{1,4}}[a-zđ]{{0,2}}(?!\w|[.,]\d)(?:{_MORE}\d{{1,4}}[a-zđ]{{0,2}}(?!\w|[.,]\d))*)"), _listed(r"\d+[a-zđ]*")),
    (re.compile(r"(?P<head>\b[Qq]uý\s+)(?P<n>I{1,3}|IV)[/-](?P<y>20\d\d)(?!\d)"), _quarter),
    (re.compile(r"(?P<head>\b(?:[Qq]uý|[Tt]hế kỷ|[Đđ]ại hội|[Kk]hóa|[Vv]ùng|[Ll]oại|[Cc]ấp|[Nn]hóm|[Bb]ậc)\s+)(?P<n>[IVX]+)\b"), _roman),
    (re.compile(r"(?P<head>^\s*)(?P<n>[IVX]+)(?=[.)]\s)", re.MULTILINE), _roman),
    (re.compile(r"\bngày/tháng/năm\b"), lambda _: "ngày, tháng, năm"),
    (re.compile(r"(?P<head>\b(?:[Cc]hương|[Pp]hần|[Pp]hụ lục|[Mm]ục|CHƯƠNG|PHẦN|PHỤ LỤC)\s+)(?P<n>[IVXLC]+)\b"), _roman),
    (re.compile(rf"(?P<a>{_NUM})\s*%?\s*[-–]\s*(?P<b>{_NUM})\s*%"), lambda m: f"{_range(m)} phần trăm"),
    (re.compile(rf"(?P<n>{_NUM})\s*%"), lambda m: f"{_number(m['n'])} phần trăm"),
    (re.compile(r"\b(?P<head>[Tt]ỷ lệ|[Ss]ố) %"), lambda m: f"{m['head']} phần trăm"),
    (re.compile(rf"(?P<n>{_NUM})\s*(?:đ|₫|VNĐ|VND)(?!\w)"), lambda m: f"{_number(m['n'])} đồng"),
    (re.compile(rf"(?P<n>{_NUM})\s*(?P<u>{_UNIT_PATTERN})(?![\w/])"), lambda m: f"{_number(m['n'])} {_UNITS[m['u']]}"),
    (re.compile(r"(?<![\w.,])(?:\+84|0\d)(?:[\d. ]{7,11}\d)(?![\w,])"), lambda m: ("cộng " if m[0][0] == "+" else "") + _one_by_one(m[0])),
    (re.compile(r"\(0\d{2,4}\)[ .]?\d[\d. ]{4,9}\d(?!\w)"), lambda m: _one_by_one(m[0])),
    (re.compile(r"(?<![\w.,])1[89]00[ .]?\d{4,6}(?![\w,])"), lambda m: _one_by_one(m[0])),
    (re.compile(r"(?P<head>\b(?:số|gọi|máy)\s+)(?P<n>11[1-5]|18001\d)\b"), lambda m: f"{m['head']}{_one_by_one(m['n'])}"),
    (re.compile(rf"(?<![\w.,/])(?P<a>{_NUM})\s*[-–]\s*(?P<b>{_NUM})(?![\w/]|[.,]\d)"), _range),
    (re.compile(r"(?<![\w/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/])"), _share),
    (re.compile(r"(?<![\w/.-])(?P<l>[A-ZĐ]{1,2})(?P<n>\d{1,2})(?P<r>[A-Z]?)(?![\w/]|[.,-]\d)"), lambda m: " ".join(filter(None, (m["l"], number_words(int(m["n"])), m["r"])))),
    (re.compile(r"\b(?P<l>[BCD])E\b"), lambda m: f"{m['l']} E"),
    (re.compile(r"(?<![\w/.-])(?P<n>\d{1,2})(?P<l>[A-Z])(?!\w)"), lambda m: f"{number_words(int(m['n']))} {m['l']}"),
    (re.compile(r"\b(?P<w>[A-Z]{2,})-(?P<n>\d{1,3})(?!\w)"), lambda m: f"{m['w']} {number_words(int(m['n']))}"),
    (re.compile(rf"\b(?:{_SHORT_PATTERN})\b"), lambda m: _SHORT[m[0]]),
    (re.compile(r"\bTP\.?\s+(?=[A-ZĐ])"), lambda _: "thành phố "),
    (re.compile(r"\bv\.v(?:\.{1,3}|…)?"), lambda _: "vân vân"),
    (re.compile(r"\bvà/hoặc\b"), lambda _: "và hoặc"),
    (re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])"), lambda _: " hoặc "),
    (re.compile(r"\s&\s"), lambda _: " và "),
    (re.compile(r"(?P<head>\bthứ\s+)4\b"), lambda m: f"{m['head']}tư"),
    (re.compile(r"(?<![\w.])(?P<n>\d+)(?P<l>[a-zđ]{1,2})(?!\w)"), lambda m: _unit(m[0])),
    (re.compile(rf"(?P<n>{_NUM})"), lambda m: _number(m["n"]) if m[0].isascii() else m[0]),
)  # fmt: skip
