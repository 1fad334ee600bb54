"""A number that is surely not that of the law named with it stops the build, with the right number as remedy."""

import re
from datetime import date

import pytest
from tests.conftest import SITES, copied

from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.currency import check_currency
from tusach.shelf.settings import RULES, Settings

ONLY = dict.fromkeys(RULES, "off") | {"wrong-number": RULES["wrong-number"]}


@pytest.fixture
def told(tmp_path):
    """What is told of a question whose body, or whose field, says the words."""

    def told_of(body, **fields):
        root = copied(SITES / "in-force", tmp_path)
        file = root / "content/questions/gio-moi.md"
        text = file.read_text(encoding="utf-8").split("## Căn cứ")[0]
        for name, value in fields.items():
            text = re.sub(rf"^{name}:.*", f"{name}: {value}", text, flags=re.MULTILINE)
        file.write_text(f"{text}## Căn cứ\n\n{body}\n", encoding="utf-8")
        problems = Problems()
        concordance = read_concordance(read_bookcase(root, Settings(), problems), date(2026, 12, 1))
        check_currency(concordance, ONLY, problems)
        return [(one.line, one.severity, one.what, one.remedy) for one in problems]

    return told_of


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("Bộ luật Dân sự số 91/2015/QH31", "91/2015/QH13"),
        ("**Luật Cư trú** số 68/2020/QH41", "68/2020/QH14"),
        ("điểm a khoản 1 Điều 12 Luật Đất đai số 31/2024/QH13", "31/2024/QH15"),
        ("Luật Đất đai số 13/2024/QH15", "31/2024/QH15"),
        ("Luật Đất đai số 31/2023/QH15", "31/2024/QH15"),
        ("luật đất đai (số 31/2024/QH14)", "31/2024/QH15"),
        ("Bộ luật Hình sự 101/2015/QH13", "100/2015/QH13"),
        ("Luật Hôn nhân\nvà gia đình năm 2014 số 25/2014/QH13", "52/2014/QH13"),
        ("[Bộ luật Dân sự số 91/2015/QH31](https://vbpl.vn/)", "91/2015/QH13"),
        ("Luật Đất đai số 13/2024", "31/2024/QH15"),
        ("Luật Chợ số 2/2020/QH14", "1/2020/QH14"),
        ("Bộ luật Dân sự số 12/2019/QH14", "91/2015/QH13"),
        ("Luật Đất đai số 31/2024/qh13", "31/2024/QH15"),
        ("Luật Đất đai số 31/ 2024 / QH13", "31/2024/QH15"),
        ("Luật Đất đai số 31/2204/QH15", "31/2024/QH15"),
        ("Luật Đất đai số 31/24/QH15", "31/2024/QH15"),
        ("Luật Đất đai số 102/2024/NĐ-CP", "31/2024/QH15"),
        ("Nghị định quy định chi tiết thi hành Luật Đất đai số 13/2024/QH15", "31/2024/QH15"),
        ("Luật Nào đó số 12/2025/QH51", "12/2025/QH15"),
        ("Nghị quyết số 12/2025/UBTVQH13", "12/2025/UBTVQH15"),
    ],
)
def test_a_number_that_cannot_be_right_is_an_error_with_the_right_one(told, words, right):
    found = told(f"Đoạn đầu.\n\nTheo {words}, ai cũng biết.")
    assert [(severity, right in remedy) for _, severity, _, remedy in found] == [("error", True)]
    assert found[0][0] == 15 + words.count("\n")


@pytest.mark.parametrize(
    "words",
    [
        "Bộ luật Dân sự số 91/2015/QH13 và Bộ luật Dân sự số 33/2005/QH11",
        "Luật Đất đai số 31/2024/QH15 được sửa đổi bởi Luật số 43/2024/QH15",
        "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 43/2024/QH15",
        "Nghị định quy định chi tiết thi hành Luật Đất đai số 102/2024/NĐ-CP",
        "Luật Đất đai số 13/2003/QH11",
        "Luật Đất đai số 31/2024",
        "Luật Mới Toanh số 12/2030/QH16",
        "Luật sửa đổi, bổ sung khoản 1 Điều 5 của Luật Đất đai số 43/2024/QH15",
        "Luật sửa đổi, bổ sung một số điều của 11 luật liên quan\nđến Luật Đất đai số 43/2024/QH15",
        "Kế hoạch triển khai Luật Đất đai số 15/2024/KH-UBND, Chỉ thị về Luật Đất đai số 12/2024/CT-TTg",
        "Lệnh công bố Luật Đất đai số 01/2024/L-CTN và Tờ trình dự án Luật Đất đai số 251/2023/TTr-CP",
        "Luật Đất đai, 154/2024/NĐ-CP",
        "Tạp chí Luật Đất đai số 12/2024",
        "Luật Đất đai 10/2024",
        "Luật Tổ chức chính quyền địa phương số 65/2025/QH15",
        "Luật số 3/1997/QH9 và Luật số 20/2031/QH17",
        "Nghị định số 30/2020/NĐ-CP, Quyết định số 31/2024/QĐ-UBND",
        "Luật Tên Riêng số 5/2026/QH16, Luật Tên Riêng số 5/2026/QH15",
    ],
)
def test_what_may_be_right_is_left_alone(told, words):
    assert told(f"Theo {words}, ai cũng biết.") == []


def test_the_fields_of_a_page_are_read_too(told):
    found = told("Hết.", short_answer="Theo Bộ luật Dân sự số 91/2015/QH31.", summary="Luật Cư trú số 68/2020/QH41.")
    assert len(found) == 2


@pytest.mark.parametrize(
    ("name", "number", "right"),
    [("Luật Cư trú", "68/2020/QH41", "68/2020/QH14"), ("Luật Đất đai", "31/2023/QH15", "31/2024/QH15"),
     ("Luật Đất đai", "91/2015/QH13", "31/2024/QH15"), ("Luật Đò", "4/2010/QH14", "4/2010/QH12"),
     ("Luật Tổ chức chính quyền địa phương", "65/2025/QH15", ""), ("Luật Đò", "4/2010/QH12", "")],
)  # fmt: skip
def test_a_document_is_not_filed_under_a_number_that_its_name_cannot_have(tmp_path, name, number, right):
    root = copied(SITES / "in-force", tmp_path)
    file = root / "content/documents/do.md"
    text = file.read_text(encoding="utf-8").replace("Luật Đò", name).replace("4/2010/QH12", number)
    file.write_text(text, encoding="utf-8")
    problems = Problems()
    check_currency(read_concordance(read_bookcase(root, Settings(), problems), date(2026, 12, 1)), ONLY, problems)
    remedies = [one.remedy for one in problems if one.path == "content/documents/do.md"]
    assert [right in remedy for remedy in remedies[:1]] == ([True] if right else [])


@pytest.mark.parametrize(
    ("title", "number", "told"),
    [("Giới thiệu Luật Đất đai", "13/2024/QH15", "31/2024/QH15"), ("Giới thiệu Luật Đất đai năm 2024", "31/2024/QH15", ""),
     ("Giới thiệu Luật sửa đổi, bổ sung một số điều của Luật Đất đai", "43/2024/QH15", ""),
     ("Đề cương mẫu", "31/2024/QH51", "31/2024/QH15"), ("Giới thiệu Luật Đất đai", "31/2024/QH51", "31/2024/QH15")],
)  # fmt: skip
def test_an_outline_introduces_the_law_of_its_title(tmp_path, title, number, told):
    root = copied(SITES / "every-kind", tmp_path)
    file = root / "outlines/luat-mau.md"
    text = (
        file.read_text(encoding="utf-8").replace("Đề cương mẫu\n", f"{title}\n", 1).replace("01/2026/QĐ-UBND", number)
    )
    file.write_text(text, encoding="utf-8")
    problems = Problems()
    check_currency(read_concordance(read_bookcase(root, Settings(), problems), date(2026, 12, 1)), ONLY, problems)
    remedies = [one.remedy for one in problems if one.path == "outlines/luat-mau.md"]
    assert [told in remedy for remedy in remedies] == ([True] if told else [])


@pytest.mark.parametrize(("text", "count"), [("official", 0), ("digest", 1)])
def test_an_official_text_keeps_the_slips_in_what_it_says_of_others(tmp_path, text, count):
    root = copied(SITES / "in-force", tmp_path)
    file = root / "content/documents/do.md"
    matter = re.sub(r"^text: .*", f"text: {text}", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    relation = 'relations: [{kind: "sửa đổi, bổ sung", to: 21/2017/QH15}]\ntext:'
    file.write_text(matter.replace("text:", relation, 1), encoding="utf-8")
    problems = Problems()
    check_currency(read_concordance(read_bookcase(root, Settings(), problems), date(2026, 12, 1)), ONLY, problems)
    assert len([one for one in problems if "21/2017/QH15" in one.what]) == count
