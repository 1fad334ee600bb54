"""Numbers that Word counts by itself ("Điều %1."), written into the paragraphs, where a reader sees them too.

Without this a list loses its words: for pandoc "Điều 1." and "1." are both the first item of a list. Numbering as in
ECMA-376, part 1, section 17.9; bullets are left as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from tusach.importing.safety import RefusedError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The highest number that Word gives to an item of a list.
_MOST = 32767
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass
class Numbering:
    """The levels of each numbering by numId, the numbering of paragraph styles, and the counters as they run."""

    levels: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def mark(self, paragraph: etree._Element) -> str:
        """The number of the paragraph as Word prints it; "" when it has none or a bullet. Counts it."""
        number, depth = self._of(paragraph)
        levels = self.levels.get(number, {})
        if depth not in levels:
            return ""
        text, style, start = levels[depth]
        counts = self.counters[self.lists.get(number, number)]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if style == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            _, look, first = levels.get(level, ("", "decimal", 1))
            return _written(counts.get(level, first), look)

        return re.sub(r"%(\d)", shown, text)

    def _of(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        style = _value(properties.find(f"{W}pStyle"))
        own = properties.find(f"{W}numPr")
        inherited, level = self.styles.get(style, ("", 0))
        if own is None:
            return inherited, level
        number, depth = _value(own.find(f"{W}numId")) or inherited, _value(own.find(f"{W}ilvl"))
        return ("", 0) if number == "0" else (number, _counted(depth, level))


def read_numbering(numbering: etree._Element, styles: etree._Element | None) -> Numbering:
    """The numbering of a document from its numbering.xml and styles.xml."""
    abstract = {_attribute(one, "abstractNumId"): _levels(one) for one in numbering.iter(f"{W}abstractNum")}
    found = Numbering()
    for one in numbering.iter(f"{W}num"):
        number, base = _attribute(one, "numId"), _value(one.find(f"{W}abstractNumId"))
        found.levels[number] = dict(abstract.get(base, {}))
        restarted = False
        for override in one.iter(f"{W}lvlOverride"):
            start = _counted(_value(override.find(f"{W}startOverride")), -1)
            level = _counted(_attribute(override, "ilvl"), 0)
            if start >= 0 and level in found.levels[number]:
                text, style, _ = found.levels[number][level]
                found.levels[number][level] = (text, style, start)
                restarted = True
        # Lists of one abstract numbering go on counting together, unless one starts anew.
        found.lists[number] = number if restarted else f"abstract {base}"
    for look in styles.iter(f"{W}style") if styles is not None else ():
        properties = look.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            depth = _value(properties.find(f"{W}ilvl"))
            number = _value(properties.find(f"{W}numId"))
            found.styles[_attribute(look, "styleId")] = (number, _counted(depth, 0))
    return found


def write_numbers(root: etree._Element, numbering: Numbering) -> int:
    """Put each paragraph's number before its text as text; how many there were."""
    count = 0
    for paragraph in root.iter(f"{W}p"):
        mark = numbering.mark(paragraph)
        if not mark.strip():
            continue
        properties = paragraph.find(f"{W}pPr")
        assert properties is not None
        for old in properties.findall(f"{W}numPr"):
            properties.remove(old)
        none = etree.SubElement(properties, f"{W}numPr")
        etree.SubElement(none, f"{W}numId", {f"{W}val": "0"})
        run = etree.Element(f"{W}r")
        text = etree.SubElement(run, f"{W}t")
        text.text = f"{mark} "
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        properties.addnext(run)
        count += 1
    return count


def _levels(abstract: etree._Element) -> dict[int, tuple[str, str, int]]:
    found: dict[int, tuple[str, str, int]] = {}
    for level in abstract.iter(f"{W}lvl"):
        start = _counted(_value(level.find(f"{W}start")), 1)
        text, style = _value(level.find(f"{W}lvlText")), _value(level.find(f"{W}numFmt")) or "decimal"
        found[_counted(_attribute(level, "ilvl"), 0)] = (text, style, start)
    return found


def _counted(written: str, otherwise: int) -> int:
    """A number of a list, `otherwise` when none is written; raises RefusedError for one that Word itself does not take."""
    if not re.fullmatch(r"[0-9]+", written):
        return otherwise
    if len(written.lstrip("0")) > 5 or int(written) > _MOST:
        raise RefusedError(
            f"danh sách đánh số từ {written[:20]}, quá {_MOST} - mở bằng Word, đặt lại số bắt đầu của danh sách rồi lưu"
        )
    return int(written)


def _written(number: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        roman, rest = "", number
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman if style == "upperRoman" else roman.lower()
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _value(element: etree._Element | None) -> str:
    return str(element.get(f"{W}val") or "") if element is not None else ""


def _attribute(element: etree._Element, name: str) -> str:
    return str(element.get(f"{W}{name}") or "")
