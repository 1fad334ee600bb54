"""The built site on a real nginx with `hosting/nginx.conf`: at the root of a domain, in a folder, with every header it sends."""

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.test_reading import PAGES
from tests.conftest import ROOT, built, copied, free_port, until

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx here: apt install nginx, or run scripts/test as root")


def main_file(folder: Path, port: int, place: str) -> str:
    """What stands around the ready file on a server; the lines marked SỬA are changed as they tell."""
    compiled = subprocess.run([NGINX, "-V"], capture_output=True, text=True).stderr
    types = Path(re.search(r"--conf-path=(\S+)", compiled)[1]).with_name("mime.types")
    ready = (ROOT / "hosting/nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ('$tusach_place "";', f'$tusach_place "{place}";'),
        ("/srv/tusach/www;", f"{folder}/www;"),
    ):
        assert ready.count(old) == 1
        ready = ready.replace(old, new)
    user = "user root;" if os.getuid() == 0 else ""
    temporary = "".join(
        f"{name}_temp_path {folder}/temporary;" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
        f"http {{ include {types}; access_log off; {temporary}\n{ready}\n}}"
    )


@contextmanager
def nginx(site: Path, folder: Path, place: str):
    """The address of the site's home page."""
    where = folder / f"www{place}"
    where.parent.mkdir(parents=True, exist_ok=True)
    where.symlink_to(site)
    port = free_port()
    (folder / "nginx.conf").write_text(main_file(folder, port, place), encoding="utf-8")
    server = subprocess.Popen([NGINX, "-c", folder / "nginx.conf", "-e", folder / "errors"], stderr=subprocess.PIPE)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            assert server.poll() is None, server.stderr.read().decode()
            time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}{place}/"
    finally:
        server.terminate()
        server.communicate(timeout=20)


@pytest.fixture(scope="module", params=["", "/xa/ban-lau"], ids=["root", "folder"])
def home(request, every_kind, tmp_path_factory):
    """The same build, never built for either place: its site_url names another one."""
    with nginx(every_kind, tmp_path_factory.mktemp("nginx"), request.param) as address:
        yield address


def ask(address: str, **headers):
    """One answer of the server, as it came."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", parts.path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_texts_travel_compressed_in_the_copies_made_by_the_build(home, every_kind):
    script = next((every_kind / "assets").glob("*.js"))
    for path, kind in (
        ("index.html", "text/html; charset=utf-8"),
        ("van-ban/01-2026-qd-ubnd/index.html", "text/html; charset=utf-8"),
        (f"assets/{script.name}", "application/javascript; charset=utf-8"),
        (f"assets/{next((every_kind / 'assets').glob('*.css')).name}", "text/css; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("van-ban/01-2026-qd-ubnd/01-2026-qd-ubnd.jsonld", "application/ld+json; charset=utf-8"),
    ):
        answer, body = ask(home + path.removesuffix("index.html"), Accept_Encoding="gzip")
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip"), path
        assert answer.headers["Content-Type"].replace("text/javascript", "application/javascript") == kind
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert body == (every_kind / f"{path}.gz").read_bytes()
        plain, whole = ask(home + path.removesuffix("index.html"))
        assert plain.headers["Content-Encoding"] is None
        assert whole == (every_kind / path).read_bytes() == gzip.decompress(body)


def test_every_answer_carries_the_headers_of_the_headers_file(home, every_kind):
    written = (every_kind / "_headers").read_text(encoding="utf-8").split("\n/\n")[0].splitlines()[1:]
    for path, status, kept in (
        ("", 200, "no-cache"),
        ("hoi-dap/ly-hon/", 200, "no-cache"),
        (f"assets/{next((every_kind / 'assets').glob('*.css')).name}", 200, "public, max-age=31536000, immutable"),
        ("search/manifest.js", 200, "no-cache"),
        (next(every_kind.glob("search/data/lengths-*.js")).relative_to(every_kind).as_posix(), 200, "public, max-age=31536000, immutable"),
        ("khong/co/trang-nay/", 404, "no-cache"),
    ):  # fmt: skip
        answer, _ = ask(home + path)
        assert (answer.status, answer.headers["Cache-Control"]) == (status, kept), path
        for name, value in (line.strip().split(": ", 1) for line in written):
            assert answer.headers.get_all(name) == [value]


def test_pages_of_other_sites_may_read_what_is_shared_and_no_page(home):
    for path, allowed in (
        ("catalog.json", "*"),
        ("feed.xml", "*"),
        ("hoi-dap/feed.json", "*"),
        ("hoi-dap/ly-hon/noi-dung.json", "*"),
        ("hoi-dap/ly-hon/", None),
        ("sitemap.xml", None),
    ):
        answer, _ = ask(home + path)
        assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, allowed), path


def test_a_page_that_did_not_change_is_not_sent_again(home):
    answer, _ = ask(home, Accept_Encoding="gzip")
    again, body = ask(home, Accept_Encoding="gzip", If_None_Match=answer.headers["ETag"])
    assert (again.status, body) == (304, b"")


def test_a_page_is_not_sent_again_after_a_build_that_did_not_change_it(bookcase, tmp_path):
    with nginx(built(bookcase), tmp_path / "nginx", "") as home:
        tags = {
            path: ask(home + path, Accept_Encoding="gzip")[0].headers["ETag"]
            for path in ("gioi-thieu/", "hoi-dap/ly-hon/")
        }
        time.sleep(1.1)
        question = bookcase / "content/questions/ly-hon.md"
        question.write_text(question.read_text(encoding="utf-8") + "\nThêm một câu.\n", encoding="utf-8")
        built(bookcase)
        again = {path: ask(home + path, Accept_Encoding="gzip", If_None_Match=tag) for path, tag in tags.items()}
    assert {path: answer.status for path, (answer, _) in again.items()} == {"gioi-thieu/": 304, "hoi-dap/ly-hon/": 200}


def test_a_folder_without_its_slash_leads_to_the_page(home):
    answer, _ = ask(f"{home}hoi-dap/ly-hon")
    assert answer.status == 301
    assert answer.headers["Location"] == urlsplit(f"{home}hoi-dap/ly-hon/").path


def test_the_files_for_other_hosts_are_not_shown(home):
    for name in ("_headers", "_redirects"):
        assert ask(home + name)[0].status == 404


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_the_policy(home, open_page, name):
    # open_page fails on any console message: Chromium writes one for everything the policy stops.
    page = open_page(f"{home}{PAGES[name]}/" if PAGES[name] else home, color_scheme="dark")
    expect(page.locator("html.js")).to_be_attached()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_slides_and_films_work_under_the_policy(home, open_page):
    page = open_page(f"{home}bai-giang/bai-giang-mau/")
    page.evaluate("document.querySelector('video').muted = true")
    page.click("[data-seek='4']")
    until(page, "document.querySelector('video').currentTime >= 4")
    page.goto(f"{home}bai-giang/bai-giang-mau/trinh-chieu/")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-deck-count]")).to_have_text("2/6")
    assert page.locator(".present h2").inner_text() == "Mục tiêu"


def test_search_preview_and_tools_work_under_the_policy(home, open_page):
    page = open_page(home, width=1200)
    page.click("[data-theme-toggle]")
    chosen = page.evaluate("document.documentElement.dataset.theme")
    assert chosen
    page.fill("[data-search-box] >> nth=0 >> input", "ly hon")
    page.locator("[role=option]").first.wait_for()
    page.goto(f"{home}tim-kiem/?q=ly+hon")
    page.locator("[data-search-results] a").first.click()
    page.wait_for_url("**/hoi-dap/ly-hon/**")
    assert page.evaluate("document.documentElement.dataset.theme") == chosen
    page.hover("a.cited >> nth=0")
    expect(page.locator(".bubble")).to_be_visible()


def test_the_page_not_found_finds_its_way_at_any_depth(home, chromium):
    context = chromium.new_context()
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Policy" in message.text else None)
    for lost in ("khong-co", "hoi-dap/khong/co/trang-nay/"):
        page.goto(home + lost)
        expect(page.locator("h1")).to_have_text("Không thấy trang này")
        expect(page.locator("[data-theme-toggle]")).to_be_visible()
        page.click("text=mục lục A–Z")
        assert page.url == f"{home}a-z/"
    context.close()
    assert refused == []


def test_the_page_not_found_asks_nothing_twice_where_the_site_stands_as_it_says(bookcase, tmp_path, chromium):
    config = bookcase / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("/thu/", "/xa/ban-lau/"), encoding="utf-8")
    with nginx(built(copied(bookcase, tmp_path / "own")), tmp_path / "nginx", "/xa/ban-lau") as home:
        context = chromium.new_context()
        page = context.new_page()
        missing = []
        page.on("response", lambda answer: missing.append(answer.url) if answer.status == 404 else None)
        page.goto(f"{home}khong/co/")
        expect(page.locator("[data-theme-toggle]")).to_be_visible()
        context.close()
    assert missing == [f"{home}khong/co/"]


def test_one_build_answers_alike_at_the_root_in_a_folder_and_from_a_disk(home, every_kind, open_page):
    def found(root):
        index = "index.html" if root.startswith("file:") else ""
        page = open_page(f"{root}tim-kiem/{index}?q=tai+san")
        page.locator("[data-search-results] a").first.wait_for()
        links = page.locator("[data-search-results] a").evaluate_all("all => all.map(one => one.href)")
        page.locator("[data-search-results] a").first.click()
        expect(page.locator("h1")).to_be_visible()
        return [link.removeprefix(root).replace("index.html", "") for link in links]

    disk = found(f"{every_kind.as_uri()}/")
    assert len(disk) > 1
    assert found(home) == disk
