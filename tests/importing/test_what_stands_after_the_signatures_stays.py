"""Annexes, forms, lists, tables and notes behind the signatures: only what is known to be letterhead or signature may go."""

import re
from datetime import date

import pytest
from tests.importing.word_files import DECISION, table

from tusach.law.provision import provisions

TEXT = (
    *DECISION[:4],
    "Điều 1. Phạm vi",
    "Quyết định này quy định về bến đò.",
    "Điều 2. Hiệu lực",
    "1. Quyết định này có hiệu lực kể từ ngày ký.",
    "2. Chánh Văn phòng chịu trách nhiệm thi hành./.",
)
RECIPIENTS = ("Nơi nhận:", "- Như Điều 2;", "- Sở Tư pháp;", "- Lưu: VT, NC.")
SIGNATURE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Nguyễn Văn Mẫu")
FEES = table(("Bến", "Giá vé"), ("Bến Trên", "3.000"))
FORM = (
    "Mẫu số 01", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "HỢP ĐỒNG CHẠY ĐÒ", "Điều 1. Bên A",
    "1. Tên đò: ……", "Điều 2. Bên B", "a) Số người: ……", "…, ngày … tháng … năm …", "NGƯỜI LÀM ĐƠN",
)  # fmt: skip
OWN_UNITS = ["dieu-1", "dieu-2", "dieu-2-khoan-1", "dieu-2-khoan-2"]


def columns(*cells):
    return table(cells).replace("\n", "</w:t></w:r></w:p><w:p><w:r><w:t>")


def after_the_text(found):
    """The blocks behind the last khoản of the text itself."""
    body = found.markdown.split("---\n", 2)[2]
    return [block for block in body.split("thi hành./.", 1)[1].split("\n\n") if block.strip()]


CLOSINGS = {
    "signature": SIGNATURE,
    "recipients, then signature": (*RECIPIENTS, *SIGNATURE),
    "signature, then recipients": (*SIGNATURE, *RECIPIENTS),
    "numbered recipients": ("Nơi nhận:", "1. Như Điều 2;", "2. Sở Tư pháp;", "3. Lưu: VT.", *SIGNATURE),
    "recipients without marks": ("Nơi nhận:", "Như Điều 2;", "Các xã, phường;", "Lưu VT.", *SIGNATURE),
    "one table row": (columns("Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Mẫu"),),
    "several table rows": (
        table(("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Như Điều 2;", "CHỦ TỊCH"), ("- Lưu: VT.", "Nguyễn Văn Mẫu")),
    ),
    "tabs": ("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", "- Như Điều 2;\tCHỦ TỊCH", "- Lưu: VT.\tNguyễn Văn Mẫu"),
    "two who sign": ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Nguyễn Văn A", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Trần Thị B"),
    "office over two lines": ("TM. ỦY BAN NHÂN DÂN", "TỈNH MẪU", "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    "office in small letters": ("TM. CHÍNH PHỦ", "Thủ tướng", "(Đã ký)", "Nguyễn Văn Mẫu"),
    "name in capitals": ("CHỦ TỊCH", "NGUYỄN VĂN MẪU"),
    "glued": ("CHỦ TỊCH QUỐC HỘIĐã ký: Nguyễn Văn Mẫu",),
    "signed by a computer": (
        "CHỦ TỊCH", "Signature Not Verified", "Ký bởi: Ủy ban nhân dân tỉnh Mẫu", "Email: ubnd@mau.example", "Cơ quan: Tỉnh Mẫu",
        "Thời gian ký: 05.01.2026 16:22:11 +07:00", "Nguyễn Văn Mẫu",
    ),
    "signed in brackets": ("CHỦ TỊCH", "[đã ký]", "Nguyễn Văn Mẫu", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "(Ký, ghi rõ họ tên)", "Trần Văn B"),
    "recipients without colon": ("Nơi nhận", *RECIPIENTS[1:], *SIGNATURE),
    "recipients in wrapped lines": (
        columns("Nơi nhận:\n- Như Điều 2;\n- Mặt trận Tổ quốc Việt Nam tỉnh\nvà các tổ chức thành viên;\n- Lưu: VT.\nHoa_25b", "CHỦ TỊCH\nNguyễn Văn Mẫu"),
    ),
    "recipients half marked": ("Nơi gửi:", "1/ Như Điều 2;", "Các sở, ban, ngành", "2/ Lưu: VT.", *SIGNATURE),
    "recipients with full stops": ("Nơi nhận:", "- Như Điều 2.", "- Sở Tư pháp.", "- Lưu: VT.", "- 15b", *SIGNATURE),
    "tabs, the name alone": ("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", "- Như Điều 2;\tCHỦ TỊCH", "- Lưu: VT.", "\tNguyễn Văn Mẫu"),
    "unsigned, then recipients": ("CHỦ TỊCH", *RECIPIENTS),
    "recipients in one line": ("Nơi nhận: Như Điều 2; Lưu: VT.", *SIGNATURE),
    "unsigned": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "certified copy": (
        *SIGNATURE, "VĂN PHÒNG", "CHỦ TỊCH NƯỚC", "Số: 22/SY-VPCTN", "SAO Y BẢN CHÍNH", "Hà Nội, ngày 04 tháng 12 năm 2020",
        "KT. CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "(Đã ký)", "Phạm Văn Sao",
    ),
}  # fmt: skip


@pytest.mark.parametrize("closing", CLOSINGS.values(), ids=CLOSINGS)
def test_a_list_after_any_form_of_signatures_stays_and_the_signatures_go(imported, closing):
    found = imported(*TEXT, *closing, "DANH SÁCH CHỦ ĐÒ", "1. Ông A, Bến Trên;", FEES)
    assert after_the_text(found) == [
        "## DANH SÁCH CHỦ ĐÒ",
        "1\\. Ông A, Bến Trên;",
        "| Bến | Giá vé |\n|---|---|\n| Bến Trên | 3.000 |\n",
    ]
    assert found.words_lost == 0


ANNEXES = {
    "a form": (FORM, ["## Mẫu số 01"]),
    "two forms": ((*FORM, "Mẫu số 02", "GIẤY PHÉP", "Cấp cho …"), ["## Mẫu số 01", "## Mẫu số 02. GIẤY PHÉP"]),
    "reports": (
        ("Biểu số 01-BC/ĐN", "BÁO CÁO", FEES, "Biểu số 02-BC/ĐN", "TỔNG HỢP", FEES),
        ["## Biểu số 01-BC/ĐN. BÁO CÁO", "## Biểu số 02-BC/ĐN. TỔNG HỢP"],
    ),
    "appendices": (
        ("PHỤ LỤC I", "DANH MỤC BẾN", "(Ban hành kèm theo Quyết định số 05/2026/QĐ-UBND)", FEES, "PHỤ LỤC II", "BIỂU GIÁ", FEES),
        ["## PHỤ LỤC I. DANH MỤC BẾN", "## PHỤ LỤC II. BIỂU GIÁ"],
    ),
    "two lists": (("DANH MỤC BẾN", FEES, "BẢNG GIÁ VÉ", FEES), ["## DANH MỤC BẾN", "## BẢNG GIÁ VÉ"]),
    "a table alone": ((FEES,), ["## Phụ lục"]),
    "a table of recipients": ((table(("Nơi nhận", "Thời hạn"), ("Bộ phận một cửa", "3 ngày")),), ["## Phụ lục"]),
    "a note": (("Ghi chú: Giá vé đã gồm thuế.",), ["## Phụ lục"]),
    "a plan": (("KẾ HOẠCH", "Kiểm tra bến đò", "I. MỤC ĐÍCH", "1. An toàn."), ["## KẾ HOẠCH"]),
    "a heading that speaks of copies": (("CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH", FEES), ["## CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH"]),
    "a heading over two lines": (("DANH MỤC THỦ TỤC LĨNH VỰC", "CHỨNG THỰC, HỘ TỊCH", FEES), ["## DANH MỤC THỦ TỤC LĨNH VỰC CHỨNG THỰC, HỘ TỊCH"]),
    "a heading that begins as an office": (("KIỂM TOÁN NỘI BỘ NĂM 2026", FEES), ["## KIỂM TOÁN NỘI BỘ NĂM 2026"]),
    "offices and places": (("BÍ THƯ CHI BỘ, TRƯỞNG THÔN", "Xã Trên", "1. Ông A"), ["## BÍ THƯ CHI BỘ, TRƯỞNG THÔN"]),
    "short words of a list": (("TM 1001", "TL 20 kg"), ["## TM 1001"]),
    "a list with a signature": (("DANH SÁCH CHỦ ĐÒ", "1. Ông A;", "TRƯỞNG BAN", "Trần Văn Hai"), ["## DANH SÁCH CHỦ ĐÒ"]),
}  # fmt: skip


@pytest.mark.parametrize(("annexes", "headings"), ANNEXES.values(), ids=ANNEXES)
def test_every_word_of_an_annex_stays_under_its_heading_and_its_units_are_none_of_the_text(imported, annexes, headings):
    found = imported(*TEXT, *RECIPIENTS, *SIGNATURE, *annexes)
    assert [block for block in after_the_text(found) if block.startswith("#")] == headings
    written = re.findall(r"\w+", " ".join(after_the_text(found)))
    wanted = [word for block in annexes for word in re.findall(r"\w+", re.sub(r"<[^>]*>", " ", block))]
    assert [word for word in wanted if word not in written] == []
    assert [unit.anchor for unit in provisions(found.markdown) if unit.kind != "phu-luc"] == OWN_UNITS
    assert found.counts["dieu"] == 2


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("THÀNH VIÊN TỔ CÔNG TÁC", "Nguyễn Văn A", "Trần Thị B"), ["## THÀNH VIÊN TỔ CÔNG TÁC", "Nguyễn Văn A", "Trần Thị B\n"]),
        (("Danh Sách Hộ Nghèo", "Bến Trên"), ["## Phụ lục", "Danh Sách Hộ Nghèo", "Bến Trên\n"]),
        (("THANH TRA VIỆC THU GIÁ", "Một"), ["## THANH TRA VIỆC THU GIÁ", "Một\n"]),
    ],
)  # fmt: skip
def test_below_an_office_without_a_name_a_heading_is_not_taken_for_one(imported, lines, kept):
    assert after_the_text(imported(*TEXT, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", *lines)) == kept


@pytest.mark.parametrize("signature", ["CHỦ TỊCH", "CHỦ TỊCH\nNguyễn Văn Mẫu"])
@pytest.mark.parametrize("lines", [("CHỦ TỊCH CÁC XÃ", "được ủy quyền:"), ("TRƯỞNG THÔN", "Trần Văn Hai")])
def test_below_a_table_that_signs_no_office_is_taken_for_a_signature(imported, signature, lines):
    found = imported(*TEXT, columns("Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.", signature), *lines)
    assert after_the_text(found) == [f"## {lines[0]}", f"{lines[1]}\n"]


@pytest.mark.parametrize("line", ["Nơi nhận: Như Điều 2; Lưu: VT.", "Nơi nhận: Như Điều 2; Sở Tư pháp; Lưu VT"])
def test_a_list_of_recipients_in_one_line_ends_with_it(imported, line):
    assert after_the_text(imported(*TEXT, *SIGNATURE, line, "Số 1: Bến Trên;")) == ["## Phụ lục", "Số 1: Bến Trên;\n"]


def test_a_list_of_recipients_that_ends_takes_no_bullets_of_an_annex(imported):
    found = imported(*TEXT, *SIGNATURE, "Nơi nhận:", "- Như Điều 2;", "- Sở Tư pháp.", "- Hộ nghèo: giảm 50%;")
    assert after_the_text(found) == ["## Phụ lục", "– Hộ nghèo: giảm 50%;\n"]


LAST_ARTICLES = {
    "where files go": ("Nơi nhận: như khoản 1 Điều này.",),
    "a remark with Lưu": ("Nơi nhận:", "- Bưu điện;", "- Lưu ý: nộp bản giấy."),
    "forms": ("Mẫu số 01: ĐƠN ĐỀ NGHỊ", "Mẫu số 02: GIẤY PHÉP"),
    "a list and what goes with it": ("DANH MỤC BẾN", "Kèm theo Quyết định này là bản đồ."),
    "a table with its label": ("Bảng 1. GIÁ VÉ", FEES, "Bảng 2", FEES),
    "a board": ("CHỦ TỊCH HỘI ĐỒNG", "Trần Văn Hai", "ỦY VIÊN", "Lê Văn Ba"),
    "a board in a table": (table(("TRƯỞNG BAN",), ("Lê Văn Ba",)),),
}  # fmt: skip


@pytest.mark.parametrize("lines", LAST_ARTICLES.values(), ids=LAST_ARTICLES)
def test_the_text_does_not_end_while_its_numbers_go_on(imported, lines):
    rest = "2. Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2026."
    found = imported(*TEXT[:-2], "1. Quy định sau:", *lines, rest, *RECIPIENTS, *SIGNATURE, "BẢNG GIÁ", FEES)
    assert [unit.anchor for unit in provisions(found.markdown)] == OWN_UNITS
    assert (found.facts.signer, found.facts.effective) == ("Nguyễn Văn Mẫu", date(2026, 3, 1))
    for words in (word for line in lines for word in re.findall(r"\w+", re.sub(r"<[^>]*>", " ", line))):
        assert words in found.markdown


@pytest.mark.parametrize("lines", [("Mẫu số 01", "trước ngày 15."), ("Bảng 1: TỔNG HỢP", FEES), ("Phụ lục I",)])
def test_a_plan_goes_on_below_a_label_while_its_sections_do(imported, lines):
    found = imported(
        DECISION[0],
        "KẾ HOẠCH",
        "Về bến đò",
        "I. BÁO CÁO",
        "1. Theo",
        *lines,
        "II. KINH PHÍ",
        "1. Ngân sách.",
        *SIGNATURE,
    )
    assert found.facts.signer == "Nguyễn Văn Mẫu"
    assert "##" not in found.markdown


def test_words_behind_the_formula_are_none_of_an_annex(imported):
    formula = "Nghị quyết này được Hội đồng nhân dân tỉnh Mẫu thông qua ngày 10 tháng 12 năm 2025."
    found = imported(*TEXT, formula, "Nghị quyết này thay thế Nghị quyết cũ.", "_____", *SIGNATURE, "BẢNG GIÁ", FEES)
    assert after_the_text(found)[:3] == [formula, "Nghị quyết này thay thế Nghị quyết cũ.", "## BẢNG GIÁ"]


def test_a_sentence_on_what_goes_with_a_text_begins_no_rules(imported):
    found = imported(*TEXT[:4], "Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Ban hành", "Ban hành kèm theo Quyết định này Danh mục bến đò.",
                     "Điều 2. Hiệu lực", "Từ ngày ký.", *SIGNATURE, "DANH MỤC", FEES)  # fmt: skip
    assert [unit.anchor for unit in provisions(found.markdown)] == ["chuong-i", "dieu-1", "dieu-2"]
    assert found.facts.signer == "Nguyễn Văn Mẫu"


def test_rules_issued_with_a_decision_keep_their_units_and_their_form_has_none(imported):
    found = imported(*TEXT, *SIGNATURE, "QUY CHẾ", "Quản lý bến đò", "Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "1. Khoản.",
                     "Mẫu số 01", "ĐƠN XIN", "Điều 1. Tôi là …", "1. Tên: …")  # fmt: skip
    assert "## QUY CHẾ\n\nQuản lý bến đò\n\n## Chương I. QUY ĐỊNH CHUNG" in found.markdown
    assert [unit.anchor for unit in provisions(found.markdown)][4:] == ["chuong-i", "dieu-1--2", "dieu-1-khoan-1"]


def test_a_sentence_about_where_a_letter_goes_cuts_nothing_off(imported):
    last = ("Nơi nhận đơn đăng ký là Ủy ban nhân dân xã", "Nơi nhận: Bộ phận một cửa của xã.", "Nơi nhận hồ sơ:", "- Bưu điện.",
            "Mẫu số 01. Đơn đăng ký", "Thay mặt chủ đò có thể gửi", "3. Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2026.")  # fmt: skip
    found = imported(*TEXT[:-1], "2. Hồ sơ:", *last, *RECIPIENTS, *SIGNATURE)
    for words in last:
        assert words.replace("- ", "– ") in found.markdown
    assert "#" not in found.markdown.split("2. Hồ sơ:")[1]
    assert found.facts.signer == "Nguyễn Văn Mẫu"


def test_a_form_quoted_by_an_amendment_does_not_end_the_text(imported):
    found = imported(*TEXT[:4], "Điều 1. Sửa đổi", "1. Thay thế mẫu như sau:", "Mẫu số 01", "ĐƠN XIN", "TM. HỘ", "CHỦ TỊCH", "Nguyễn Văn A",
                     "Điều 2. Hiệu lực", "Từ ngày ký.", *SIGNATURE)  # fmt: skip
    assert [unit.anchor for unit in provisions(found.markdown)] == ["dieu-1", "dieu-1-khoan-1", "dieu-2"]


def test_a_law_with_its_formula_keeps_it_before_the_annex(imported):
    formula = "Luật này được Quốc hội khóa XV, Kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025."
    found = imported(
        *TEXT, formula, "CHỦ TỊCH QUỐC HỘI", "(Đã ký)", "Nguyễn Văn Mẫu", "PHỤ LỤC", "DANH MỤC BẾN", "Bến Trên."
    )
    assert after_the_text(found) == [formula, "## PHỤ LỤC. DANH MỤC BẾN", "Bến Trên.\n"]


def test_a_plan_without_articles_keeps_its_headings_and_its_annex(imported):
    found = imported(
        DECISION[0],
        "KẾ HOẠCH",
        "Về bến đò năm 2026",
        "I. MỤC ĐÍCH",
        "1. An toàn.",
        *RECIPIENTS,
        *SIGNATURE,
        "BẢNG PHÂN CÔNG",
        FEES,
    )
    assert found.facts.title == "Kế hoạch về bến đò năm 2026"
    assert "\nI\\. MỤC ĐÍCH\n\n1\\. An toàn.\n\n## BẢNG PHÂN CÔNG\n\n| Bến" in found.markdown.replace(
        "\nI. ", "\nI\\. "
    )


def test_the_report_counts_the_words_that_went_and_names_their_lines(imported):
    report = imported(*TEXT, *RECIPIENTS, *SIGNATURE, "DANH SÁCH CHỦ ĐÒ", "Ông A.").report()
    told = next(line for line in report.splitlines() if "đã bỏ: " in line)
    framed = re.findall(r"\w+", " ".join([re.sub(r"<[^>]*>", " ", TEXT[0]), *TEXT[1:3], *RECIPIENTS, *SIGNATURE]))
    assert f"{len(framed)} từ" in told
    for line in ("“QUYẾT ĐỊNH”", "“- Sở Tư pháp;”", "“Nguyễn Văn Mẫu”"):
        assert line in told
    assert "Ông A" not in told
