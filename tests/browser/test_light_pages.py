"""Pages for a cheap phone: few bytes, nothing moves, everything fits however large the letters or narrow the screen."""

import gzip
import re
from pathlib import Path

import pytest
from lxml import html
from tests.browser.test_reading import PAGES
from tests.conftest import SITES, built, copied, page_url

from tusach.shelf.kinds import KINDS

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SHIFTS = """() => new Promise((done) => {
  let total = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { total += one.value; })).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(total), 600);
})"""


@pytest.mark.parametrize("name", PAGES)
def test_letters_twice_as_large_still_fit(served, open_page, name):
    # The reader's own setting stands above the policy of the page.
    page = open_page(page_url(served, PAGES[name]), width=360, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate(FITS)


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_on_its_side_shows_the_text(served, open_page, name):
    page = open_page(page_url(served, PAGES[name]), width=740, height=360)
    assert page.evaluate(FITS)
    fixed = "Array.from(document.querySelectorAll('.ts-header, .ts-dock')).filter((one) => /fixed|sticky/.test(getComputedStyle(one).position)).reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"
    assert page.evaluate(fixed) <= 360 * 0.45


@pytest.mark.parametrize("name", [*PAGES, "results"])
def test_nothing_moves_after_it_is_drawn(served, open_page, name):
    page = open_page(page_url(served, PAGES.get(name, "tim-kiem")) + ("?q=ly+hon" if name == "results" else ""))
    assert page.evaluate(SHIFTS) < 0.01


def first_view(site: Path, page: Path) -> int:
    """Bytes of a first view as sent compressed: the page with all styles and scripts it names."""
    html = page.read_text(encoding="utf-8")
    named = re.findall(r'<(?:link rel="stylesheet" href|script defer src)="([^"]+)"', html)
    files = [page, *((page.parent / name).resolve() for name in named)]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def test_the_first_view_of_every_page_of_a_small_bookcase_is_under_100_kb(every_kind):
    views = {page: first_view(every_kind, page) for page in every_kind.rglob("index.html")}
    assert max(views.values()) <= 100_000
    assert first_view(every_kind, every_kind / "index.html") > 15_000, "styles and scripts were counted"


def shell_of(page: Path) -> int:
    """Bytes of a page without its content."""
    html = page.read_text(encoding="utf-8")
    bare, found = re.subn(r"<article.*?</article>", "", html, flags=re.DOTALL)
    assert found == 1
    return len(bare.encode())


def test_the_shell_of_a_page_stays_small_in_a_large_bookcase(tmp_path):
    root = copied(SITES / "every-kind", tmp_path)
    text = (root / "content/questions/ly-hon.md").read_text()
    for number in range(150):
        copy = re.sub(r"(?m)^title: .*", f"title: Câu hỏi thứ {number} về một việc khá dài dòng ở thôn", text)
        (root / f"content/questions/cau-hoi-{number}.md").write_text(re.sub(r"(?m)^aliases:.*\n", "", copy))
    site = built(root)
    assert shell_of(site / "hoi-dap/cau-hoi-7/index.html") <= 25_000
    assert shell_of(site / "index.html") <= 25_000
    page = html.parse(site / "hoi-dap/cau-hoi-7/index.html").getroot()
    assert len(page.xpath("//nav[@aria-label='Các kệ sách']//li")) <= 50 + len(KINDS)
