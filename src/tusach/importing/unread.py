"""Words of a Word file that its reader passed over: none may go without a word to the editor."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Kept by Word beside the text: what was moved away, and a second copy for old versions.
_BESIDE = (f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_NOTE = re.compile("\ue000\\d+\ue001")


def unread(docx: bytes, read: Iterable[str]) -> Iterator[str]:
    """What the file says and the texts `read` from it do not, in Vietnamese: paragraphs, then headers and footers."""
    letters = _letters(" ".join(_NOTE.sub("", text) for text in read))
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for text in _missing(_paragraphs(archive.read("word/document.xml")), letters):
            yield f"đoạn đọc không hết: “{text}” - so với tệp gốc, chép tay phần thiếu"
        edges = [name for name in archive.namelist() if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
        texts = dict.fromkeys(text for name in sorted(edges) for text in _paragraphs(archive.read(name)))
    shown = [text for text in texts if re.search(r"[^\W\d_]{2}", text)]
    if shown:
        quoted = " ".join(f"“{text}”" for text in shown)
        yield f"{sum(len(text.split()) for text in shown)} từ ở đầu trang, chân trang: {quoted}"


def _missing(paragraphs: Sequence[str], letters: str) -> Iterator[str]:
    place = 0
    for text in paragraphs:
        wanted = _letters(text)
        found = letters.find(wanted, place)
        if found < 0:
            found = letters.find(wanted)
        if found < 0:
            yield text
        else:
            place = found + len(wanted)


def _paragraphs(xml: bytes) -> list[str]:
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    texts: dict[etree._Element, list[str]] = {}
    for element in root.iter(f"{W}t"):
        above = list(element.iterancestors())
        paragraph = next((one for one in above if one.tag == f"{W}p"), None)
        if paragraph is not None and not any(one.tag in _BESIDE for one in above):
            texts.setdefault(paragraph, []).append(element.text or "")
    return [" ".join("".join(parts).split()) for parts in texts.values()]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))
