from collections import Counter
from dataclasses import replace

import pytest
from tests.conftest import SITES

from tusach.law.issuer import document_key, place_of
from tusach.law.number import number_key
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.citing import Resolver
from tusach.shelf.fields import OutlineFields
from tusach.shelf.kinds import KINDS
from tusach.shelf.settings import Settings


@pytest.fixture(scope="module")
def case():
    return read_bookcase(SITES / "every-kind", Settings(), Problems())


def test_every_kind_of_the_table_is_on_the_shelves(case):
    assert {item.kind.key for item in case.publications} == {kind.key for kind in KINDS}


def test_kinds_have_addresses_and_folders_of_their_own():
    assert len({kind.address for kind in KINDS}) == len({kind.folder for kind in KINDS}) == len(KINDS) == 12


def test_a_book_is_a_folder_with_chapters_in_order_or_one_file(case):
    book = next(item for item in case.publications if item.address == "so-tay/so-tay-mau")
    assert [chapter.address for chapter in book.chapters] == [
        "so-tay/so-tay-mau/mo-dau",
        "so-tay/so-tay-mau/tiep-theo",
    ]
    assert next(item for item in case.publications if item.address == "so-tay/mot-tep").chapters == ()


def test_a_document_stands_at_its_folded_number(case):
    document = case.document("01/2026/QĐ-UBND")
    assert document is not None
    assert document.address == "van-ban/01-2026-qd-ubnd"


def test_related_publications_put_the_same_law_first_and_leave_itself_out(case):
    outline = next(item for item in case.publications if item.kind.key == "outline")
    related = case.related(outline)
    assert related[0].kind.key == "document"
    assert outline not in related
    assert len(related) <= 4


def test_what_is_found_by_tables_is_what_a_walk_over_all_publications_finds(case):
    """The plain rules, walked publication by publication, on a shelf where communes share numbers and topics repeat."""
    case = replace(case, publications=(*case.publications, *(_decision(case, place) for place in range(40))))
    rank = {item.path: place for place, item in enumerate(case.newest)}
    for item in case.publications:
        score = Counter()
        for other in case.publications:
            shared = sum(topic in case.topics_of(other) for topic in case.topics_of(item))
            about, document = (item, other) if isinstance(item.fields, OutlineFields) else (other, item)
            number = about.fields.introduces if isinstance(about.fields, OutlineFields) else None
            law = document is case.document(number) if about is item and number else _has_number(document, number)
            score[other] = 10 * law + shared * (2 + (other.kind != item.kind))
        close = sorted(
            (one for one in score if score[one] and one is not item), key=lambda x: (-score[x], rank[x.path])
        )
        assert case.related(item) == tuple(close[:4])
        row = [other for other in case.newest if other.kind == item.kind]
        start = max(0, min(row.index(item) - 5, len(row) - 10))
        assert case.neighbours(item, 10) == tuple(row[start : start + 10])
    resolver = Resolver(case)
    for home in (*case.documents.values(), None):
        place = home and place_of(home.fields.issuer)
        same = [one for one in case.documents.values() if one.fields.number == "01/2026/QĐ-UBND"]
        meant = [one for one in same if home is None or place_of(one.fields.issuer) == place]
        assert resolver.document("01/2026/QĐ-UBND", home) is (meant[0] if len(meant) == 1 else None)


def test_a_number_is_looked_up_without_a_walk_over_the_shelf(case, monkeypatch):
    case = replace(case, publications=(*case.publications, *(_decision(case, place) for place in range(300))))
    resolver, folded = Resolver(case), []
    home = case.publications[-1]
    resolver.document(home.fields.number, home)
    monkeypatch.setattr("tusach.shelf.citing.number_key", lambda number: folded.append(number) or number_key(number))
    for _ in range(50):
        assert resolver.document(home.fields.number, home) is home
    assert len(folded) == 50


def _has_number(item, number):
    return bool(number) and number_key(getattr(item.fields, "number", "")) == number_key(number)


def _decision(case, place):
    """A decision of a commune of its own, on the topics of a law or on none."""
    sample = case.document("01/2026/QĐ-UBND")
    fields = sample.fields.model_copy(
        update={
            "issuer": f"Ủy ban nhân dân xã Mẫu {'abcdefghijklmnopqrstuvwxy'[place % 25]}{place // 25}",
            "topics": case.publications[place % len(case.publications)].fields.topics,
            "number": f"{place % 3 + 1:02}/2026/QĐ-UBND",
        }
    )
    key = document_key(fields.number, fields.issuer)
    return replace(sample, path=f"content/documents/{key}.md", address=f"van-ban/{key}", fields=fields)


def test_neighbours_never_exceed_the_limit_and_hold_the_one_in_the_middle(case):
    question = case.of_kind(next(kind for kind in KINDS if kind.key == "question"))[2]
    assert question in case.neighbours(question, 2)
    assert len(case.neighbours(question, 2)) == 2


def test_the_newest_stand_first(case):
    days = [item.day for item in case.newest]
    assert days == sorted(days, reverse=True)


def test_folders_labels_and_topics_can_be_a_bookcases_own(tmp_path):
    (tmp_path / "noi-dung/chuyen").mkdir(parents=True)
    (tmp_path / "noi-dung/index.md").write_text("---\ntitle: Nhà\n---\n", encoding="utf-8")
    source = SITES / "every-kind/content/stories/bo-rao.md"
    (tmp_path / "noi-dung/chuyen/bo-rao.md").write_text(
        source.read_text(encoding="utf-8").replace("Đất đai]", "Làng nghề]"), encoding="utf-8"
    )
    folders = {kind.key: f"noi-dung/{kind.key}" for kind in KINDS} | {"story": "noi-dung/chuyen"}
    settings = Settings(folders, {"story": "Chuyện làng"}, {"Làng nghề": "Dệt, rèn"})
    case = read_bookcase(tmp_path, settings, Problems())
    assert [item.kind.label for item in case.publications] == ["Chuyện làng"]
    assert [topic.label for topic in case.topics_of(case.publications[0])] == ["Hòa giải ở cơ sở", "Làng nghề"]
    assert case.topics[0].label == "Làng nghề"


def test_home_shows_the_newest_of_different_kinds(case):
    shown = case.shown_at_home(5)
    assert len({item.kind.key for item in shown}) == 5
    assert "document" not in {item.kind.key for item in shown}
