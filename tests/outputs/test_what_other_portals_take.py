"""What a bookcase shares with other portals and programs: the catalogue, the texts."""

import hashlib
import json
import re
from urllib.parse import urljoin

from tests.conftest import built


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
    assert len({one["kind"] for one in rows}) == 11
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
