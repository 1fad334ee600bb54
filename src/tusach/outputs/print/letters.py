"""Letters that no face of a book draws: what stands in their place on paper, and where editors find them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from tusach.outputs.print.book import Book
from tusach.outputs.print.faces import is_unseen, undrawn
from tusach.outputs.print.manuscript import Manuscript
from tusach.problem import Problem
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.fields import LectureFields
from tusach.shelf.lecture import cues_of
from tusach.shelf.links import beside, uncommented
from tusach.shelf.publication import Leaf, Publication

# Says that letters are missing, one for a word of them.
MISSING = "□"
# What books print of the front matter.
_FIELDS = (
    *("title", "summary", "question", "short_answer", "compiled_by", "approved_by", "issuer", "number", "license"),
    *("agency", "draft"),
)
# In HTML and in Markdown, what is not drawn.
_TAG = r"<[^>]*>"
_HIDDEN = re.compile(rf"{_TAG}|!\[[^\]]*\]|(?<=\])\((?:[^()\s]|\([^()]*\))*")
# Lines of one file that are told one by one.
_MOST = 30


@dataclass(frozen=True)
class _Pen:
    """Writes texts anew: a sign for each row of the letters `missing`, nothing or a blank for what shows nothing."""

    missing: frozenset[str]

    def plain(self, text: str) -> str:
        return self._odd.sub(self._written, text)

    def html(self, text: str) -> str:
        return re.sub(rf"({_TAG})|{self._odd.pattern}", lambda found: found[1] or self._written(found), text)

    @property
    def _odd(self) -> re.Pattern[str]:
        letters = re.escape("".join(sorted(self.missing)))
        return re.compile(f"[{letters}][{letters}\u200d\ufe0f]*")

    def _written(self, found: re.Match[str]) -> str:
        if not all(map(is_unseen, found[0])):
            return MISSING
        return " " if any(unicodedata.category(letter).startswith("Z") for letter in found[0]) else ""


def redrawn(book: Book, text: Manuscript) -> tuple[Book, Manuscript]:
    """The book and its text for paper, with a sign in the place of letters that no face draws. E-books and Word keep them."""
    missing = undrawn([text.html, *_texts(book), *(name for source in book.sources for name in source)])
    if not missing:
        return book, text
    pen = _Pen(missing)
    fresh = replace(
        book,
        label=pen.plain(book.label),
        title=pen.plain(book.title),
        author=pen.plain(book.author),
        opening=tuple(map(pen.plain, book.opening)),
        parts=tuple(replace(part, title=pen.plain(part.title), html=pen.html(part.html)) for part in book.parts),
        facts=tuple((name, pen.plain(value)) for name, value in book.facts),
        sources=tuple((pen.plain(name), address) for name, address in book.sources),
    )
    return fresh, replace(text, html=pen.html(text.html))


def _texts(book: Book) -> Iterator[str]:
    """What is printed of a book but for the names of others."""
    yield from (book.label, book.title, book.author, *book.opening, *(value for _, value in book.facts))
    for part in book.parts:
        yield from (part.title, unescape(re.sub(_TAG, "", part.html)))


def letters_not_printed(bookcase: Bookcase) -> Iterator[Problem]:
    """Each line of the bookcase with letters that stay out of printed books; of many lines in a file the last are one."""
    files: dict[str, list[tuple[int, str]]] = {}
    for item in bookcase.publications:
        files |= _files(item, bookcase)
    missing = _visible(undrawn(unescape(text) for lines in files.values() for _, text in lines))
    for path, lines in files.items() if missing else ():
        found = [(line, letters) for line, text in lines if (letters := missing.intersection(_drawn(text)))]
        for line, letters in found[:_MOST]:
            yield from _problems(path, line, letters)
        if rest := found[_MOST:]:
            yield from _problems(path, rest[0][0], frozenset().union(*(letters for _, letters in rest)), len(rest) - 1)


def letters_made(book: Book, bookcase: Bookcase) -> Iterator[Problem]:
    """Letters that stay out of a book and stand in no line of its publication: some extension of Markdown wrote them."""
    left = _visible(undrawn(_texts(book)))
    files = _files(bookcase.owner[book.path], bookcase) if left else {}
    if left := left.difference(*(_drawn(text) for lines in files.values() for _, text in lines)):
        yield from _problems(book.path, 1, left)


def _visible(letters: frozenset[str]) -> frozenset[str]:
    return frozenset(letter for letter in letters if not is_unseen(letter))


def _files(item: Publication, bookcase: Bookcase) -> dict[str, list[tuple[int, str]]]:
    """The lines of each file of a publication, with their numbers."""
    files = {leaf.path: list(_lines(leaf)) for leaf in item.leaves}
    if isinstance(item.fields, LectureFields) and (cues := cues_of(bookcase, item)):
        files[beside(item.path, item.fields.captions)] = [(cue.line, cue.text) for cue in cues]
    return files


def _lines(leaf: Leaf) -> Iterator[tuple[int, str]]:
    for name in _FIELDS:
        yield leaf.field_line(name), str(getattr(leaf.fields, name, ""))
    yield from enumerate(uncommented(leaf.body).split("\n"), start=leaf.line)


def _drawn(line: str) -> str:
    """What is drawn of a line of Markdown: no addresses, no words for those who do not see a picture."""
    return unescape(_HIDDEN.sub("", line))


def _problems(path: str, line: int, letters: frozenset[str], more: int = 0) -> Iterator[Problem]:
    private = sorted(letter for letter in letters if unicodedata.category(letter) == "Co")
    common = sorted(letters.difference(private))
    further = f" (và ở {more} dòng sau)" if more else ""
    if common:
        what = f"sách in không vẽ được {_named(common)}{further}"
        yield _warning(
            path, line, what, f"trang web vẫn đủ, sách in có dấu {MISSING} ở đó; muốn in đúng thì thay bằng chữ khác"
        )
    if private:
        what = f"ký hiệu riêng của Word hay của một phông chữ: {_named(private)}{further}"
        yield _warning(
            path, line, what, "máy khác và sách in không hiện được: xóa, hoặc thay bằng dấu thường dùng như - • →"
        )


def _named(letters: Sequence[str]) -> str:
    return ", ".join(f"“{one}” (U+{ord(one):04X})" if one.isprintable() else f"U+{ord(one):04X}" for one in letters)


def _warning(path: str, line: int, what: str, remedy: str) -> Problem:
    return Problem(path, line, what, remedy, "warning")
