"""The sample bookcase is sound, complete for a first shelf, and true to the official texts."""

import json
import re
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import BOXED, CORPUS, ROOT, mkdocs, short_answers, until
from tusach.law.provision import provisions
from tusach.law.vietnamese import nfc
from tusach.outputs.search import SearchReader
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.checks import check_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.currency import check_currency
from tusach.shelf.fields import DocumentFields
from tusach.shelf.settings import RULES, Settings

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBERED = re.compile(
    r"(?:khoản (?P<khoan>\d+[a-zđ]?) )?Điều (?P<dieu>\d+[a-zđ]?) (?P<name>(?:Luật|Bộ luật) (?:(?!Điều)[^.;:()\n]){3,80}?) số (?P<number>\d+/\d{4}/QH\d+)"
)
TODAY = date(2026, 12, 1)
# Known only through an official consolidation that prints its new wording.
ONLY_CONSOLIDATED = {"05/2026/QH16"}
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the official texts (../shared/corpus) are not here")


@pytest.fixture(scope="module")
def case():
    problems = Problems()
    found = read_bookcase(ROOT, Settings(), problems)
    check_bookcase(found, problems)
    assert problems.as_text() == ""
    return found


def test_the_first_shelf_is_complete(case):
    counts = {kind.key: count for kind, count in case.kinds_with_items()}
    least = {
        "outline": 2,
        "story": 3,
        "skit": 1,
        "question": 8,
        "leaflet": 1,
        "broadcast": 2,
        "lecture": 1,
        "document": 2,
    }
    assert {key: counts.get(key, 0) for key, wanted in least.items() if counts.get(key, 0) < wanted} == {}
    assert max(len(item.chapters) for item in case.publications if item.kind.key == "handbook") >= 5


def test_every_publication_says_who_when_and_as_of_which_day(case):
    for item in case.publications:
        assert item.fields.topics
        assert item.fields.audience
        assert item.fields.license == "CC BY 4.0"


def test_stories_and_skits_say_that_their_people_are_invented(case):
    for item in case.publications:
        if item.kind.key in ("story", "skit"):
            assert "hư cấu" in item.body.split("##")[0]


def test_every_text_rests_on_citations(case):
    for item in case.publications:
        if not isinstance(item.fields, DocumentFields):
            texts = " ".join(leaf.body for leaf in item.leaves)
            assert re.search(r"Điều \d+", texts), item.path


def test_every_citation_lands_on_its_provision_and_no_text_rests_on_dead_law(case):
    problems = Problems()
    concordance = read_concordance(case, TODAY)
    # What is foretold is not a fault of today: it has its own test.
    check_currency(concordance, {**RULES, "upcoming": "off", "not-yet": "off"}, problems)
    assert problems.as_text() == ""
    exact = [
        one for one in concordance.mentions.all if one.home.kind.key != "document" and one.target and one.target.exact
    ]
    assert len(exact) > 500


@cache
def registry() -> dict[str, dict]:
    """What the corpus registers of each text, by number: the national database, then the newer texts."""
    old, new = (json.loads((CORPUS / name / "index.json").read_text(encoding="utf-8")) for name in ("vbpl", "more"))
    rows = {row["registered_title"].split()[-1]: {**row, "path": CORPUS / "vbpl" / row["file"]} for row in old}
    return {row["number"]: {**row, "path": CORPUS / "more" / row["file"]} for row in new} | rows


def lines_of(path: Path) -> list[str]:
    """The paragraphs of a text of the corpus."""
    if path.suffix != ".docx":
        return [line.strip() for line in nfc(path.read_text(encoding="utf-8")).split("\n")]
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return [nfc("".join(paragraph.itertext(f"{WORD}t"))).strip() for paragraph in body.iter(f"{WORD}p")]


@cache
def official(number: str) -> dict[str, str] | None:
    """The articles of a text of the corpus by number; None when it is not there."""
    entry = registry().get(number)
    return articles_of(entry["path"]) if entry else None


@cache
def consolidated(number: str) -> dict[str, str]:
    """The articles of a law as an official consolidation of the corpus prints them; {} when there is none."""
    short = "/".join(number.split("/")[:2])
    found = (row for row in registry().values() if re.search(rf"hợp nhất {re.escape(short)}\b", row.get("title", "")))
    entry = next(found, None)
    return articles_of(entry["path"]) if entry else {}


def articles_of(path: Path) -> dict[str, str]:
    lines = lines_of(path)
    articles: dict[str, str] = {}
    current = ""
    for line in lines:
        if match := re.match(r"Điều\s+(\d+[a-zđ]?)\s*[.:]?\s", f"{line} "):
            current = match[1]
            # An article quoted by an amendment stands later than the law's own of the same number.
            articles.setdefault(current, "")
        articles[current] = f"{articles.get(current, '')}\n{line}"
    return articles


@needs_corpus
def test_every_numbered_citation_exists_in_the_official_text(case):
    wrong, seen = [], 0
    for leaf in case.leaves():
        text = " ".join(f"{leaf.fields.model_dump().get('short_answer', '')} {leaf.body}".split())
        for found in NUMBERED.finditer(text):
            articles = official(found["number"])
            if articles is None:
                wrong.append(f"{leaf.path}: no text of {found['number']}")
                continue
            seen += 1
            article = articles.get(found["dieu"])
            if article is None or (found["khoan"] and not re.search(rf"(^|[.;:\s]){found['khoan']}\.\s?\D", article)):
                wrong.append(f"{leaf.path}: {found[0]}")
    assert wrong == []
    assert seen > 150


@needs_corpus
def test_digests_have_the_true_numbers_names_and_dates(case):
    for document in case.documents.values():
        assert isinstance(document.fields, DocumentFields)
        if document.fields.number in ONLY_CONSOLIDATED:
            continue
        own, later = official(document.fields.number), consolidated(document.fields.number)
        assert own is not None, document.path
        articles = {number: f"{text}\n{later.get(number, '')}" for number, text in own.items()}
        added = " ".join(" ".join((official(one.to) or {}).values()) for one in document.fields.relations)
        # The registry leaves the dates of the great codes out.
        registered = registry()[document.fields.number].get("issued")
        assert registered in (None, str(document.fields.issued))
        article = ""
        for unit in provisions(document.body):
            if unit.kind == "khoan":
                wanted = rf"(^|[.;:\s]){unit.number}\s*\."
                quoted = unit.number[-1].isalpha() and re.search(rf"[“\"]?{unit.number}\.", added)
                assert re.search(wanted, article) or quoted, f"{document.path}: {unit.anchor}"
            if unit.kind == "diem":
                assert re.search(rf"(^|[.;:\s”]){unit.number}\)", article), f"{document.path}: {unit.anchor}"
            if unit.kind == "dieu":
                article = articles.get(unit.number, "")
                assert unit.number in articles, unit
                own = re.sub(r"\W+", " ", unit.heading).strip().lower()
                assert own in re.sub(r"\W+", " ", articles[unit.number]).lower(), unit


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    done = mkdocs(ROOT / "mkdocs.yml", "-d", str(folder / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def reader(site):
    return SearchReader(site, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("mấy tuổi được lấy vợ", "van-ban/52-2014-qh13/#dieu-8"),
        ("ly hon chia tai san", "hoi-dap/ly-hon-chia-tai-san/"),
        ("bo vo chia nha", "van-ban/52-2014-qh13/#dieu-59"),
        ("hang xom lan dat", "hoi-dap/hang-xom-lan-dat/"),
        ("bị chồng đánh thì gọi ai", "hoi-dap/bi-chong-danh-bao-ai/"),
        ("de con bao lau phai lam giay khai sinh", "van-ban/60-2014-qh13/#dieu-15"),
        ("nha ngheo co duoc luat su mien phi khong", "van-ban/11-2017-qh14/#dieu-7"),
        ("di lam thue xa co phai dang ky tam tru", "hoi-dap/di-lam-thue-co-phai-dang-ky-tam-tru/"),
        ("bang lai bi tru diem", "van-ban/36-2024-qh15/#dieu-58"),
    ],
)
def test_everyday_questions_find_their_answer_among_the_first_three(reader, typed, address):
    assert any(found.address.startswith(address) for found in reader.ask(typed, 3))


def test_a_short_answer_stands_on_top_only_when_the_same_is_asked(reader, site, chromium):
    page = chromium.new_page()
    page.goto(f"{site.as_uri()}/tim-kiem/index.html")
    until(page, "Boolean(tusachSearch.engine)")
    for typed, address in short_answers("sample"):
        found = reader.short_answer(typed)
        assert (typed, found[0].address.strip("/") if found else "-") == (typed, address)
        assert (typed, page.evaluate(BOXED, typed)) == (typed, address)
    page.close()
