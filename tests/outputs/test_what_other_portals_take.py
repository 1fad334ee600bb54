"""What a bookcase shares with other portals and programs: catalogue, texts, feeds, OPDS, signposts."""

import hashlib
import json
import re
import shutil
from datetime import date, datetime, timedelta
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import etree
from tests.conftest import SITES, built, copied

from tusach.outputs.share import Portal
from tusach.outputs.share.validity import validity_files
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.settings import Settings

HOME = "https://example.org/thu/"
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def read(site, path):
    return json.loads((site / path).read_text(encoding="utf-8"))


def published(site):
    return {one["address"]: one for one in read(site, "catalog.json")["publications"]}


def test_the_catalogue_names_every_publication_and_each_file_is_there_as_it_says(every_kind):
    catalog = read(every_kind, "catalog.json")
    assert (catalog["format"], catalog["title"], catalog["home"], catalog["updated"]) == (
        "tusach-catalog/1",
        "Tủ sách thử",
        "https://example.org/thu/",
        "2026-11-01",
    )
    rows = catalog["publications"]
    assert len({one["kind"] for one in rows}) == 12
    assert [one["address"] for one in rows] == sorted(one["address"] for one in rows)
    seen = 0
    for row in rows:
        pages = [{**one, "path": f"{one['address']}/index.html"} for one in row["pages"]]
        for file in [*pages, *row["files"], row["content"]]:
            data = (every_kind / file["path"]).read_bytes()
            assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
            seen += 1
    assert seen > 2 * len(rows)


def test_the_catalogue_tells_of_a_publication_what_decision_14_asks(every_kind):
    row = published(every_kind)["hoi-dap/ly-hon"]
    assert row["kind_label"] == "Hỏi đáp"
    assert row["compiled_by"] == "Nhóm thử"
    assert row["published"] == row["law_as_of"] == "2026-11-01"
    assert row["topics"][0] == {"slug": "hon-nhan-va-gia-dinh", "label": "Hôn nhân và gia đình"}
    assert row["state"] == row["number"] == ""
    book = published(every_kind)["so-tay/so-tay-mau"]
    assert [one["address"] for one in book["pages"]] == [
        "so-tay/so-tay-mau",
        "so-tay/so-tay-mau/mo-dau",
        "so-tay/so-tay-mau/tiep-theo",
    ]


def test_a_document_in_the_catalogue_has_its_state_of_the_day_with_its_source(in_force):
    states = {one["number"]: one for one in published(in_force).values() if one["kind"] == "document"}
    row = states["1/2020/QH14"]
    assert (row["state"], row["state_label"]) == ("partly", "Hết hiệu lực một phần")
    assert row["state_reason"] == "theo bản thử, kiểm tra ngày 01/10/2026"
    assert [one["label"] for one in row["files"]] == ["Akoma Ntoso", "JSON-LD"]


def test_a_dialogue_in_the_catalogue_has_its_agency_and_its_days(every_kind):
    row = published(every_kind)["doi-thoai/doi-thoai-mau"]
    assert (row["agency"], row["opens"], row["closes"], row["answered"]) == (
        "Cơ quan thử",
        "2026-11-02",
        "2026-11-20",
        "2026-11-25",
    )
    assert "opens" not in published(every_kind)["hoi-dap/ly-hon"]


def test_the_catalogue_names_the_files_that_a_publication_brings_along(every_kind):
    files = {one["path"]: one for one in published(every_kind)["doi-thoai/doi-thoai-mau"]["files"]}
    draft = files["tep/content/dialogues/du-thao-thu.pdf"]
    assert draft["type"] == "application/pdf"
    assert draft["bytes"] == (every_kind / draft["path"]).stat().st_size


def test_the_text_for_sisters_holds_the_whole_content_and_its_links_lead_back_here(every_kind):
    content = read(every_kind, "hoi-dap/ly-hon/noi-dung.json")
    assert content["opening"][0].endswith("nhà đất chia sao?")
    (part,) = content["parts"]
    assert "Tòa án</td>" in part["html"]
    assert "headerlink" not in part["html"]
    home = "https://example.org/thu/"
    for row in published(every_kind).values():
        for part in read(every_kind, row["content"]["path"])["parts"]:
            for link in re.findall(r'(?:href|src)="([^"]*)"', part["html"]):
                if link.startswith("#"):
                    assert f'id="{link[1:]}"' in part["html"]
                elif link.startswith(home):
                    path = link.removeprefix(home).partition("#")[0]
                    assert (every_kind / path).exists(), link
                else:
                    assert link.startswith("https://"), link


def test_without_an_address_of_the_site_the_links_stay_relative_to_the_page(bookcase):
    config = bookcase / "mkdocs.yml"
    config.write_text(re.sub(r"site_url.*\n", "", config.read_text(encoding="utf-8")), encoding="utf-8")
    site = built(bookcase)
    assert read(site, "catalog.json")["home"] == ""
    html = read(site, "hoi-dap/ly-hon/noi-dung.json")["parts"][0]["html"]
    link = re.search(r'href="([^"#]+)#viec-dau-tien"', html)[1]
    assert urljoin("http://x/hoi-dap/ly-hon/", link) == "http://x/so-tay/so-tay-mau/mo-dau/"


@pytest.fixture(scope="module")
def laws(tmp_path_factory):
    """The bookcase whose laws change, with an address of its own, as built on 22 November 2026."""
    folder = copied(SITES / "in-force", tmp_path_factory.mktemp("laws"))
    config = folder / "mkdocs.yml"
    config.write_text(f"site_url: {HOME}\n{config.read_text(encoding='utf-8')}", encoding="utf-8")
    return built(folder, day="2026-11-22")


def feeds(site):
    found = sorted(path for path in site.rglob("*.xml") if path.name in ("feed.xml", "hieu-luc.xml", "opds.xml"))
    assert found
    return found


def one(parent, path):
    (found,) = parent.xpath(path, namespaces=NAMES)
    return found


def follows_rfc_4287(data):
    """What the RFC says must be, of a feed and of each entry; feedparser reads it without a complaint."""
    read = feedparser.parse(data)
    assert not read.bozo, read.get("bozo_exception")
    feed = etree.fromstring(data)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = feed.xpath("a:entry", namespaces=NAMES)
    assert entries
    assert len(read.entries) == len(entries)
    ids = [one(row, "a:id").text for row in entries]
    assert len(set(ids)) == len(ids)
    for row in (feed, *entries):
        assert one(row, "a:id").text.startswith(HOME)
        assert one(row, "a:title").text.strip()
        assert datetime.fromisoformat(one(row, "a:updated").text).utcoffset() is not None
        kinds = [
            (link.get("rel"), link.get("type")) for link in row.xpath("a:link[@rel='alternate']", namespaces=NAMES)
        ]
        assert len(set(kinds)) == len(kinds)
        assert all(link.startswith(HOME) for link in row.xpath("a:link/@href", namespaces=NAMES))
    assert one(feed, "a:author/a:name").text
    for row in entries:
        assert row.xpath("a:link[@rel='alternate']", namespaces=NAMES)
    newest = max(one(row, "a:updated").text for row in entries)
    assert one(feed, "a:updated").text == newest
    return read


def test_every_feed_is_one_that_the_rfc_and_readers_accept_and_knows_its_own_address(every_kind, laws):
    for site in (every_kind, laws):
        for path in feeds(site):
            read = follows_rfc_4287(path.read_bytes())
            (own,) = [link.href for link in read.feed.links if link.rel == "self"]
            assert own == HOME + path.relative_to(site).as_posix()
            for entry in read.entries:
                place = entry.link.removeprefix(HOME).partition("#")[0]
                assert (site / place / "index.html").is_file()


def test_there_is_a_feed_of_all_of_each_kind_and_of_each_topic(every_kind):
    rows = published(every_kind)
    lists = {""} | {address.split("/")[0] for address in rows}
    lists |= {f"chu-de/{topic['slug']}" for row in rows.values() for topic in row["topics"]}
    assert {
        path.parent.relative_to(every_kind).as_posix().removeprefix(".") for path in every_kind.rglob("feed.xml")
    } == lists
    for address in lists:
        title = feedparser.parse((every_kind / address / "feed.xml").read_bytes())
        assert {entry.id for entry in title.entries} == {
            f"{HOME}{place}/"
            for place, row in rows.items()
            if not address
            or place.startswith(f"{address}/")
            or address in {f"chu-de/{one['slug']}" for one in row["topics"]}
        }


def test_what_changed_last_comes_first_and_says_who_wrote_it(bookcase):
    question = bookcase / "content/questions/cau-1.md"
    text = question.read_text(encoding="utf-8")
    question.write_text(text.replace("---\n", "---\nupdated: 2026-11-20\n", 1), encoding="utf-8")
    first = feedparser.parse((built(bookcase) / "feed.xml").read_bytes()).entries[0]
    assert first.link == f"{HOME}hoi-dap/cau-1/"
    assert first.updated.startswith("2026-11-20T")
    assert first.author == "Nhóm thử"


def test_the_json_feed_tells_the_same_and_each_item_has_a_content(every_kind, laws):
    for site in (every_kind, laws):
        for path in feeds(site):
            atom = feedparser.parse(path.read_bytes())
            data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            assert data["version"] == "https://jsonfeed.org/version/1.1"
            assert data["feed_url"] == HOME + path.with_suffix(".json").relative_to(site).as_posix()
            assert [item["id"] for item in data["items"]] == [entry.id for entry in atom.entries]
            assert [item["title"] for item in data["items"]] == [entry.title for entry in atom.entries]
            for item in data["items"]:
                assert ("content_text" in item) != ("content_html" in item)
                assert datetime.fromisoformat(item["date_modified"]).utcoffset() is not None


def test_the_log_of_validity_tells_what_changed_when_and_by_what_the_latest_day_first(laws):
    read = feedparser.parse((laws / "hieu-luc.xml").read_bytes())
    titles = [entry.title for entry in read.entries]
    assert titles == [
        "Luật Đò số 4/2010/QH12 hết hiệu lực từ ngày 01/01/2027",
        "Luật Bến số 3/2026/QH16 bắt đầu có hiệu lực từ ngày 01/01/2027",
        "Khoản 5 Điều 1 Luật sửa đổi, bổ sung một số điều của Luật Chợ số 2/2026/QH16 bắt đầu có hiệu lực từ ngày 01/01/2027",
        "Khoản 2 Điều 2 Luật Chợ số 1/2020/QH14 được sửa đổi, bổ sung từ ngày 01/01/2027",
        "Luật sửa đổi, bổ sung một số điều của Luật Chợ số 2/2026/QH16 bắt đầu có hiệu lực từ ngày 01/07/2026",
        "Luật Chợ số 1/2020/QH14 có 4 chỗ thay đổi từ ngày 01/07/2026",
        "Luật Chợ số 1/2020/QH14 bắt đầu có hiệu lực từ ngày 01/01/2021",
        "Luật Đò số 4/2010/QH12 bắt đầu có hiệu lực từ ngày 01/01/2011",
    ]
    changed = read.entries[5]
    for said in (
        "Khoản 2 Điều 3</a> được sửa đổi, bổ sung",
        "Điều 3a</a> được bổ sung",
        "Điều 4</a> bị bãi bỏ từ ngày 01/07/2026",
        f'theo <a href="{HOME}van-ban/2-2026-qh16/#dieu-1-khoan-3">khoản 3 Điều 1 Luật sửa đổi',
    ):
        assert said in changed.content[0].value
    item = json.loads((laws / "hieu-luc.json").read_text(encoding="utf-8"))["items"][5]
    assert {row["anchor"] for row in item["_tusach"]["changes"]} == {"dieu-3-khoan-2", "dieu-3a", "dieu-4", "dieu-1"}


def test_a_change_to_come_is_dated_by_the_day_it_was_made_and_again_by_the_day_it_takes_effect(laws, tmp_path):
    def days(site):
        read = feedparser.parse((site / "hieu-luc.xml").read_bytes())
        return {entry.id: entry.updated[:10] for entry in read.entries}

    before, coming = days(laws), f"{HOME}hieu-luc.xml#2027-01-01-4-2010-qh12-3-2026-qh16"
    assert max(before.values()) <= "2026-11-22"
    assert before[coming] == "2026-06-01"
    after = days(built(copied(laws.parent, tmp_path / "later"), day="2027-02-01"))
    assert after[coming] == "2027-01-01"
    assert after.keys() == before.keys()


def test_the_log_of_a_big_bookcase_holds_the_five_hundred_latest_days(tmp_path):
    law = (SITES / "in-force/content/documents/do.md").read_text(encoding="utf-8")
    (tmp_path / "content/documents").mkdir(parents=True)
    for rank in range(501):
        day = date(2011, 1, 1) + timedelta(rank)
        text = law.replace("4/2010/QH12", f"{rank + 1}/2010/QH12").replace("effective: 2011-01-01", f"effective: {day}")
        (tmp_path / f"content/documents/{rank}.md").write_text(text, encoding="utf-8")
    case = read_bookcase(tmp_path, Settings(), Problems())
    files = validity_files(read_concordance(case, date(2026, 11, 22)), Portal(tmp_path, "Tủ sách", url=HOME))
    entries = feedparser.parse(files["hieu-luc.xml"]).entries
    assert len(entries) == 500
    assert "từ ngày 15/05/2012" in entries[0].title
    assert "từ ngày 02/01/2011" in entries[-1].title


def test_without_an_address_of_the_site_there_is_a_catalogue_and_nothing_that_needs_one(in_force):
    assert (in_force / "catalog.json").is_file()
    assert "](van-ban/1-2020-qh14/)" in (in_force / "llms.txt").read_text(encoding="utf-8")
    for name in ("feed.xml", "feed.json", "hieu-luc.xml", "opds.xml", "opensearch.xml", "oembed.json"):
        assert not list(in_force.rglob(name))
    home = (in_force / "index.html").read_text(encoding="utf-8")
    assert "application/atom+xml" not in home
    assert "Theo dõi" not in home


def test_reading_programs_find_the_books_with_their_sizes_and_covers(bookcase, monkeypatch):
    shutil.copy(bookcase / "handbooks/so-tay-mau/anh.png", bookcase / "content/questions/bia.png")
    question = bookcase / "content/questions/ly-hon.md"
    text = question.read_text(encoding="utf-8")
    question.write_text(text.replace("---\n", "---\ncover: bia.png\n", 1), encoding="utf-8")
    monkeypatch.setenv("TUSACH_PRINT", "hoi-dap/ly-hon")
    site = built(bookcase)
    (entry,) = follows_rfc_4287((site / "opds.xml").read_bytes()).entries
    links = {(link.rel, link.type): link for link in entry.links}
    epub = links["http://opds-spec.org/acquisition/open-access", "application/epub+zip"]
    assert epub.href == f"{HOME}hoi-dap/ly-hon/ly-hon.epub"
    assert int(epub.length) == (site / "hoi-dap/ly-hon/ly-hon.epub").stat().st_size
    assert ("http://opds-spec.org/acquisition/open-access", "application/pdf") in links
    assert links["http://opds-spec.org/image", "image/png"].href == f"{HOME}tep/content/questions/bia.png"
    assert (site / "tep/content/questions/bia.png").is_file()
    (book,) = read(site, "opds.json")["publications"]
    assert book["metadata"]["title"] == entry.title
    assert book["images"] == [{"href": f"{HOME}tep/content/questions/bia.png", "type": "image/png"}]
    sizes = {link["href"].removeprefix(HOME): link["size"] for link in book["links"] if "size" in link}
    assert sizes == {path: (site / path).stat().st_size for path in sizes}
    assert len(sizes) > 2
    labels = {file["path"]: file["label"] for file in published(site)["hoi-dap/ly-hon"]["files"]}
    assert labels["hoi-dap/ly-hon/ly-hon-chu-lon.pdf"] == "PDF chữ lớn"
    (news,) = [
        row
        for row in feedparser.parse((site / "feed.xml").read_bytes()).entries
        if row.enclosures and row.link.endswith("/ly-hon/")
    ]
    assert int(news.enclosures[0].length) > 1000


def test_programs_are_told_the_way_by_llms_txt_oembed_and_opensearch(every_kind):
    lines = (every_kind / "llms.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Tủ sách thử"
    assert "## Hỏi đáp" in lines
    links = [re.fullmatch(r"- \[[^\]]+\]\((https://[^)]+)\): .+", line) for line in lines if line.startswith("- ")]
    assert all(links)
    assert {f"{HOME}{address}/" for address in published(every_kind)} < {link[1] for link in links}
    for address, row in published(every_kind).items():
        for page in row["pages"]:
            told = read(every_kind, f"{page['address']}/oembed.json")
            assert (told["version"], told["type"], told["title"]) == ("1.0", "link", page["title"]), address
            html = (every_kind / page["address"] / "index.html").read_text(encoding="utf-8")
            assert '<link rel="alternate" type="application/json+oembed" href="oembed.json"' in html
    search = etree.parse(every_kind / "opensearch.xml").getroot()
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert search.xpath("string(o:Url/@template)", namespaces=names) == f"{HOME}tim-kiem/?q={{searchTerms}}"
    assert len(search.xpath("string(o:ShortName)", namespaces=names)) <= 16


def test_lists_show_their_feed_and_name_it_to_programs(every_kind):
    for page, path in (("", "feed"), ("hoi-dap", "hoi-dap/feed"), ("chu-de/dat-dai", "chu-de/dat-dai/feed")):
        html = (every_kind / page / "index.html").read_text(encoding="utf-8")
        assert f'href="{HOME}{path}.xml" type="application/atom+xml">Theo dõi (Atom)</a>' in html
        for kind, ending in (("atom+xml", "xml"), ("feed+json", "json")):
            assert f'<link rel="alternate" type="application/{kind}" href="feed.{ending}"' in html


def test_the_same_bookcase_shares_the_same_bytes_again(laws, tmp_path):
    again = built(copied(laws.parent, tmp_path / "again"), day="2026-11-22")
    shared = [path for path in laws.rglob("*") if path.suffix in (".json", ".xml", ".txt")]
    assert len(shared) > 20
    for path in shared:
        assert path.read_bytes() == (again / path.relative_to(laws)).read_bytes(), path


def test_a_title_with_signs_of_markup_reaches_readers_as_it_was_written(bookcase):
    story = bookcase / "content/stories/bo-rao.md"
    text = story.read_text(encoding="utf-8")
    title = 'Rào <b> & "cột" ]]> [mới]'
    story.write_text(re.sub("title: .*", f"title: '{title}'", text, count=1), encoding="utf-8")
    site = built(bookcase)
    (entry,) = feedparser.parse((site / "cau-chuyen/feed.xml").read_bytes()).entries
    assert entry.title_detail["type"] == "text/plain"
    assert (
        etree.fromstring((site / "cau-chuyen/feed.xml").read_bytes()).findtext("a:entry/a:title", namespaces=NAMES)
        == title
    )
    assert read(site, "cau-chuyen/feed.json")["items"][0]["title"] == title
    assert published(site)["cau-chuyen/bo-rao"]["title"] == title
    assert f"]({HOME}cau-chuyen/bo-rao/): " in (site / "llms.txt").read_text(encoding="utf-8")


def test_addresses_that_end_in_index_html_do_so_in_what_is_shared(bookcase):
    config = bookcase / "mkdocs.yml"
    config.write_text(f"use_directory_urls: false\n{config.read_text(encoding='utf-8')}", encoding="utf-8")
    site = built(bookcase)
    for path in feeds(site):
        for entry in feedparser.parse(path.read_bytes()).entries:
            assert (site / entry.link.removeprefix(HOME).partition("#")[0]).is_file()
    html = read(site, "hoi-dap/ly-hon/noi-dung.json")["parts"][0]["html"]
    assert f'href="{HOME}so-tay/so-tay-mau/mo-dau/index.html#viec-dau-tien"' in html
    assert f"{HOME}tim-kiem/index.html?q={{searchTerms}}" in (site / "opensearch.xml").read_text(encoding="utf-8")
    page = (site / "hoi-dap/index.html").read_text(encoding="utf-8")
    assert 'type="application/atom+xml" href="feed.xml"' in page
