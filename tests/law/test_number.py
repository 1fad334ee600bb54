import pytest

from tusach.law.number import is_number, number_key


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("31/2024/QH15", "31-2024-qh15"),
        ("30/2020/NĐ-CP", "30-2020-nd-cp"),
        ("66.22/2026/NQ-CP", "66-22-2026-nq-cp"),
        ("195/CP", "195-cp"),
        ("217-HĐBT", "217-hdbt"),
        ("07/2014/TTLT-BTP-BCA", "07-2014-ttlt-btp-bca"),
        ("01/2026/QĐ-UBND", "01-2026-qd-ubnd"),
        ("101-SL/L003", "101-sl-l003"),
    ],
)
def test_a_number_is_recognised_and_becomes_an_address(number, key):
    assert is_number(number)
    assert number_key(number) == key


@pytest.mark.parametrize("text", ["", "Không số", "số 31", "31/2024", "31/2024/QH15 và 1/CP", "Luật số 51/2024/QH15"])
def test_what_is_not_one_number_is_refused(text):
    assert not is_number(text)
