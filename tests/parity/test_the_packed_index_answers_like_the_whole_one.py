"""The browser rebuilds Lunr's weights: every ref, order and score must be that of the whole serialized index."""

import json
from importlib import resources

import pytest
from mkdocs import contrib
from tests.conftest import SITES

from tusach.law.vietnamese import terms
from tusach.outputs.page import Page
from tusach.outputs.search import units
from tusach.outputs.search.index import _B, _BOOSTS, _K1, lunr_builder
from tusach.outputs.search.packing import packed

ENGINE = resources.files("tusach.outputs.search")
QUERIES = ["đất đai", "hòa giải ở cơ sở", "ly hôn chia tài sản", "khoản 2 Điều 12", "khai sinh cho con", "x", "của"]


def found_units():
    pages = []
    for file in sorted(SITES.parent.parent.joinpath("content").rglob("*.md")):
        blocks = file.read_text(encoding="utf-8").split("\n\n")
        html = "".join(
            f'<h2 id="m{place}">{block[3:]}</h2>' if block.startswith("## ") else f"<p>{block}</p>"
            for place, block in enumerate(blocks)
        )
        pages.append(Page(file.stem, file.stem.replace("-", " "), html))
    return [unit for page in pages for unit in units(page)]


@pytest.fixture(scope="module")
def browser_page(chromium):
    page = chromium.new_page()
    lunr = resources.files(contrib).joinpath("search/templates/search/lunr.js").read_text(encoding="utf-8")
    for source in (lunr, ENGINE.joinpath("vietnamese.js").read_text(), "var tusachSearch = {};"):
        page.add_script_tag(content=source)
    page.add_script_tag(content=ENGINE.joinpath("engine.js").read_text())
    yield page
    page.close()


def test_every_ref_order_and_score_is_the_same(browser_page):
    builder = lunr_builder(found_units())
    whole = builder.build().serialize()
    both = browser_page.evaluate(
        """([whole, packed, queries]) => {
            const one = lunr.Index.load(JSON.parse(whole)), other = tusachSearch.engine.load(packed);
            const ask = index => queries.map(terms => index.query(query => terms.forEach(
                term => query.term(term, { usePipeline: false }))).map(hit => [hit.ref, hit.score]));
            return [ask(one), ask(other)];
        }""",
        [json.dumps(whole), packed(builder, _BOOSTS, _K1, _B), [terms(query) for query in QUERIES]],
    )
    assert sum(map(len, both[0])) > 100
    for one, other in zip(*both, strict=True):
        assert sorted(hit[0] for hit in one) == sorted(hit[0] for hit in other)
        scores = dict(map(tuple, other))
        assert [scores[ref] for ref, _ in one] == pytest.approx([score for _, score in one], rel=1e-9)


def test_the_packed_index_is_a_fraction_of_the_whole():
    builder = lunr_builder(found_units())
    whole = len(json.dumps(builder.build().serialize(), separators=(",", ":")))
    assert len(json.dumps(packed(builder, _BOOSTS, _K1, _B), separators=(",", ":"))) < whole / 4
