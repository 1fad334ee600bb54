"""The sample bookcase says what the law says today: rules that newer laws have overtaken are not taught as living ones.

Facts of the law as of December 2026: Resolution 254/2025/QH15, Laws 118/2025/QH15, 53/2024/QH15, 03/2026/QH16 and
05/2026/QH16, Decrees 151/2025/NĐ-CP and 49/2026/NĐ-CP.
"""

import re
from datetime import date

import pytest

from tests.conftest import ROOT
from tusach.law.validity import Status
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.names import Names, listed_laws
from tusach.shelf.settings import Settings

TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def case():
    return read_bookcase(ROOT, Settings(), Problems())


def pages(case):
    """The words of every page for people: short answer, text message and body, each with its path."""
    for leaf in case.leaves():
        fields = leaf.fields.model_dump()
        words = " ".join(str(fields.get(name, "")) for name in ("summary", "short_answer", "sms"))
        yield leaf.path, f"{words} {leaf.body}"


def sentences(case, words):
    """The sentences of the shelf that hold these words."""
    for path, text in pages(case):
        for one in re.split(r"(?<=\.)\s|\n+", text):
            if re.search(words, one):
                yield path, one


@pytest.mark.parametrize(
    ("words", "with_it"),
    [
        (r"\b(90|180) ngày", r"chữ cũ|- \["),
        (r"thiết bị an toàn phù hợp", r"trừ xe ô tô kinh doanh|được miễn"),
        (r"giá đất cụ thể", r"Chữ cũ|không dùng được bảng giá"),
        (r"số Chứng minh nhân dân", r"^b\) Bỏ cụm từ"),
        (r"Chủ tịch Ủy ban nhân dân cấp huyện giải quyết", "nothing goes with it"),
        (r"báo một lần", r"không còn"),
    ],
)
def test_no_page_teaches_as_todays_a_rule_that_a_newer_law_has_overtaken(case, words, with_it):
    assert [one for one in sentences(case, words) if not re.search(with_it, one[1])] == []


@pytest.mark.parametrize(
    "words",
    [
        "không thấy luật nào sửa luật này",
        "nộp đơn cho ai",
        "nay ai nhận đơn",
        "chưa biết đã có luật mới",
        "tin báo chí",
    ],
)
def test_no_page_leaves_people_alone_with_what_is_known_by_now(case, words):
    assert [path for path, text in pages(case) if words in text] == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("outlines/luat-dat-dai-2024.md", ("**60 ngày**", "**120 ngày**", "**10 ngày**", "hệ số điều chỉnh giá đất")),
        ("content/documents/31-2024-qh15.md", ("60 ngày", "120 ngày", "10 ngày", "hệ số điều chỉnh giá đất")),
        ("content/lectures/an-toan-giao-thong-cho-hoc-sinh.md", ("xe ô tô kinh doanh vận tải hành khách được miễn",)),
        ("content/questions/hang-xom-lan-dat.md", ("Chủ tịch Ủy ban nhân dân cấp xã** hoặc", "28/02/2027")),
        ("content/leaflets/hoa-giai-tranh-chap-dat-dai.md", ("chọn Chủ tịch UBND cấp xã", "28/02/2027")),
        ("handbooks/hoa-giai-o-co-so/05-viec-can-luu-y-rieng.md", ("Chủ tịch UBND cấp xã**, hoặc", "28/02/2027")),
        ("content/questions/ai-duoc-tro-giup-phap-ly-mien-phi.md", ("31/12/2026", "01/01/2027", "nạn nhân mua bán")),
        ("content/questions/dang-ky-khai-sinh-cho-con.md", ("28/02/2027", "xã nào cũng đăng ký được")),
        ("content/questions/cho-tre-em-bang-xe-may.md", ("dưới 06 tuổi",)),
    ],
)
def test_pages_say_what_the_law_of_today_says(case, path, words):
    text = dict(pages(case))[path]
    assert [one for one in words if one not in text] == []


def test_the_shelf_knows_which_of_its_laws_end_or_begin_soon(case):
    history = read_concordance(case, TODAY).history
    turns = {
        document.fields.number: [str(day) for day, _ in history.timeline(document)[1:]]
        for document in case.documents.values()
    }
    assert {number: days for number, days in turns.items() if days} == {
        "60/2014/QH13": ["2027-03-01"],
        "03/2026/QH16": ["2027-03-01"],
        "05/2026/QH16": ["2027-01-01"],
        "151/2025/NĐ-CP": ["2027-03-01"],
    }


def test_children_in_cars_are_protected_from_july_2026(case):
    history = read_concordance(case, TODAY).history
    document = case.document("36/2024/QH15")
    states = [history.state(document, "dieu-10-khoan-3", date(2026, month, 1)).status for month in (6, 7)]
    assert states[0] is Status.NOT_YET
    assert states[1] is not Status.NOT_YET


@pytest.mark.parametrize(
    ("name", "day", "number"),
    [
        ("Bộ luật Tố tụng hình sự", "2017-06-01", "19/2003/QH11"),
        ("Luật Tổ chức cơ quan điều tra hình sự", "2017-06-01", ""),
        ("Pháp lệnh Tổ chức điều tra hình sự", "2017-06-01", "23/2004/PL-UBTVQH11"),
        ("Luật Đất đai", "2024-08-01", "31/2024/QH15"),
        ("Luật Kinh doanh bất động sản", "2024-08-01", "29/2023/QH15"),
        ("Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân", "2026-12-01", "121/2025/QH15"),
        ("Luật Phòng, chống ma túy", "2026-12-01", "120/2025/QH15"),
        ("Luật Thi hành án hình sự", "2026-12-01", "127/2025/QH15"),
        ("Luật Hộ tịch", "2027-02-28", "60/2014/QH13"),
        ("Luật Hộ tịch", "2027-03-01", "03/2026/QH16"),
    ],
)
def test_a_law_named_without_its_number_is_the_one_of_that_day(name, day, number):
    assert Names(listed_laws()).find(name, "", date.fromisoformat(day)) == number
