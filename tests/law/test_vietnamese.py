import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tusach.law.vietnamese import fold, initial, nfc, reading_minutes, slug, sort_key, syllables, terms


@pytest.mark.parametrize(
    "written",
    ["ly hôn", "ly hon", "LY HÔN", unicodedata.normalize("NFD", "ly hôn"), "Ly-hôn", "«ly  hôn»", "ly\u00a0hôn"],
)
def test_accents_case_and_signs_never_matter(written):
    assert syllables(written) == ["ly", "hon"]


def test_old_and_new_tone_positions_fold_to_the_same():
    assert fold("hoà giải, Uỷ ban, thoả thuận") == fold("hòa giải, Ủy ban, thỏa thuận")


def test_every_vietnamese_letter_folds_to_a_plain_one():
    letters = [
        nfc(base + tone + mark) if order else nfc(base + mark + tone)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
        for mark in ("",)
        for order in (0, 1)
    ]
    assert {fold(letter) for letter in [*letters, "đ", "Đ", "Ð"]} == set("aeiouyd")


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_unicode_form_never_matters(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_terms_are_syllables_and_pairs_of_neighbours():
    assert terms("Điều 12, khoản đ") == ["dieu", "12", "khoan", "d", "dieu_12", "12_khoan", "khoan_d"]


def test_a_slug_is_plain_ascii():
    assert slug("Đề cương: Luật Đất đai (2024)") == "de-cuong-luat-dat-dai-2024"
    assert slug("…") == ""


def test_vietnamese_order_puts_đ_after_d_and_ă_â_after_a():
    words = ["đất", "ăn", "dân", "án", "an", "âm", "bà", "ba", "e", "10", "ê"]
    assert sorted(words, key=sort_key) == ["10", "an", "án", "ăn", "âm", "ba", "bà", "dân", "đất", "e", "ê"]


@given(st.lists(st.text()))
def test_order_is_defined_for_any_text(words):
    sorted(words, key=sort_key)


def test_the_initial_drops_the_tone_but_keeps_the_letter():
    assert [initial(word) for word in ("Ấp", "ánh", "Đất", "«Ở»", "12 điều", "…")] == ["Â", "A", "Đ", "Ơ", "#", "#"]


def test_reading_takes_a_minute_for_two_hundred_syllables_and_never_none():
    assert [reading_minutes("chữ " * count) for count in (0, 10, 200, 1000)] == [1, 1, 1, 5]
