"""Parts of EPUB and Word files, both of them archives, that pandoc leaves faulty where headings and notes show pictures."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

_NAV = "EPUB/nav.xhtml"
_NOTES, _LEADING, _LEADING_TEXT = (
    f"word/{one}" for one in ("footnotes.xml", "_rels/footnotes.xml.rels", "_rels/document.xml.rels")
)


def words_in_contents(epub: Path) -> None:
    """Take the pictures of headings out of the contents of an EPUB: pandoc names them there, and they lie nowhere."""
    parts = _parts(epub)
    if b"<img" in parts[_NAV]:
        _pack(epub, {_NAV: re.sub(rb"<img\b[^>]*/>", b"", parts[_NAV])})


def pictures_of_notes(docx: Path) -> None:
    """Lead the footnotes of a Word file to their pictures: pandoc leads the text alone there, and Word calls such a file damaged.

    Each part has relationships of its own (ECMA-376-2, 8.3); pandoc numbers those of all parts as one.
    """
    parts = _parts(docx)
    if b"r:embed" in parts.get(_NOTES, b""):
        root = etree.fromstring(parts[_LEADING])
        root.extend([one for one in etree.fromstring(parts[_LEADING_TEXT]) if one.get("Type", "").endswith("/image")])
        _pack(docx, {_LEADING: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def _parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(file: Path, fresh: dict[str, bytes]) -> None:
    """Write the archive anew with these parts in place of its own, the others, their order and their days as they were."""
    with zipfile.ZipFile(file) as old:
        parts = [(info, fresh.get(info.filename, old.read(info))) for info in old.infolist()]
    with zipfile.ZipFile(file, "w") as new:
        for info, data in parts:
            new.writestr(info, data)
