"""Tables of a Word file on a regular grid: each value under its header, whatever cells were merged.

ECMA-376, part 1, section 17.4: a row may start or end some columns aside (gridBefore, gridAfter), a cell may cover several
columns (gridSpan) and rows (vMerge). pandoc reads no gridBefore and drops what stands beyond the columns it counts; so
each covered place gets a cell of its own before pandoc reads the file, with a mark that tells what covers it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Chosen outside of any text: covered by the cell to the left, by the cell above, and a place that a short row lacks.
_LEFT, _ABOVE, _LACKING = "\ue002", "\ue003", "\ue004"
_MARKS = str.maketrans("", "", _LEFT + _ABOVE + _LACKING)
_WIDEST = 64


def square(root: etree._Element) -> int:
    """Give every row of every table a cell for each place of its grid; how many tables were changed."""
    return sum(_squared(table) for table in root.iter(f"{W}tbl"))


def _squared(table: etree._Element) -> bool:
    before = etree.tostring(table)
    rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
    for row in rows:
        _fill_aside(row)
        for cell in _cells(row):
            _part(cell)
    width = max((len(_cells(row)) for row in rows), default=0)
    for row in rows:
        for _ in range(width - len(_cells(row))):
            row.append(_cell(_LACKING))
    return etree.tostring(table) != before


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def _fill_aside(row: etree._Element) -> None:
    properties = row.find(f"{W}trPr")
    for name in ("gridBefore", "gridAfter"):
        aside = properties.find(f"{W}{name}") if properties is not None else None
        if properties is not None and aside is not None:
            properties.remove(aside)
            place = row.index(properties) + 1 if name == "gridBefore" else len(row)
            for _ in range(_number(aside)):
                row.insert(place, _cell())


def _part(cell: etree._Element) -> None:
    """Put a marked cell into every place the cell covers; words that a covered cell hides stand for themselves."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return
    span = _number(properties.find(f"{W}gridSpan"))
    hidden = not any((text.text or "").strip() for text in cell.iter(f"{W}t"))
    above = hidden and _goes_on(properties.find(f"{W}vMerge"))
    beside = hidden and _goes_on(properties.find(f"{W}hMerge"))
    for name in ("gridSpan", "vMerge", "hMerge"):
        for one in properties.findall(f"{W}{name}"):
            properties.remove(one)
    for _ in range(span - 1):
        cell.addnext(_cell(_ABOVE if above else _LEFT))
    if above or beside:
        _say(cell, _ABOVE if above else _LEFT)


def _goes_on(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _number(element: etree._Element | None) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return min(int(value), _WIDEST) if value.isdigit() else 0


def _cell(text: str = "") -> etree._Element:
    cell = etree.Element(f"{W}tc")
    _say(cell, text)
    return cell


def _say(cell: etree._Element, text: str) -> None:
    for old in list(cell):
        cell.remove(old)
    run = etree.SubElement(etree.SubElement(cell, f"{W}p"), f"{W}r")
    etree.SubElement(run, f"{W}t").text = text


def words(text: str) -> str:
    """The text without the marks of covered places."""
    return text.translate(_MARKS)


def spread(rows: Sequence[Sequence[str]]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """The rows with the text of a merged cell in every place it covers, and what an editor should look at, in Vietnamese.

    A line across the whole table stands once, in the first column. Columns that no row parts are one; so are rows.
    """
    origins = _origins(rows)
    width = max(map(len, rows), default=0)
    columns = [place for place in range(width) if place == 0 or any(row[place] != row[place - 1] for row in origins)]
    kept = [
        rank for rank, row in enumerate(rows) if rank == 0 or any(text not in (_LEFT, _ABOVE, _LACKING) for text in row)
    ]
    places = [[origins[rank][place] for place in columns] for rank in kept]
    shown = tuple(tuple(_texts(row, rows)) for row in places)
    return shown, (*_merged(places, rows), *_short(rows))


def _origins(rows: Sequence[Sequence[str]]) -> list[list[tuple[int, int]]]:
    """For every place the row and the column of the cell that covers it."""
    out: list[list[tuple[int, int]]] = []
    for rank, row in enumerate(rows):
        line: list[tuple[int, int]] = []
        for place, text in enumerate(row):
            if text == _LEFT and place:
                line.append(line[place - 1])
            elif text == _ABOVE and rank:
                line.append(out[rank - 1][place])
            else:
                line.append((rank, place))
        out.append(line)
    return out


def _texts(row: Sequence[tuple[int, int]], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    across = len(set(row)) == 1
    for column, (rank, place) in enumerate(row):
        yield "" if across and column else words(rows[rank][place])


def _merged(places: Sequence[Sequence[tuple[int, int]]], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    covers = Counter(origin for row in places if len(set(row)) > 1 for origin in row)
    merged = sum(count > 1 and bool(words(rows[rank][place])) for (rank, place), count in covers.items())
    if merged:
        yield f"{merged} ô gộp, đã ghi nội dung vào từng ô mà nó phủ - xem lại bảng"


def _short(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for rank, row in enumerate(rows, start=1):
        if _LACKING in row:
            yield f"hàng {rank} ít ô hơn các hàng khác, giá trị có thể lệch cột - so với tệp gốc"
