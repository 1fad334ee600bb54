import pytest
from tests.conftest import SITES, copied

from tusach.law.citation import citations
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.citing import Resolver
from tusach.shelf.settings import Settings


@pytest.fixture
def case(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path)
    text = (folder / "content/documents/01-2026-qd-ubnd.md").read_text(encoding="utf-8")
    for number, title, day in (("1/2014/QH13", "Luật Chợ", "2014-01-01"), ("2/2024/QH15", "Luật Chợ", "2024-01-01"),
                               ("3/2025/QH15", "Luật sửa đổi Luật Chợ", "2025-01-01")):  # fmt: skip
        law = text.replace("01/2026/QĐ-UBND", number).replace("Quyết định mẫu", title)
        law = law.replace("issued: 2026-01-05\neffective: 2026-02-01", f"issued: {day}\neffective: {day}")
        (folder / f"content/documents/{number.replace('/', '-').lower()}.md").write_text(law, encoding="utf-8")
    return read_bookcase(folder, Settings(), Problems())


def resolved(case, text, home=None, **unit):
    resolver = Resolver(case)
    target = resolver.resolve(citations(text, resolver.names)[0], home, **unit)
    return (target.document.fields.number, target.anchor, target.exact) if target else None


def test_a_number_leads_to_the_very_provision(case):
    text = "điểm đ khoản 2 Điều 1 Quyết định số 01/2026/QĐ-UBND"
    assert resolved(case, text) == ("01/2026/QĐ-UBND", "dieu-1-khoan-2-diem-dd", True)


def test_what_a_digest_leaves_out_leads_to_the_nearest_place(case):
    assert resolved(case, "khoản 9 Điều 1 Luật số 2/2024/QH15") == ("2/2024/QH15", "dieu-1", False)
    assert resolved(case, "Điều 99 Luật số 2/2024/QH15") == ("2/2024/QH15", "", False)


def test_a_document_that_is_not_on_the_shelf_leads_nowhere(case):
    assert resolved(case, "Điều 1 Luật số 9/1999/QH10") is None
    assert resolved(case, "Điều 1") is None


def test_a_name_means_the_law_in_force_when_the_text_was_checked(case):
    story = next(item for item in case.publications if item.kind.key == "story")
    assert resolved(case, "Điều 1 Luật Chợ", story) == ("2/2024/QH15", "dieu-1", True)
    assert resolved(case, "Điều 1 Luật Chợ năm 2014", story) == ("1/2014/QH13", "dieu-1", True)


def test_in_a_document_bare_articles_are_its_own_but_not_in_one_that_amends(case):
    own, amending = case.document("2/2024/QH15"), case.document("3/2025/QH15")
    assert resolved(case, "khoản 1 Điều 1", own) == ("2/2024/QH15", "dieu-1-khoan-1", True)
    assert resolved(case, "khoản 1 Điều này", own, article="1") == ("2/2024/QH15", "dieu-1-khoan-1", True)
    assert resolved(case, "Điều 1", amending) is None
    assert resolved(case, "Điều 1 của Luật này", amending) == ("3/2025/QH15", "dieu-1", True)


def test_in_an_outline_a_bare_article_is_that_of_the_law_it_introduces(case):
    outline = next(item for item in case.publications if item.kind.key == "outline")
    assert resolved(case, "khoản 1 Điều 1", outline) == ("01/2026/QĐ-UBND", "dieu-1-khoan-1", True)
