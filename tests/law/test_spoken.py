"""Spoken forms, case by case in `spoken.txt`, and what holds for every text."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from tusach.law.spoken import as_spoken, spoken_minutes
from tusach.law.spoken_numbers import number_words
from tusach.law.vietnamese import nfc

ROWS = Path(__file__).with_name("spoken.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(row.split(" => ")) for row in ROWS if " => " in row and not row.startswith("Mỗi dòng")]


def test_there_are_at_least_a_hundred_cases():
    assert len(set(CASES)) >= 100


@pytest.mark.parametrize(("written", "said"), CASES, ids=[case[0] for case in CASES])
def test_the_case_is_spoken_as_listed(written, said):
    assert as_spoken(written) == said


@pytest.mark.parametrize(("written", "said"), CASES, ids=[case[0] for case in CASES])
def test_what_is_spoken_already_stays(written, said):
    assert as_spoken(said) == said


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_read_without_a_failure_and_in_one_form(text):
    assert as_spoken(text) == nfc(as_spoken(text))


@given(st.text("0123456789.,/-% đkhoảnđiềumgày", max_size=40))
def test_signs_of_law_in_any_order_never_fail(text):
    as_spoken(text)


PIECES = [
    *"0123456789.,/-–+<>≥≤:;()'%",
    "ngày ",
    "từ ",
    " đến ",
    "tháng ",
    "24/7",
    "2026",
    "h",
    "g",
    "k",
    "tr",
    "đ",
    "km3",
    "m²",
    " x ",
    "V",
    "A1",
]
PIECES += [
    " Quý ",
    "lớp ",
    "gọi ",
    "113",
    "tổng đài ",
    "thứ ",
    "Điều ",
    "loại ",
    "II",
    " kg",
    " độ",
    " triệu",
    "/tháng",
    " và ",
    "TP.",
    "HCM",
    "QL",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_pieces_of_days_and_measures_in_any_order_never_fail(text):
    assert as_spoken(text) == nfc(as_spoken(text))


@given(st.integers(0, 10**12))
def test_every_number_has_words_of_its_own(value):
    assert number_words(value)
    assert number_words(value) != number_words(value + 1)


@pytest.mark.parametrize("path", sorted((ROOT / "content/broadcasts").glob("*.md")), ids=lambda path: path.stem)
def test_no_digit_is_left_in_a_broadcast_of_the_sample(path):
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    assert re.findall(r"\S*\d\S*", as_spoken(body)) == []


def test_minutes_grow_with_what_is_said_not_with_what_is_written():
    assert spoken_minutes("Nộp 1.234.567 đồng.") > spoken_minutes("Nộp tiền đồng.")
    assert 0.9 < spoken_minutes(" ".join(["lời"] * 150)) < 1.1


@pytest.mark.parametrize(
    "sign", ["1", "१", "_", "a", "Đ", "1.", "12.", "1,", "1-", " ", "\t", "\n", "\t\n", "A1", "a.b", "1/2024/A-"]
)
def test_a_row_of_signs_without_end_is_read(sign):
    assert as_spoken(sign * (60_000 // len(sign))).count("\n") == (sign * (60_000 // len(sign))).count("\n")


def test_a_number_longer_than_any_is_read_digit_by_digit():
    assert as_spoken("31/2024/QH" + "1" * 5000).count("một") >= 5000
    assert (
        as_spoken("Mã 12345678901234567890.")
        == "Mã một hai ba bốn năm sáu bảy tám chín không một hai ba bốn năm sáu bảy tám chín không."
    )
