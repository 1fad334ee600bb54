"""Days and months in words: "từ 1-15/7/2026" becomes "từ một đến mười lăm tháng bảy năm hai nghìn không trăm hai mươi sáu".

What two numbers with a sign between them mean depends on the words before: a day, a share, a house, an issue of a year.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tusach.law.spoken_numbers import number_words

_D, _M, _Y = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:1[0-2]|0?[1-9])", r"(?:1[89]|20)\d\d"
# After these a pair of numbers is a day; after the second row only when it is written with a stroke, or with a dot at the end of a clause.
_DAY = r"[Nn]gày|[Mm][ùồ]ng|[Dd]ịp|[Ll]ễ|[Qq]uốc khánh|[Hh]ôm|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối"
_MAYBE = r"[Tt]ừ|[Đđ]ến|[Tt]ới|[Tt]rước|[Ss]au|[Hh]ết|[Đđ]êm|[Nn]ghỉ|[Kk]ỷ niệm|[Mm]ừng|[Đđ]ường|[Pp]hố|Pháp luật"
# The title of a column or a line before its day: "Hạn nộp: 30/6".
_TITLED = r"(?:[Nn]gày|[Tt]hời (?:gian|hạn|điểm)|[Hh]ạn)(?:\s+[^\W\d]+){0,4}:"
_MORE = r"(?:\s*[,–-]\s*|\s+(?:và|hoặc|đến|tới)\s+)"
# A measure or a whole after a pair of numbers: no day then.
_MEASURE = re.compile(
    r"\s*(?:%|[/–-]\s*\d|(?:triệu|nghìn|ngàn|tỷ|đồng|giờ|phút|giây|mét|km|cm|mm|kg|m|g|ha|lít|tấn|tạ|độ|lần|tuổi|tháng|tuần|ngày|hôm|buổi|người"
    r"|hộ|điểm|năm(?!\s+(?:\d|sau|nay|này|trước|tới|kế|liền|ngoái))|số|tổng|toàn bộ|diện tích|mức|thời|vốn|giá trị|chiều|phần|thành viên|dân số|trở lên|suất|giá|lương|tiền|thu nhập|tài sản|chi phí|học phí|đất|dân|hội viên|đại biểu|cổ đông|(?:hằng|hàng|mỗi|của)\s+(?:mỗi\s+)?tháng)(?!\w))"
)
_HOUSE = r"[Ss]ố nhà|[Nn]hà số|[Ll]ớp|[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]iệt|[Tt]ổ"
# What is numbered anew each year.
_YEARLY = r"[Đđ]ợt|[Ss]ố|[Qq]uý|[Kk]ỳ|[Ll]ần|[Tt]ập|[Pp]hiên|[Kk]hóa|[Vv]ụ|[Nn]ghị định|[Nn]ghị quyết|[Tt]hông tư|[Qq]uyết định|[Cc]hỉ thị|[Ll]uật|[Kk]ế hoạch"


def _month(month: int) -> str:
    return "tư" if month == 4 else number_words(month)


def _date(written: str) -> str:
    """ "15/7/2026", "15.7" or "15" alone."""
    day, *later = (int(part) for part in re.findall(r"\d+", written))
    return number_words(day) + "".join(
        f" {name} {said(one)}" for name, said, one in zip(("tháng", "năm"), (_month, number_words), later, strict=False)
    )


def _dates(written: str) -> str:
    """A list of days; a line between two of them is "đến"."""
    spaced = re.sub(r"(?<=\d)\s*[-–]\s*(?=\d)", " đến ", written)
    return re.sub(rf"{_D}(?:[/.]{_M}(?:[/.]{_Y})?)?", lambda one: _date(one[0]), spaced)


def _full(match: re.Match[str]) -> str:
    return f"{match['lead'] or 'ngày '}{_date('/'.join(match[name] for name in ('d', 'm', 'y')))}"


def _span(match: re.Match[str]) -> str:
    days, year = re.findall(r"\d+", match["days"]), re.search(_Y, match["days"])
    if not (match["lead"] or year or int(days[-2]) > int(days[-1])) or _MEASURE.match(match.string, match.end()):
        return match[0]
    return f"{match['lead'] or ('ngày ' if year else '')}{_dates(match['days'])}"


def _led(match: re.Match[str]) -> str:
    if match["lead"].rstrip(": ").casefold() != "ngày" and _MEASURE.match(match.string, match.end()):
        return match[0]
    return f"{match['lead']}{_dates(match['days'])}"


def _dashed(match: re.Match[str]) -> str:
    if _MEASURE.match(match.string, match.end()):
        return match[0]
    return f"{match['lead']}{_date(match['days'])}"


def _listed_days(match: re.Match[str]) -> str:
    """ "30/4 và 1/5": one day that is no share makes all of them days."""
    pairs = [(int(day), int(month)) for day, month in re.findall(r"(\d+)/(\d+)", match[0])]
    return _dates(match[0]) if any(day > month for day, month in pairs if (day, month) != (24, 7)) else match[0]


def _months(match: re.Match[str]) -> str:
    last = f" đến {_month(int(match['b']))}" if match["b"] else ""
    year = f" năm {number_words(int(match['y']))}" if match["y"] else ""
    return f"{match['head']}{_month(int(match['a']))}{last}{year}"


def _of_year(match: re.Match[str]) -> str:
    """ "7/2026" is a month, "đợt 1/2026" and "100/2019" are the first and the hundredth of a year."""
    number, year = int(match["n"]), number_words(int(match["y"]))
    if match["lead"] or not 1 <= number <= 12:
        return f"{match['lead'] or ''}{number_words(number)} năm {year}"
    return f"tháng {_month(number)} năm {year}"


def _houses(match: re.Match[str]) -> str:
    return match["head"] + re.sub(r"\s*/\s*", " trên ", match["n"])


def _share(match: re.Match[str]) -> str:
    """ "1/2" is a share; "30/4", more than a whole, is a day; "24/7" is always."""
    first, second = int(match["a"]), int(match["b"].replace(".", ""))
    if second < first <= 31 and 1 <= second <= 12 and (first, second) != (24, 7):
        return _date(match[0])
    return f"{number_words(first)} {'phần' if first < 10 and first != second else 'trên'} {number_words(second)}"


Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_LEAD = rf"(?P<lead>\b(?:{_DAY}|{_MAYBE}|{_TITLED})\s+)"
_SLASHED = rf"{_D}/{_M}(?![\d/])"
# Before numbers of any other kind are read.
DAYS: tuple[Rule, ...] = (
    (re.compile(rf"(?<=/\d{{4}})\s*[-–]\s*(?=(?:{_D}/)?{_M}/{_Y})"), lambda _: " đến "),
    (re.compile(rf"(?P<head>\b(?:{_HOUSE}|[Ss]ố(?=\s+\d+/\d+,?\s+(?:[Đđ]ường|[Pp]hố|[Nn]gõ)))\s+)(?P<n>\d+[A-ZĐ]?(?:/\d+[A-ZĐ]?)+)(?!\w)"), _houses),
    (re.compile(rf"(?:{_LEAD})?(?<![\w/.,-])(?P<days>{_D}(?:/{_M}(?:/{_Y})?)?\s*[-–]\s*{_D}/{_M}(?:/{_Y})?)(?![\w/])"), _span),
    (re.compile(rf"(?:{_LEAD})?(?<![\w/.,-])(?P<days>{_D}\s*[-–]\s*{_D}\.{_M}\.{_Y})(?!\w)"), _span),
    (re.compile(rf"(?<![\w/.-])(?P<lead>)(?P<days>{_SLASHED})(?={_MORE}(?:ngày\s+)?{_D}/{_M}/{_Y})"), _led),
    (re.compile(rf"(?P<lead>\b(?:[Nn]gày|[Mm][ùồ]ng)\s+)?(?<![\d/.-])(?P<d>{_D})(?P<sign>[/.-])(?P<m>{_M})(?P=sign)(?P<y>{_Y})(?![\d/]|[.-]\d)"), _full),
    (re.compile(rf"(?P<lead>\b[Nn]gày\s+)?(?<![\d-])(?P<y>{_Y})-(?P<m>{_M})-(?P<d>{_D})(?![\d-])"), _full),
    (re.compile(rf"{_LEAD}(?P<days>{_SLASHED}(?:{_MORE}(?:ngày\s+)?{_SLASHED})*)"), _led),
    (re.compile(rf"(?<![\w/.,-])(?P<days>{_SLASHED}(?:{_MORE}{_SLASHED})+)"), _listed_days),
    (re.compile(rf"(?P<lead>\b(?<!ác )(?:{_DAY})\s+)(?P<days>{_D}[-.]{_M})(?![\w/]|[.,-]\d)"), _dashed),
    (re.compile(rf"(?P<lead>\b(?:[Tt]ừ|[Tt]rước|[Ss]au|[Hh]ết)\s+)(?P<days>{_D}\.{_M}(?:\s+(?:đến|tới)\s+{_D}\.{_M})+)(?![\w/]|[.,-]\d)"), _led),
    (re.compile(rf"(?P<lead>\b(?:[Tt]rước|[Ss]au|[Hh]ết)\s+)(?P<days>{_D}\.{_M})(?=\s*(?:[,;:!?)]|\.(?!\d)|$|hằng|hàng|năm|này|tới|phải))"), _led),
    (re.compile(rf"(?P<lead>\b(?:[Đđ]ến|[Tt]ới)\s+)(?P<days>(?:1[3-9]|2\d|3[01])\.{_M})(?=\s*(?:[,;:!?)]|\.(?!\d)|$))"), _led),
    (re.compile(rf"(?P<head>\b[Tt]háng\s+)(?P<a>{_M})(?:\s*[-–]\s*(?P<b>{_M})(?!\d))?(?:[/.-](?P<y>{_Y}))?(?![\d/]|[.,]\d)"), _months),
    (re.compile(rf"(?P<lead>\b(?:{_YEARLY})\s+)?(?<![\w/.,-])(?P<n>\d{{1,3}})/(?P<y>{_Y})(?![\w/]|[.,-]\d)"), _of_year),
)  # fmt: skip
# After all other readings of a stroke.
SHARES: tuple[Rule, ...] = (
    (re.compile(r"(?<![\w/])(?P<a>\d{1,3})/(?P<b>\d{1,3}(?:\.\d{3})+|\d{1,5})(?![\w/])"), _share),
)
