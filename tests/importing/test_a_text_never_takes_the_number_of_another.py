"""Which document a file is: its own head says so, never a law that it cites; and no document gives way to another."""

import pytest
from click.testing import CliRunner
from tests.importing.word_files import DECISION, table, word_file

from tusach.cli import main
from tusach.importing import RefusedError

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
LAW = (
    "LUẬT",
    "CHỢ PHIÊN",
    "Căn cứ Hiến pháp;",
    "Quốc hội ban hành Luật Chợ phiên.",
    "Điều 1. Phạm vi",
    "Luật này quy định về chợ.",
)
GROUNDS = (
    "Luật Giao thông đường thủy nội địa số 23/2004/QH11;",
    "Nghị định số 08/2021/NĐ-CP ngày 28 tháng 01 năm 2021 của Chính phủ;",
    "Bộ luật Dân sự số 91/2015/QH13;",
)
ARTICLES = (
    "Điều 1. Sửa đổi",
    "Sửa đổi Quyết định số 01/2020/QĐ-UBND.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Nguyễn Văn Mẫu",
)


def letterhead(number):
    return table(
        ("ỦY BAN NHÂN DÂN\nTỈNH MẪU", "\n".join(MOTTO)), (number, "Mẫu, ngày 05 tháng 01 năm 2026")
    ).replace("\n", "</w:t><w:br/><w:t>")  # fmt: skip


@pytest.mark.parametrize(
    "own",
    ["Số:      /QĐ-UBND", "Số: …/2026/QĐ-UBND", "Số ……/QĐ-UBND", "Số: ___/QĐ-UBND", "Số: .../.../QĐ-UBND", "Số: xx/2026/QĐ-UBND",
     "Số:", "Số: /2026/QĐ-UBND Mẫu, ngày 05 tháng 01 năm 2026", "Số: (dự thảo)"],
)  # fmt: skip
def test_a_blank_number_stays_to_fill_in_whatever_the_text_cites(imported, own):
    title = ("QUYẾT ĐỊNH", "SỬA ĐỔI QUYẾT ĐỊNH VỀ BẾN ĐÒ", "SỐ 01/2020/QĐ-UBND")
    facts = imported(letterhead(own), *title, *GROUNDS, *ARTICLES).facts
    assert (facts.number, facts.type, facts.issuer) == ("", "Quyết định", "Ủy ban nhân dân tỉnh Mẫu")
    text = imported(letterhead(own), "QUYẾT ĐỊNH", "Về bến đò", *GROUNDS, *ARTICLES)
    assert 'number: "…"' in text.markdown
    assert imported(letterhead(own), "QUYẾT ĐỊNH", "Luật số 23/2004/QH11;", *ARTICLES).facts.number == ""
    assert text.name == "quyet-dinh-ve-ben-do.md"
    for ground in GROUNDS:
        assert ground in text.markdown


def test_without_a_number_of_its_own_none_is_taken(imported):
    facts = imported(letterhead(""), "QUYẾT ĐỊNH", "Sửa đổi Quyết định số 01/2020/QĐ-UBND", *GROUNDS, *ARTICLES).facts
    assert (facts.number, facts.issuer) == ("", "Ủy ban nhân dân tỉnh Mẫu")


OWN = {
    "table": ((letterhead("Số: 05/2026/QĐ-UBND"), "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
    "blanks in it": ((letterhead("Số: 05 / 2026 / QĐ - UBND"), "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
    "a dash": ((letterhead("Số: 05/2026/QĐ–UBND"), "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
    "the eth of old keyboards": ((letterhead("Số: 05/2026/Q\u00d0-UBND"), "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
    "broken after a slash": ((letterhead("Số: 05/2026/\nQĐ-UBND"), "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
    "broken after a hyphen": ((letterhead("Số: 05/2026/QĐ-\nUBND"), "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
    "named as ký hiệu": ((letterhead("Số ký hiệu: 05/2026/QĐ-UBND"), "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
    "with its type and day": ((*MOTTO, "ỦY BAN NHÂN DÂN TỈNH MẪU", "QUYẾT ĐỊNH SỐ 05/2026/QĐ-UBND NGÀY 05/01/2026", "VỀ BẾN ĐÒ"), "05/2026/QĐ-UBND"),
    "tabs": (
        ("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH MẪU\tĐộc lập - Tự do - Hạnh phúc",
         "Số: 05/2026/QĐ-UBND\tMẫu, ngày 05 tháng 01 năm 2026", "QUYẾT ĐỊNH", "Về bến đò"),
        "05/2026/QĐ-UBND",
    ),
    "full stops": ((MOTTO[0], f"{MOTTO[1]}.", "ỦY BAN NHÂN DÂN TỈNH MẪU", "Số: 05/2026/QĐ-UBND.", "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
    "title above": (
        ("Quyết định về bến đò số 05/2026/QĐ-UBND", "UBND TỈNH MẪU", "QUYẾT ĐỊNH", "Về bến đò"),
        "05/2026/QĐ-UBND",
    ),
    "gazette": (("CÔNG BÁO", "Số 1201/Ngày 10-11-2025", letterhead("Số: 05/2026/QĐ-UBND"), "QUYẾT ĐỊNH", "Về bến đò"), "05/2026/QĐ-UBND"),
}  # fmt: skip


@pytest.mark.parametrize(("head", "number"), OWN.values(), ids=OWN)
def test_the_number_of_its_own_head_is_taken_in_any_layout(imported, head, number):
    found = imported(*head, *GROUNDS, *ARTICLES)
    assert (found.facts.number, found.facts.issuer) == (number, "Ủy ban nhân dân tỉnh Mẫu")
    assert found.doubts == ()
    assert "Tự do" not in found.markdown


@pytest.mark.parametrize(
    "head",
    [
        (*MOTTO, "KẾ HOẠCH", "TUYÊN TRUYỀN LUẬT ĐẤT ĐAI", "Số: 31/2024/QH15"),
        ("Quyết định bãi bỏ Quyết định số 12/2020/QĐ-UBND", letterhead(""), "QUYẾT ĐỊNH", "Về bãi bỏ"),
    ],
    ids=["a plan about a law", "a title above that ends with what it repeals"],
)
def test_a_title_that_ends_with_a_number_gives_none(imported, head):
    assert imported(*head, "Căn cứ Hiến pháp;", "I. MỤC ĐÍCH", "1. Giúp dân.").facts.number == ""


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (("VIỆT NAM DÂN CHỦ CỘNG HÒA", "SẮC LỆNH", "Số 47-SL ngày 10 tháng 10 năm 1945", "GIỮ TẠM THỜI LUẬT LỆ"), "Sắc lệnh giữ tạm thời luật lệ"),
        (("SẮC LỆNH SỐ 47-SL NGÀY 10/10/1945", "CHỦ TỊCH CHÍNH PHỦ LÂM THỜI"), ""),
    ],
)  # fmt: skip
def test_a_decree_of_the_first_years_is_a_legal_text(imported, head, title):
    facts = imported(*head, "Xét Tuyên ngôn;", "Điều thứ 1: Cho đến khi có luật mới.").facts
    assert (facts.number, facts.title) == ("47-SL", title)


def test_a_constitution_keeps_its_preamble_out_of_its_title(imported):
    found = imported(
        *MOTTO, "HIẾN PHÁP", "NƯỚC VIỆT NAM MẪU", "LỜI NÓI ĐẦU", "Trải qua lịch sử.", "Điều 1", "Nước Mẫu."
    )
    assert found.facts.title == "Hiến pháp nước việt nam mẫu"
    assert "LỜI NÓI ĐẦU\n\nTrải qua lịch sử." in found.markdown


def test_grounds_in_the_table_of_the_letterhead_stay(imported):
    head = table((f"ỦY BAN NHÂN DÂN TỈNH MẪU\nSố: 05/2026/QĐ-UBND\nCăn cứ {GROUNDS[0]}", MOTTO[0])).replace(
        "\n", "</w:t><w:br/><w:t>"
    )
    found = imported(head, "QUYẾT ĐỊNH", "Về bến đò", *ARTICLES)
    assert found.facts.number == "05/2026/QĐ-UBND"
    assert GROUNDS[0] in found.markdown


def test_a_consolidated_text_keeps_its_own_number_and_type(imported):
    facts = imported(table(("VĂN PHÒNG QUỐC HỘI", MOTTO[0]), ("Số: 06/VBHN-VPQH", "Hà Nội, ngày 05 tháng 01 năm 2026")), "LUẬT", "CHỢ PHIÊN",
                     "Luật Chợ phiên số 77/2020/QH14 ngày 05 tháng 6 năm 2020 của Quốc hội, được sửa đổi bởi:",
                     "Luật số 11/2025/QH15;", "Điều 1. Phạm vi", "Chữ.").facts  # fmt: skip
    assert (facts.number, facts.type, facts.issuer) == ("06/VBHN-VPQH", "Văn bản hợp nhất", "Văn phòng Quốc hội")


def test_a_consolidated_text_without_its_letterhead_is_told_by_what_it_consolidates(imported):
    facts = imported("LUẬT", "CHỢ PHIÊN", "Luật Chợ phiên số 77/2020/QH14 ngày 05 tháng 6 năm 2020 của Quốc hội, được sửa đổi, bổ sung bởi:",
                     "Luật số 11/2025/QH15 ngày 01 tháng 7 năm 2025.", "Quốc hội ban hành Luật sửa đổi Luật Chợ phiên.", "Điều 1. Phạm vi", "Chữ.").facts  # fmt: skip
    assert (facts.number, facts.type, facts.title, facts.issuer) == ("", "Văn bản hợp nhất", "Luật chợ phiên", "")


def test_the_title_of_an_amending_text_keeps_which_text_it_amends(imported):
    enacts = "Chính phủ ban hành Nghị định sửa đổi một số điều của Nghị định số 08/2021/NĐ-CP quy định về đò ngang đã được sửa đổi năm 2023."
    facts = imported(
        table(("CHÍNH PHỦ", MOTTO[0]), ("Số: 88/2026/NĐ-CP", "")), "NGHỊ ĐỊNH", "SỬA ĐỔI", enacts, "Điều 1. Một", "Chữ."
    ).facts
    assert facts.title == "Nghị định sửa đổi một số điều của Nghị định số 08/2021/NĐ-CP quy định về đò ngang"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (("KẾ HOẠCH", "Kiểm tra bến đò năm 2026", "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"), "Kế hoạch kiểm tra bến đò năm 2026"),
        (("KẾ HOẠCH", "Kiểm tra", "Ủy ban ban hành Kế hoạch kiểm tra bến đò như sau:"), "Kế hoạch kiểm tra bến đò"),
        (("QUYẾT ĐỊNH", "Ban hành Quy chế quản lý bến đò"), "Quyết định ban hành Quy chế quản lý bến đò"),
    ],
)  # fmt: skip
def test_the_title_is_that_of_the_text_itself(imported, head, title):
    assert imported(letterhead("Số: 05/2026/QĐ-UBND"), *head, *ARTICLES).facts.title == title


def test_lines_drawn_with_underscores_keep_no_letterhead_in_the_text(imported):
    text = imported(
        MOTTO[0], MOTTO[1], "QUỐC HỘI", "_______", "Luật số: 77/2026/QH16", MOTTO[0], "_____", *LAW
    ).markdown
    assert text.split("---\n")[2].lstrip().startswith("Căn cứ Hiến pháp;")


NOT_LAW = {
    "handbook": ("SỞ TƯ PHÁP TỈNH MẪU", "SỔ TAY HÒA GIẢI", "LỜI NÓI ĐẦU",
                 "Theo khoản 1 Điều 2 Luật Hòa giải ở cơ sở số 35/2013/QH13, hòa giải là việc giúp nhau.", "Phần thứ nhất", "QUY ĐỊNH CHUNG"),
    "handbook that copies articles": ("SỔ TAY", "Cuốn sách này giúp hòa giải viên.", "Luật Hòa giải ở cơ sở số 35/2013/QH13", "Điều 1. Phạm vi", "Chữ."),
    "questions": ("HỎI ĐÁP", "Câu 1: Ai đăng ký khai sinh?", "Trả lời: Theo Luật Hộ tịch số 60/2014/QH13.", "Số: 60/2014/QH13"),
    "story": ("Bờ rào râm bụt", "Nhà bà Tư có bờ rào.", "Luật Đất đai số 31/2024/QH15"),
    "outline": ("ĐỀ CƯƠNG GIỚI THIỆU", "Luật Hòa giải ở cơ sở số 35/2013/QH13", "Luật có ba chương.", "Điều 3 giải thích từ ngữ."),
    "plan": ("KẾ HOẠCH", "Tuyên truyền Luật Đất đai số 31/2024/QH15", "I. MỤC ĐÍCH", "1. Giúp dân hiểu."),
    "letter": ("Kính gửi: Ủy ban nhân dân xã", "Tôi hỏi về Luật Đất đai số 31/2024/QH15."),
    "handbook with a law on its cover": (*MOTTO, "SỔ TAY", "LUẬT", "Luật số: 35/2013/QH13", "Điều 1. Phạm vi", "Chữ."),
    "a look at a law": ("TÌM HIỂU LUẬT ĐẤT ĐAI", "LUẬT", "Số: 31/2024/QH15", "Câu 1. Đất là gì"),
    "questions by articles": ("HỎI ĐÁP LUẬT ĐẤT ĐAI", "Điều 1. Phạm vi", "Hỏi: Luật nói gì?"),
    "a citizen's complaint": (*MOTTO, "ĐƠN KHIẾU NẠI", "Quyết định số: 12/2026/QĐ-UBND", "Kính gửi: Ủy ban nhân dân xã"),
    "named as the law": ("Luật Hòa giải ở cơ sở số 35/2013/QH13", "Luật này giúp dân hòa giải với nhau."),
}  # fmt: skip


@pytest.mark.parametrize("blocks", NOT_LAW.values(), ids=NOT_LAW)
def test_what_has_no_legal_head_of_its_own_is_refused_with_what_to_do(imported, blocks):
    with pytest.raises(RefusedError, match=r"không phải văn bản pháp luật.* - .*`tusach new`"):
        imported(*blocks)


DOUBTS = {
    "two numbers": (("Luật Chợ phiên số 77/2026/QH16", "Luật số: 77/2026/QH61", *MOTTO, *LAW), "77/2026/QH16", "cả 77/2026/QH16 và 77/2026/QH61"),
    "no term": ((*MOTTO, "Luật số: 75/2006/QH", *LAW), "75/2006/QH", "thiếu khóa Quốc hội"),
    "other type": ((letterhead("Số: 05/2026/NQ-UBND"), "QUYẾT ĐỊNH", "Về bến đò", *ARTICLES), "05/2026/NQ-UBND", "không phải số của Quyết định"),
    "other issuer": ((letterhead("Số: 05/2026/QĐ-TTg"), "QUYẾT ĐỊNH", "Về bến đò", *ARTICLES), "05/2026/QĐ-TTg", "không phải số của Ủy ban nhân dân tỉnh Mẫu"),
    "other year": ((letterhead("Số: 05/2020/QĐ-UBND"), "QUYẾT ĐỊNH", "Về bến đò", *ARTICLES), "05/2020/QĐ-UBND", "ngày ban hành là 05/01/2026"),
    "second document": ((*DECISION, letterhead("Số: 06/2026/QĐ-UBND"), "QUYẾT ĐỊNH", "Về giá vé", *ARTICLES), "05/2026/QĐ-UBND", "văn bản khác, số 06/2026/QĐ-UBND"),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "number", "told"), DOUBTS.values(), ids=DOUBTS)
def test_what_speaks_against_a_number_is_told_in_report_and_file(imported, blocks, number, told):
    found = imported(*blocks)
    assert found.facts.number == number
    assert told in found.report()
    assert any(line.startswith("# Cần xem lại:") and told in line for line in found.markdown.splitlines())


def test_a_blank_inside_a_number_is_closed(imported):
    found = imported(*MOTTO, "Luật số: 75/2006/QH 11", *LAW)
    assert found.facts.number == "75/2006/QH11"
    assert found.doubts == ()


@pytest.fixture
def run(bookcase, tmp_path):
    def run_(name, *blocks, options=()):
        file = tmp_path / f"{name}.docx"
        file.write_bytes(word_file(*blocks))
        return CliRunner().invoke(main, ["import", *options, str(file), "-f", str(bookcase / "mkdocs.yml")])

    return run_


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Quyết định ban hành quy định về chợ phiên", "Luật Hòa giải ở cơ sở"),
        ('type: "Quyết định"', 'type: "Chỉ thị"'),
        ("text: official", "text: digest"),
    ],
    ids=["another title", "another type", "an editor's digest"],
)
def test_another_document_on_the_shelf_is_never_replaced_and_both_are_named(run, bookcase, old, new):
    target = bookcase / "content/documents/05-2026-qd-ubnd.md"
    assert run("a", *DECISION).exit_code == 0
    target.write_text(target.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    before = target.read_text(encoding="utf-8")
    title = "Luật Hòa giải ở cơ sở" if "Luật" in new else "Quyết định ban hành quy định về chợ phiên"
    for options in ((), ("--overwrite",)):
        done = run("a", *DECISION, options=options)
        assert done.exit_code == 1
        assert (
            f"trên kệ là “{title}” số 05/2026/QĐ-UBND, tệp vừa đọc là “Quyết định ban hành quy định về chợ phiên” số 05/2026/QĐ-UBND"
            in done.output
        )
        assert "--overwrite" not in done.output
        assert target.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "change", [lambda text: text.replace("\n", "\r\n"), "\ufeff{}".format], ids=["line ends", "mark of order"]
)
def test_a_text_saved_by_windows_is_still_the_same_text(run, bookcase, change):
    assert run("a", *DECISION).exit_code == 0
    target = bookcase / "content/documents/05-2026-qd-ubnd.md"
    target.write_bytes(change(target.read_text(encoding="utf-8")).encode())
    assert "1 không đổi" in run("a", *DECISION).output


def test_without_a_number_a_title_of_another_day_is_another_document(run):
    first = (letterhead("Số:     /QĐ-UBND"), "QUYẾT ĐỊNH", "Giao dự toán năm", *GROUNDS, *ARTICLES)
    assert run("a", *first).exit_code == 0
    done = run("b", first[0].replace("2026", "2025"), *first[1:], options=("--overwrite",))
    assert "giữ văn bản khác" in done.output
    assert run("a", *first[:-1], "Trần Thị Mẫu", options=("--overwrite",)).exit_code == 0


def test_a_title_without_end_gives_a_name_that_any_disk_takes(run, bookcase):
    title = "Về việc quy định " + "rất dài " * 60
    for name, last in (("a", "một"), ("b", "hai")):
        done = run(name, letterhead("Số:     /QĐ-UBND"), "QUYẾT ĐỊNH", title + last, *GROUNDS, *ARTICLES)
    assert "giữ văn bản khác" in done.output
    assert [len(file.name) < 130 for file in (bookcase / "content/documents").glob("quyet-dinh*.md")] == [True]


def test_two_files_of_one_document_are_told_as_such_and_nobody_is_said_to_have_edited(run, bookcase, tmp_path):
    assert run("a", *DECISION).exit_code == 0
    other = (*DECISION[:-3], "3. Chữ khác.", *DECISION[-3:])
    later = run("b", *other)
    assert "trên kệ đã có văn bản này, nội dung khác tệp vừa đọc - dùng --overwrite" in later.output
    (bookcase / "content/documents/05-2026-qd-ubnd.md").unlink()
    together = run("b", *other, options=(str(tmp_path / "a.docx"), str(tmp_path / "a.docx")))
    assert f"cùng văn bản với {tmp_path / 'a.docx'}" in together.output
    assert "Tổng cộng: 1 đã ghi, 1 không đổi, 1 trùng văn bản." in together.output
    assert "sửa tay" not in later.output + together.output
    assert run("b", *other, options=("--overwrite",)).exit_code == 0


def test_two_provinces_with_one_number_are_not_called_one_document(run, tmp_path):
    (tmp_path / "khac.docx").write_bytes(word_file(*[block.replace("TỈNH MẪU", "TỈNH KHÁC") for block in DECISION]))
    done = run("a", *DECISION, options=(str(tmp_path / "khac.docx"),))
    assert "cơ quan khác" in done.output
    assert "cùng văn bản" not in done.output


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Bộ Lao động - Thương binh và Xã hội"),
        ("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("BỘ CÔNG AN", "Bộ Công an"),
        ("UBND ĐẶC KHU PHÚ QUỐC", "Ủy ban nhân dân đặc khu Phú Quốc"),
    ],
)
def test_who_issues_is_written_as_a_name(imported, shouted, written):
    head = table((shouted, MOTTO[0]), ("Số: 05/2026/QĐ-XYZ", "Mẫu, ngày 05 tháng 01 năm 2026"))
    assert imported(head, "QUYẾT ĐỊNH", "Về bến đò", *ARTICLES).facts.issuer == written
