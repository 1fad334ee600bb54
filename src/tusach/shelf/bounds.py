"""What no person writes and Markdown would not end on in its time: told before anything else reads the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tusach.law.provision import fenced, is_rule
from tusach.shelf.frontmatter import Fault

_LONGEST_LINE = 20_000
# Up to the next blank line. The rows of a table are read one by one.
_LONGEST_BLOCK = 40_000
_DEEPEST = 40
# From each bracket Markdown looks for the one that closes it, from each tag for its end: so many signs in all it may pass.
_MOST_PASSED, _MOST_PASSED_BY_TAGS = 1_500_000, 8_000_000
_MOST_SHORT_FORMS, _MOST_MEANINGS = 500, 200
_MOST_BLOCKS = 100_000
# For each call of a note Markdown counts those before it.
_MOST_CALLS = 500
_LEVEL = re.compile(r"[ ]{2,4}|\t|>[ ]?|(?:[-*+]|\d{1,9}[.)])[ ]+")
_CODE = re.compile(r"(?<!`)(`++)[^`]*+\1(?!`)")
_BRACKET = re.compile(r"\\.|\]\(|[\[\])]")
_TAG = re.compile(r"<(?!!--)([a-zA-Z/!?])[^<>]*+(?!>)")
_MEANING = re.compile(r"^[ ]{0,3}:[ ]", re.MULTILINE)
_CALL = re.compile(r"\[\^(?P<note>[^\]\n]+)\](?!:)")
_SHORT_FORM = re.compile(r"^[ ]{0,3}\*\[[^\]\n]*\]:", re.MULTILINE)


def faults_of_size(body: str, first: int) -> Iterator[Fault]:
    """What of a body, whose first line has the number `first`, is too long, too deep, or opened too often and not closed."""
    if lines := [*_faults_of_lines(body, first)]:
        yield from lines
        return
    blocks = [*_blocks(body, first)]
    if len(blocks) > _MOST_BLOCKS:
        what = f"tệp có {len(blocks)} đoạn, quá {_MOST_BLOCKS}"
        yield Fault(blocks[_MOST_BLOCKS][0], what, "tách thành nhiều chương hoặc nhiều tệp")
    else:
        yield from _faults_of_blocks(blocks)
        yield from _faults_of_calls(blocks)


def _faults_of_calls(blocks: list[tuple[int, str]]) -> Iterator[Fault]:
    calls = Counter[str]()
    for number, block in blocks:
        for call in _CALL.finditer(block):
            calls[call["note"]] += 1
            if calls[call["note"]] == _MOST_CALLS + 1:
                line = number + block.count("\n", 0, call.start())
                yield Fault(line, f"chú thích `{call[0]}` được gọi quá {_MOST_CALLS} lần", "chỉ gọi ở lần nhắc đầu")


def _faults_of_lines(body: str, first: int) -> Iterator[Fault]:
    deep = False
    for number, line in enumerate(body.split("\n"), start=first):
        if len(line) > _LONGEST_LINE:
            yield Fault(number, f"dòng dài {len(line)} chữ, quá {_LONGEST_LINE}", "ngắt thành nhiều dòng, nhiều đoạn")
        elif not deep and _depth(line.rstrip()) > _DEEPEST:
            deep = True
            yield Fault(number, f"danh sách lồng sâu quá {_DEEPEST} cấp", "bớt dấu cách, dấu đầu dòng ở đầu dòng")


def _faults_of_blocks(blocks: list[tuple[int, str]]) -> Iterator[Fault]:
    left = sum(len(block) for _, block in blocks)
    passed = passed_by_tags = forms = 0
    told = set[str]()
    for number, block in blocks:
        text = _CODE.sub("", block)
        passed += _passed(text)
        passed_by_tags += left * sum(8 if sign in "!?" else 1 for sign in _TAG.findall(text))
        forms += len(_SHORT_FORM.findall(text))
        left -= len(block)
        size = f"đoạn dài {len(block)} chữ không có dòng trống, quá {_LONGEST_BLOCK}"
        for wrong, what, remedy in (
            (len(block) > _LONGEST_BLOCK, size, "thêm dòng trống giữa các đoạn, các mục"),
            (
                len(_MEANING.findall(block)) > _MOST_MEANINGS,
                f"quá {_MOST_MEANINGS} dòng `: …` liền nhau",
                "thêm dòng trống giữa các mục",
            ),
            (passed > _MOST_PASSED, "có quá nhiều dấu `[`, `(` mở ra mà không đóng", "xóa bớt, hoặc viết `\\[`"),
            (
                passed_by_tags > _MOST_PASSED_BY_TAGS,
                "có quá nhiều dấu `<` mở thẻ mà không có `>` đóng",
                "xóa bớt, hoặc viết `&lt;`",
            ),
            (
                forms > _MOST_SHORT_FORMS,
                f"quá {_MOST_SHORT_FORMS} chữ viết tắt `*[…]:`",
                "chỉ giữ những chữ viết tắt thật sự dùng",
            ),
        ):
            if wrong and what not in told:
                told.add(what)
                yield Fault(number, what, remedy)


def _depth(line: str) -> int:
    """How many lists and quotations a line opens or stands in."""
    depth = place = 0
    while not is_rule(line) and (level := _LEVEL.match(line, place)):
        depth, place = depth + 1, level.end()
    return depth


def _blocks(body: str, first: int) -> Iterator[tuple[int, str]]:
    """The paragraphs and lists with the numbers of their first lines, code left out; a rule, a heading, the row of a table by itself."""
    lines: list[str] = []
    every = [*body.split("\n"), ""]
    for number, (line, code) in enumerate(zip(every, fenced(every), strict=True), start=first):
        row = line.lstrip().startswith(("|", "#")) or is_rule(line)
        if lines and (code or row or not line.strip()):
            yield number - len(lines), "\n".join(lines)
            lines = []
        if row and not code:
            yield number, line
        elif line.strip() and not code:
            lines.append(line)


def _passed(block: str) -> int:
    """How many signs lie between brackets and their ends, from each of them; the end of the block ends them all."""
    passed = 0
    brackets: list[int] = []
    targets: list[int] = []
    for sign in _BRACKET.finditer(block):
        place = sign.start()
        if sign[0] == "[":
            brackets.append(place)
        elif sign[0] in ("]", "](") and brackets:
            passed += place - brackets.pop()
        if sign[0] == "](":
            targets.append(place)
        elif sign[0] == ")" and targets:
            passed += place - targets.pop()
    return passed + sum(len(block) - place for place in (*brackets, *targets))
