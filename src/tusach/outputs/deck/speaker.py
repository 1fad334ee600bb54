"""What the speaker says and nobody sees: the part of a quotation from "Lời giảng:" on."""

from __future__ import annotations

import re

from lxml import html as lxml_html

from tusach.outputs.deck.flow import flow, inside, piece

_SPOKEN = re.compile(r"\s*lời giảng(?:\s*[:：.–—-]+\s*|[ \t]*\n\s*|\s*$)", re.IGNORECASE)
# In the middle of a paragraph only the colon tells it from a sentence.
_LATER = re.compile(r"\n(?=\s*lời giảng\s*[:：])", re.IGNORECASE)
_BOLD = re.compile(r"\s*lời giảng\s*[:：.]?\s*", re.IGNORECASE)

Blocks = list[lxml_html.HtmlElement]


def parted(quotation: lxml_html.HtmlElement) -> tuple[Blocks, Blocks]:
    """The blocks of a quotation that are shown, and those that are said, without the sign that they are."""
    shown: Blocks = []
    said: Blocks = []
    for block in (line for one in inside(quotation) for line in _lines(one)):
        end = 0 if said else _sign(block)
        if said or end:
            said.append(piece(block, end, len(flow(block))) if end else block)
        else:
            shown.append(block)
    return shown, [block for block in said if flow(block).strip()] or said


def _lines(block: lxml_html.HtmlElement) -> Blocks:
    """A paragraph in two, where one of its lines begins what is said."""
    text = flow(block)
    found = _LATER.search(text) if block.tag == "p" else None
    return [piece(block, 0, found.start()), piece(block, found.end(), len(text))] if found else [block]


def _sign(block: lxml_html.HtmlElement) -> int:
    """Where the words begin after the sign, 0 when the block has none."""
    text = flow(block)
    found = _SPOKEN.match(text)
    first = block[0] if len(block) and not (block.text or "").strip() else None
    if found is None and first is not None and first.tag in ("strong", "b", "em") and _BOLD.fullmatch(flow(first)):
        after = len(block.text or "") + len(flow(first))
        return after + len(text[after:]) - len(text[after:].lstrip())
    return found.end() if found else 0
