"""What is issued with a text and stands after it: rules, forms, lists, tables, notes, each under a heading of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tusach.importing.frame import annex_label, attachments, is_title, opens_annex, opens_rules
from tusach.importing.word import Line

_UNNAMED = "Phụ lục"
_MOST_TITLE_LINES = 3
# So many lines below its title an annex says "(Ban hành kèm theo Quyết định …)".
_NEAR = 7


@dataclass(frozen=True)
class Annex:
    """One annex: its `label` ("Mẫu số 01") and `name` ("ĐƠN XIN PHÉP"), either may be missing, and its other `lines`.

    `rules` tells that it has units of its own, as a QUY CHẾ has; the Điều of a form are no units.
    """

    label: str
    name: str
    lines: tuple[Line, ...]
    rules: bool = False

    @property
    def is_appendix(self) -> bool:
        """Whether it is called Phụ lục."""
        return self.label.lower().startswith("phụ lục")

    @property
    def heading(self) -> str:
        """What stands over it; "Phụ lục" where it says nothing itself."""
        return ". ".join(part for part in (self.label, self.name) if part) or _UNNAMED


def annexes(lines: Sequence[Line]) -> Iterator[Annex]:
    """The annexes in their order; every line stands in one of them."""
    parts: list[list[Line]] = []
    for place, line in enumerate(lines):
        if not parts or _opens(lines, place, parts[-1]):
            parts.append([])
        parts[-1].append(line)
    return map(_annex, parts)


def _opens(lines: Sequence[Line], place: int, part: Sequence[Line]) -> bool:
    """Whether the line does not go on with the annex that the lines of `part` are."""
    line = lines[place]
    if line.rows or not opens_annex(line.text):
        return False
    open_ = _annex(part[: _MOST_TITLE_LINES + 2])
    if label := annex_label(line.text):
        # The tables of a Phụ lục are numbered inside it.
        return not (open_.is_appendix and label[0].lower().startswith(("bảng", "biểu")))
    if not open_.lines and (open_.label or open_.name):
        return False
    return not (open_.label or open_.rules) or next(attachments(lines[place : place + _NEAR]), None) == 0


def _annex(part: Sequence[Line]) -> Annex:
    first, rest = part[0], list(part[1:])
    label, name = ("", "") if first.rows else annex_label(first.text) or ("", first.text)
    if not label and not is_title(name):
        return Annex("", "", tuple(part))
    titles = [name] if name else []
    while rest and len(titles) < _MOST_TITLE_LINES and not rest[0].rows and _goes_on(titles, rest[0].text):
        titles.append(rest.pop(0).text)
    name = " ".join(titles)
    return Annex(label, name, tuple(rest), opens_rules(name))


def _goes_on(titles: Sequence[str], text: str) -> bool:
    return is_title(text) and annex_label(text) is None and (not titles or titles[-1].isupper())
