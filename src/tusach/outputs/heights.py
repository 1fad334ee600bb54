"""How tall the parts of a long text will be, so that a browser need not draw those out of sight to know."""

from __future__ import annotations

import re

# Steps of a third: a guess that is somewhat too large only makes the scroll bar a little longer; one that is too small
# lets links of a part not yet drawn lie over those of the next.
_FIRST, _STEP, _COUNT = 400.0, 1.3, 22
# Pixels of a phone's page for a character and for a block, as measured on laws at 360 px; a wide page needs two thirds.
_CHARACTER, _BLOCK, _SPARE, _WIDE = 0.95, 27.0, 1.2, 0.66
_TOKEN = re.compile(
    r'(?P<open><section class="part")|(?P<close></section>)|(?P<shut><details(?![^>]*\bopen\b)[^>]*>)|(?P<end></details>)'
    r"|(?P<block><(?:p|li|h[2-6]|tr|summary)\b[^>]*>)|<[^>]*>|(?P<text>[^<]+)"
)


def with_heights(html: str) -> str:
    """Each `<section class="part">` gets a class for its height, with that of the parts in it."""
    heights: list[float] = []
    opened: list[int] = []
    folded = 0
    for token in _TOKEN.finditer(html):
        kind = token.lastgroup
        if kind == "open":
            opened.append(len(heights))
            heights.append(0.0)
        elif kind == "close" and opened:
            opened.pop()
        elif kind in ("shut", "end"):
            folded = max(0, folded + (1 if kind == "shut" else -1))
        elif kind in ("block", "text") and not folded:
            grown = _BLOCK if kind == "block" else _CHARACTER * len(token[0])
            for number in opened:
                heights[number] += grown
    rows = iter(heights)
    return re.sub(r'<section class="part"', lambda _: f'<section class="part tall-{_step(next(rows))}"', html)


def _step(height: float) -> int:
    size, step = _FIRST, 0
    while size < height * _SPARE and step < _COUNT - 1:
        size, step = size * _STEP, step + 1
    return step


def heights_css() -> str:
    """The rules for those classes."""
    steps = "".join(f".tall-{step}{{--tall:{_FIRST * _STEP**step:.0f}px}}" for step in range(_COUNT))
    return f"{steps}@media(min-width:700px){{.part{{--much:{_WIDE}}}}}"
