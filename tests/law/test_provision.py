from hypothesis import given
from hypothesis import strategies as st

from tusach.law.provision import provisions, separate_blocks, twins, with_anchors

LAW = """## Chương I. Quy định chung

### Mục 1. Phạm vi

#### Điều 12. Tên điều

Lời dẫn.

1. Khoản một:
a) Điểm a;
d) Điểm dê;
đ) Điểm đê.
2. Khoản hai
viết tiếp.

#### Điều 12a: Điều chèn

3a. Khoản chèn.

#### Điều 13

a) Điểm không khoản.
"""


def anchors(text):
    return [unit.anchor for unit in provisions(text)]


def test_every_unit_has_its_anchor_and_điểm_d_differs_from_điểm_đ():
    assert anchors(LAW) == [
        "chuong-i",
        "chuong-i-muc-1",
        "dieu-12",
        "dieu-12-khoan-1",
        "dieu-12-khoan-1-diem-a",
        "dieu-12-khoan-1-diem-d",
        "dieu-12-khoan-1-diem-dd",
        "dieu-12-khoan-2",
        "dieu-12a",
        "dieu-12a-khoan-3a",
        "dieu-13",
        "dieu-13-diem-a",
    ]


def test_a_unit_knows_its_number_heading_and_line():
    unit = provisions(LAW)[2]
    assert (unit.kind, unit.number, unit.heading, unit.line) == ("dieu", "12", "Tên điều", 5)


def test_points_written_without_blank_lines_become_blocks_of_their_own():
    text = with_anchors(LAW)
    assert "\n\nd) Điểm dê;\n{: #dieu-12-khoan-1-diem-d .diem }\n\nđ) Điểm đê." in text
    assert "2\\. Khoản hai\nviết tiếp.\n{: #dieu-12-khoan-2 .khoan }" in text


def test_a_second_unit_of_the_same_number_is_a_twin_with_an_anchor_of_its_own():
    text = "### Điều 1. Một\n\n1. A\n\n### Điều 1. Hai\n"
    assert anchors(text) == ["dieu-1", "dieu-1-khoan-1", "dieu-1--2"]
    assert [unit.line for unit in twins(text)] == [5]


def test_what_stands_under_another_heading_is_no_khoản_of_the_điều_above_it():
    text = "# Văn bản\n\n## Điều 2. Hiệu lực\n\n1. Khoản.\n\n### Ghi chú\n\n2. Khoản.\n\n## Mẫu số 01\n\n1. Tên đò: …\n\na) Bến: …\n"
    assert [unit.anchor for unit in provisions(text)] == ["dieu-2", "dieu-2-khoan-1", "dieu-2-khoan-2"]


def test_a_non_breaking_space_is_a_space():
    assert anchors("### Điều\u00a051. Hiệu lực\n\n1.\u00a0Khoản\n") == ["dieu-51", "dieu-51-khoan-1"]


def test_prose_headings_and_code_are_left_alone():
    text = "## Mục tiêu\n\n```\n### Điều 1. Trong mã\n```\n\n1. Không thuộc điều nào\n"
    assert provisions(text) == ()
    assert with_anchors(text) == text


def test_blank_lines_are_added_before_glued_points_in_any_text():
    assert separate_blocks("Gồm:\na) một\nđ) hai\n") == "Gồm:\n\na) một\n\nđ) hai\n"


def test_lists_and_tables_need_no_blank_line_before_them():
    assert separate_blocks("Gồm:\n- một\n- hai\n  - con\n\n1. a\n2. b") == "Gồm:\n\n- một\n- hai\n  - con\n\n1. a\n2. b"
    assert separate_blocks("Bảng:\n| a | b |\n|---|---|\n| 1 | 2 |") == "Bảng:\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    assert separate_blocks("Năm\n2026. là năm") == "Năm\n2026. là năm"


def test_code_between_two_fences_on_one_line_opens_no_block():
    assert separate_blocks("```a```\nGồm:\na) một") == "```a```\nGồm:\n\na) một"


LINES = st.sampled_from(
    ["### Điều 1. A", "1. b", "a) c", "đ) d", "", "## Chương II", "```", "chữ", "aa) x", "Phụ lục I", "# Phụ lục I"]
)


@given(st.lists(LINES))
def test_any_text_keeps_all_its_words_and_gets_unique_anchors(lines):
    text = "\n".join(lines)
    found = anchors(text)
    assert len(found) == len(set(found))
    kept = "".join(with_anchors(text).split())
    for line in lines:
        assert "".join(line.split()) in kept.replace("\\.", ".")


@given(st.text())
def test_no_text_makes_it_fail(text):
    provisions(text)
    separate_blocks(text)
