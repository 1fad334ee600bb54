"""The look of our Word files: pandoc's reference document in the type and margins of Decree 30/2020/NĐ-CP, Annex I."""

from __future__ import annotations

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pypandoc
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FACE = "Times New Roman"
# Twentieths of a point; 20 mm above, below and right would be 1134, 30 mm left 1701 (Annex I, II.3).
_MARGINS = {"top": "1134", "bottom": "1134", "left": "1701", "right": "1134"}
_MOMENT = (1980, 1, 1, 0, 0, 0)


def reference_docx(target: Path) -> None:
    """Write the reference document to `target`."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    original = subprocess.run(command, check=True, capture_output=True).stdout
    with zipfile.ZipFile(BytesIO(original)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/styles.xml":
                data = _styles(data)
            elif name == "word/document.xml":
                data = _page(data)
            new.writestr(zipfile.ZipInfo(name, _MOMENT), data)


def _styles(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for fonts in root.iter(f"{_W}rFonts"):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(f"{_W}{script}", _FACE)
    for language in root.iter(f"{_W}lang"):
        language.set(f"{_W}val", "vi-VN")
    for defaults in root.iter(f"{_W}docDefaults"):
        for size in (*defaults.iter(f"{_W}sz"), *defaults.iter(f"{_W}szCs")):
            size.set(f"{_W}val", "28")
    for style in root.iter(f"{_W}style"):
        if style.get(f"{_W}styleId") == "Table":
            _ruled(style)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _ruled(style: etree._Element) -> None:
    properties = style.find(f"{_W}tblPr")
    if properties is None:
        properties = etree.SubElement(style, f"{_W}tblPr")
    borders = etree.SubElement(properties, f"{_W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(
            borders, f"{_W}{side}", {f"{_W}val": "single", f"{_W}sz": "4", f"{_W}space": "0", f"{_W}color": "808080"}
        )


def _page(data: bytes) -> bytes:
    root = etree.fromstring(data)
    body = root.find(f"{_W}body")
    assert body is not None
    section = body.find(f"{_W}sectPr")
    if section is None:
        section = etree.SubElement(body, f"{_W}sectPr")
    for old in section.findall(f"{_W}pgSz") + section.findall(f"{_W}pgMar"):
        section.remove(old)
    etree.SubElement(section, f"{_W}pgSz", {f"{_W}w": "11906", f"{_W}h": "16838"})
    margins = {f"{_W}{side}": value for side, value in _MARGINS.items()}
    etree.SubElement(
        section,
        f"{_W}pgMar",
        {**margins, **{f"{_W}{name}": "709" for name in ("header", "footer")}, f"{_W}gutter": "0"},
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
