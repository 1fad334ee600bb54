"""What an amending law does is read from its own words: verb, units, document, new wording."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tusach.law.amendment import amendments
from tusach.law.commencement import commencements

HEAD = "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Chợ số 1/2020/QH14.\n\n"
ABOUT = "## Điều 1. Sửa đổi, bổ sung một số điều của Luật Chợ\n\n"


def shown(markdown):
    """Each change as "ACTION anchor (part) @ number < source"."""
    return [
        f"{one.action.name} {one.reference.anchor if one.reference else '*'}{f' ({one.part})' if one.part else ''}"
        f" @ {one.instrument.number} < {one.source}"
        for one in amendments(markdown)
    ]


# The instruction as khoản 1 of Điều 1 | what it does, several parted by "; ".
CASES = """
Sửa đổi, bổ sung khoản 2 Điều 7 như sau: | AMENDED dieu-7-khoan-2
Sửa đổi, bổ sung Điều 7 như sau: | AMENDED dieu-7
Sửa đổi, bổ sung điểm a và điểm b khoản 2 Điều 7 như sau: | AMENDED dieu-7-khoan-2-diem-a; AMENDED dieu-7-khoan-2-diem-b
Khoản 2 Điều 12 được sửa đổi, bổ sung như sau: | AMENDED dieu-12-khoan-2
Bổ sung Điều 18a vào sau Điều 18 như sau: | ADDED dieu-18a
Bổ sung khoản 3a vào sau khoản 3 Điều 21 như sau: | ADDED dieu-21-khoan-3a
Bổ sung các điểm k và l vào sau điểm i khoản 2 Điều 42 như sau: | ADDED dieu-42-khoan-2-diem-k; ADDED dieu-42-khoan-2-diem-l
Bổ sung khoản 3 vào Điều 15 như sau: | ADDED dieu-15-khoan-3
Sửa đổi, bổ sung khoản 4 và bổ sung khoản 5 vào sau khoản 4 Điều 5 như sau: | AMENDED dieu-5-khoan-4; ADDED dieu-5-khoan-5
Sửa đổi, bổ sung tên Điều 9 như sau: | AMENDED dieu-9 (tên)
Sửa đổi, bổ sung đoạn mở đầu của khoản 2 Điều 9 như sau: | AMENDED dieu-9-khoan-2 (đoạn mở đầu)
Bãi bỏ Điều 20; điểm d khoản 1, khoản 2 Điều 23. | REPEALED dieu-20; REPEALED dieu-23-khoan-1-diem-d; REPEALED dieu-23-khoan-2
Bãi bỏ các điều 44, 45 và 65. | REPEALED dieu-44; REPEALED dieu-45; REPEALED dieu-65
Thay thế cụm từ “huyện” bằng cụm từ “xã” tại khoản 3 Điều 2; tên Điều 89, Điều 90. | REWORDED dieu-2-khoan-3; REWORDED dieu-89 (tên); REWORDED dieu-90 (tên)
Bỏ cụm từ “, Điều 5” tại điểm a khoản 1 Điều 6. | REWORDED dieu-6-khoan-1-diem-a
Bãi bỏ cụm từ "thanh tra," tại khoản 3 Điều 6. | REWORDED dieu-6-khoan-3
Bổ sung cụm từ “xã” vào sau cụm từ “tỉnh” tại khoản 3 Điều 6. | REWORDED dieu-6-khoan-3
Sửa đổi, bổ sung quyết định theo quy định tại Điều 6. |
Tổ chức họp chợ theo khoản 2 Điều 7. |
Bãi bỏ văn bản quy định tại khoản 1 Điều này. |
Bãi bỏ Điều 50; cụm từ “và thuế” tại khoản 5 Điều 52. | REPEALED dieu-50; REWORDED dieu-52-khoan-5
Bãi bỏ một số khoản của Điều 4. |
Bổ sung, bãi bỏ một số điểm của khoản 1 và khoản 2 Điều 4 như sau: |
Bãi bỏ đoạn 2 khoản 1 Điều 4. | REPEALED dieu-4-khoan-1 (đoạn 2)
Bãi bỏ gạch đầu dòng thứ nhất điểm a khoản 1 Điều 4. | REPEALED dieu-4-khoan-1-diem-a (gạch đầu dòng thứ nhất)
Bãi bỏ Chương II Luật Chợ số 1/2020/QH14. |
Bãi bỏ Chương II; khoản 5 Điều 95. | REPEALED dieu-95-khoan-5
Bãi bỏ Điều 12; Mục 2 Chương II; điểm b khoản 2 Điều 35. | REPEALED dieu-12; REPEALED dieu-35-khoan-2-diem-b
Bãi bỏ Chương II gồm các điều từ Điều 7 đến Điều 9 và Điều 15. | REPEALED dieu-7; REPEALED dieu-8; REPEALED dieu-9; REPEALED dieu-15
Bãi bỏ các điều từ Điều 7 đến Điều 9. | REPEALED dieu-7; REPEALED dieu-8; REPEALED dieu-9
Bãi bỏ tên Chương II; khoản 5 Điều 95. | REPEALED dieu-95-khoan-5 (tên)
Bãi bỏ văn bản trái với Điều 5 của Luật Chợ số 1/2020/QH14. |
Hủy bỏ kết quả đấu giá trong trường hợp tại khoản 2 Điều 5 của Luật Chợ số 1/2020/QH14. |
Điều 5 Luật Chợ số 1/2020/QH14 chưa bị bãi bỏ. |
Điều 5 Luật Chợ số 1/2020/QH14 đã được bãi bỏ tại Luật Bến số 3/2022/QH15. |
Bổ sung hồ sơ tại Điều 60 với tên gọi “hồ sơ gốc”. |
Bãi bỏ Luật Chợ số 1/2020/QH14 trừ Điều 5. | REPEALED *
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_an_instruction_is_read_as_it_is_worded(case):
    written, _, expected = case.partition("|")
    quote = "" if "Bãi bỏ" in written or "cụm từ" in written else "\n\n> “Nội dung mới.”."
    wanted = [f"{one} @ 1/2020/QH14 < dieu-1-khoan-1" for one in expected.strip().split("; ") if one]
    assert shown(f"{HEAD}{ABOUT}1. {written.strip()}{quote}\n") == wanted


def test_a_list_of_instructions_speaks_of_the_article_above_it():
    text = f"""{HEAD}{ABOUT}1. Sửa đổi, bổ sung một số điểm, khoản của Điều 24 như sau:

a) Sửa đổi, bổ sung điểm đ khoản 1 như sau:

> “đ) Nội dung mới;”;

b) Bãi bỏ khoản 3.
"""
    assert shown(text) == [
        "AMENDED dieu-24-khoan-1-diem-dd @ 1/2020/QH14 < dieu-1-khoan-1-diem-a",
        "REPEALED dieu-24-khoan-3 @ 1/2020/QH14 < dieu-1-khoan-1-diem-b",
    ]


def test_an_article_of_any_law_may_amend_others_named_in_it():
    text = """## Điều 50. Sửa đổi, bổ sung một số điều của các luật có liên quan

1. Bãi bỏ khoản 3 Điều 36 và khoản 2 Điều 86 của Luật Kho số 15/2017/QH14 đã được sửa đổi, bổ sung một số điều theo Luật số 64/2020/QH14 và Luật số 07/2022/QH15.

2. Bãi bỏ Nghị quyết số 132/2020/QH14 ngày 17 tháng 11 năm 2020 của Quốc hội.
"""
    assert shown(text) == [
        "REPEALED dieu-36-khoan-3 @ 15/2017/QH14 < dieu-50-khoan-1",
        "REPEALED dieu-86-khoan-2 @ 15/2017/QH14 < dieu-50-khoan-1",
        "REPEALED * @ 132/2020/QH14 < dieu-50-khoan-2",
    ]


def test_each_unit_gets_its_own_part_of_the_new_wording():
    text = f"""{HEAD}{ABOUT}1. Sửa đổi, bổ sung khoản 2 và bổ sung khoản 3 vào sau khoản 2 Điều 5 như sau:

> “2. Hai mới:

> a) Điểm a;

> 3\\. Ba mới.”.
"""
    assert [one.text for one in amendments(text)] == [("2. Hai mới:", "a) Điểm a;"), ("3. Ba mới.",)]


def test_a_law_ends_by_the_words_of_another_with_its_exception_and_day():
    text = """## Điều 9. Hiệu lực

1. Luật Đò số 4/2010/QH12 đã được sửa đổi, bổ sung một số điều theo Luật số 5/2015/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành, trừ trường hợp quy định tại khoản 3 Điều này.

2. Nghị quyết số 66.1/2025/NQ-CP hết hiệu lực từ ngày 01 tháng 01 năm 2026.

3. Hợp đồng hết hiệu lực kể từ ngày Luật này có hiệu lực thì được gia hạn theo Điều 3.
"""
    found = amendments(text)
    assert [(one.instrument.number, one.reference, one.exception, one.day) for one in found] == [
        ("4/2010/QH12", None, "trừ trường hợp quy định tại khoản 3 Điều này", None),
        ("66.1/2025/NQ-CP", None, "", date(2026, 1, 1)),
    ]


@pytest.mark.parametrize(
    ("sentence", "ended"),
    [
        ("Nghị định số 43/2014/NĐ-CP ngày 15 tháng 5 năm 2014 của Chính phủ quy định chi tiết Luật Chợ số 1/2020/QH14 hết hiệu lực"
         " kể từ ngày Nghị định này có hiệu lực.", ["43/2014/NĐ-CP"]),
        ("Luật Chợ số 1/2020/QH14, Luật Đò số 4/2010/QH12 hết hiệu lực kể từ ngày Luật này có hiệu lực.", ["1/2020/QH14", "4/2010/QH12"]),
        ("Luật Chợ số 1/2020/QH14 không hết hiệu lực kể từ ngày Luật này có hiệu lực.", []),
        ("Luật Chợ số 1/2020/QH14 được áp dụng đến khi hợp đồng hết hiệu lực kể từ ngày 01 tháng 7 năm 2026.", []),
        ("Bãi bỏ Nghị định số 1/2020/NĐ-CP quy định chi tiết Luật Chợ số 1/2020/QH14.", ["1/2020/NĐ-CP"]),
        ("Bãi bỏ Điều 3 Luật Chợ số 1/2020/QH14, Luật Bến số 3/2020/QH14.", ["3/2020/QH14"]),
    ],
)  # fmt: skip
def test_only_a_sentence_about_a_document_itself_ends_it(sentence, ended):
    found = amendments(f"## Điều 9. Hiệu lực\n\n1. {sentence}\n")
    assert [one.instrument.number for one in found if one.reference is None] == ended


def test_a_clause_may_name_its_own_day_in_either_form():
    for written in ("01 tháng 01 năm 2027", "01/01/2027", "1/1/2027"):
        text = f"{HEAD}{ABOUT}1. Bãi bỏ Điều 3 từ ngày {written}.\n"
        assert [(one.action.name, one.day) for one in amendments(text)] == [("REPEALED", date(2027, 1, 1))]


def test_two_units_of_one_number_in_one_quotation_get_no_wording():
    text = (
        f"{HEAD}{ABOUT}1. Sửa đổi khoản 2 Điều 5 và khoản 2 Điều 6 như sau:\n\n> “2. của Điều 5”\n\n> “2. của Điều 6”\n"
    )
    assert [one.text for one in amendments(text)] == [(), ()]


WORDS = st.sampled_from(
    ["Bãi bỏ", "Sửa đổi, bổ sung", "Thay thế cụm từ", "bỏ", "“a”", '"', "khoản 2", "Điều 5", "tên", "một số", "của", ",", ";", "và",
     "Luật Chợ số 1/2020/QH14", "Nghị định số 1/2020/NĐ-CP", "hết hiệu lực kể từ ngày Luật này có hiệu lực", "được", "bị", "trừ",
     "như sau:", "\n\n> “2. b”", "\n\n2. ", "\n\na) ", "\n\n## Điều 2. ", "từ ngày 01/01/2027", "này", "đã được sửa đổi theo"]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=4), max_size=25))
def test_no_text_makes_the_reader_of_amendments_fail(words):
    text = f"## Điều 1. Sửa đổi Luật Chợ\n\n1. {' '.join(words)}\n"
    for one in amendments(text):
        assert one.source
        assert one.reference is None or one.reference.article not in ("", "này")
    commencements(text)


def test_a_law_that_amends_nothing_has_no_amendments():
    assert amendments("## Điều 1. Phạm vi\n\n1. Xã sửa đổi, bổ sung kế hoạch theo Điều 2 của Luật này.\n") == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Điều 19 và khoản 2 Điều 24 của Luật này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2024.",
         [("dieu-19", "2024-04-01"), ("dieu-24-khoan-2", "2024-04-01")]),
        ("Điều 48 của Luật này có hiệu lực thi hành từ ngày Luật này được thông qua.", [("dieu-48", "passing")]),
        ("Quy định về chợ tại khoản 3 Điều 1 của Luật này có hiệu lực từ ngày 01 tháng 7 năm 2025.", [("dieu-1-khoan-3", "None")]),
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.", []),
        ("Luật này có hiệu lực từ ngày 01/3/2026, trừ trường hợp quy định tại khoản 3 Điều 38 của Luật này có hiệu lực thi hành từ"
         " ngày 01 tháng 7 năm 2026.", [("dieu-38-khoan-3", "2026-07-01")]),
        ("Quyết định theo Điều 5 của Luật này có hiệu lực kể từ ngày ký.", [("dieu-5", "None")]),
    ],
)  # fmt: skip
def test_a_provision_with_a_day_of_its_own_is_told(sentence, expected):
    found = [
        (reference.anchor, "passing" if one.at_passing else str(one.day))
        for one in commencements(f"## Điều 9. Hiệu lực\n\n2. {sentence}\n")
        for reference in one.references
    ]
    assert found == expected


@pytest.mark.parametrize("unit", ["Điều 1, ", "khoản 1, ", "Điều 1 và ", "tên Điều 1, "])
def test_an_instruction_that_names_units_without_end_is_read(unit):
    law = f"### Điều 1. Sửa đổi Luật Đất đai số 31/2024/QH15\n\n1. Bãi bỏ {unit * 2000}Điều 2 của Luật Đất đai số 31/2024/QH15."
    assert isinstance(amendments(law), tuple)


def test_each_of_a_list_of_units_is_meant_by_its_name():
    names = ", ".join(f"Điều {number}" for number in range(26, 60))
    law = f"### Điều 1. Sửa đổi Luật Đất đai số 31/2024/QH15\n\n1. Bãi bỏ tên {names} của Luật Đất đai số 31/2024/QH15."
    found = amendments(law)
    assert {one.part for one in found} == {"tên"}
    assert len(found) == 34
