"""Fixtures shared by all tests: real bookcases, built by the real mkdocs, read in the real Chromium."""

import functools
import http.server
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# A guard against a build that hangs, not a measure: two workers on a busy machine may be slow.
PATIENCE = 600
SITES = ROOT / "tests" / "sites"
CORPUS = ROOT.parent / "shared" / "corpus"


def mkdocs(config: Path, *arguments: str, day: str = "") -> subprocess.CompletedProcess:
    """Run `mkdocs build` on a bookcase as an editor would, on that `day` (ISO) or today."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    if day:
        environment["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp()))
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=PATIENCE)


def built(folder: Path, *arguments: str, day: str = "") -> Path:
    """Build the bookcase in `folder` and return its site."""
    done = mkdocs(folder / "mkdocs.yml", *arguments, day=day)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


# What takes longest begins, so that no worker ends long after the other.
LONGEST = (
    "test_shards_answer_like_the_whole_index.py",
    "test_books.py",
    "test_reading.py",
    "test_light_pages.py",
    "test_without_a_network.py",
    "test_sample_bookcase.py",
    "test_sources_that_cannot_be_trusted.py",
    "test_what_other_portals_take.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The modules in that order, all others as they come."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_configure(config: pytest.Config) -> None:
    """One store for what all builds of a run make, books and cards above all: workers inherit its place."""
    if not hasattr(config, "workerinput"):
        os.environ["TUSACH_TEST_STORE"] = tempfile.mkdtemp(prefix="tusach-store-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["TUSACH_TEST_STORE"], ignore_errors=True)


def copied(source: Path, folder: Path, *, alone: bool = False) -> Path:
    """A copy of a bookcase, free to be changed and built; what its builds make is kept in the store of the run, or in its own `alone`."""
    root = Path(shutil.copytree(source, folder, dirs_exist_ok=True, symlinks=True))
    store = root / "build/cache"
    if store.is_symlink():
        store.unlink()
    if not alone and not store.exists() and (root / "mkdocs.yml").is_file():
        store.parent.mkdir(exist_ok=True)
        store.symlink_to(os.environ["TUSACH_TEST_STORE"])
    return root


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory):
    """The site of the bookcase that holds one publication of every kind and more."""
    return built(copied(SITES / "every-kind", tmp_path_factory.mktemp("every-kind")))


@pytest.fixture
def bookcase(tmp_path):
    """A copy of that bookcase, free to be changed."""
    return copied(SITES / "every-kind", tmp_path / "bookcase")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


class _Patient(http.server.ThreadingHTTPServer):
    def handle_error(self, *arguments):
        # A browser that has seen enough of a film hangs up.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*arguments)


@contextmanager
def hosted(site: Path):
    """The address of the site over http, under a sub-path as on a shared host."""
    parent = Path(tempfile.mkdtemp(dir=site.parent))
    (parent / "tu-sach").symlink_to(site)
    server = _Patient(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tu-sach/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def served(every_kind):
    """The address of the site of every kind over http."""
    with hosted(every_kind) as address:
        yield address


@pytest.fixture(scope="session")
def in_force(tmp_path_factory):
    """The site of the bookcase whose laws change, as built on 22 November 2026; a draft and notes lie on its shelves."""
    folder = copied(SITES / "in-force", tmp_path_factory.mktemp("in-force"))
    for name in ("content/stories/ghi-chu.txt", "content/nhap.docx"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("Chưa ai duyệt.", encoding="utf-8")
    return built(folder, day="2026-11-22")


@pytest.fixture(scope="session", params=["http", "file"])
def changing(request, in_force):
    """The address of that site's root: over http, and opened from a disk."""
    if request.param == "file":
        yield f"{in_force.as_uri()}/"
        return
    with hosted(in_force) as address:
        yield address


@pytest.fixture(scope="session", params=["http", "file"])
def site(request, every_kind, served):
    """The address of the site's root: over http, and opened from a disk."""
    return served if request.param == "http" else f"{every_kind.as_uri()}/"


def chromium_path() -> str | None:
    """Where the real browser is."""
    return shutil.which(os.environ.get("TUSACH_CHROMIUM") or "chromium")


@pytest.fixture(scope="session")
def chromium():
    """One real browser for the whole run of a worker."""
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    if not path:
        pytest.fail("No Chromium: run the tests by scripts/test, which finds or installs it.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Opens a page in a fresh context; afterwards the console must be empty and no request may have gone elsewhere."""
    contexts, noises = [], []

    def open_(url, width=360, height=740, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        home = "/".join(url.split("/")[:3])
        page.on("console", lambda message: noises.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: noises.append(f"error: {error}"))
        page.on("request", lambda sent: sent.url.startswith((home, "data:")) or noises.append(f"request: {sent.url}"))
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert noises == []


def until(page, expression: str, seconds: float = 30) -> None:
    """Wait until the expression, or what it promises, is true in the page; Playwright's own waiting evaluates text, which the pages' policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(f"Promise.resolve({expression}).then(Boolean)"):
        assert time.monotonic() < end, f"never came true: {expression}"
        page.wait_for_timeout(50)


def page_url(site: str, address: str) -> str:
    """The address of a page of a site, over http or on a disk."""
    path, _, rest = address.partition("#")
    index = "index.html" if site.startswith("file:") else ""
    return f"{site}{path}/{index}{'#' + rest if rest else ''}" if path else f"{site}{index}"


BOXED = """async typed => {
    const S = tusachSearch, found = await S.engine.ask(typed, false), m = S.hits.prepare(found.manifest);
    const one = await S.hits.sameQuestion(m, found, found.hits.map(hit => S.hits.hit(m, hit[0])));
    return one ? one.address : "-";
}"""


def short_answers(bookcase: str) -> list[tuple[str, str]]:
    """What is typed and whose short answer is shown above the hits ("-": none), from the table of that bookcase."""
    table = (ROOT / "tests/outputs/short-answers.txt").read_text(encoding="utf-8")
    rows = table.partition(f"[{bookcase}]\n")[2].partition("\n[")[0].splitlines()
    return [(typed, address) for typed, address in (row.split(" | ") for row in rows)]
