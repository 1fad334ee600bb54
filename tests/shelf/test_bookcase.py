import pytest
from tests.conftest import SITES

from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
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
