"""The bookcase on a phone whose network comes and goes: the server is really stopped, the disk is really full."""

import functools
import http.server
import json
import posixpath
import re
import socket
import threading
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import expect
from tests.conftest import ROOT, SITES, built, copied, free_port, until

STATUS = "[data-keep-status]"


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        host = self.server.host
        host.asked.append(self.path)
        if host.allowed is not None:
            host.allowed -= 1
        if host.gone and self.path.endswith(host.gone):
            self.send_error(404)
            return
        refused = bool(host.refused) and host.refused in self.path
        if refused or (host.allowed is not None and host.allowed < 0):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            super().do_GET()


class Host:
    """A web server for one site, under a sub-path; it can be stopped, started again, and told to fail after some answers."""

    def __init__(self, folder: Path, site: Path):
        folder.mkdir()
        (folder / "tu-sach").symlink_to(site)
        self.folder, self.port, self.asked, self.allowed = folder, free_port(), [], None
        self.refused = self.gone = ""
        self.address = f"http://localhost:{self.port}/tu-sach/"

    def start(self):
        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", self.port), functools.partial(Handler, directory=str(self.folder))
        )
        self.server.host = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def host(every_kind, tmp_path):
    host = Host(tmp_path / "host", every_kind)
    host.start()
    yield host
    host.stop()


@pytest.fixture
def phone(chromium):
    """A fresh phone: opens pages; afterwards its console held nothing but what a cut network says."""
    noises, contexts = [], []

    def new():
        context = chromium.new_context(viewport={"width": 360, "height": 740})
        contexts.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("console", lambda message: noises.append(message.text))
        page.on("pageerror", lambda error: noises.append(str(error)))
        return page

    yield new
    for context in contexts:
        context.close()
    assert [one for one in noises if "net::ERR_" not in one and "fetching the script" not in one] == []


def settled(page):
    """Wait until the worker is in charge of the page."""
    until(page, "navigator.serviceWorker && navigator.serviceWorker.controller")


def kept(page):
    """The paths in the cache of what is kept."""
    return page.evaluate(
        """async () => {
          const name = (await caches.keys()).find((one) => one.endsWith(" kept"));
          return name ? (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname) : [];
        }"""
    )


def read_on(page, host):
    """A reader opens a page, then another: from then on the worker is there."""
    page.goto(host.address)
    page.goto(f"{host.address}hoi-dap/ly-hon/")
    settled(page)
    until(
        page,
        """(async () => {
          const name = (await caches.keys()).find((one) => one.endsWith(" kept"));
          return name && (await (await caches.open(name)).keys()).some((one) => one.url.endsWith("/ly-hon/"));
        })()""",
    )


def test_a_first_visit_fetches_the_page_and_nothing_for_later(phone, host):
    page = phone()
    page.goto(host.address)
    page.wait_for_timeout(800)
    assert not [path for path in host.asked if "sw.js" in path or "/search/" in path]


def test_what_was_read_opens_without_a_network_and_says_of_what_day_it_is(phone, host):
    page = phone()
    read_on(page, host)
    host.stop()
    page.reload()
    expect(page.locator("h1")).to_contain_text("Ly hôn")
    today = page.evaluate("new Date().toLocaleDateString('en-GB')")
    expect(page.locator(".ts-notice")).to_contain_text(f"tải ngày {today}")
    page.goto(host.address)
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{host.address}tim-kiem/?q=ly+hon")
    expect(page.locator("h1, [data-search-main]").first).to_be_visible()
    page.goto(f"{host.address}cau-chuyen/")
    expect(page.locator("h1")).to_have_text("Không có mạng")
    host.start()
    page.goto(f"{host.address}cau-chuyen/")
    expect(page.locator("h1")).not_to_have_text("Không có mạng")


def test_the_page_for_no_network_is_whole_at_any_depth(phone, host):
    page = phone()
    failed = []
    # What a browser was still at when it went on to the next page is aborted, not missing.
    page.on("requestfailed", lambda request: "ABORTED" in request.failure or failed.append(request.url))
    read_on(page, host)
    host.stop()
    for address in ("gioi-thieu/", "hoi-dap/cau-1/", "van-ban/01-2026-qd-ubnd/chia-se/"):
        page.goto(host.address + address)
        expect(page.locator("h1")).to_have_text("Không có mạng")
        assert page.evaluate("document.styleSheets.length") == 1
        assert page.url == host.address + address, "reading again asks for the page that was wanted"
        expect(page.get_by_role("link", name="trang chủ", exact=True)).to_have_attribute("href", "/tu-sach/")
    assert [url for url in failed if "/assets/" in url] == []
    page.get_by_role("link", name="trang chủ", exact=True).click()
    expect(page.locator("h1")).not_to_have_text("Không có mạng")


def test_a_host_that_answers_too_late_does_not_keep_the_reader_waiting(phone, host):
    page = phone()
    read_on(page, host)
    gate = threading.Event()
    original = Handler.do_GET

    def slow(handler):
        if handler.path.endswith("/ly-hon/"):
            gate.wait(30)
        original(handler)

    Handler.do_GET = slow
    try:
        page.reload()
        expect(page.locator(".ts-notice")).to_contain_text("bản lưu trên máy", timeout=15_000)
    finally:
        gate.set()
        Handler.do_GET = original


def plays_and_shows(page, host):
    """A quiz is played, slides are turned."""
    page.goto(f"{host.address}thi-tim-hieu/thi-mau/")
    page.locator(".quiz__choice").first.click()
    expect(page.locator("[data-quiz-score], .quiz__board").first).to_be_visible()
    page.goto(f"{host.address}bai-giang/bai-giang-mau/trinh-chieu/")
    page.locator('[data-deck="next"]').click()
    expect(page.locator("[data-deck-count]")).to_contain_text("2")


def test_a_quiz_that_was_only_read_plays_without_a_network(phone, host):
    page = phone()
    page.goto(host.address)
    page.goto(f"{host.address}thi-tim-hieu/thi-mau/")
    settled(page)
    until(page, "caches.match(document.querySelector('script[src*=choi-]').src).then(Boolean)")
    host.stop()
    page.goto(f"{host.address}thi-tim-hieu/thi-mau/")
    page.locator(".quiz__choice").first.click()


def test_every_pack_holds_what_runs_on_its_pages(every_kind):
    told = json.loads((every_kind / "tai-ve/danh-sach.json").read_text(encoding="utf-8"))
    for pack in told["packs"]:
        files = {told["files"][number][0] for number in pack["files"]}
        for page in (path for path in files if path.endswith(".html")):
            tree = html.parse(every_kind / page)
            for named in tree.xpath(
                "//script/@src | //img/@src | //link[@rel='stylesheet']/@href | //@data-frame | //@data-aloud"
            ):
                assert posixpath.normpath(posixpath.join(page, "..", named)) in files, (
                    f"{pack['label']}: {page}: {named}"
                )


def test_everything_is_kept_searched_and_read_without_a_network(phone, host):
    page = phone()
    page.goto(f"{host.address}tai-ve/")
    row = page.locator("[data-keep-packs] li", has_text="Tất cả")
    expect(row).to_contain_text(re.compile(r"\d kB|\d MB"))
    row.get_by_role("button").click()
    expect(page.locator(STATUS)).to_contain_text("Đã tải xong", timeout=30_000)
    expect(row.get_by_role("button")).to_have_text("Đã có trên máy")
    host.stop()
    page.goto(f"{host.address}tim-kiem/?q=ly+hon")
    expect(page.locator("[data-search-results] a.hit").first).to_have_attribute(
        "href", f"{host.address}hoi-dap/ly-hon/"
    )
    page.locator("[data-search-results] a.hit").first.click()
    expect(page.locator("h1")).to_contain_text("Ly hôn")
    page.goto(f"{host.address}cau-chuyen/")
    expect(page.locator("h1")).to_have_text("Câu chuyện pháp luật")
    plays_and_shows(page, host)
    host.start()
    # What is read online afterwards is still what was downloaded.
    page.goto(f"{host.address}hoi-dap/ly-hon/")
    page.goto(f"{host.address}tai-ve/")
    expect(row.get_by_role("button")).to_have_text("Đã có trên máy")


def test_a_download_cut_off_half_way_goes_on_from_there(phone, host):
    page = phone()
    page.goto(f"{host.address}tai-ve/")
    row = page.locator("[data-keep-packs] li", has_text="Tất cả")
    expect(row).to_be_visible()
    host.allowed = 20
    row.get_by_role("button").click()
    expect(page.locator(STATUS)).to_contain_text("Mất mạng giữa chừng", timeout=30_000)
    half = kept(page)
    assert 5 < len(half) <= 400
    host.allowed = None
    page.reload()
    expect(row.get_by_role("button")).to_have_text("Tải tiếp")
    host.asked.clear()
    row.get_by_role("button").click()
    expect(page.locator(STATUS)).to_contain_text("Đã tải xong", timeout=30_000)
    again = {path for path in host.asked if path in half}
    assert again == set(), "what was kept is not fetched twice"


def test_a_download_can_be_paused_and_what_is_kept_can_be_thrown_away(phone, host):
    page = phone()
    page.goto(f"{host.address}tai-ve/")
    row = page.locator("[data-keep-packs] li", has_text="Tất cả")
    expect(row).to_be_visible()
    gate = threading.Event()
    original = Handler.do_GET

    def slow(handler):
        if "/cau-chuyen/" in handler.path:
            gate.wait(30)
        original(handler)

    Handler.do_GET = slow
    try:
        row.get_by_role("button").click()
        expect(page.locator("[data-keep-pause]")).to_be_visible()
        page.locator("[data-keep-pause]").click()
        expect(page.locator(STATUS)).to_contain_text("Đã dừng")
    finally:
        gate.set()
        Handler.do_GET = original
    expect(row.get_by_role("button")).to_have_text("Tải tiếp")
    page.locator("[data-keep-clear]").click()
    expect(page.locator(STATUS)).to_contain_text("Đã xóa")
    expect(row.get_by_role("button")).to_have_text("Tải về")
    assert kept(page) == []


def test_a_phone_without_room_for_the_first_files_is_told_so(phone, host):
    page = phone()
    page.goto(host.address)
    origin = host.address.split("/tu-sach")[0]
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 20_000})
    page.goto(f"{host.address}tai-ve/")
    expect(page.locator(STATUS)).to_contain_text("máy hết chỗ")


def test_a_full_phone_says_so_and_the_download_goes_on_when_there_is_room(phone, host):
    page = phone()
    page.goto(f"{host.address}tai-ve/")
    row = page.locator("[data-keep-packs] li", has_text="Tất cả")
    # The rows of the page as it was built cannot be pressed; by then the shell is on the phone.
    expect(row.get_by_role("button")).to_be_enabled()
    disk, origin = page.context.new_cdp_session(page), host.address.split("/tu-sach")[0]
    disk.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 200_000})
    row.get_by_role("button").click()
    expect(page.locator(STATUS)).to_contain_text("Máy hết chỗ. Đã giữ được")
    disk.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    expect(row.get_by_role("button")).to_have_text("Tải tiếp")
    row.get_by_role("button").click()
    expect(page.locator(STATUS)).to_contain_text("Đã tải xong", timeout=30_000)


def test_a_new_version_is_offered_and_comes_only_when_asked_for(phone, tmp_path):
    root = copied(SITES / "every-kind", tmp_path / "bookcase")
    host = Host(tmp_path / "host", built(root))
    host.start()
    page = phone()
    read_on(page, host)
    old = [name for name in page.evaluate("caches.keys()") if "shell" in name]
    question = root / "content/questions/ly-hon.md"
    question.write_text(question.read_text().replace("title: ", "title: Mới hơn, ", 1))
    built(root)
    page.goto(host.address)
    notice = page.locator(".ts-notice", has_text="Tủ sách có bản mới")
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="Để sau").click()
    expect(notice).to_have_count(0)
    page.goto(f"{host.address}hoi-dap/ly-hon/")
    # Pages are new at once; the shell and the search wait for the reader's word, who is not asked again this time.
    expect(page.locator("h1")).to_contain_text("Mới hơn")
    page.wait_for_timeout(800)
    expect(notice).to_have_count(0)
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(notice).to_be_visible()
    assert set(old) < set(page.evaluate("caches.keys()"))
    with page.expect_navigation():
        notice.get_by_role("button", name="Dùng bản mới").click()
    until(page, "caches.keys().then((all) => all.filter((one) => one.includes('shell')).length === 1)")
    assert not set(old) & set(page.evaluate("caches.keys()"))
    expect(page.locator("h1")).to_contain_text("Mới hơn")
    host.stop()


def changed_site(tmp_path):
    """A bookcase on a host of its own, and what changes and rebuilds it."""
    root = copied(SITES / "every-kind", tmp_path / "bookcase")
    host = Host(tmp_path / "host", built(root))
    host.start()

    def change():
        question = root / "content/questions/ly-hon.md"
        question.write_text(question.read_text() + "\nThêm chuyện trâu bò ăn lúa.\n")
        built(root)

    return host, change


def download(page, host, label):
    page.goto(f"{host.address}tai-ve/")
    row = page.locator("[data-keep-packs] li", has_text=label)
    expect(row).to_contain_text(re.compile(r"\d kB|\d MB"))
    row.get_by_role("button").click()
    expect(page.locator(STATUS)).to_contain_text("Đã", timeout=30_000)
    return page.locator(STATUS).inner_text()


def answers(page, host):
    page.goto(f"{host.address}tim-kiem/?q=ly+hon")
    expect(page.locator("[data-search-results] a.hit").first).to_be_visible()


def test_a_topic_fetched_after_an_update_leaves_the_search_that_was_downloaded(phone, tmp_path):
    host, change = changed_site(tmp_path)
    page = phone()
    assert "Đã tải xong" in download(page, host, "Tất cả")
    change()
    assert "Đã tải xong" in download(page, host, "Hôn nhân và gia đình")
    host.stop()
    answers(page, host)


def test_an_update_cut_off_half_way_leaves_the_search_that_was_there(phone, tmp_path):
    host, change = changed_site(tmp_path)
    page = phone()
    assert "Đã tải xong" in download(page, host, "Tất cả")
    change()
    page.goto(f"{host.address}tai-ve/")
    row = page.locator("[data-keep-packs] li", has_text="Chỉ phần tìm kiếm")
    expect(row.get_by_role("button")).to_have_text("Tải về")
    host.refused = "/tai-ve/data/tra-cuu-"
    row.get_by_role("button").click()
    expect(page.locator(STATUS)).to_contain_text("Mất mạng giữa chừng", timeout=30_000)
    host.stop()
    answers(page, host)


def test_a_site_whose_addresses_name_their_files_starts_without_a_network_too(phone, tmp_path):
    root = copied(SITES / "every-kind", tmp_path / "bookcase")
    with (root / "mkdocs.yml").open("a") as config:
        config.write("\nuse_directory_urls: false\n")
    host = Host(tmp_path / "host", built(root))
    host.start()
    page = phone()
    page.goto(f"{host.address}index.html")
    page.goto(f"{host.address}hoi-dap/ly-hon/index.html")
    settled(page)
    host.stop()
    for address in ("index.html", "chu-de/index.html", "tim-kiem/index.html"):
        page.goto(host.address + address)
        expect(page.locator("h1").first).not_to_have_text("Không có mạng")
    page.goto(f"{host.address}cau-chuyen/index.html")
    expect(page.locator("h1")).to_have_text("Không có mạng")


def test_pictures_with_vietnamese_names_are_in_the_packs(bookcase):
    story = next(bookcase.glob("content/stories/*.md"))
    (story.parent / "ảnh họp.png").write_bytes((ROOT / "src/tusach/theme/assets/icon-192.png").read_bytes())
    story.write_text(story.read_text() + "\n![Cuộc họp thôn](<ảnh họp.png>)\n")
    site = built(bookcase)
    assert "ảnh họp.png" in (site / "tai-ve/danh-sach.json").read_text(encoding="utf-8")


def test_where_no_worker_may_be_pages_read_as_ever_and_the_page_of_packs_says_why(phone, host):
    page = phone()
    host.gone = "/sw.js"
    page.goto(host.address)
    page.goto(f"{host.address}hoi-dap/ly-hon/")
    page.wait_for_timeout(800)
    expect(page.locator("h1")).to_contain_text("Ly hôn")
    page.goto(f"{host.address}tai-ve/")
    expect(page.locator(STATUS)).to_contain_text("Trình duyệt không cho lưu trang")
    expect(page.locator("[data-keep-tools]")).to_be_hidden()


@pytest.mark.parametrize(
    "store",
    ["get() { throw new DOMException('', 'SecurityError') }", "value: {open: () => Promise.reject(new Error())}"],
)
def test_where_nothing_may_be_kept_the_page_of_packs_says_why(phone, host, store):
    page = phone()
    page.add_init_script(f"Object.defineProperty(window, 'caches', {{{store}}})")
    page.goto(f"{host.address}tai-ve/")
    expect(page.locator(STATUS)).to_contain_text("Trình duyệt không cho lưu trang")
    expect(page.locator("[data-keep-tools]")).to_be_hidden()


def test_two_bookcases_on_one_host_do_not_touch_each_other(phone, host):
    page = phone()
    (host.folder / "xa-ban").symlink_to((host.folder / "tu-sach").resolve())
    page.goto(f"{host.address}tai-ve/")
    page.locator("[data-keep-packs] li", has_text="Chỉ phần tìm kiếm").get_by_role("button").click()
    expect(page.locator(STATUS)).to_contain_text("Đã tải xong", timeout=30_000)
    other = host.address.replace("tu-sach", "xa-ban")
    page.goto(f"{other}tai-ve/")
    row = page.locator("[data-keep-packs] li", has_text="Chỉ phần tìm kiếm")
    expect(row.get_by_role("button")).to_have_text("Tải về")
    page.locator("[data-keep-clear]").click()
    page.goto(f"{host.address}tai-ve/")
    expect(row.get_by_role("button")).to_have_text("Đã có trên máy")
