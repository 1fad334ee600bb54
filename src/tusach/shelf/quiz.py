"""A quiz as editors write it: questions under `##`, options `- [ ]` and `- [x]`, a blockquote that proves the answer; and its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tusach.law.citation import citations
from tusach.problem import Problem
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.links import headings, prose
from tusach.shelf.publication import Publication

FEWEST, MOST = 2, 6
_ITEM = re.compile(r"\s{0,3}[-*+]\s+(?P<text>\S.*)$")
_OPTION = re.compile(r"\s{0,3}[-*+]\s+\[(?P<mark>[ xX])\]\s+(?P<text>\S.*)$")


@dataclass(frozen=True)
class Choice:
    """One option of a question, on a `line` of the body."""

    text: str
    right: bool
    line: int


@dataclass(frozen=True)
class QuizQuestion:
    """One question: the `text` of its heading, its `choices`, the `explanation` that proves the answer, its `line`.

    `odd` are lines of lists that are no option, `apart` those of options that other text parts from the first.
    """

    text: str
    choices: tuple[Choice, ...]
    explanation: str
    line: int
    odd: tuple[tuple[int, str], ...] = ()
    apart: tuple[int, ...] = ()


def quiz_questions(body: str) -> tuple[QuizQuestion, ...]:
    """The questions of a body in order; what stands before the first `##` is the introduction."""
    heads = [heading for heading in headings(body) if heading.level == 2]
    lines = list(prose(body))
    ends = [heading.line for heading in heads[1:]] + [len(body.split("\n")) + 1]
    return tuple(
        _question(head.text, head.line, [row for row in lines if head.line < row[0] < end])
        for head, end in zip(heads, ends, strict=False)
    )


def _question(text: str, line: int, rows: list[tuple[int, str]]) -> QuizQuestion:
    found = [(number, match) for number, row in rows if (match := _OPTION.match(row))]
    choices = tuple(Choice(match["text"].strip(), match["mark"] != " ", number) for number, match in found)
    first = choices[0].line if choices else line
    # A quotation above the options belongs to the question.
    proof = " ".join(row.lstrip(" >") for number, row in rows if number > first and row.lstrip().startswith(">"))
    items = ((number, match["text"]) for number, row in rows if (match := _ITEM.match(row)) and not _OPTION.match(row))
    return QuizQuestion(text, choices, proof.strip(), line, tuple(items), tuple(_apart(rows, choices)))


def _apart(rows: list[tuple[int, str]], choices: tuple[Choice, ...]) -> Iterator[int]:
    """The lines of options before which, after a blank line, stands text that is none."""
    options, before, parted = {choice.line for choice in choices}, "-", False
    for number, row in rows:
        if number in options:
            if parted:
                yield number
            parted = False
        elif (
            options and number > min(options) and row.strip() and not before.strip() and not row.startswith((" ", "\t"))
        ):
            parted = True
        before = row


def quizzes_can_be_played(bookcase: Bookcase) -> Iterator[Problem]:
    """Each quiz has questions, each question two to six options of which some are right, and a proof with a citation."""
    for item in bookcase.publications:
        if item.kind.key != "quiz":
            continue
        questions = quiz_questions(item.body)
        if not questions:
            yield Problem(
                item.path, item.line, "cuộc thi chưa có câu hỏi", "viết mỗi câu hỏi thành một mục `## Câu 1. …`"
            )
        for question in questions:
            yield from _faults(item, question)


def _faults(item: Publication, question: QuizQuestion) -> Iterator[Problem]:
    line, choices, name = item.line + question.line - 1, question.choices, f"câu “{question.text}”"
    right = sum(choice.right for choice in choices)
    if not FEWEST <= len(choices) <= MOST:
        remedy = f"viết từ {FEWEST} đến {MOST} dòng `- [ ] …`, phương án đúng là `- [x] …`"
        yield Problem(item.path, line, f"{name} có {len(choices)} phương án", remedy)
    if choices and not right:
        yield Problem(item.path, line, f"{name} chưa có đáp án đúng", "đánh dấu phương án đúng bằng `- [x] …`")
    if choices and right == len(choices):
        yield Problem(item.path, line, f"{name}: phương án nào cũng đúng", "để `- [ ] …` ở phương án sai")
    seen: set[str] = set()
    for number, text in question.odd:
        remedy = "viết `- [ ] …` hoặc `- [x] …`; trong câu hỏi, lời giải thích thì không dùng gạch đầu dòng"
        yield Problem(item.path, item.line + number - 1, f"`- {text}` không phải phương án", remedy)
    for number in question.apart:
        remedy = "viết các phương án liền nhau; câu khác thì mở mục `## Câu …` mới"
        yield Problem(item.path, item.line + number - 1, f"{name} có lời khác chen giữa các phương án", remedy)
    for choice in choices:
        if (key := choice.text.casefold().rstrip(" .;")) in seen:
            what = f"phương án “{choice.text}” viết hai lần"
            yield Problem(item.path, item.line + choice.line - 1, what, "bỏ một dòng, hoặc viết phương án khác")
        seen.add(key)
    if not question.explanation:
        yield Problem(item.path, line, f"{name} chưa có căn cứ", "thêm dòng `> Căn cứ: khoản … Điều … Luật … số …`")
    elif not citations(question.explanation):
        what = f"căn cứ của {name} chưa dẫn điều luật nào"
        yield Problem(item.path, line, what, "ghi rõ như `khoản 2 Điều 3 Luật Hòa giải ở cơ sở số 35/2013/QH13`")
