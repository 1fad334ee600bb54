"""Which provision a citation means: by number, by name on the day of the text, by where it stands."""

import pytest
from tests.conftest import SITES, copied

from tusach.law.citation import citations
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.citing import NOWHERE, Resolver, Spot
from tusach.shelf.settings import Settings


@pytest.fixture
def case(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path)
    text = (folder / "content/documents/01-2026-qd-ubnd.md").read_text(encoding="utf-8")
    for number, title, day in (("1/2014/QH13", "Luật Chợ", "2014-01-01"), ("2/2024/QH15", "Luật Chợ", "2024-01-01"),
                               ("3/2025/QH15", "Luật sửa đổi Luật Chợ", "2025-01-01")):  # fmt: skip
        law = text.replace("01/2026/QĐ-UBND", number).replace("Quyết định mẫu", title)
        law = law.replace("issued: 2026-01-05\neffective: 2026-02-01", f"issued: {day}\neffective: {day}")
        if number.startswith("3/"):
            law += "\n### Điều 9. Sửa đổi Luật Chợ số 2/2024/QH15\n\n1. Bãi bỏ khoản 1 Điều 1.\n"
        (folder / f"content/documents/{number.replace('/', '-').lower()}.md").write_text(law, encoding="utf-8")
    return read_bookcase(folder, Settings(), Problems())


def resolved(case, text, home=None, spot=NOWHERE):
    resolver = Resolver(case)
    target = resolver.resolve(citations(text, resolver.names)[0], home, spot)
    return (target.number, target.anchor, target.exact) if target else None


def kind(case, key):
    return next(item for item in case.publications if item.kind.key == key)


def test_a_number_leads_to_the_very_provision(case):
    text = "điểm đ khoản 2 Điều 1 Quyết định số 01/2026/QĐ-UBND"
    assert resolved(case, text) == ("01/2026/QĐ-UBND", "dieu-1-khoan-2-diem-dd", True)
    assert resolved(case, "Luật số 2/2024/QH15") == ("2/2024/QH15", "", True)


def test_several_units_of_one_article_are_all_known(case):
    resolver = Resolver(case)
    text = "điểm a, điểm c và điểm z khoản 2 Điều 1 Luật số 2/2024/QH15"
    target = resolver.resolve(citations(text)[0], None)
    assert target.anchor == "dieu-1-khoan-2-diem-a"
    assert target.more == ("dieu-1-khoan-2-diem-c",)


def test_what_a_digest_leaves_out_leads_to_the_nearest_place(case):
    assert resolved(case, "khoản 9 Điều 1 Luật số 2/2024/QH15") == ("2/2024/QH15", "dieu-1", False)
    assert resolved(case, "Điều 99 Luật số 2/2024/QH15") == ("2/2024/QH15", "", False)


def test_of_a_document_that_is_not_on_the_shelf_the_number_is_known(case):
    assert resolved(case, "Điều 1 Luật số 9/1999/QH10") == ("9/1999/QH10", "dieu-1", False)
    assert resolved(case, "Điều 1") is None
    assert resolved(case, "Điều 1 của Luật Xây cất") is None


def test_a_local_number_alone_names_no_single_document(case):
    assert resolved(case, "Điều 1 Quyết định số 99/2026/QĐ-UBND") is None


def test_a_name_means_the_law_in_force_when_the_text_was_checked(case):
    story = kind(case, "story")
    assert resolved(case, "Điều 1 Luật Chợ", story) == ("2/2024/QH15", "dieu-1", True)
    assert resolved(case, "Điều 1 Luật Chợ năm 2014", story) == ("1/2014/QH13", "dieu-1", True)


def test_a_name_that_no_document_of_the_shelf_has_is_found_in_the_dated_table(case):
    story = kind(case, "story")
    assert resolved(case, "Điều 9 Bộ luật Dân sự", story) == ("91/2015/QH13", "dieu-9", False)
    assert resolved(case, "Điều 9 Bộ luật dân sự", case.document("1/2014/QH13")) == ("33/2005/QH11", "dieu-9", False)


def test_a_name_no_list_knows_means_the_number_that_the_text_itself_gives_it(case, tmp_path):
    story = kind(case, "story")
    file = tmp_path / story.path
    text = "\nTheo Luật Núi số 1/2014/QH13, rừng là của chung. Trước đây có Luật Chợ số 1/2014/QH13.\n"
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    again = read_bookcase(tmp_path, Settings(), Problems())
    assert resolved(again, "Điều 1 Luật Núi", kind(again, "story")) == ("1/2014/QH13", "dieu-1", True)
    # The history a text tells does not change which law a name means on its day.
    assert resolved(again, "Điều 1 Luật Chợ", kind(again, "story")) == ("2/2024/QH15", "dieu-1", True)


def test_a_number_without_its_symbol_is_the_only_such_document_of_that_type(case):
    assert resolved(case, "Điều 1 Quyết định 01/2026") == ("01/2026/QĐ-UBND", "dieu-1", True)
    assert resolved(case, "Điều 1 Nghị định 01/2026") is None


def test_in_a_document_bare_articles_are_its_own_but_not_in_one_that_amends(case):
    own, amending = case.document("2/2024/QH15"), case.document("3/2025/QH15")
    assert resolved(case, "khoản 1 Điều 1", own) == ("2/2024/QH15", "dieu-1-khoan-1", True)
    assert resolved(case, "khoản 1 Điều này", own, Spot("1")) == ("2/2024/QH15", "dieu-1-khoan-1", True)
    assert resolved(case, "theo khoản 1", own, Spot("1")) == ("2/2024/QH15", "dieu-1-khoan-1", True)
    assert resolved(case, "Điều 1", amending) is None
    assert resolved(case, "Điều 1 của Luật này", amending) == ("3/2025/QH15", "dieu-1", True)


def test_an_amending_clause_and_the_words_it_quotes_speak_of_the_amended_law(case):
    amending, spot = case.document("3/2025/QH15"), Spot("9", "1", "dieu-9-khoan-1")
    assert resolved(case, "Bãi bỏ khoản 1 Điều 1.", amending, spot) == ("2/2024/QH15", "dieu-1-khoan-1", True)
    quoted = Spot("9", "1", "dieu-9-khoan-1", quoted=True)
    assert resolved(case, "Điều 3 của Luật này", amending, quoted) == ("2/2024/QH15", "dieu-3", True)
    assert resolved(case, "khoản 2 Điều này", amending, quoted) == ("2/2024/QH15", "dieu-1-khoan-2", True)


def test_in_an_outline_a_bare_article_is_that_of_the_law_it_introduces(case):
    assert resolved(case, "khoản 1 Điều 1", kind(case, "outline")) == ("01/2026/QĐ-UBND", "dieu-1-khoan-1", True)
