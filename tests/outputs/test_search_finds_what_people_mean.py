"""Search over built sites, asked by the reader of the package; the browser tests hold the page equal to it."""

import re
from datetime import date
from importlib import resources
from random import Random

import pytest
from mkdocs import contrib
from tests.conftest import SITES, built, copied

from tusach.law.citation import citations
from tusach.law.vietnamese import fold, nfc
from tusach.outputs.page import Page
from tusach.outputs.search import SearchReader, page_script
from tusach.outputs.search.index import searchable
from tusach.outputs.search.shards import cut_by_content, index_files
from tusach.outputs.search.units import Unit, units
from tusach.shelf.phrases import listed_askings, listed_synonyms

TODAY = date(2026, 11, 22)
DECREE = "van-ban/01-2026-qd-ubnd"


def addresses(site, question, most=10):
    return [found.address for found in SearchReader(site, TODAY).ask(question, most)]


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A bookcase whose editors taught it how people speak, and that has one over-long Điều."""
    root = copied(SITES / "every-kind", tmp_path_factory.mktemp("taught"))
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("print: false", "print: false, synonyms: tu-dong-nghia.yml"))
    (root / "tu-dong-nghia.yml").write_text(
        "- say: [lên chợ huyện, đi chợ lùi, sắm tết]\n  law: [chợ phiên]\n  source: Điều 3 Quyết định số 01/2026/QĐ-UBND\n"
    )
    decree = root / "content/documents/01-2026-qd-ubnd.md"
    text = decree.read_text()
    text = text.replace("\nsource:", "\nasked_as:\n  Điều 1a: [xe thồ được đỗ chỗ nào]\nsource:", 1)
    clauses = "\n\n".join(f"{n}. Việc thứ {n} của ban quản lý. " + "Giữ sạch lối đi. " * 40 for n in range(1, 12))
    decree.write_text(f"{text.rstrip()}\n\n### Điều 5. Ban quản lý\n\n{clauses.replace('Việc thứ 7', 'Đốt rác và')}\n")
    story = (SITES / "every-kind/content/questions/ly-hon.md").read_text()
    for old, new in (("hoi-dap/ly-hon-cu", "hoi-dap/mang-xoi-cu"), ("nhà đất chia sao", "máng xối ai lo")):
        story = story.replace(old, new)
    story = story.replace("khoản 1 Điều 1 Quyết", "Điều 4 Quyết").replace("Ly hôn thì chia tài sản thế nào", "Máng xối")
    (root / "content/questions/mang-xoi.md").write_text(story)
    return built(root)


def test_the_right_section_comes_first_however_it_is_typed(every_kind):
    for typed in ("chợ phiên họp", "cho phien hop", "CHỢ PHIÊN HỌP", "chợ phien họp"):
        assert addresses(every_kind, typed)[0] == f"{DECREE}/#dieu-4"


def test_nothing_is_found_by_words_the_bookcase_does_not_have(every_kind):
    assert addresses(every_kind, "xyzzy") == []
    assert addresses(every_kind, " … ") == []


def test_an_editors_words_for_an_điều_find_it(every_kind, taught):
    assert f"{DECREE}/#dieu-1a" not in addresses(every_kind, "xe tho do cho nao")
    assert addresses(taught, "xe tho do cho nao")[0] == f"{DECREE}/#dieu-1a"


def test_a_publication_lends_its_words_to_the_điều_it_cites(taught):
    found = addresses(taught, "mang xoi")
    assert found[0] == "hoi-dap/mang-xoi/"
    assert f"{DECREE}/#dieu-4" in found


def test_a_synonym_of_the_bookcase_finds_what_only_the_law_says(every_kind, taught):
    assert f"{DECREE}/#dieu-3" not in addresses(every_kind, "sam tet")
    assert f"{DECREE}/#dieu-3" in addresses(taught, "sam tet")


def test_a_synonym_typed_with_other_accents_is_another_word(taught):
    reader = SearchReader(taught, TODAY)
    assert "cho_phien" in reader.clauses("đi chợ lùi")
    assert "cho_phien" in reader.clauses("di cho lui")
    assert "cho_phien" not in reader.clauses("đi chó lùi")


def test_an_overlong_điều_is_found_by_khoản_but_listed_once(taught):
    found = addresses(taught, "đốt rác ban quản lý")
    assert [one for one in found if "#dieu-5" in one] == [f"{DECREE}/#dieu-5-khoan-7"]


def test_a_changed_điều_is_found_by_its_wording_of_today(in_force):
    reader = SearchReader(in_force, TODAY)
    market = "van-ban/1-2020-qh14"
    assert f"{market}/#dieu-3" in [found.address for found in reader.ask("chợ đóng cửa lúc mười chín giờ")]
    assert f"{market}/#dieu-3a" in [found.address for found in reader.ask("thắp đèn")]


def test_the_state_of_a_unit_is_that_of_the_day_of_the_question(in_force):
    def states(day):
        return {found.state for found in SearchReader(in_force, day).ask("đò chở") if "4-2010-qh12" in found.address}

    assert states(date(2026, 12, 31)) == {"Còn hiệu lực"}
    assert states(date(2027, 1, 1)) == {"Hết hiệu lực toàn bộ"}


def test_an_điều_of_a_law_in_force_in_part_says_so_unless_more_is_known(in_force):
    states = {found.address: found.state for found in SearchReader(in_force, TODAY).ask("chợ", 50)}
    assert states["van-ban/1-2020-qh14/#dieu-1"] == "Hết hiệu lực một phần"
    assert states["van-ban/1-2020-qh14/#dieu-4"] == "Hết hiệu lực toàn bộ"


def test_among_equal_syllables_the_accents_typed_come_first(tmp_path):
    root = copied(SITES / "every-kind", tmp_path)
    template = (root / "content/questions/cau-1.md").read_text()
    for name, word in (("ma-1", "mạ"), ("ma-2", "má"), ("ma-3", "mã")):
        text = re.sub(r"(?m)^title:.*$", f"title: Chuyện {word}", template).replace("aliases", "aliases-")
        (root / f"content/questions/{name}.md").write_text(text)
    site = built(root)
    assert addresses(site, "mã")[0] == "hoi-dap/ma-3/"
    assert addresses(site, "má")[0] == "hoi-dap/ma-2/"
    assert {"hoi-dap/ma-1/", "hoi-dap/ma-2/", "hoi-dap/ma-3/"} <= set(addresses(site, "mạ"))


def test_units_are_the_opening_and_every_heading_that_has_text():
    page = Page(
        "a",
        "Sổ tay",
        '<h2 id="m1">Một<a class="headerlink" href="#m1">#</a></h2><p>Hoà giải.</p><h2 id="m2">Hai</h2><h3 id="m3">Ba</h3><p>Chữ.</p>',
        lead="Tóm tắt.",
    )
    assert [(unit.anchor, unit.heading, unit.body) for unit in units(page)] == [
        ("", "", "Tóm tắt."),
        ("m1", "Một", "Hoà giải."),
        ("m3", "Ba", "Chữ."),
    ]
    assert [unit.heading for unit in units(Page("b", "Đối thoại", ""))] == [""]


def data(site):
    return {file.name: file.read_text(encoding="utf-8") for file in (site / "search/data").glob("*.js")}


def test_each_file_is_a_script_named_by_its_own_content_as_a_stick_takes_it(every_kind, taught):
    for name, text in data(every_kind).items():
        assert re.fullmatch(r"(?:[sg]|lengths|words)-[a-z2-7]{8}\.js|t-[a-z2-7]{8}-\d+\.js", name)
        assert text.startswith(f'tusachSearch.take("{name.removesuffix(".js")}",')
        assert text == data(taught).get(name, text)


def shelf_of(sentences):
    """Units of 1,000 short sections, their words as unevenly common as those of a language."""
    chance = Random(1)
    words = [
        f"{first}{last}"
        for first in "bcdghklmnprstvx"
        for last in [
            "a",
            "ai",
            "an",
            "ang",
            "anh",
            "ao",
            "at",
            "e",
            "en",
            "et",
            "i",
            "in",
            "o",
            "oi",
            "on",
            "ong",
            "u",
            "ui",
            "un",
        ]
    ]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    texts = [" ".join(chance.choices(words, weights, k=60)) for _ in range(1_000)]
    texts[500] += sentences
    return [Unit(Page(f"p{rank // 9}", f"Trang {rank // 9}", ""), "", "", (text,)) for rank, text in enumerate(texts)]


def test_a_sentence_more_in_one_question_leaves_almost_all_names_as_they_were():
    before, after = (
        {file.name for file in index_files(searchable(units, [()] * len(units)), {}, {})[1]}
        for units in (shelf_of(""), shelf_of(" bang chon dui khong lam mun sat toi nen von xin ha"))
    )
    assert len(before) > 150
    assert 0 < len(after - before) < 0.15 * len(after)
    assert 0 < len(before - after) < 0.15 * len(before)


def test_a_row_more_moves_the_cuts_beside_it_and_no_others():
    keys = [f"k{number:04}" for number in range(4_000)]
    less = [tuple(part) for part in cut_by_content(keys[1:], [50] * 3_999, keys[1:], 2_000)]
    more = [tuple(part) for part in cut_by_content(keys, [50] * 4_000, keys, 2_000)]
    assert len(more) > 90
    assert len(set(more) - set(less)) < 0.1 * len(more)


def test_building_twice_gives_the_same_files(every_kind, tmp_path):
    again = built(copied(SITES / "every-kind", tmp_path))
    for file in (every_kind / "search").rglob("*.*"):
        assert (again / file.relative_to(every_kind)).read_bytes() == file.read_bytes()


def test_what_the_site_says_of_its_format_is_there_and_in_step(every_kind):
    text = (every_kind / "search/README").read_text(encoding="utf-8")
    manifest = SearchReader(every_kind, TODAY).manifest
    for name in manifest:
        assert f"`{name}`" in text


def test_every_page_carries_only_the_small_script():
    assert "Index" not in page_script()
    assert "weigh" not in page_script()


def test_the_lunr_that_is_shipped_is_the_version_whose_formulas_we_use(every_kind):
    lunr = resources.files(contrib).joinpath("search/templates/search/lunr.js").read_text(encoding="utf-8")
    assert "2.3.9" in lunr[:200]
    assert "lunr.Index" in (every_kind / "search/lunr-index.js").read_text(encoding="utf-8")


def test_every_listed_synonym_names_its_source_and_is_plain_text():
    found = listed_synonyms()
    assert len(found) >= 150
    for synonym in found:
        assert list(citations(synonym.source)) or re.search(r"số \d+/\d{4}|ngày \d", synonym.source), synonym.source
        for text in (*synonym.say, *synonym.law):
            assert text == nfc(text).strip()
            assert fold(text)


def test_the_listed_askings_are_of_điều():
    for file in (resources.files("tusach.shelf") / "asked").iterdir():
        for anchor, texts in listed_askings(file.name.removesuffix(".yml")).items():
            assert re.fullmatch(r"dieu-\d+[a-z]?", anchor)
            assert texts
            assert all(fold(text) for text in texts)
