"""A part of a bookcase holds what was asked for and the law it rests on, and shows that law as the whole does."""

from dataclasses import replace
from datetime import date

import pytest
from tests.conftest import SITES, copied

from tusach.law.citation import citations
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.links import links, redirected
from tusach.shelf.selection import Selection, body_in, narrowed, selection
from tusach.shelf.settings import Settings


def whole(folder):
    return read_concordance(read_bookcase(folder, Settings(), Problems()), date(2026, 11, 22))


def paths(concordance):
    return {item.path.removeprefix("content/") for item in concordance.bookcase.publications}


@pytest.fixture(scope="module")
def every():
    return whole(SITES / "every-kind")


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (Selection(("hon-nhan-va-gia-dinh",), ("question",)), {"questions/ly-hon.md", "documents/01-2026-qd-ubnd.md"}),
        (Selection(("ho-tich", "cu-tru"), ("question",)), {"questions/cau-2.md", "questions/cau-3.md"}),
        (Selection(kinds=("document",)), {"documents/01-2026-qd-ubnd.md"}),
    ],
)
def test_a_part_holds_what_is_asked_for_and_the_documents_it_cites(every, chosen, kept):
    assert paths(narrowed(every, chosen, "")) == kept


def test_a_selection_of_nothing_is_the_whole(every):
    assert narrowed(every, selection(""), "https://example.org/") is every


def test_a_selection_travels_as_text_and_says_what_it_is(every):
    chosen = Selection(("dat-dai", "ho-tich"), ("question",))
    assert selection(str(chosen)) == chosen
    assert chosen.label(every.bookcase) == "chủ đề Đất đai, Hộ tịch; loại Hỏi đáp"
    assert Selection().label(every.bookcase) == ""


@pytest.mark.parametrize(
    ("site_url", "address"),
    [
        ("https://example.org/thu/", "https://example.org/thu/so-tay/so-tay-mau/mo-dau/#viec-dau-tien"),
        ("https://example.org/thu", "https://example.org/thu/so-tay/so-tay-mau/mo-dau/#viec-dau-tien"),
    ],
)
def test_a_link_to_what_is_left_out_leads_to_it_on_the_web(every, site_url, address):
    part = narrowed(every, Selection(("hon-nhan-va-gia-dinh",), ("question",)), site_url)
    item = next(item for item in part.bookcase.publications if item.kind.key == "question")
    assert [link.to for link in links(body_in(part.bookcase, item))] == [
        address,
        "../documents/01-2026-qd-ubnd.md#dieu-1-khoan-2-diem-dd",
    ]


def test_a_picture_that_no_page_of_the_part_shows_is_left_out(every):
    assert "handbooks/so-tay-mau/anh.png" in every.bookcase.assets
    assert dict(narrowed(every, Selection(kinds=("question",)), "").bookcase.assets) == {}
    assert "handbooks/so-tay-mau/anh.png" in narrowed(every, Selection(kinds=("handbook",)), "").bookcase.assets


def test_a_law_of_a_part_is_as_amended_as_in_the_whole():
    law = whole(SITES / "in-force")
    one = next(item for item in law.bookcase.publications if item.path.endswith("gio-cho.md"))
    only = replace(law, bookcase=replace(law.bookcase, publications=(one, *law.bookcase.documents.values())))
    part = narrowed(only, Selection(kinds=("question",)), "")
    # The market law that it cites, and the law that amends it, though no question of this part cites that one.
    assert paths(part) == {"questions/gio-cho.md", "documents/cho.md", "documents/sua-cho.md"}
    market = part.bookcase.document("1/2020/QH14")
    for anchor in ("", "dieu-3-khoan-2", "dieu-4"):
        assert part.history.state(market, anchor) == law.history.state(market, anchor)
    assert part.history.changes(market) == law.history.changes(market) != ()


def test_a_citation_never_leads_to_another_document_because_the_right_one_was_left_out(tmp_path):
    folder = copied(SITES / "every-kind", tmp_path)
    own = (folder / "content/documents/01-2026-qd-ubnd.md").read_text(encoding="utf-8")
    for place in ("Bản Lầu", "Nậm Chảy"):
        text = own.replace("number: 01/2026/QĐ-UBND", "number: 15/2025/QĐ-UBND")
        text = "\n".join(
            f"issuer: Ủy ban nhân dân xã {place}" if line.startswith("issuer:") else line for line in text.split("\n")
        )
        (folder / f"content/documents/{place}.md").write_text(text, encoding="utf-8")
    law = whole(folder)
    one, other = (item for item in law.bookcase.documents.values() if item.fields.number == "15/2025/QĐ-UBND")
    citation = citations("Điều 1 Quyết định số 15/2025/QĐ-UBND")[0]
    assert law.resolver.resolve(citation, None) is None
    limited = law.resolver.showing(frozenset([one.path]))
    assert limited.resolve(citation, None) is None
    assert limited.resolve(citation, one).document is one
    assert limited.resolve(citation, other) is None
    question = folder / "content/questions/cau-1.md"
    question.write_text(
        question.read_text(encoding="utf-8") + "\nXem [quyết định](<../documents/Bản Lầu.md>).\n", encoding="utf-8"
    )
    part = narrowed(whole(folder), Selection(("dat-dai",), ("question",)), "")
    assert paths(part) == {"questions/cau-1.md", "documents/Bản Lầu.md"}
    assert part.resolver.resolve(citation, None) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](b.md) và ![c](d.png)", "[a](B.MD) và ![c](D.PNG)"),
        ("[a](<b c.md> 'tên') [d][e]\n\n[e]: f.md", "[a](<B C.MD> 'tên') [d][e]\n\n[e]: F.MD"),
        ("`[a](b.md)` [a](b.md)", "`[a](b.md)` [a](B.MD)"),
        ("[a\\](b.md) [ư](b.md)", "[a\\](b.md) [ư](B.MD)"),
        ("```\n[a](b.md)\n```\n[a](b.md)", "```\n[a](b.md)\n```\n[a](B.MD)"),
    ],
)
def test_link_targets_are_exchanged_where_they_stand(before, after):
    assert redirected(before, str.upper) == after


def test_a_part_with_a_dialogue_takes_its_draft_along(every):
    part = narrowed(every, Selection(kinds=("dialogue",)), "")
    assert "content/dialogues/du-thao-thu.pdf" in part.bookcase.assets
