"""Personal data is found and taken out, case by case in `personal.txt`; law, money and days stay."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tusach.law.personal import without_personal

ROWS = Path(__file__).with_name("personal.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(row.split(" => ")) for row in ROWS if " => " in row and not row.startswith("Mỗi dòng")]


@pytest.mark.parametrize(("text", "clean"), CASES, ids=[case[0] for case in CASES])
def test_the_case_is_cleaned_as_listed(text, clean):
    assert without_personal(text)[0] == clean


def test_a_name_from_the_letter_is_found_however_it_is_written():
    text = "CHÀO, NGUYEN VAN THU xin hỏi; nguyễn văn thử cảm ơn"
    assert without_personal(text, ["Nguyễn Văn Thử"])[0] == "CHÀO, [tên người] xin hỏi; [tên người] cảm ơn"


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=2))
def test_any_text_is_read_without_a_failure(text, names):
    without_personal(text, names)


@given(st.integers(10**11, 10**12 - 1), st.sampled_from(["Căn cước {} của tôi", "số:{}.", "({})"]))
def test_no_number_of_an_identity_card_is_left(number, frame):
    assert str(number) not in without_personal(frame.format(number))[0]
