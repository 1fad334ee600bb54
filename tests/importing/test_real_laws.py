"""The official Word files of ../shared/corpus, with the portal's own irregularities."""

import json

import pytest
from tests.bench_law import gaps, odd_chapters
from tests.conftest import CORPUS

from tusach.importing import import_file, import_files
from tusach.law.provision import provisions
from tusach.store import Store

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the official texts (../shared/corpus) are not here")


@pytest.fixture(scope="module")
def laws(tmp_path_factory):
    registry = json.loads((CORPUS / "vbpl/index.json").read_text(encoding="utf-8"))
    files = [CORPUS / "vbpl" / row["file"] for row in registry]
    return registry, [import_file(file) for file in files[::4]], registry[::4]


def test_no_word_of_any_law_is_lost(laws):
    assert [(law.name, law.words_lost) for law in laws[1] if law.words_lost] == []


def test_articles_run_without_a_gap_and_hardly_a_clause_is_out_of_sequence(laws):
    odd = 0
    for law in laws[1]:
        units = provisions(law.markdown)
        articles = [unit.number for unit in units if unit.kind == "dieu"]
        assert articles[:30] == [str(number) for number in range(1, len(articles[:30]) + 1)], law.name
        odd += len(gaps(units))
        assert odd_chapters(units) == [], law.name
    assert odd <= 10


def test_numbers_and_dates_agree_with_the_registry_where_the_text_has_them(laws):
    for law, row in zip(laws[1], laws[2], strict=True):
        registered = (row.get("number") or row["registered_title"].split()[-1]).split()[-1]
        if "/" in registered and law.facts.number and not registered.startswith("101-SL"):
            assert law.facts.number == registered
        if law.facts.issued and row.get("issued"):
            assert str(law.facts.issued) == row["issued"]


def test_the_same_files_are_imported_once(laws, tmp_path):
    files = [CORPUS / "vbpl" / row["file"] for row in laws[2]][:4]
    first = list(import_files(files, Store(tmp_path)))
    again = list(import_files(files, Store(tmp_path)))
    assert [one.markdown for one in first] == [one.markdown for one in again]
    assert all(one.cached for one in again)
