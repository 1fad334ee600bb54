"""One index, four readers: lunr.py's own builder, lunr.js over the whole, lunr.js over shards, our scorers in two languages."""

import json
from datetime import date
from functools import cache
from importlib import resources
from types import SimpleNamespace
from unittest import mock

import pytest
from lunr.builder import Builder
from mkdocs import contrib
from tests.conftest import CORPUS, ROOT, until

from tusach.law.vietnamese import pairs, syllables
from tusach.outputs.page import Page
from tusach.outputs.search import SearchReader, page_script, search_scripts
from tusach.outputs.search.index import searchable
from tusach.outputs.search.postings import FIELDS, K1, B, gather, whole_index
from tusach.outputs.search.scripts import lunr_script, script_of
from tusach.outputs.search.shards import index_files
from tusach.outputs.search.units import Unit

LUNR = resources.files(contrib).joinpath("search/templates/search/lunr.js").read_text(encoding="utf-8")


@cache
def sample():
    """The paragraphs of the sample bookcase as units, and its headings and first sentences as questions."""
    units, questions = [], []
    for file in sorted(ROOT.joinpath("content").rglob("*.md")):
        page, heading = Page(file.stem, file.stem.replace("-", " "), ""), ""
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            if block.startswith("#"):
                heading = block.strip("# ")
            units.append(Unit(page, heading, "", (block,)))
            questions += [heading, block.split(".")[0][:90]]
    return units, list(dict.fromkeys(filter(syllables, questions)))[:520]


@cache
def alqac():
    """2,131 articles of 17 laws; their own headings and the questions that people were asked to answer from them."""
    if not CORPUS.is_dir():
        pytest.skip("the articles and questions (../shared/corpus) are not here")
    units = []
    for law in json.loads((CORPUS / "alqac/laws.json").read_text(encoding="utf-8")):
        for article in law["articles"]:
            head, _, body = article["text"].partition("\n\n")
            page = Page(law["id"], law["id"], "")
            units.append(Unit(page, f"Điều {article['id']}. {head}", f"dieu-{article['id']}", (body,)))
    asked = [row["text"] for row in json.loads((CORPUS / "alqac/questions.json").read_text(encoding="utf-8"))]
    return units, asked + [unit.heading.split(". ", 1)[-1] for unit in units[::12]][:150]


CASES = pytest.mark.parametrize("case", [sample, alqac], ids=["the sample bookcase", "17 laws"])


@CASES
def test_the_index_is_byte_for_byte_what_lunr_builds(case):
    units, _ = case()
    fields = [{"title": pairs(syllables(unit.heading)), "text": pairs(syllables(unit.body))} for unit in units]
    builder = Builder()
    builder.pipeline.reset()
    builder.search_pipeline.reset()
    builder.k1(K1)
    builder.b(B)
    builder.ref("ref")
    for name in FIELDS:
        builder.field(name)
    for rank, row in enumerate(fields):
        builder.add({"ref": str(rank), **row})
    expected = builder.build().serialize()
    ours = whole_index(gather(FIELDS, fields), numbered="seen")
    assert json.dumps(ours) == json.dumps(expected)


@pytest.fixture(scope="module")
def answers(chromium, tmp_path_factory):
    """Gives, for a case: the questions' terms, the best 50 of the whole index, whether shards and scorer agree in all."""

    @cache
    def of(case):
        units, questions = case()
        postings = searchable(units, [()] * len(units))
        # As in a large index, whose shards are found by their groups; the browser tests search in a small one.
        with mock.patch("tusach.outputs.search.shards.MOST_SHARDS", 100):
            told, files = index_files(postings, {}, {})
        site = _site(tmp_path_factory.mktemp("site"), told, files)
        asked = [sorted(set(pairs(syllables(question)))) for question in questions]
        page = chromium.new_page()
        page.goto(f"{site.as_uri()}/index.html")
        until(page, "Boolean(tusachSearch.engine && tusachSearch.lunrIndex)")
        rows = page.evaluate(
            """async ([whole, asked]) => {
                const one = lunr.Index.load(whole), X = tusachSearch.shards, m = await X.start(), all = [];
                const ask = (index, terms) => index.query(query => terms.forEach(
                    term => query.term(term, { usePipeline: false }))).map(hit => [+hit.ref, hit.score]);
                for (const terms of asked) {
                    const expected = ask(one, terms), text = JSON.stringify(expected);
                    const shards = ask(await tusachSearch.lunrIndex(terms), terms);
                    const direct = X.weigh(m, terms.map(term => [term, 1]), await X.rows(m, terms));
                    all.push([expected.length, expected.slice(0, 50), JSON.stringify(shards) === text, JSON.stringify(direct) === text]);
                }
                return all;
            }""",
            [whole_index(postings), asked],
        )
        page.close()
        return SimpleNamespace(
            site=site,
            asked=asked,
            rows=[
                SimpleNamespace(count=count, best=best, shards=shards, direct=direct)
                for count, best, shards, direct in rows
            ],
        )

    return of


def _site(folder, told, files):
    engine = next(path for path in search_scripts() if "engine" in path)
    manifest = {"pages": [], "split": [], "states": {}, **told}
    scripts = {
        "assets/tusach.js": page_script().encode(),
        "search/lunr-index.js": lunr_script(LUNR),
        "search/manifest.js": script_of("manifest", manifest),
        **{f"search/data/{file.name}.js": file.content for file in files},
        **search_scripts(),
    }
    for path, code in scripts.items():
        folder.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(path).write_bytes(code)
    tags = "".join(f'<script src="{path}"></script>' for path in ("assets/tusach.js", engine, "search/lunr-index.js"))
    folder.joinpath("index.html").write_text(f'<meta charset="utf-8">{tags}')
    return folder


@CASES
def test_every_ref_order_and_score_is_that_of_the_whole_index(case, answers):
    found = answers(case)
    assert len(found.asked) >= 200
    assert sum(row.count for row in found.rows) > 10 * len(found.asked)
    assert [row for row in found.rows if not row.shards] == []
    assert list(found.site.glob("search/data/g-*.js"))


@CASES
def test_the_scorer_for_phones_gives_the_same_refs_order_and_scores(case, answers):
    assert [row for row in answers(case).rows if not row.direct] == []


@CASES
def test_the_reader_in_python_answers_the_same(case, answers):
    found = answers(case)
    reader = SearchReader(found.site, date.min)
    for terms, row in zip(found.asked[::4], found.rows[::4], strict=True):
        ours = reader.weigh(dict.fromkeys(terms, 1.0))
        assert len(ours) == row.count
        assert [unit for unit, _ in ours[:50]] == [unit for unit, _ in row.best]
        assert [score for _, score in ours[:50]] == pytest.approx([score for _, score in row.best], rel=1e-12)
