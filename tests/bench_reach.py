"""Measures what reaches a phone: Lighthouse on every kind of page, bytes of first views, answers of a real server under load."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.test_light_pages import first_view, shell_of
from tests.browser.test_on_a_real_server import NGINX, nginx
from tests.conftest import ROOT, chromium_path

_LIGHTHOUSE = "lighthouse@12"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# The browser must not call home while it is measured.
_FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
_READERS, _ASKED = 16, 4000


def examples(site: Path) -> Iterator[str]:
    """The address of one page of each sort: the home page, the lists, the longest publication of each kind."""
    yield from ("", "tim-kiem/", "a-z/", "chu-de/", "tai-ve/")
    for kind in sorted(path for path in site.iterdir() if (path / "index.html").is_file()):
        pages = sorted(kind.rglob("index.html"), key=lambda page: page.stat().st_size)
        if kind.name not in ("tim-kiem", "a-z", "chu-de", "tai-ve", "khong-mang"):
            yield f"{kind.name}/"
            yield f"{pages[-1].parent.relative_to(site).as_posix()}/"


def scores(url: str, home: Path) -> list[int]:
    """Lighthouse's scores of a page on its slow phone, 0 to 100, in the order of the categories."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "node",
            str(home / "node_modules/lighthouse/cli/index.js"),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={folder}/report.json",
            f"--chrome-flags={_FLAGS}",
            f"--only-categories={','.join(_CATEGORIES)}",
        ]
        environment = {**os.environ, "CHROME_PATH": str(chromium_path())}
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=180)
        found = json.loads(Path(folder, "report.json").read_text(encoding="utf-8"))["categories"]
    return [round(100 * found[name]["score"]) for name in _CATEGORIES]


def lighthouse(site: Path, address: str) -> None:
    """Print the scores of every sort of page, and the lowest."""
    home = ROOT / "build/cache/lighthouse"
    if not (home / "node_modules/lighthouse").is_dir():
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home), _LIGHTHOUSE]
        if subprocess.run(command, check=False).returncode:
            print("Lighthouse: not measured, npm could not install it")
            return
    lowest = [100] * len(_CATEGORIES)
    for page in examples(site):
        row = scores(address + page, home)
        lowest = [min(pair) for pair in zip(lowest, row, strict=True)]
        print(f"  {' '.join(f'{score:>4}' for score in row)}  /{page}")
    print(
        f"Lighthouse, lowest: {', '.join(f'{name} {score}' for name, score in zip(_CATEGORIES, lowest, strict=True))}"
    )


def sizes(site: Path) -> None:
    """Print the bytes of first views and of shells."""
    pages = [page for page in site.rglob("index.html") if "<article" in page.read_text(encoding="utf-8")]
    views = sorted(first_view(site, page) for page in pages)
    shells = sorted(shell_of(page) for page in pages)
    middle = len(pages) // 2
    print(f"first view of {len(pages)} pages: median {views[middle]:,} bytes gzip, largest {views[-1]:,}")
    print(f"shell of a page: median {shells[middle]:,} bytes raw, largest {shells[-1]:,}")


def load(site: Path, address: str) -> None:
    """Print how a server on this machine answers many readers who each keep asking for pages."""
    parts = urlsplit(address)
    pages = [f"{parts.path}{page.parent.relative_to(site).as_posix()}/" for page in sorted(site.rglob("index.html"))]

    def reader(number: int) -> list[float]:
        connection, times = http.client.HTTPConnection(parts.netloc), []
        for turn in range(_ASKED // _READERS):
            started = time.perf_counter()
            connection.request("GET", pages[(number * 7 + turn) % len(pages)], headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            times.append(time.perf_counter() - started)
        return times

    started = time.perf_counter()
    with ThreadPoolExecutor(_READERS) as readers:
        times = sorted(one for row in readers.map(reader, range(_READERS)) for one in row)
    spent = time.perf_counter() - started
    print(
        f"nginx, {_READERS} readers at once on this machine: {len(times) / spent:,.0f} pages a second, all answered; "
        f"median {1000 * statistics.median(times):.1f} ms, 95 of 100 within {1000 * times[int(len(times) * 0.95)]:.1f} ms"
    )


def main() -> None:
    """Print the figures of the sample bookcase."""
    if NGINX is None:
        sys.exit("scripts/bench reach needs nginx: apt install nginx")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(site)]
        subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        sizes(site)
        with nginx(site, Path(folder, "server"), "/xa/ban-lau") as address:
            load(site, address)
            lighthouse(site, address)


if __name__ == "__main__":
    main()
