"""Asks stock Material search and Pagefind the same questions over the same units, for comparison with ours."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from playwright.sync_api import TimeoutError

from tests.conftest import ROOT, hosted
from tests.measure import build, packed
from tusach.law.vietnamese import fold

Units = Sequence[tuple[str, str, str, list[str]]]
_MATERIAL = "site_name: Laws\ntheme: {name: material, language: vi, font: false}\nplugins:\n  - search: {lang: vi}\n"


def report(browser, folder: Path, units: Units, questions, quality: Callable[..., dict[str, str]], ours) -> None:
    """Print, for accented and bare questions, what each search finds, and what it sends."""
    rivals = [("tusach", ours, "")]
    for name, make in (("stock Material", material), ("Pagefind", pagefind)):
        made = make(browser, folder / name.replace(" ", "-"), units)
        if isinstance(made, str):
            print(f"{name}: not measured, {made}")
        else:
            rivals.append((name, *made))
    print("the same questions over the same units: Recall@10 / MRR@10")
    for name, asked, cost in rivals:
        started = time.perf_counter()
        for form, typed in (
            ("accented", [one.typed for one in questions]),
            ("without accents", [fold(one.typed) for one in questions]),
        ):
            for kind, figures in quality(questions, typed, asked).items():
                print(f"  {name:15} {kind:34} {form:16} {figures}")
        each = (time.perf_counter() - started) / (2 * len(questions))
        print(f"  {name:15} {1000 * each:,.0f} ms a question by the clock{cost and ', ' + cost()}")


def _place(url: str) -> tuple[str, str]:
    address, _, anchor = url.partition("#")
    return address.strip("/"), anchor.partition("-khoan-")[0]


def material(browser, folder: Path, units: Units):
    """Stock Material: one entry for every unit, as it makes of pages with headings."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Laws\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_MATERIAL, encoding="utf-8")
    site = folder / "site"
    build(folder / "mkdocs.yml", site)
    index = site / "search/search_index.json"
    data = json.loads(index.read_text(encoding="utf-8"))
    data["docs"] = [
        {
            "location": f"{address}/#{anchor}" if anchor else f"{address}/",
            "title": escape(heading),
            "text": escape(" ".join(text)),
        }
        for address, heading, anchor, text in units
    ]
    index.write_text(json.dumps(data), encoding="utf-8")
    host = hosted(site)
    page = browser.new_context().new_page()
    page.set_default_timeout(600_000)
    page.goto(host.__enter__())
    started = time.perf_counter()
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.fill("luật")
    # It listens to keys, not to what the box holds.
    box.press("End")
    page.wait_for_selector(".md-search-result__link")
    ready = time.perf_counter() - started
    page.set_default_timeout(15_000)

    def asked(typed: str) -> list[tuple[str, str]]:
        box.fill("")
        box.press("End")
        page.wait_for_function("!document.querySelector('.md-search-result__link')")
        before = page.locator(".md-search-result__meta").text_content()
        box.fill(typed)
        box.press("End")
        try:
            page.wait_for_function(
                "text => document.querySelector('.md-search-result__meta').textContent !== text", arg=before
            )
        except TimeoutError:
            # It takes signs of a question for commands, and then answers nothing at all.
            return []
        links = page.locator(".md-search-result__link").evaluate_all(
            "all => all.map(a => new URL(a.href)).map(a => a.pathname + a.hash)"
        )
        return [_place(link.removeprefix("/tu-sach")) for link in links[:10]]

    return asked, lambda: f"{packed(index):,} bytes gzip and {ready:.0f} s before the first answer"


def pagefind(browser, folder: Path, units: Units):
    """Pagefind, extended for Vietnamese, one page for every unit; installed apart from our own packages."""
    home = ROOT / "build/cache/pagefind"
    if not (home / "pagefind").is_dir():
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--target",
            str(home),
            "pagefind[extended]==1.5.2",
        ]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            return "it could not be installed"
    site = folder / "site"
    for address, heading, anchor, text in units:
        page = site / address / (anchor or "opening") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        body = "".join(f"<p>{escape(part)}</p>" for part in text)
        page.write_text(
            f'<!doctype html><html lang="vi"><title>{escape(heading)}</title><main data-pagefind-body><h1>{escape(heading)}</h1>{body}</main>',
            encoding="utf-8",
        )
    (site / "index.html").write_text("<!doctype html><title>Laws</title>", encoding="utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(home)})
    address = hosted(site).__enter__()
    page = browser.new_context().new_page()
    sent: list[str] = []
    page.on("response", lambda response: sent.append(response.url))
    page.goto(address)
    costs: list[int] = []

    def asked(typed: str) -> list[tuple[str, str]]:
        sent.clear()
        urls: list[str] = page.evaluate(
            """async typed => {
                window.pagefind = window.pagefind || await import(location.href + 'pagefind/pagefind.js');
                const found = await pagefind.search(typed);
                return (await Promise.all(found.results.slice(0, 10).map(one => one.data()))).map(one => one.raw_url || one.url);
            }""",
            typed,
        )
        costs.append(sum(packed(file) for url in set(sent) if (file := site / url.removeprefix(address)).is_file()))
        return [_place("#".join(url.strip("/").rsplit("/", 1))) for url in urls]

    return (
        asked,
        lambda: f"{costs[0]:,} bytes gzip for the first question, {sum(costs):,} for all {len(costs)} by one reader",
    )
