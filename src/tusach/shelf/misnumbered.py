"""A law's name and its number contradict each other: a citation that leads readers to a law that does not exist."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from tusach.law.number import number_key
from tusach.law.vietnamese import fold, nfc, one_tone
from tusach.problem import Problem
from tusach.shelf.citing import bare_name, day_of
from tusach.shelf.concordance import Concordance
from tusach.shelf.fields import NO_NUMBER, DocumentFields, OutlineFields
from tusach.shelf.mentions import Passage, passages
from tusach.shelf.names import NamedLaw, Names, assembly_terms, sure_until
from tusach.shelf.publication import Publication

_ASSEMBLY = re.compile(r"(?<![\w/.-])(?P<ordinal>\d{1,5})/(?P<year>(?:19|20)\d\d)/(?P<body>(?:[A-ZĐ]{2}-)?(?:UBTV)?QH)(?P<term>\d{1,2})(?!\w)")  # fmt: skip
# A typist puts blanks round a slash, leaves out or doubles a digit of the year, writes the body small.
_NUMBER = r"\d{1,5}[a-z]?\s?/\s?\d{2,5}(?:\s?/\s?(?:[A-ZĐ][\wĐđ–-]*|[Qq][Hh]\d+))?"
_NUMBERED = rf"(?:,?\s+năm\s+\d{{4}})?\s*(?P<listed>,?)\s*\(?\s*(?P<called>số(?:\s+hiệu)?\s*:?\s*)?(?-i:(?P<number>{_NUMBER}))(?![\w/])"
_LINK = re.compile(r"!?\[(?P<text>[^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_SIGNS = re.compile(r"[*_`]{1,3}|\\(?=[.*_)])")
# "Luật sửa đổi, bổ sung Điều 5 của Luật Đất đai số …/QH15": the number is that of the first law, which has none of its own yet.
_OF_ANOTHER_LAW = re.compile(
    r"(?<!\w)(?:Luật|Pháp lệnh|Nghị quyết|Văn bản hợp nhất|Dự án|Dự thảo)(?!\w)[^.;:/“”\"]*"
    r"\b(?:sửa đổi|bổ sung|chi tiết|hướng dẫn|thi hành|áp dụng|thực hiện|thay thế|bãi bỏ|hợp nhất|công bố|giới thiệu)\b[^.;:/“”\"]*\Z",
    re.IGNORECASE,
)
# "Kế hoạch triển khai Luật Đất đai số …/KH-UBND", "Tạp chí Luật Đất đai số 12/2024": no number of a law.
_OF_A_PAPER = re.compile(
    r"(?<!\w)(?:Nghị quyết|Nghị định|Quyết định|Thông tư|Thông tư liên tịch|Chỉ thị|Lệnh|Công văn|Công điện|Kế hoạch|Kết luận|"
    r"Tờ trình|Báo cáo|Hướng dẫn|Thông báo|Chương trình|Đề án|Dự án|Dự thảo|Văn bản|Phương án|Phụ lục|Biên bản|Giấy|Phiếu|"
    r"Án lệ|Bản án|Tạp chí|Bản tin|Chuyên đề|Chuyên san|Cuộc thi|Hội thi|Tờ gấp|Sổ tay|Tài liệu|Đề cương|Hỏi đáp)(?!\w)[^.;:/“”\"]*\Z",
    re.IGNORECASE,
)


def wrong_number(concordance: Concordance) -> Iterator[Problem]:
    """A number that is surely not that of the law named with it, or that no National Assembly can have given.

    An official text keeps the slips it was published with; its own number in the front matter is an editor's.
    """
    known = _Known(concordance)
    for item in concordance.bookcase.publications:
        yield from _of_fields(item, known)
        if isinstance(item.fields, DocumentFields) and item.fields.text == "official":
            continue
        for passage in (*_headings(item), *passages(concordance.bookcase, item)):
            yield from known.faults(passage, item)


def _headings(item: Publication) -> Iterator[Passage]:
    """What stands above the text of a page, and what is sent of it by SMS."""
    for leaf in item.leaves:
        for name in ("title", "sms"):
            if text := getattr(leaf.fields, name, ""):
                yield Passage(leaf, ((leaf.field_line(name), text),))


def _of_fields(item: Publication, known: _Known) -> Iterator[Problem]:
    fields = item.fields
    claimed: list[tuple[str, str]] = []
    if isinstance(fields, DocumentFields) and fields.number != NO_NUMBER:
        # What an official text says of others is imported with its slips.
        others = fields.relations if fields.text == "digest" else ()
        claimed = [("number", fields.number), *(("relations", relation.to) for relation in others)]
        if told := known.contradiction(bare_name(item), fields.number, item, own=True):
            yield Problem(item.path, item.field_line("number"), *told)
            claimed = claimed[1:]
    if isinstance(fields, OutlineFields):
        named = [
            *known.faults(
                Passage(item, ((item.field_line("introduces"), f"{item.title} số {fields.introduces}"),)), item
            )
        ]
        yield from named
        claimed = [] if named else [("introduces", fields.introduces)]
    for name, number in claimed:
        if told := impossible(number):
            yield Problem(item.path, item.field_line(name), *told)


def impossible(text: str) -> tuple[str, str] | None:
    """What is wrong with the first number in the text that no National Assembly of that year can have given, and the remedy."""
    terms = assembly_terms()
    # In the first and the last year of the table a term that it lacks may have sat too.
    ends = {min(first for first, _ in terms.values()), max(last for _, last in terms.values())}
    for match in _ASSEMBLY.finditer(text):
        year, term = int(match["year"]), match["term"]
        sat = [one for one, (first, last) in terms.items() if first <= year <= last]
        if sat and term not in sat and year not in ends:
            right = " hoặc ".join(f"{match['ordinal']}/{year}/{match['body']}{one}" for one in sat)
            return (
                f"số {match[0]}: năm {year} không phải khóa {term} của Quốc hội",
                f"tra lại số; năm {year} là khóa {' hoặc '.join(sat)}, có phải {right}?",
            )
    return None


class _Known:
    """The laws whose names and numbers are known: from the dated table, from mkdocs.yml, from the shelf."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance, resolver = concordance, concordance.resolver
        self._dated = _by_name(resolver.dated)
        self._rows = _by_name(resolver.laws)
        self._names: dict[str, list[str]] = defaultdict(list)
        for law in (*resolver.dated, *resolver.laws):
            self._names[number_key(law.number)].append(law.name)
        self._pattern = _any_of(tuple(law.name for law in resolver.laws))

    @cached_property
    def _named(self) -> frozenset[str]:
        """The numbers that amending clauses on the shelf name.

        Two laws of one name may be of one year, as those on local government of 2025: the later then names the earlier.
        """
        read = self._concordance.resolver.amendments
        documents = self._concordance.bookcase.documents.values()
        return frozenset(number_key(one.instrument.number) for item in documents for one in read(item))

    def faults(self, passage: Passage, home: Publication) -> Iterator[Problem]:
        """Each contradiction and each impossible number of a passage, with its line."""
        plain = [_SIGNS.sub("", _LINK.sub(lambda link: link["text"], nfc(text))) for _, text in passage.lines]
        text = one_tone("\n".join(plain))
        taken: list[tuple[int, int]] = []
        for match in self._pattern.finditer(text) if self._pattern else ():
            number = re.sub(r"\s|–", "", match["number"]).replace("qh", "QH")
            if _may_be_of_another(match, number, text[max(0, match.start() - 160) : match.start()]):
                continue
            if told := self.contradiction(" ".join(match["name"].split()), number, home):
                taken.append(match.span())
                yield self._problem(passage, text, match.start("number"), told)
        for match in _ASSEMBLY.finditer(text):
            inside = any(start <= match.start() < end for start, end in taken)
            if not inside and (told := impossible(match[0])):
                yield self._problem(passage, text, match.start(), told)

    def _problem(self, passage: Passage, text: str, place: int, told: tuple[str, str]) -> Problem:
        line = passage.lines[text.count("\n", 0, place)][0]
        return Problem(passage.captions or passage.leaf.path, line, *told)

    def contradiction(self, name: str, number: str, home: Publication, own: bool = False) -> tuple[str, str] | None:
        """What is wrong with a law's name beside that number, and the remedy; None when it may be right.

        A document's `own` number is held to the dated table alone, and may be that of a law which the table lacks.
        """
        rows = (self._dated if own else self._rows).get(fold(name), [])
        key = number_key(number)
        others = [other for other in self._names.get(key, []) if fold(other) != fold(name)]
        right = [row for row in rows if number_key(row.number) == key or number_key(row.number).startswith(f"{key}-")]
        surely = bool(others) or bool(_near(rows, number)) or (not own and self._surely_another(rows, number))
        if not rows or right or not surely:
            return None
        meant = _near(rows, number) or _of_year(rows, number) or Names(rows).find(name, "", day_of(home))
        told = f"; đó là số của {others[0]}" if others else ""
        numbers = [meant] if meant else [row.number for row in rows]
        return (
            f"“{name} số {number}”: không có {name} mang số này{told}",
            f"số đúng: {' hoặc '.join(numbers)}; nếu nói văn bản khác thì ghi đủ tên văn bản đó",
        )

    def _surely_another(self, rows: Iterable[NamedLaw], number: str) -> bool:
        """Whether the number is of a year in which no law of that name can have been passed, for another was passed or in force."""
        ordered, year = sorted(rows, key=lambda row: row.begins), int(_parts(number)["year"])
        if _of_year(ordered, number) and number_key(number) not in self._named:
            return True
        for law, after in zip(ordered, [*ordered[1:], None], strict=True):
            follows = after is not None and (law.by == after.number or law.until == after.begins)
            last = int(after.year) if after and follows and after.year else sure_until(law)
            if law.year and int(law.year) < year < last:
                return True
        return False


def _may_be_of_another(match: re.Match[str], number: str, before: str) -> bool:
    """Whether the number that follows a law's name may be that of a paper about the law, named in the words `before`, or no number."""
    if "QH" in number.upper():
        return bool(_OF_ANOTHER_LAW.search(before))
    if number.count("/") < 2 and not match["called"]:  # a month, a share
        return True
    return bool(match["listed"] or _OF_ANOTHER_LAW.search(before) or _OF_A_PAPER.search(before))


def _by_name(laws: Iterable[NamedLaw]) -> Mapping[str, list[NamedLaw]]:
    rows: dict[str, list[NamedLaw]] = defaultdict(list)
    for law in laws:
        rows[fold(law.name)].append(law)
    return rows


def _near(rows: Iterable[NamedLaw], number: str) -> str:
    """The number that is the given one but for its year or its body; "" when there is none."""
    given = _parts(number)
    for row in rows:
        own = _parts(row.number)
        same = any(own[name] == given[name] for name in ("year", "symbol"))
        if own["ordinal"] == given["ordinal"] and same:
            return row.number
    return ""


def _of_year(rows: Iterable[NamedLaw], number: str) -> str:
    return next((row.number for row in rows if row.year == _parts(number)["year"]), "")


def _parts(number: str) -> Mapping[str, str]:
    match = re.fullmatch(r"(?P<ordinal>\d+[a-z]?)/(?P<year>\d+)(?:/(?P<symbol>.+))?", number)
    return {name: value or "" for name, value in match.groupdict().items()} if match else {"ordinal": "", "year": "0", "symbol": ""}  # fmt: skip


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for any of the names, however broken over lines, followed by a number; None when there are no names."""
    longest = sorted({one_tone(nfc(name)) for name in names} - {""}, key=len, reverse=True)
    rows = (r"\s+".join(map(re.escape, name.split())) for name in longest)
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(rows)}){_NUMBERED}", re.IGNORECASE) if longest else None
