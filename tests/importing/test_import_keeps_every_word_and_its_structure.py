import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.importing.word_files import DECISION, note, paragraph, run, table, word_file

from tusach.importing import import_file
from tusach.importing.structure import structured
from tusach.importing.word import Line
from tusach.law.provision import provisions
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.checks import check_bookcase
from tusach.shelf.settings import Settings


@pytest.fixture
def imported(tmp_path):
    def import_(*blocks, **parts):
        file = tmp_path / "van-ban.docx"
        file.write_bytes(word_file(*blocks, **parts))
        return import_file(file)

    return import_


def anchors(markdown):
    return [unit.anchor for unit in provisions(markdown)]


def test_a_local_decision_becomes_a_document_with_its_facts(imported):
    found = imported(*DECISION, notes=("Giờ mùa hè.",))
    facts = found.facts
    assert found.name == "05-2026-qd-ubnd.md"
    assert (facts.number, facts.type, facts.signer) == ("05/2026/QĐ-UBND", "Quyết định", "Nguyễn Văn Mẫu")
    assert (str(facts.issued), str(facts.effective)) == ("2026-01-05", "2026-01-15")
    assert [(one.kind, one.to) for one in facts.relations] == [("thay thế", "01/2020/QĐ-UBND")]
    assert found.facts.issuer == "Ủy ban nhân dân tỉnh Mẫu"
    assert found.todo == ("source",)
    assert found.words_lost == 0


def test_units_have_the_anchors_of_the_design(imported):
    assert anchors(imported(*DECISION, notes=("Giờ mùa hè.",)).markdown) == [
        "chuong-i",
        "dieu-1",
        "dieu-1-khoan-1",
        "dieu-1-khoan-2",
        "dieu-1-khoan-2-diem-a",
        "dieu-1-khoan-2-diem-d",
        "dieu-1-khoan-2-diem-dd",
        "dieu-2",
        "dieu-3",
        "dieu-3-khoan-1",
        "dieu-3-khoan-2",
    ]


def test_letterhead_and_signature_are_left_out_but_reasons_tables_and_footnotes_stay(imported):
    text = imported(*DECISION, notes=("Giờ mùa hè.",)).markdown.split("---\n")[2]
    for gone in ("CỘNG HÒA", "TM. ỦY BAN", "Nguyễn Văn Mẫu"):
        assert gone not in text
    for kept in ("Căn cứ Luật Tổ chức", "| Chợ huyện | Chủ nhật |", "Chợ họp từ 5 giờ[^1] đến", "[^1]: Giờ mùa hè."):
        assert kept in text


def test_the_document_stands_on_the_shelf_without_problems(imported, bookcase):
    found = imported(*DECISION, notes=("Giờ mùa hè.",))
    file = bookcase / "content/documents" / found.name
    file.write_text(found.markdown, encoding="utf-8")
    problems = Problems()
    check_bookcase(read_bookcase(bookcase, Settings(), problems), problems)
    assert problems.as_text() == (
        "content/documents/05-2026-qd-ubnd.md:13: mục `source` chưa điền - thay dấu … bằng nội dung, ví dụ `source: https://vbpl.vn/`"
    )
    file.write_text(found.markdown.replace("source: …", "source: https://example.org/"), encoding="utf-8")
    problems = Problems()
    check_bookcase(read_bookcase(bookcase, Settings(), problems), problems)
    assert problems.as_text() == ""


def test_what_cannot_be_read_is_left_as_a_thing_to_do(imported, bookcase):
    found = imported("Điều 1. Một quy định", "Nội dung của quy định.")
    assert set(found.todo) == {"title", "number", "type", "issuer", "issued", "source"}
    (bookcase / "content/documents/thieu.md").write_text(found.markdown, encoding="utf-8")
    problems = Problems()
    check_bookcase(read_bookcase(bookcase, Settings(), problems), problems)
    told = problems.as_text()
    assert all(f"mục `{name}` chưa điền" in told for name in ("number", "issued", "source"))


def test_importing_twice_gives_the_same_bytes(imported):
    assert imported(*DECISION).markdown == imported(*DECISION).markdown


def test_text_is_in_one_unicode_form(imported):
    found = imported(*(unicodedata.normalize("NFD", block) for block in DECISION if not block.startswith("<w:")))
    assert unicodedata.is_normalized("NFC", found.markdown)


def test_glued_clauses_are_parted_only_where_the_numbering_proves_it(imported):
    glued = imported("Điều 1. Quyền", "1. Nộp đơn tại Tòa án.2. Trực tiếp hoặc qua bưu điện.", "3. Rút đơn.")
    assert anchors(glued.markdown) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-1-khoan-3"]
    whole = imported("Điều 1. Quyền", "1. Xem mục 1.2. Bảng giá.", "2. Rút đơn.")
    assert anchors(whole.markdown) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2"]


def test_an_amendment_quotes_articles_without_becoming_them(imported):
    text = imported(
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật Mẫu",
        "1. Sửa đổi, bổ sung Điều 5 như sau:",
        "“Điều 5. Tên mới",
        "1. Khoản mới.",
        "2. Khoản mới nữa.”.",
        "2. Bãi bỏ Điều 6.",
        "Điều 2. Hiệu lực thi hành",
        "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.",
    ).markdown
    assert anchors(text) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2"]
    assert "> “Điều 5. Tên mới" in text


def test_a_quotation_that_is_never_closed_does_not_swallow_the_law(imported):
    text = imported(
        "Điều 1. Sửa đổi",
        "1. Sửa đổi, bổ sung Điều 5 như sau:",
        "“Điều 5. Tên mới",
        "1. Khoản mới.",
        "2. Sửa đổi, bổ sung khoản 1 Điều 7 như sau:",
        "“1. Câu mới.”",
        "Điều 2. Hiệu lực",
    ).markdown
    assert anchors(text) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2"]


def test_headings_in_their_many_forms(imported):
    text = imported(
        "Phần thứ nhất", "QUY ĐỊNH CHUNG", "Chương I: MỞ ĐẦU", "Mục 1. Một", "Điều 1: Hai chấm", "Chữ.",
        "Chương IINHỮNG ĐIỀU SAU", "Điều 2", "Không có tên, chỉ có quy định.", "Điểu 3. Gõ nhầm dấu",
        "Điều 4. Quy định viết ngay sau số, như luật cũ.", "Điều 5 của Luật này nói khác.", "PHỤ LỤC I", "DANH MỤC",
    ).markdown  # fmt: skip
    assert [line for line in text.split("\n") if line.startswith("#") and not line.startswith("# ")] == [
        "## Phần thứ nhất. QUY ĐỊNH CHUNG",
        "### Chương I. MỞ ĐẦU",
        "#### Mục 1. Một",
        "##### Điều 1. Hai chấm",
        "### Chương II. NHỮNG ĐIỀU SAU",
        "##### Điều 2. Không có tên, chỉ có quy định."[:13],
        "##### Điểu 3. Gõ nhầm dấu",
        "##### Điều 4.",
        "## PHỤ LỤC I. DANH MỤC",
    ]
    assert "Điều 5 của Luật này nói khác." in text


def test_names_in_capitals_are_names_even_when_they_start_like_a_mention(imported):
    text = imported("Chương I", "QUY ĐỊNH CHUNG", "Điều 1. A", "Chữ.", "Chương II", "NGHỊ QUYẾT", "Phần thứ ba TRUY TỐ", "Mục 1QUY ĐỊNH MỘT",
                    "Chương", "VIII QUYẾT ĐỊNH HÌNH PHẠT", "Điều 2. B", "Chữ.").markdown  # fmt: skip
    headings = [line.lstrip("# ") for line in text.split("---\n")[2].split("\n") if line.startswith("#")]
    assert headings == [
        "Chương I. QUY ĐỊNH CHUNG", "Điều 1. A", "Chương II. NGHỊ QUYẾT", "Phần thứ ba. TRUY TỐ", "Mục 1. QUY ĐỊNH MỘT",
        "Chương VIII. QUYẾT ĐỊNH HÌNH PHẠT", "Điều 2. B",
    ]  # fmt: skip


def test_an_office_named_in_the_last_paragraph_is_no_signature(imported):
    found = imported(*DECISION[:-3], "Điều 4. Trách nhiệm thi hành", "Chủ tịch Ủy ban nhân dân xã, trưởng thôn chịu trách nhiệm.", "Đoạn cuối.",
                     *DECISION[-3:], notes=("n",))  # fmt: skip
    assert "Chủ tịch Ủy ban nhân dân xã, trưởng thôn" in found.markdown
    assert "Đoạn cuối." in found.markdown
    assert "TM. ỦY BAN" not in found.markdown
    assert found.facts.signer == "Nguyễn Văn Mẫu"


def test_a_rule_about_passing_a_law_does_not_end_the_text(imported):
    text = imported(
        "Điều 1. Thông qua",
        "Nghị quyết này được Quốc hội thông qua khi quá nửa tán thành.",
        "Điều 2. Hiệu lực",
        "Có hiệu lực ngay.",
    ).markdown
    assert anchors(text) == ["dieu-1", "dieu-2"]
    assert "Có hiệu lực ngay." in text


def test_an_annex_with_headings_comes_after_the_signatures(imported):
    found = imported(*DECISION, "PHỤ LỤC I", "DANH MỤC CHỢ", "Mục 1. Chợ lớn", "Chợ huyện.", notes=("n",))
    assert found.facts.signer == "Nguyễn Văn Mẫu"
    assert "TM. ỦY BAN" not in found.markdown
    assert found.markdown.rstrip().split("[^1]:")[0].rstrip().endswith("Chợ huyện.")


def test_a_text_without_any_điều_is_kept_whole(imported):
    text = imported(
        DECISION[0], "Kế hoạch này có ba việc.", "Việc một.", table(("Việc", "Ngày"), ("Họp", "Chủ nhật"))
    ).markdown
    for words in ("Kế hoạch này có ba việc.", "Việc một.", "| Họp | Chủ nhật |"):
        assert words in text


def test_a_preamble_in_its_own_words_stays(imported):
    assert (
        "Sức khỏe là vốn quý nhất."
        in imported("LUẬT", "Bảo vệ sức khỏe", "Sức khỏe là vốn quý nhất.", "Điều 1. A", "Chữ.").markdown
    )


def test_a_text_issued_with_the_decision_follows_it(imported):
    found = imported(*DECISION, "QUY ĐỊNH", "Về chợ phiên", "(Ban hành kèm theo Quyết định số 05/2026/QĐ-UBND)", "Điều 1. Giờ họp", "Từ sáng.",
                     notes=("n",))  # fmt: skip
    assert found.facts.signer == "Nguyễn Văn Mẫu"
    assert "## QUY ĐỊNH\n\nVề chợ phiên" in found.markdown
    assert "TM. ỦY BAN" not in found.markdown
    assert anchors(found.markdown)[-1] == "dieu-1--2"


def test_numbers_that_word_counts_by_itself_become_text(imported):
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{look}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (look, text) in enumerate((("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)")))
    )
    numbering = f'<w:numbering {w}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>'
    )

    def item(depth, text):
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    rows = [
        item(0, "Phạm vi"),
        item(1, "Một"),
        item(2, "Điểm"),
        item(2, "Điểm"),
        item(1, "Hai"),
        item(0, "Đối tượng"),
        item(1, "Một"),
    ]
    found = imported(
        *rows, more={"word/numbering.xml": numbering.encode(), "word/_rels/document.xml.rels": rels.encode()}
    )
    assert anchors(found.markdown) == [
        "dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-1-diem-a", "dieu-1-khoan-1-diem-b", "dieu-1-khoan-2", "dieu-2", "dieu-2-khoan-1",
    ]  # fmt: skip


def test_signs_of_markdown_stay_signs(imported):
    text = imported(
        "Điều 1. Dấu",
        "Giá * 2 * 3 _x_ [a](b) <b> `c` # d",
        "- gạch đầu dòng",
        "+ cộng",
        "2026. năm",
        "#tag",
        "##hai",
        "#",
    ).markdown
    assert "Giá \\* 2 \\* 3 \\_x\\_ \\[a\\](b) &lt;b&gt; \\`c\\` # d" in text
    assert "\n– gạch đầu dòng\n" in text
    assert "\n\\+ cộng\n" in text
    assert "\n\\#tag\n\n\\##hai\n\n\\#\n" in text


def test_text_boxes_are_reported(imported):
    box = '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p/></w:txbxContent></v:textbox></w:pict></w:r></w:p>'
    found = imported("Điều 1. Một", "Chữ.", box)
    assert any("khung chữ" in what for what in found.dropped)


def test_words_that_could_not_be_read_are_named_and_no_others(imported):
    box = (
        '<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
        + paragraph("Chữ trong khung")
        + "</w:txbxContent></v:textbox></w:pict></w:r>"
    )
    edge = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>CÔNG BÁO/Số 5</w:t></w:r></w:p></w:hdr>'
    found = imported(*DECISION, paragraph("Thấy ", box), notes=("Ghi chú.",), more={"word/header1.xml": edge.encode()})
    assert [what for what in found.dropped if "từ quốc hiệu" not in what] == [
        "1 khung chữ (text box): chép tay nội dung nếu cần",
        "đoạn đọc không hết: “Chữ trong khung” - so với tệp gốc, chép tay phần thiếu",
        "3 từ ở đầu trang, chân trang: “CÔNG BÁO/Số 5”",
    ]


def test_words_in_marks_of_custom_xml_stay(imported):
    marked = '<w:customXml w:element="ten">{}</w:customXml>'
    rows = (
        table(("A", "B"), ("1", "2"))
        .replace("<w:tr>", marked.format("<w:tr>")[:-14], 1)
        .replace("</w:tr>", "</w:tr></w:customXml>", 1)
    )
    found = imported(
        *DECISION[:4],
        "Điều 1. Một",
        marked.format(paragraph("Đoạn.")),
        f"<w:p>{marked.format(run('Chữ.'))}</w:p>",
        rows,
    )
    assert "Đoạn.\n\nChữ.\n\n| A | B |\n|---|---|\n| 1 | 2 |" in found.markdown


@pytest.mark.parametrize(
    ("font", "written"),
    [
        (".VnTime", "§iÒu 1. Quy ®Þnh vÒ chî phiªn, ­u tiªn ng­êi d©n"),
        ("VNI-Times", "Ñieàu 1. Quy ñònh veà chôï phieân, öu tieân ngöôøi daân"),
    ],
)
def test_old_vietnamese_fonts_become_unicode(imported, font, written):
    text = imported(DECISION[0], paragraph(run(written, font)), paragraph("Chữ thường.")).markdown
    assert "Điều 1. Quy định về chợ phiên, ưu tiên người dân" in text
    assert imported(DECISION[0], paragraph(run("q", font)), "é và ê").markdown.count("é và ê") == 1


WORDS = st.sampled_from(
    ["Điều 1. Tên", "Điều 2", "1. Khoản", "2. Khoản.3. Dính", "a) Điểm;", "đ) Điểm", "“Điều 9. Trích", "hết.”", "Chương I",
     "CHƯƠNG IITÊN", "Mục 1", "Phần thứ hai", "PHỤ LỤC", "Luật này được Quốc hội thông qua ngày 1 tháng 2 năm 2020",
     "CHỦ TỊCH", "chữ thường", "như sau:", "Căn cứ Luật", '"']
)  # fmt: skip


@given(st.lists(WORDS | st.text(min_size=1, max_size=30)))
def test_any_lines_give_a_structure_and_no_line_is_lost(texts):
    lines = [Line(text) for text in texts]
    found = structured(lines)
    kept = "".join(f"{unit.label}{unit.heading}{unit.number}{unit.text}" for unit in found.body)
    kept += "".join(line.text for line in (*found.head, *found.closing))
    for text in texts:
        letters = [char for char in text if char.isalpha()]
        assert all(char in kept for char in letters)


@given(st.lists(WORDS, max_size=12))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_word_file_gives_a_document_that_keeps_its_words(imported, texts):
    assert imported(DECISION[0], *texts, table(("a", "b")), paragraph("x", note(1)), notes=("n",)).words_lost == 0
