"""Letters that come along when text is copied: nobody sees them, or they mean something in one program alone."""

from __future__ import annotations

import re

# Word's own line and page breaks stand within a line of ours; its hyphen that never breaks is a hyphen.
_MEANT = {0x0B: " ", 0x0C: " ", 0x1C: " ", 0x1D: " ", 0x1E: "-", 0x85: " ", 0x2028: " ", 0x2029: " "}
_CONTROLS = {*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A, 0x0D}
# Hyphens and marks that show nothing, and what Unicode never makes a letter (chapter 23.7).
_UNSEEN = {0xAD, 0x180E, 0x2060, 0xFEFF, *range(0xFFF9, 0xFFFC)}
# What turns the direction of a line (Unicode Annex 9, 2): no script of Vietnam needs it, and one such sign prints a page backwards.
_TURNING = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_NEVER = {*range(0xFDD0, 0xFDF0), *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))}
_TABLE: dict[int, str | None] = {**dict.fromkeys(_CONTROLS | _UNSEEN | _TURNING | _NEVER), **_MEANT}
# Khmer and Thai part their words by them and emoji are joined by them; beside Latin letters they only hide words from a search.
_LATIN = r"[\x00-\u024f\u1e00-\u1eff]"
_JOINERS = re.compile(rf"(?:(?<={_LATIN})|^)[\u200b-\u200d]+|[\u200b-\u200d]+(?={_LATIN}|$)")
# Symbol and Wingdings have their signs here: a bullet where a line begins.
_BULLET = re.compile(r"^([ \t>]*)[\uf020-\uf0ff][ \t\u00a0]*(?=\S)", re.MULTILINE)


def seen(text: str) -> str:
    """The text without what nobody sees: controls, marks of byte order, soft hyphens; its lines stay as they are.

    Line breaks within a paragraph of Word become blanks.
    """
    return _JOINERS.sub("", text.translate(_TABLE))


def with_bullets(markdown: str) -> str:
    """The Markdown with lists where lines begin with a bullet of Word's in a face of its own (U+F0B7, U+F0A7, U+F0D8 …)."""
    return _BULLET.sub(r"\1- ", markdown)
