from importlib import resources

from mkdocs import contrib

from tusach.law.vietnamese import terms
from tusach.outputs.page import Page
from tusach.outputs.search import build_search, page_script, units
from tusach.outputs.search.index import lunr_builder

LINK = '<a class="headerlink" href="#x">#</a>'
LAW = Page(
    "van-ban/1-2026-qh16",
    "Luật Mẫu",
    f'<h2 id="chuong-i">Chương I{LINK}</h2><h3 id="dieu-1">Điều 1. Hòa giải{LINK}</h3><p>1. Hoà giải ở cơ sở.</p>'
    '<h3 id="dieu-2">Điều 2. Ly hôn</h3><p>Chia tài sản khi ly hôn.</p><section><h2 id="x">Trong khung</h2><p>chữ</p></section>',
    lead="Tóm tắt.",
    kind="document",
    number="1/2026/QH16",
)
LUNR = resources.files(contrib).joinpath("search/templates/search/lunr.js").read_text(encoding="utf-8")


def ask(found, text):
    index = lunr_builder(found).build()
    query = index.create_query()
    for term in terms(text):
        query.term(term, use_pipeline=False)
    return [found[int(result["ref"])].anchor for result in index.query(query)]


def test_units_are_the_opening_and_every_heading_that_has_text():
    assert [(unit.anchor, unit.heading) for unit in units(LAW)] == [
        ("", ""),
        ("dieu-1", "Điều 1. Hòa giải"),
        ("dieu-2", "Điều 2. Ly hôn"),
        ("x", "Trong khung"),
    ]
    assert [unit.body for unit in units(LAW)][1] == "1. Hoà giải ở cơ sở."


def test_the_right_điều_comes_first_however_it_is_typed():
    found = list(units(LAW))
    for typed in ("ly hôn", "ly hon", "LY HÔN", "chia tai san ly hon"):
        assert ask(found, typed)[0] == "dieu-2"
    assert ask(found, "hoà giải")[0] == ask(found, "hòa giải")[0] == ask(found, "hoa giai")[0] == "dieu-1"


def test_a_page_without_headings_is_one_unit_and_an_empty_one_is_still_found_by_title():
    page = Page("a", "Đối thoại", "")
    found = list(units(page))
    assert len(found) == 1
    assert ask(found, "doi thoai") == [""]


def test_the_files_are_scripts_named_by_their_content_and_the_same_every_time():
    one = build_search([LAW], {"document": "Văn bản"}, LUNR)
    two = build_search([LAW], {"document": "Văn bản"}, LUNR)
    assert one.files == two.files
    assert all(path.endswith(".js") for path in one.files)
    manifest = one.files["search/manifest.js"].decode()
    assert manifest.startswith('tusachSearch.take("manifest",')
    assert all(path.removeprefix("search/") in manifest for path in one.files if "manifest" not in path)
    assert one.units == 4


def test_text_that_looks_like_code_stays_text():
    page = Page("a", "</script><b>", "<p>\u2028 &lt;/script&gt;</p>")
    files = build_search([page], {}, LUNR).files
    text = next(data for path, data in files.items() if "text0" in path).decode()
    assert "\u2028" not in text


def test_lunr_js_is_the_version_whose_index_format_we_write():
    assert "2.3.9" in LUNR[:200]
    assert lunr_builder(list(units(LAW))).build().serialize()["version"] == "2.3.9"


def test_every_page_carries_only_the_small_script():
    assert "lunr.Index" not in page_script()
