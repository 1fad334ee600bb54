"""Parts of the bookcase on a commune's own portal: another origin, a strict policy, a keyboard, a screen reader."""

import gzip
import http.server
import json
import threading
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.conftest import hosted

PAGE = "<!doctype html><html lang=vi><head><meta charset=utf-8><title>Cổng xã</title></head><body><main><h1>Cổng xã</h1>{}</main></body></html>"


@pytest.fixture
def portal():
    """Serves one page, whose body and policy the test sets, from an origin of its own."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

        def do_GET(self):
            found = self.path == "/"
            body = PAGE.format(server.body).encode() if found else b""
            self.send_response(200 if found else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", server.policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://localhost:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(chromium, portal, served):
    """Opens the portal with some HTML in it; its policy allows scripts and frames of the bookcase and nothing else."""
    noises, contexts = [], []
    origin = "/".join(served.split("/")[:3])
    portal.policy = f"default-src 'none'; script-src {origin}; frame-src {origin}; style-src 'self'; base-uri 'none'; form-action 'none'"

    def open_(body, width=360):
        portal.body = body
        context = chromium.new_context(viewport={"width": width, "height": 740})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noises.append(message.text))
        page.on("pageerror", lambda error: noises.append(str(error)))
        page.goto(portal.url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert noises == []


def pasted(served, **wish):
    data = "".join(f' data-{name.replace("_", "-")}="{value}"' for name, value in wish.items())
    return f'<div{data}></div><script defer src="{served}nhung/tusach.js"></script>'


def test_what_is_new_stands_on_the_portal_and_leads_to_the_bookcase(visit, served):
    page = visit(pasted(served, tusach="moi", so="3"))
    links = page.get_by_role("region", name="Mới trong tủ sách").get_by_role("listitem").get_by_role("link")
    expect(links).to_have_count(3)
    first = links.first.get_attribute("href")
    assert first.startswith(served)
    assert first.endswith("/")
    words = links.first.inner_text()
    links.first.click()
    expect(page.locator("h1")).to_have_text(words)


def test_only_the_kind_and_the_topic_asked_for_are_shown(visit, served):
    page = visit(
        pasted(served, tusach="moi", so="20", loai="question") + pasted(served, tusach="moi", chu_de="dat-dai")
    )
    boxes = page.get_by_role("region", name="Mới trong tủ sách")
    expect(boxes).to_have_count(2)
    rows = boxes.first.get_by_role("listitem")
    expect(rows.first).to_contain_text("Hỏi đáp")
    assert all("Hỏi đáp" in text for text in rows.all_inner_texts())


def test_the_provision_of_the_week_is_one_in_force_with_its_text(open_page, in_force):
    with hosted(in_force) as home:
        page = open_page(f"{home}nhung/khung.html?tusach=dieu-luat")
        box = page.get_by_role("region", name="Điều luật của tuần")
        link = box.get_by_role("link").first
        expect(link).to_contain_text("Điều")
        assert box.locator("p").nth(1).inner_text()
        target = link.get_attribute("href")
        page.goto(target)
        expect(page.locator(f"#{target.split('#')[1]}")).to_be_visible()


def test_the_search_box_opens_the_bookcase_s_results_by_keyboard(visit, served):
    page = visit(pasted(served, tusach="tim"))
    page.keyboard.press("Tab")
    page.keyboard.type("ly hon")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}tim-kiem/?q=ly%20hon")
    expect(page.locator("[data-search-results] a.hit").first).to_be_visible()


def test_a_portal_that_allows_no_scripts_shows_the_frame(visit, served):
    page = visit(f'<iframe src="{served}nhung/khung.html?tusach=moi&amp;so=2" title="Tủ sách" width="100%"></iframe>')
    frame = page.frame_locator("iframe")
    links = frame.get_by_role("listitem").get_by_role("link")
    expect(links).to_have_count(2)
    links.first.click()
    # The whole window goes to the bookcase, not a page within the frame.
    page.wait_for_url(f"{served}**")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("show", ["moi", "dieu-luat", "tim"])
def test_accessibility_rules_find_nothing_and_nothing_sticks_out(chromium, served, width, show):
    page = chromium.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{served}nhung/khung.html?tusach={show}")
    expect(page.get_by_role("region").get_by_role("link").first).to_be_visible()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    assert Axe().run(page, options=rules).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_script_is_small(every_kind):
    assert len(gzip.compress((every_kind / "nhung/tusach.js").read_bytes())) < 10_000


def test_staff_choose_and_copy_what_works_when_pasted(visit, open_page, served):
    page = open_page(f"{served}nhung/", width=1280)
    page.get_by_label("Mấy bài").select_option("3")
    page.get_by_label("Loại").select_option("question")
    code = page.locator("#_ma-script").input_value()
    assert f'src="{served}nhung/tusach.js"' in code
    expect(page.frame_locator("[data-embed-preview]").get_by_role("listitem").first).to_contain_text("Hỏi đáp")
    other = visit(code)
    expect(other.get_by_role("region").get_by_role("listitem").first).to_contain_text("Hỏi đáp")
    framed = visit(page.locator("#_ma-khung").input_value())
    expect(framed.frame_locator("iframe").get_by_role("listitem").first).to_contain_text("Hỏi đáp")


def test_on_a_disk_the_page_of_choices_says_where_to_find_it(every_kind, open_page):
    page = open_page(f"{every_kind.as_uri()}/nhung/index.html")
    expect(page.locator("[data-embed-disk]")).to_be_visible()
    expect(page.locator("[data-embed-form]")).to_be_hidden()


def test_repealed_provisions_are_never_the_law_of_the_week(in_force):
    text = (in_force / "nhung/du-lieu.js").read_text(encoding="utf-8")
    data = json.loads(text.partition(".href]=")[2])
    assert data["day"] == date(2026, 11, 22).isoformat()
    shown = {address for address, _, _ in data["provisions"]}
    assert shown
    for address in shown:
        page, anchor = address.split("#")
        html = (in_force / page / "index.html").read_text(encoding="utf-8")
        assert f'id="{anchor}"' in html


@pytest.mark.parametrize("wish", ["constructor", "__proto__", "toString", "hasOwnProperty", "khung"])
def test_what_nobody_offers_shows_what_is_new(served, open_page, wish):
    page = open_page(f"{served}nhung/khung.html?tusach={wish}")
    expect(page.locator("h2")).to_have_text("Mới trong tủ sách")
    expect(page.locator("section a").first).to_be_visible()


def test_an_old_browser_shows_the_frame_as_beautiful_as_a_new_one(served, chromium):
    page, noises = chromium.new_page(), []
    page.on("console", lambda message: noises.append(message.text))
    page.add_init_script("delete ShadowRoot.prototype.adoptedStyleSheets; delete window.CSSStyleSheet")
    page.goto(f"{served}nhung/khung.html?tusach=moi")
    expect(page.locator("section")).to_have_css("border-radius", "12px")
    page.close()
    assert noises == []
