"""Makes small Word files for the tests: real OOXML, part by part."""

import io
import zipfile
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_DOC_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
    'Target="footnotes.xml"/></Relationships>'
)


def run(text: str, font: str = "") -> str:
    """A run of text, in a font when named."""
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of runs; plain text becomes a run."""
    return "<w:p>" + "".join(one if one.startswith("<w:") else run(one) for one in runs) + "</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of plain cells."""
    cells = ("".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    grid = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def note(number: int) -> str:
    """The mark of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def word_file(*blocks: str, notes: tuple[str, ...] = (), more: dict[str, bytes] | None = None) -> bytes:
    """The bytes of a Word file; blocks that are plain text become paragraphs."""
    body = "".join(block if block.startswith("<w:") else paragraph(block) for block in blocks)
    feet = "".join(
        f'<w:footnote w:id="{rank}">{paragraph(text)}</w:footnote>' for rank, text in enumerate(notes, start=1)
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _DOC_RELS,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{body}</w:body></w:document>',
        "word/footnotes.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {_W}>{feet}</w:footnotes>',
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


DECISION = (
    table(
        ("ỦY BAN NHÂN DÂN\nTỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 05/2026/QĐ-UBND", "Mẫu, ngày 05 tháng 01 năm 2026"),
    ).replace("\n", "</w:t><w:br/><w:t>"),
    "QUYẾT ĐỊNH",
    "Ban hành quy định về chợ phiên",
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
    "Ủy ban nhân dân ban hành Quyết định ban hành quy định về chợ phiên.",
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    "1. Quyết định này quy định về chợ phiên.",
    "2. Quyết định này áp dụng với:",
    "a) Người bán;",
    "d) Người đi chợ;",
    "đ) Ban quản lý.",
    "Điều 2. Giờ họp chợ",
    paragraph("Chợ họp từ 5 giờ", note(1), " đến 12 giờ."),
    table(("Chợ", "Ngày họp"), ("Chợ huyện", "Chủ nhật")),
    "Điều 3. Hiệu lực thi hành",
    "1. Quyết định này có hiệu lực từ ngày 15 tháng 01 năm 2026.",
    "2. Quyết định số 01/2020/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Nguyễn Văn Mẫu",
)
