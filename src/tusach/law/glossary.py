"""The terms a law defines in its own Điều "Giải thích từ ngữ", each with the khoản that explains it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tusach.law.provision import provisions
from tusach.law.vietnamese import fold, syllables

# Rows of marks and blanks are taken whole (`*+`): tried at each length, a dotted line of a form would take minutes.
_TERM = re.compile(
    r"^(?:\d{1,3}[a-zđ]?\\?\.\s++)?[“\"*_]*+(?P<term>[^“”\":;.]{2,80}?)[”\"*_]*+"
    r"(?:\s++\((?P<aside>[^)]*+)\))?(?P<sign>\s+(?:là|bao\s+gồm|gồm|chỉ)\s+|:\s+)(?P<rest>.+)$"
)
_ALIAS = re.compile(r"(?:sau đây )?gọi (?:chung |tắt )?là\s+(?P<alias>[^,;)]+)")
_MOST_SYLLABLES = 16


@dataclass(frozen=True)
class Definition:
    """A `term` as the law writes it, the `text` that explains it, and the `anchor` of its khoản."""

    term: str
    text: str
    anchor: str


def definitions(markdown: str) -> tuple[Definition, ...]:
    """The definitions in a document kept as Markdown; () when it has no Điều of that name.

    Terms of one syllable are left out: they stand everywhere with other meanings.
    """
    lines = markdown.split("\n")
    units = provisions(markdown)
    found: list[Definition] = []
    inside = False
    for unit in units:
        if unit.kind == "dieu":
            inside = "giai thich tu ngu" in " ".join(fold(unit.heading).split())
        elif inside and unit.kind == "khoan" and (match := _TERM.match(lines[unit.line - 1])):
            names = [match["term"], *(alias["alias"] for alias in [_ALIAS.search(match["aside"] or "")] if alias)]
            text = f"{match['term']}{match['sign']}{match['rest']}"
            found += [Definition(name.strip(), text, unit.anchor) for name in names if _is_term(name)]
    return tuple(found)


def _is_term(name: str) -> bool:
    return 2 <= len(syllables(name)) <= _MOST_SYLLABLES
