"""The links and headings in a Markdown text, with their lines: enough to check them before anything is rendered."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from tusach.law.provision import fenced, with_anchors
from tusach.law.vietnamese import heading_slug, nfc

# A heading may stand in a quotation or in the indented body of a note.
_HEADING = re.compile(r"^(?P<indent>(?:>\s?| {4})*)(?P<marks>#{1,6})(?P<space>\s*)(?P<text>[^#\s].*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^(?:={2,}|-{2,})\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?P<list>[^}]*)\}\s*$")
_ANCHOR = re.compile(r"#(?P<id>[^\s.}]+)")
_CODE = re.compile(r"(?<!\\)(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")
_ENTITY = re.compile(r"&#?\w+;")
_ACCENTED = re.compile(r"(?:%[89a-f][0-9a-f])+", re.IGNORECASE)
_AFAR = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BRACKET = re.compile(r"[\[\]]")
_GAP = r"[ \t]*\n?[ \t>]*"
_TITLE = r"""(?:"(?:[^"\n]|"(?!\s*\))){0,1000}"|'(?:[^'\n]|'(?!\s*\))){0,1000}')"""
_INLINE = re.compile(
    rf"""\]\({_GAP}(?:<(?P<angle>[^<>\n]*)>|(?P<to>(?:[^()\n]|\((?:[^()\n]|\([^()\n]*+\))*+\))*?)){_GAP}{_TITLE}?{_GAP}\)"""
)
_REFERENCE = re.compile(
    rf"^(?:[ \t>]|[-*+][ ]|\d{{1,9}}[.)][ ])*+\[(?!\^)[^\[\]\n]+\]:{_GAP}(?:<(?P<angle>[^\s>]+)|(?P<to>[^\s<]\S*)(?=[ \t]*(?:$|[\"'(])))",
    re.MULTILINE,
)
_UNDESCRIBED = re.compile(r"!\[\s*\](?=[(\[])")
_HTML = re.compile(
    r"<(?:a|img|source|audio|video)\b[^<>]*?\b(?:href|src)\s*=\s*[\"']?(?P<to>[^\"'\s>]*)", re.IGNORECASE
)
_MARKUP = re.compile(r"[*_`~]|!?\[(?P<text>[^\]]*)\]\([^)]*\)|\[\^[^\]]*\]")


def beside(path: str, to: str) -> str:
    """The path in the bookcase of what a page at `path` calls `to`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), to))


def linked_path(path: str, to: str) -> str:
    """The path in the bookcase that the link `to` on a page at `path` leads to; "" for the web and for the page itself."""
    try:
        parts = urlsplit(to)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc or not parts.path else beside(path, unquote(parts.path))


def settled(to: str) -> str:
    """The target of a link as files are named: its entities and accented letters plain, in NFC; one to the web as it is."""
    if _AFAR.match(to):
        return to
    return nfc(_ACCENTED.sub(lambda part: unquote(part[0]), _ENTITY.sub(lambda entity: unescape(entity[0]), to)))


def asset_address(path: str, name: str) -> str:
    """The address on the site of a file that a page at `path` names: its cover, its film, its recording."""
    return f"tep/{beside(path, name)}"


@dataclass(frozen=True)
class Link:
    """A link's target as typed, its 1-based line in the text, and whether it is written as HTML."""

    to: str
    line: int
    html: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading: its `level` 1-6, its `text` without markup, its `anchor`, its 1-based line.

    `fault` is "" or says why others would not read it as a heading: "space" (`##Tên`), "underline" (a rule below it).
    """

    level: int
    text: str
    anchor: str
    line: int
    fault: str = ""


def uncommented(markdown: str) -> str:
    """The Markdown with blanks for its comments, sign for sign."""
    # A comment that nobody ends is none: a browser is shown it.
    end = markdown.rfind("-->") + 3
    return f"{_COMMENT.sub(_blanked, markdown[:end])}{markdown[end:]}" if end > 2 else markdown


def _blanked(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def prose(markdown: str) -> Iterator[tuple[int, str]]:
    """The lines that are text, with their 1-based numbers: code and comments left out."""
    lines = uncommented(markdown).split("\n")
    for number, (line, code) in enumerate(zip(lines, fenced(lines), strict=True), start=1):
        if not code:
            yield number, line


def links(markdown: str) -> tuple[Link, ...]:
    """Every link and image target, code and comments left out; "" for an empty target."""
    found: list[Link] = []
    line = last = 0
    for start, end, html in _targets(markdown):
        line, last = line + markdown.count("\n", last, start), start
        found.append(Link(settled(_ESCAPE.sub(r"\1", markdown[start:end])).strip(), line + 1, html))
    return tuple(found)


def undescribed(markdown: str) -> Iterator[int]:
    """The line of each picture without words for those who do not see it; code and comments left out."""
    for number, line in prose(markdown):
        yield from (number for _ in _UNDESCRIBED.finditer(_ESCAPE.sub("", _CODE.sub("", line))))


def redirected(markdown: str, to: Callable[[str], str]) -> str:
    """The Markdown with every link target exchanged for what `to` makes of it; code is left alone."""
    done: list[str] = []
    last = 0
    for start, end, html in _targets(markdown):
        if not html:
            done += [markdown[last:start], to(markdown[start:end])]
            last = end
    return "".join([*done, markdown[last:]])


def _targets(markdown: str) -> list[tuple[int, int, bool]]:
    """Where each target stands, in order, and whether it is written as HTML."""
    rows = dict(prose(markdown))
    plain = (rows.get(number, " " * len(line)) for number, line in enumerate(markdown.split("\n"), start=1))
    text = _ESCAPE.sub("\ufffc\ufffc", _CODE.sub(_blanked, "\n".join(plain)))
    opened, closed = 0, set[int]()
    for bracket in _BRACKET.finditer(text):
        opened += 1 if bracket[0] == "[" else -1
        if bracket[0] == "]" and opened >= 0:
            closed.add(bracket.start())
        opened = max(opened, 0)
    found = [match for match in _INLINE.finditer(text) if match.start() in closed]
    found += _REFERENCE.finditer(text)
    spans = [(*match.span("to" if match["angle"] is None else "angle"), False) for match in found]
    return sorted(spans + [(*match.span("to"), True) for match in _HTML.finditer(text)])


def headings(markdown: str) -> tuple[Heading, ...]:
    """Every heading with the anchor it will have on the page."""
    found: list[Heading] = []
    taken: dict[str, int] = {}
    above = ""
    for number, line in prose(markdown):
        match = _HEADING.match(line)
        if match:
            text, anchor = _named(match["text"])
            level, at, fault = len(match["marks"]), number, "" if match["space"] else "space"
        elif _UNDERLINE.match(line) and re.match(r"^[^\s#>|\-=]", above):
            text, anchor = _named(above)
            level, at, fault = (1 if line.startswith("=") else 2), number - 1, "underline"
        else:
            above = line
            continue
        anchor = anchor or _unique(heading_slug(text, "-"), taken)
        taken.setdefault(anchor, 0)
        found.append(Heading(level, text, anchor, at, fault))
        above = ""
    return tuple(found)


def document_anchors(markdown: str) -> frozenset[str]:
    """Every anchor of a document's body: its units, and headings that are none."""
    anchored = with_anchors(markdown)
    own = (match["id"] for match in re.finditer(r"^\{:? #(?P<id>[^\s.}]+)", anchored, re.MULTILINE))
    return frozenset(own) | {heading.anchor for heading in headings(anchored)}


def _named(text: str) -> tuple[str, str]:
    attributes = _ATTRIBUTES.search(text)
    anchor = _ANCHOR.search(attributes["list"]) if attributes else None
    plain = _MARKUP.sub(lambda match: match["text"] or "", _ATTRIBUTES.sub("", text))
    return plain.strip(), anchor["id"] if anchor else ""


def _unique(anchor: str, taken: dict[str, int]) -> str:
    """Python-Markdown's own rule for a second heading of the same name: `_1`, `_2` …; `taken` holds the last count of each."""
    if anchor not in taken:
        return anchor
    count = taken[anchor] + 1
    while f"{anchor}_{count}" in taken:
        count += 1
    taken[anchor] = count
    return f"{anchor}_{count}"
