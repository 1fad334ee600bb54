"""A document as Akoma Ntoso 3.0 (OASIS LegalDocML), made from its finished page; unofficial, and says so.

Phần is a part, Chương a chapter, Mục a section, Tiểu mục a subsection, Điều an article, khoản a paragraph, điểm a point.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from tusach.law.number import number_key
from tusach.outputs.html import blocks
from tusach.outputs.machine.names import expression_uri, work_uri
from tusach.shelf.fields import DocumentFields
from tusach.shelf.publication import Publication

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ELEMENTS = {
    "phan": ("part", "part"),
    "chuong": ("chapter", "chp"),
    "muc": ("section", "sec"),
    "tieu-muc": ("subsection", "subsec"),
    "dieu": ("article", "art"),
    "phu-luc": ("hcontainer", "att"),
    "khoan": ("paragraph", "para"),
    "diem": ("point", "point"),
}
_RANKS = {kind: rank for rank, kind in enumerate(_ELEMENTS)}
_RANKS["phu-luc"] = 0
_ANCHOR_PART = re.compile(r"(phan|chuong|tieu-muc|muc|dieu|phu-luc|khoan|diem)-")
_HEADING = re.compile(
    r"^(?P<num>(?:Phần|Chương|Mục|Tiểu mục|Đi[ềể]u|Phụ lục)\s+(?:thứ\s+\w+|\w+))\s*[.:]?\s*(?P<heading>.*)$",
    re.IGNORECASE,
)


def akoma_ntoso(item: Publication, html: str) -> bytes:
    """The XML of a document whose finished page content is `html`; `item` must be a document."""
    assert isinstance(item.fields, DocumentFields)
    root = etree.fromstring(f'<akomaNtoso xmlns="{NAMESPACE}"/>')
    act = _sub(root, "act", name=_name(item.fields), contains="originalVersion")
    act.append(_meta(item, item.fields))
    preface = _sub(act, "preface")
    _text(_sub(_sub(preface, "longTitle"), "p"), item.cited_as)
    kind = "Bản tóm lược, không phải nguyên văn" if item.fields.text == "digest" else "Bản tham khảo"
    _text(_sub(preface, "p"), f"{kind}. Bản chính thức: {item.fields.source}")
    builder = _Builder(act)
    for block in blocks(html):
        builder.add(block)
    builder.finish()
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _meta(item: Publication, fields: DocumentFields) -> etree._Element:
    meta = _element("meta")
    identification = _sub(meta, "identification", source="#tusach")
    day = (fields.effective or fields.issued).isoformat()
    levels = (
        ("FRBRWork", f"{work_uri(fields)}/!main", work_uri(fields), fields.issued.isoformat(), "#issuer"),
        ("FRBRExpression", f"{expression_uri(fields)}/!main", expression_uri(fields), day, "#issuer"),
        ("FRBRManifestation", f"{expression_uri(fields)}/!main.xml", f"{expression_uri(fields)}.akn", day, "#tusach"),
    )
    for name, this, uri, date, author in levels:
        level = _sub(identification, name)
        _sub(level, "FRBRthis", value=this)
        _sub(level, "FRBRuri", value=uri)
        _sub(level, "FRBRdate", date=date, name="Generation")
        _sub(level, "FRBRauthor", href=author, **{"as": "#author"})
        if name == "FRBRWork":
            _sub(level, "FRBRcountry", value="vn")
            _sub(level, "FRBRnumber", value=fields.number)
            _sub(level, "FRBRname", value=item.title)
            _sub(level, "FRBRauthoritative", value="false")
        if name == "FRBRExpression":
            _sub(level, "FRBRlanguage", language="vie")
        if name == "FRBRManifestation":
            _sub(level, "FRBRformat", value="application/akn+xml")
    references = _sub(meta, "references", source="#tusach")
    _sub(references, "TLCOrganization", eId="issuer", href="/ontology/organization/vn/issuer", showAs=fields.issuer)
    _sub(references, "TLCOrganization", eId="tusach", href="/ontology/organization/vn/tusach", showAs="tusach")
    _sub(references, "TLCRole", eId="author", href="/ontology/role/author", showAs="Author")
    return meta


def _name(fields: DocumentFields) -> str:
    return number_key(fields.type) or "act"


class _Builder:
    """Opens and closes units as the page goes by; every unit keeps the shape intro, children, wrapUp or content."""

    def __init__(self, act: etree._Element) -> None:
        self.act = act
        self.body: etree._Element | None = None
        self.open: list[tuple[int, etree._Element]] = []
        self.taken: set[str] = set()

    def add(self, block: lxml_html.HtmlElement) -> None:
        kind = next((name for name in (block.get("class") or "").split() if name in _ELEMENTS), "")
        if kind and block.get("id"):
            self.unit(kind, block)
        else:
            self.paragraph(block)

    def unit(self, kind: str, block: lxml_html.HtmlElement) -> None:
        rank = _RANKS[kind]
        while self.open and self.open[-1][0] >= rank:
            self.open.pop()
        name, _ = _ELEMENTS[kind]
        attributes = {"name": "phu-luc"} if name == "hcontainer" else {}
        unit = _sub(self.parent(), name, eId=self.eid(block.get("id") or ""), **attributes)
        self.open.append((rank, unit))
        words = _words(block)
        if kind in ("khoan", "diem"):
            number, _, text = words.partition(" ")
            _text(_sub(unit, "num"), number)
            _text(_sub(_sub(unit, "intro"), "p"), text)
        elif match := _HEADING.match(words):
            _text(_sub(unit, "num"), match["num"])
            if match["heading"]:
                _text(_sub(unit, "heading"), match["heading"])

    def parent(self) -> etree._Element:
        if self.body is None:
            self.body = _sub(self.act, "body")
        return self.open[-1][1] if self.open else self.body

    def eid(self, anchor: str) -> str:
        """`dieu-12-khoan-2-diem-dd` as art_12__para_2__point_dd: Điều are numbered through the whole document."""
        parts = _ANCHOR_PART.split(anchor)[1:]
        pairs = zip(parts[::2], parts[1::2], strict=True)
        eid = (
            "__".join(f"{_ELEMENTS[kind][1]}_{number.strip('-').replace('--', '-')}" for kind, number in pairs)
            or anchor
        )
        while eid in self.taken:
            eid += "-x"
        self.taken.add(eid)
        return eid

    def paragraph(self, block: lxml_html.HtmlElement) -> None:
        if self.body is None:
            preamble = self.act.find(f"{{{NAMESPACE}}}preamble")
            self.flow(_sub(self.act, "preamble") if preamble is None else preamble, block)
            return
        unit = self.open[-1][1] if self.open else _sub(self.body, "hcontainer", name="doan")
        last = unit[-1].tag if len(unit) else ""
        if last == f"{{{NAMESPACE}}}intro":
            self.flow(unit[-1], block)
        elif not len(unit) or last in (f"{{{NAMESPACE}}}num", f"{{{NAMESPACE}}}heading"):
            self.flow(_sub(unit, "intro"), block)
        else:
            self.flow(_sub(_sub(unit, "hcontainer", name="doan"), "content"), block)

    def flow(self, into: etree._Element, block: lxml_html.HtmlElement) -> None:
        tables = list(block.iter("table"))
        for table in tables:
            into.append(_table(table))
        if not tables:
            for paragraph in [one for one in block.iter("p", "li") if one is not block] or [block]:
                if words := _words(paragraph):
                    _text(_sub(into, "p"), words)

    def finish(self) -> None:
        """A unit without children has content, not an introduction to nothing."""
        if self.body is None:
            self.body = _sub(self.act, "body")
        if not len(self.body):
            _sub(_sub(_sub(self.body, "hcontainer", name="doan"), "content"), "p")
        for intro in list(self.body.iter(f"{{{NAMESPACE}}}intro")):
            if intro.getnext() is None:
                intro.tag = f"{{{NAMESPACE}}}content"
            if not len(intro):
                _sub(intro, "p")
        for unit in list(self.body.iter()):
            name = etree.QName(unit).localname
            if name in ("part", "chapter", "section", "subsection", "article", "hcontainer") and not _has_content(unit):
                _sub(_sub(unit, "content"), "p")


def _has_content(unit: etree._Element) -> bool:
    return any(etree.QName(child).localname not in ("num", "heading") for child in unit)


def _words(element: lxml_html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _table(table: lxml_html.HtmlElement) -> etree._Element:
    made = _element("table")
    for row in table.iter("tr"):
        out = _sub(made, "tr")
        for cell in row.iterchildren("td", "th"):
            _text(_sub(_sub(out, str(cell.tag)), "p"), _words(cell))
    return made


def _element(tag: str, /, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{NAMESPACE}}}{tag}", attributes)


def _sub(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _text(element: etree._Element, text: str) -> None:
    # XML 1.0 has no place for most control characters.
    element.text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
