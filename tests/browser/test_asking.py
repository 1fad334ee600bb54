"""The page of questions: composes, warns, prints; the site itself receives nothing."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.conftest import SITES, built, copied, hosted, page_url

from tusach.outputs.hosting.headers import site_headers
from tusach.problem import Problems
from tusach.shelf.contact import chosen_contact

WAYS = (
    "{print: false, voice: off, contact: {office: Phòng thử, email: hoi@example.org, phone: 024 3733 1234, "
    "zalo: 'https://zalo.me/123', form: 'https://nhan.example.org/hoi', portal: 'https://cong.example.org/'}}"
)


@pytest.fixture(scope="module")
def reachable(tmp_path_factory):
    folder = copied(SITES / "every-kind", tmp_path_factory.mktemp("asking"))
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("{print: false}", WAYS), encoding="utf-8")
    return built(folder)


@pytest.fixture(scope="module")
def asking(reachable):
    with hosted(reachable) as address:
        yield page_url(address, "gui-cau-hoi")


def test_a_letter_holds_what_was_written(open_page, asking):
    page = open_page(f"{asking}?tu=hoi-dap/ly-hon")
    page.fill("[name=cau-hoi]", "Đất ông bà để lại, chia thế nào?\nNhà có 3 anh em & 1 chị.")
    page.fill("[name=noi]", "Xã Mẫu")
    letter = urlsplit(page.locator("[data-ask-mail]").get_attribute("href"))
    body = parse_qs(letter.query)["body"][0]
    assert letter.path == "hoi@example.org"
    assert "Đất ông bà để lại, chia thế nào?\r\nNhà có 3 anh em & 1 chị." in body
    assert "Đã đọc bài: hoi-dap/ly-hon" in body
    assert page.locator("a[href='tel:02437331234']").is_visible()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi tôi số 0912 345 678", "số điện thoại"),
        ("Căn cước 012345678901", "số căn cước"),
        ("thư a@b.vn", "thư điện tử"),
        ("Tôi là Nguyễn Văn Thử", "họ tên"),
        ("Tôi là ông ấy thuê đứng tên", ""),
        ("Họ và tên: Trần Thị Thử", "họ tên"),
        ("Tôi tên Nguyễn Văn Thử", "họ tên"),
        ("Em là Giàng A Thử, ở số nhà 12 đường Mẫu", "họ tên, địa chỉ nhà"),
        ("gọi 0912-345-678", "số điện thoại"),
        ("gọi (0214) 3876543", "số điện thoại"),
        ("gọi 84912345678", "số điện thoại"),
        ("STK 0011001234567", "số tài khoản"),
        ("cccd 001 085 012 345", "số căn cước"),
        ("CMND số 123456789", "số căn cước"),
        ("trả 150000000 đồng cho thửa đất số 123456789", ""),
        ("từ 01/01/2025 đến 31/12/2026, khoản 1 Điều 12", ""),
        ("Luật 31/2024/QH15 phạt 2.000.000 đồng ngày 01/07/2025", ""),
    ],
)
def test_personal_data_is_warned_of_and_law_is_not(open_page, asking, text, found):
    page = open_page(asking)
    page.fill("[name=cau-hoi]", text)
    warning = page.locator("[data-ask-warn]")
    assert warning.is_visible() == bool(found)
    assert found in warning.text_content()


def test_the_draft_outlives_a_reload_and_can_be_cleared(open_page, asking):
    page = open_page(asking)
    page.fill("[name=cau-hoi]", "Câu hỏi dở")
    page.reload()
    assert page.input_value("[name=cau-hoi]") == "Câu hỏi dở"
    page.click("[data-ask-clear]")
    page.reload()
    assert page.input_value("[name=cau-hoi]") == ""


def test_a_machine_that_fills_the_hidden_field_sends_nothing(open_page, asking):
    page = open_page(asking)
    page.fill("[name=cau-hoi]", "Mua hàng")
    page.evaluate("document.querySelector('[name=website]').value = 'http://x'")
    page.wait_for_timeout(3100)
    page.click(".asking button[type=submit]")
    assert page.url == asking


def test_the_policy_lets_forms_go_only_where_the_bookcase_says(reachable, every_kind):
    assert "form-action 'self' https://nhan.example.org;" in site_headers(reachable)["Content-Security-Policy"]
    assert "form-action 'self';" in site_headers(every_kind)["Content-Security-Policy"]


def test_without_any_way_the_page_says_where_to_bring_the_slip(open_page, site):
    page = open_page(page_url(site, "gui-cau-hoi"))
    assert page.locator("text=mang tới Ủy ban nhân dân xã, phường").is_visible()
    page.fill("[name=cau-hoi]", "Chia đất thế nào")
    page.emulate_media(media="print")
    assert page.locator(".slip").is_visible()
    assert "Chia đất thế nào" in page.locator(".slip").inner_text()
    assert page.locator(".asking").is_hidden()


def test_everyone_can_use_it_on_a_phone(open_page, asking):
    page = open_page(asking)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_every_fault_of_contact_is_told_at_once():
    problems = Problems()
    given = {"email": "sai", "zalo": "http://zalo.me/1", "fax": "1", "phone": "gọi nhé"}
    chosen_contact(given, problems, "mkdocs.yml")
    assert problems.errors == 4
