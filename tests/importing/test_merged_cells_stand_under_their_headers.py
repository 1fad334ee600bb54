"""Tables of Word with merged cells, shifted rows, frames and inner tables: a fee always stands under its own header."""

import pytest
from tests.importing.word_files import DECISION, paragraph, word_file

from tusach.importing import import_file

DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cell(text, *looks):
    return f"<w:tc><w:tcPr>{''.join(looks)}</w:tcPr>{text if text.startswith('<w:') else paragraph(text)}</w:tc>"


def wide(columns):
    return f'<w:gridSpan w:val="{columns}"/>'


def aside(where, columns=1):
    return f'<w:trPr><w:{where} w:val="{columns}"/></w:trPr>'


def rows(*each, grid=0):
    lines = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in each)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * grid}</w:tblGrid>{lines}</w:tbl>"


def plain(*texts):
    return tuple(cell(text) for text in texts)


@pytest.fixture
def imported(tmp_path):
    def import_(*blocks):
        file = tmp_path / "van-ban.docx"
        file.write_bytes(word_file(*DECISION[:4], "Điều 1. Giá vé", *blocks, "Điều 2. Hiệu lực", "Từ ngày ký."))
        return import_file(file)

    return import_


def grid(markdown):
    lines = [line for line in markdown.splitlines() if line.startswith("|") and "---" not in line]
    return [[text.strip() for text in line.strip("|").replace("\\|", "¦").split("|")] for line in lines]


TABLES = {
    "header of two rows": (
        rows(
            (cell("Bến", DOWN), cell("Giá vé", wide(2)), cell("Ghi chú", DOWN)),
            (cell("", GOES_ON), cell("Người"), cell("Xe máy"), cell("", GOES_ON)),
            (cell("Bến Trên", DOWN), *plain("3.000", "6.000", "ngày")),
            (cell("", GOES_ON), *plain("4.000", "7.000", "đêm")),
            plain("Bến Dưới", "5.000", "9.000", ""),
            grid=4,
        ),
        [
            ["Bến", "Giá vé", "Giá vé", "Ghi chú"],
            ["Bến", "Người", "Xe máy", "Ghi chú"],
            ["Bến Trên", "3.000", "6.000", "ngày"],
            ["Bến Trên", "4.000", "7.000", "đêm"],
            ["Bến Dưới", "5.000", "9.000", ""],
        ],
    ),
    "a span in the middle, over rows too": (
        rows(
            plain("A", "B", "C", "D"),
            (cell("1"), cell("miễn", wide(2), DOWN), cell("4")),
            (cell("5"), cell("", wide(2), GOES_ON), cell("8")),
            grid=4,
        ),
        [["A", "B", "C", "D"], ["1", "miễn", "miễn", "4"], ["5", "miễn", "miễn", "8"]],
    ),
    "a line across the table": (
        rows(plain("A", "B", "C"), (cell("I. Xe khách", wide(3)),), plain("1", "2", "3"), grid=3),
        [["A", "B", "C"], ["I. Xe khách", "", ""], ["1", "2", "3"]],
    ),
    "columns before and after": (
        rows(plain("A", "B", "C"), (aside("gridBefore"), *plain("2", "3")), (aside("gridAfter", 2), *plain("1")), grid=3),
        [["A", "B", "C"], ["", "2", "3"], ["1", "", ""]],
    ),
    "more cells than the declared grid": (
        rows(plain("A", "B", "C"), plain("1", "2", "3"), grid=1),
        [["A", "B", "C"], ["1", "2", "3"]],
    ),
    "columns that no row parts": (
        rows(
            (cell("A", wide(2)), cell("B", wide(4))), (cell("1", wide(2)), cell("2", wide(4))), grid=6,
        ),
        [["A", "B"], ["1", "2"]],
    ),
    "words in a covered cell": (
        rows(plain("A", "B"), (cell("x", DOWN), cell("1")), (cell("y", GOES_ON), cell("2")), grid=2),
        [["A", "B"], ["x", "1"], ["y", "2"]],
    ),
    "merged as old files do": (
        rows(
            (cell("A", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("B")), plain("1", "2", "3"), grid=3,
        ),
        [["A", "A", "B"], ["1", "2", "3"]],
    ),
    "whole rows merged": (
        rows(plain("A", "B"), (cell("x", DOWN), cell("1", DOWN)), (cell("", GOES_ON), cell("", GOES_ON)), plain("y", "2"), grid=2),
        [["A", "B"], ["x", "1"], ["y", "2"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("written", "wanted"), TABLES.values(), ids=TABLES)
def test_each_value_stands_under_its_header(imported, written, wanted):
    found = imported(written)
    assert grid(found.markdown) == wanted
    assert found.words_lost == 0


def test_a_table_in_an_annex_keeps_its_headers_too(imported):
    merged, wanted = TABLES["header of two rows"]
    annexed = imported("Chữ.", *DECISION[-3:], "BẢNG GIÁ", merged)
    assert grid(annexed.markdown) == wanted


def test_what_was_merged_or_may_stand_wrong_is_told_with_its_place(imported):
    short = rows(plain("Bến", "Giá", "Ngày"), plain("Bến Trên", "3.000"), grid=3)
    told = imported(rows(plain("a", "b")), short, TABLES["header of two rows"][0]).doubts
    assert told == (
        "bảng 2 “Bến | Giá | Ngày”: hàng 2 ít ô hơn các hàng khác, giá trị có thể lệch cột - so với tệp gốc",
        "bảng 3 “Bến | Giá vé | Giá vé | Ghi chú”: 4 ô gộp, đã ghi nội dung vào từng ô mà nó phủ - xem lại bảng",
    )
    assert imported(rows(plain("a", "b"))).doubts == ()


def test_repeated_words_are_not_counted_twice(imported):
    assert imported(TABLES["header of two rows"][0]).words == imported("Bến Giá vé Ghi chú Người Xe máy Bến Trên 3.000 6.000 ngày 4.000 7.000 đêm Bến Dưới 5.000 9.000").words  # fmt: skip


def test_a_table_in_a_cell_stays_readable_and_is_told(imported):
    inner = rows(plain("Giờ", "Giá"), plain("5 giờ", "3.000"), grid=2)
    found = imported(rows((cell("Bến"), cell(paragraph("Vé") + inner + paragraph("Ghi chú"))), plain("x", "y"), grid=2))
    assert grid(found.markdown)[0] == ["Bến", "Vé (Giờ ¦ Giá; 5 giờ ¦ 3.000) Ghi chú"]
    assert any("bảng con “Giờ | Giá”" in told for told in found.doubts)


def test_a_frame_of_one_cell_is_no_table(imported):
    framed = rows((cell(paragraph("Điều 2. Giờ chạy") + paragraph("1. Từ 5 giờ.")),), grid=1)
    text = imported("Chữ.", framed).markdown
    assert "\n## Điều 2. Giờ chạy\n\n1. Từ 5 giờ.\n" in text
