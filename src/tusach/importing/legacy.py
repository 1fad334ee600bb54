"""Old Vietnamese font encodings inside a Word file: TCVN3 (.VnTime) and VNI, turned into Unicode run by run.

The bytes of such text are ordinary Latin letters that only a special font draws as Vietnamese, so the font of each run
decides. TCVN3: Vietnam standard TCVN 5712:1993 as the ABC fonts use it; VNI: the VNI for Windows table.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from tusach.importing.grid import square
from tusach.importing.numbering import read_numbering, write_numbers
from tusach.importing.safety import RefusedError
from tusach.law.vietnamese import nfc

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_SINGLE = dict(zip("ôöñíìæóòîÔÖÑÍÌÆÓÒÎ", "ơưđíìỉĩịỵƠƯĐÍÌỈĨỊỴ", strict=True))
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "ê": "\u0306",
    "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_PAIR = re.compile(r"([aeouyôöAEOUYÔÖ])([øùûõïâêàáåãäèéúüëØÙÛÕÏÂÊÀÁÅÃÄÈÉÚÜË])")


def from_tcvn3(text: str, capitals: bool = False) -> str:
    """TCVN3 text as Unicode; the fonts whose names end in H draw everything in `capitals`."""
    unicode = "".join(_TCVN3.get(char, char) for char in text)
    return unicode.upper() if capitals else unicode


def from_vni(text: str) -> str:
    """VNI text as Unicode."""

    def letter(match: re.Match[str]) -> str:
        base = _VNI_SINGLE.get(match[1], match[1])
        return nfc(base + _VNI_MARKS[match[2].lower()])

    parts = []
    last = 0
    for match in _VNI_PAIR.finditer(text):
        parts += [_singles(text[last : match.start()]), letter(match)]
        last = match.end()
    return "".join([*parts, _singles(text[last:])])


def _singles(text: str) -> str:
    return "".join(_VNI_SINGLE.get(char, char) for char in text)


def modernized(docx: bytes) -> tuple[bytes, int]:
    """The Word file with its automatic numbers written out, its tables on a regular grid and its legacy runs in Unicode.

    With it comes how many legacy runs it had. Raises RefusedError when the XML inside is broken.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    try:
        written = _numbered(parts) + _squared(parts)
        default = _default_font(parts.get("word/styles.xml", b""))
        changed = 0
        for name in [name for name in parts if re.fullmatch(r"word/(document|footnotes|endnotes)\.xml", name)]:
            parts[name], count = _converted(parts[name], default)
            changed += count
    except etree.XMLSyntaxError as error:
        raise RefusedError("phần XML trong tệp bị hỏng - mở bằng Word rồi lưu lại thành .docx") from error
    if not changed and not written:
        return docx, 0
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue(), changed


def _numbered(parts: dict[str, bytes]) -> int:
    if "word/numbering.xml" not in parts:
        return 0
    styles = parts.get("word/styles.xml")
    numbering = read_numbering(
        etree.fromstring(parts["word/numbering.xml"], _parser()),
        etree.fromstring(styles, _parser()) if styles else None,
    )
    root = etree.fromstring(parts["word/document.xml"], _parser())
    count = write_numbers(root, numbering)
    if count:
        parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return count


def _squared(parts: dict[str, bytes]) -> int:
    root = etree.fromstring(parts["word/document.xml"], _parser())
    count = _unwrapped(root) + square(root)
    if count:
        parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return count


def _unwrapped(root: etree._Element) -> int:
    """Put the content of custom XML marks in their place: Word shows it, pandoc passes it over (ECMA-376, 17.5.1)."""
    marks = len(list(root.iter(f"{_W}customXml")))
    if marks:
        etree.strip_elements(root, f"{_W}customXmlPr")
        etree.strip_tags(root, f"{_W}customXml")
    return marks


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _default_font(styles: bytes) -> str:
    if not styles:
        return ""
    fonts = etree.fromstring(styles, _parser()).find(f".//{_W}docDefaults//{_W}rFonts")
    return str(fonts.get(f"{_W}ascii") or "") if fonts is not None else ""


def _converted(xml: bytes, default: str) -> tuple[bytes, int]:
    root = etree.fromstring(xml, _parser())
    count = 0
    for run in root.iter(f"{_W}r"):
        fonts = run.find(f"{_W}rPr/{_W}rFonts")
        font = (fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or default) if fonts is not None else default
        if not font.startswith((".Vn", "VNI-")):
            continue
        count += 1
        for text in run.iter(f"{_W}t"):
            old = text.text or ""
            text.text = from_vni(old) if font.startswith("VNI-") else from_tcvn3(old, font.endswith("H"))
        for hyphen in run.findall(f"{_W}softHyphen"):
            # Word stores TCVN3's letter ư, U+00AD, as the element of a soft hyphen.
            letter = etree.Element(f"{_W}t")
            letter.text = "Ư" if font.endswith("H") else "ư"
            run.replace(hyphen, letter)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), count
