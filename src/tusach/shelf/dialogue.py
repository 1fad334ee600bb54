"""A policy dialogue as editors write it: opinions under `### Ý kiến: …`, grouped by `##`, each with the agency's reply; and its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tusach.law.commencement import calendar_day
from tusach.law.personal import personal
from tusach.law.vietnamese import written_day
from tusach.problem import Problem
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.explain import PLACEHOLDER
from tusach.shelf.fields import DialogueFields
from tusach.shelf.links import Heading, beside, headings, prose
from tusach.shelf.publication import Publication

_OPINION = re.compile(r"Ý kiến(?:\s+\d+)?\s*:\s*(?P<subject>.*)", re.IGNORECASE)
_DAY = r"\d{1,2}(?:\s+tháng\s+|/)\d{1,2}(?:\s+năm\s+|/)\d{4}"
_SIGNATURE = re.compile(rf"Trả lời của\s+(?P<by>.*\S)\s*,\s*ngày\s+(?P<day>{_DAY})\s*:?\s*", re.IGNORECASE)
_BOLD = re.compile(r"(?P<sign>\*\*|__)(?P<text>.+?)(?P=sign)")
_UNQUOTED = re.compile(r"[#*_\s]*(?:Trả lời của\s|Trả lời\s*:)", re.IGNORECASE)
_FORM = "> **Trả lời của Sở …, ngày 2 tháng 11 năm 2026:** …"


@dataclass(frozen=True)
class Reply:
    """An official reply: the agency or office it is `by`, its `day` (None when there is no such day), its line in the body."""

    by: str
    day: date | None
    line: int


@dataclass(frozen=True)
class Opinion:
    """One opinion: the `text` of its heading, the `article` of the draft whose group it stands in ("" outside), its line, its reply.

    `told` are the lines of those who gave it, each with its number; `quotes` the openings of its quotations, which should be replies.
    """

    text: str
    article: str
    line: int
    reply: Reply | None
    told: tuple[tuple[int, str], ...] = ()
    quotes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class OpinionGroup:
    """The opinions under one `##`: its `title`, the `anchor` it has on the page."""

    title: str
    anchor: str
    opinions: tuple[Opinion, ...]

    @property
    def answered(self) -> int:
        """How many of them have a reply."""
        return sum(one.reply is not None for one in self.opinions)


def is_opinion(heading: str) -> bool:
    """Whether a heading of the third level opens an opinion."""
    return _OPINION.fullmatch(heading.strip()) is not None


def signed_reply(text: str, line: int = 0) -> Reply | None:
    """The reply that a text without markup opens, "Trả lời của …, ngày … tháng … năm …:"; None when it is no such opening."""
    match = _SIGNATURE.fullmatch(" ".join(text.split()))
    return Reply(match["by"], calendar_day(match["day"], 0), line) if match else None


def opinions(body: str) -> tuple[Opinion, ...]:
    """The opinions of a body in order, also those that stand before the first `##`."""
    return tuple(one for group in _groups(body) for one in group.opinions)


def opinion_groups(body: str) -> tuple[OpinionGroup, ...]:
    """The `##` of a body that hold opinions, in order."""
    return tuple(group for group in _groups(body) if group.anchor and group.opinions)


def _groups(body: str) -> Iterator[OpinionGroup]:
    marks = [heading for heading in headings(body) if heading.level in (2, 3)]
    rows = list(prose(body))
    ends = [heading.line for heading in marks[1:]] + [len(body.split("\n")) + 1]
    title, anchor, found = "", "", list[Opinion]()
    for mark, end in zip(marks, ends, strict=False):
        if mark.level == 2:
            yield OpinionGroup(title, anchor, tuple(found))
            title, anchor, found = mark.text, mark.anchor, []
        elif is_opinion(mark.text):
            found.append(_opinion(mark, title, [row for row in rows if mark.line < row[0] < end]))
    yield OpinionGroup(title, anchor, tuple(found))


def _opinion(mark: Heading, article: str, rows: Sequence[tuple[int, str]]) -> Opinion:
    told: list[tuple[int, str]] = []
    quotes: list[tuple[int, list[str]]] = []
    quoting = opening = False
    above = ""
    for number, row in rows:
        text = row.strip()
        # Markdown takes lines right below a quotation, and quotations parted by blank lines only, for one.
        if text.startswith(">") or (quoting and text and above):
            if not quoting:
                quotes.append((number, []))
            inner = text.removeprefix(">").strip()
            opening = bool(inner) and (opening or not quoting)
            if opening:
                quotes[-1][1].append(inner)
            quoting = True
        elif text:
            told.append((number, text))
            quoting = False
        above = text
    openings = tuple((number, " ".join(words)) for number, words in quotes)
    replies = (_reply(words, number) for number, words in openings)
    return Opinion(mark.text, article, mark.line, next(filter(None, replies), None), tuple(told), openings)


def _reply(words: str, line: int) -> Reply | None:
    bold = _BOLD.match(words)
    return signed_reply(bold["text"], line) if bold else None


def dialogues_can_be_read(bookcase: Bookcase) -> Iterator[Problem]:
    """Every opinion stands under an article, says something, and its reply says whose it is and of what day; its draft is at hand."""
    for item in bookcase.publications:
        if isinstance(item.fields, DialogueFields):
            yield from _draft_faults(bookcase, item, item.fields.draft)
            yield from _heading_faults(item)
            for opinion in opinions(item.body):
                yield from _opinion_faults(item, opinion)
                for number, words in opinion.quotes:
                    yield from _reply_faults(item, item.fields, opinion, _reply(words, number), number)
                yield from _people(item, opinion)


def dialogue_days_are_in_order(item: Publication, fields: DialogueFields, tomorrow: date) -> Iterator[Problem]:
    """A dialogue opens before it closes, is answered after it opened, and nothing was answered after `tomorrow`."""
    line, again = item.field_line, "kiểm tra lại hai ngày"
    if fields.closes and not fields.opens:
        yield Problem(item.path, line("closes"), "có ngày đóng mà chưa có ngày mở lấy ý kiến", "thêm dòng `opens: …`")
    if fields.opens and fields.closes and fields.closes < fields.opens:
        yield Problem(item.path, line("closes"), "ngày đóng trước ngày mở lấy ý kiến", again)
    if fields.opens and fields.answered and fields.answered < fields.opens:
        yield Problem(item.path, line("answered"), "ngày công bố trả lời trước ngày mở lấy ý kiến", again)
    if fields.answered and fields.answered > tomorrow:
        yield Problem(
            item.path, line("answered"), "ngày công bố trả lời ở tương lai", "ghi ngày đã công bố, hoặc bỏ dòng này"
        )


def _draft_faults(bookcase: Bookcase, item: Publication, draft: str) -> Iterator[Problem]:
    if draft and "://" not in draft and beside(item.path, draft) not in bookcase.assets:
        remedy = "đặt tệp cạnh tệp này, hoặc ghi địa chỉ bắt đầu bằng `https://`"
        yield Problem(item.path, item.field_line("draft"), f"không thấy tệp dự thảo `{draft}`", remedy)


def _heading_faults(item: Publication) -> Iterator[Problem]:
    """Headings of the third level are opinions, each under its article and each of another name."""
    seen: dict[str, int] = {}
    grouped = False
    for heading in headings(item.body):
        line, name = item.line + heading.line - 1, f"mục “{heading.text}”"
        grouped = grouped or heading.level == 2
        if heading.level != 3:
            continue
        match = _OPINION.fullmatch(heading.text)
        if match is None:
            remedy = "viết `### Ý kiến: …`; mục nhỏ bên trong một ý kiến thì dùng `####`"
            yield Problem(item.path, line, f"{name} không mở đầu bằng `Ý kiến:`", remedy)
            continue
        if match["subject"] in ("", PLACEHOLDER):
            yield Problem(
                item.path, line, "ý kiến chưa có tên", "viết `### Ý kiến: ` rồi vài chữ nói ý kiến về việc gì"
            )
        if not grouped:
            remedy = "thêm ở trên một mục `## Điều …` của dự thảo, hoặc `## Ý kiến chung`"
            yield Problem(item.path, line, f"{name} không nằm dưới điều nào", remedy)
        key = " ".join(heading.text.casefold().split())
        if key in seen:
            yield Problem(
                item.path, line, f"{name} đã có ở dòng {seen[key]}", "đổi tên một mục, hoặc gộp hai mục làm một"
            )
        seen.setdefault(key, line)


def _opinion_faults(item: Publication, opinion: Opinion) -> Iterator[Problem]:
    if not opinion.told:
        what = f"mục “{opinion.text}” chưa có lời của người góp ý"
        yield Problem(item.path, item.line + opinion.line - 1, what, "viết lời góp ý dưới tiêu đề, trước phần trả lời")

    for number, text in opinion.told:
        if _UNQUOTED.match(text):
            what = f"lời trả lời trong mục “{opinion.text}” lẫn vào lời người góp ý"
            yield Problem(item.path, item.line + number - 1, what, f"để cả đoạn sau dấu `>`: `{_FORM}`")


def _reply_faults(
    item: Publication, fields: DialogueFields, opinion: Opinion, reply: Reply | None, number: int
) -> Iterator[Problem]:
    # One day of grace: the editor's clock may be a time zone ahead of the builder's.
    line, tomorrow = item.line + number - 1, date.today() + timedelta(days=1)
    if reply is None:
        what = f"đoạn `>` trong mục “{opinion.text}” không mở đầu như một trả lời"
        yield Problem(item.path, line, what, f"viết `{_FORM}`; lời trích khác thì để trong ngoặc kép")
    elif reply.day is None:
        what = f"mục “{opinion.text}”: ngày trả lời không có trên lịch"
        yield Problem(item.path, line, what, "sửa lại ngày, tháng cho đúng")
    elif fields.opens and reply.day < fields.opens:
        what = f"trả lời ngày {written_day(reply.day)} trước ngày mở lấy ý kiến {written_day(fields.opens)}"
        yield Problem(item.path, line, what, "kiểm tra lại ngày trả lời và mục `opens`")
    elif reply.day > tomorrow:
        yield Problem(item.path, line, f"ngày trả lời {written_day(reply.day)} ở tương lai", "ghi ngày đã trả lời")


def _people(item: Publication, opinion: Opinion) -> Iterator[Problem]:
    for number, text in ((opinion.line, opinion.text), *opinion.told):
        if kinds := dict.fromkeys(found.kind for found in personal(text)):
            what = f"ý kiến có {', '.join(kinds)}"
            remedy = "bỏ điều cho biết ai góp ý, chỉ giữ lại việc được nêu"
            yield Problem(item.path, item.line + number - 1, what, remedy, "warning")
