import pytest
from hypothesis import given
from hypothesis import strategies as st

from tusach.law.citation import citations

NAMES = ("Luật Đất đai", "Luật Phổ biến, giáo dục pháp luật", "Bộ luật Dân sự")

# What is written | each citation as "anchor anchor @ instrument", several parted by " / ".
CASES = """
điểm đ khoản 2 Điều 12 Luật Đất đai số 31/2024/QH15 | dieu-12-khoan-2-diem-dd @ Luật Đất đai 31/2024/QH15
điểm d khoản 2 Điều 12 Luật Đất đai | dieu-12-khoan-2-diem-d @ Luật Đất đai
khoản 2 Điều 3 Luật Phổ biến, giáo dục pháp luật | dieu-3-khoan-2 @ Luật Phổ biến, giáo dục pháp luật
Điều 5 Luật Đất đai 2024 | dieu-5 @ Luật Đất đai năm 2024
Điều 5 Luật Đất đai năm 2024 | dieu-5 @ Luật Đất đai năm 2024
khoản 2 Điều 5 của Bộ luật Dân sự | dieu-5-khoan-2 @ Bộ luật Dân sự
điểm b khoản 6 Điều 30 và Điều 32 | dieu-30-khoan-6-diem-b / dieu-32
điểm b khoản 6 Điều 30 và Điều 32 của Luật này | dieu-30-khoan-6-diem-b @ Luật này / dieu-32 @ Luật này
điểm c khoản 1 và khoản 4 Điều 10 | dieu-10-khoan-1-diem-c dieu-10-khoan-4
các điểm a, b và c khoản 1 Điều 5 | dieu-5-khoan-1-diem-a dieu-5-khoan-1-diem-b dieu-5-khoan-1-diem-c
các khoản 1, 2 và 5 Điều 7 | dieu-7-khoan-1 dieu-7-khoan-2 dieu-7-khoan-5
các điều 368, 369 và 378 của Bộ luật này | dieu-368 @ Bộ luật này / dieu-369 @ Bộ luật này / dieu-378 @ Bộ luật này
Điều 20, Điều 25 và Điều 26 Luật Mẫu số 1/2022/QH15 | dieu-20 @ Luật Mẫu 1/2022/QH15 / dieu-25 @ Luật Mẫu 1/2022/QH15 / dieu-26 @ Luật Mẫu 1/2022/QH15
Điều 5, khoản 2 Điều 6 Luật Đất đai | dieu-5 @ Luật Đất đai / dieu-6-khoan-2 @ Luật Đất đai
khoản 3a Điều 52a | dieu-52a-khoan-3a
điểm a.1 khoản 2 Điều 40k | dieu-40k-khoan-2-diem-a-1
khoản 3 Điều này | dieu-nay-khoan-3
điểm c khoản này | dieu-nay-khoan-nay-diem-c
Điều 5 Nghị định số 30/2020/NĐ-CP | dieu-5 @ Nghị định 30/2020/NĐ-CP
Điều 5 Nghị định 30/2020/ND-CP | dieu-5 @ Nghị định 30/2020/ND-CP
Điều 3 Quyết định số 14/2019/QĐ-TTg | dieu-3 @ Quyết định 14/2019/QĐ-TTg
Điều 7 Thông tư liên tịch số 07/2014/TTLT-BTP-BCA | dieu-7 @ Thông tư liên tịch 07/2014/TTLT-BTP-BCA
Điều 1 Luật số 146/2025/QH15 | dieu-1 @ Luật 146/2025/QH15
khoản 1 Điều 5; khoản 2 Điều 6 | dieu-5-khoan-1 / dieu-6-khoan-2
Điều 12 đến Điều 15 | dieu-12 dieu-13 dieu-14 / dieu-15
tại khoản 2 điều 5 luật này | dieu-5-khoan-2 @ luật này
Điều 12 Luật Đất đai và Nghị định số 30/2020/NĐ-CP | dieu-12 @ Luật Đất đai / @ Nghị định 30/2020/NĐ-CP
Điều 12 Luật Mẫu, Nghị định số 30/2020/NĐ-CP | dieu-12 @ Luật Mẫu / @ Nghị định 30/2020/NĐ-CP
Điều 5 Luật Đất đai có hiệu lực từ năm 2024 | dieu-5 @ Luật Đất đai
Điều 5 Luật Đất đai được sửa năm 2024 | dieu-5 @ Luật Đất đai
Điều 2 Luật sửa đổi, bổ sung một số điều của Luật Mẫu số 9/2020/QH14 | dieu-2 @ Luật sửa đổi, bổ sung một số điều của Luật Mẫu 9/2020/QH14
Điều 44.8.QĐ.3.6 |
chi tiết một, tiết m, điểm nóng, khoản tiền 5 triệu |
Điều dưỡng viên, điều 5% |
"""


def shown(text):
    rows = []
    for one in citations(text, NAMES):
        units = " ".join(reference.anchor for reference in one.references)
        if one.instrument is None:
            rows.append(units)
            continue
        instrument = one.instrument
        name = f"{instrument.type} này" if instrument.this else instrument.name or instrument.type
        year = f"năm {instrument.year}" if instrument.year else ""
        rows.append(f"{units} @ {' '.join(part for part in (name, instrument.number, year) if part)}".strip())
    return " / ".join(rows)


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_the_citation_is_read_as_a_lawyer_reads_it(case):
    written, _, expected = case.partition("|")
    assert shown(written.strip()) == expected.strip()


def test_a_non_breaking_space_and_a_broken_line_are_spaces():
    assert shown("khoản\u00a02\nĐiều\u00a05 Luật\u00a0Đất đai") == "dieu-5-khoan-2 @ Luật Đất đai"


def test_the_span_covers_the_units_and_the_instrument():
    text = "Theo điểm a khoản 1 Điều 5 Luật Đất đai số 31/2024/QH15, bà con được hỏi."
    one = citations(text, NAMES)[0]
    assert text[one.start : one.end] == "điểm a khoản 1 Điều 5 Luật Đất đai số 31/2024/QH15"


PARTS = st.sampled_from(
    ["Điều 5", "khoản 2", "điểm đ", " và ", ", ", "Luật này", "Điều này", "khoản này", " đến ", "số 31/2024/QH15", "Luật",
     " của ", "các điểm a, b", "\u00a0", "năm 2024", "Nghị định", "(", ";", "Điều 44.8", "điểm a.1"]
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=5)))
def test_no_text_makes_it_fail_and_spans_never_overlap(parts):
    text = " ".join(parts)
    last = 0
    for one in citations(text, NAMES):
        assert last <= one.start < one.end <= len(text)
        assert one.references or one.instrument
        last = one.end
