"""Measures what a citizen and an editor feel: bytes of a first visit and of a first search, seconds to build."""

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests import bench_law, bench_print, bench_reach, bench_search
from tests.conftest import ROOT, SITES
from tests.measure import build, packed
from tests.sites.big import enlarge


def report(name: str, config: Path, work: Path) -> None:
    """Build a bookcase and print its figures."""
    site = work / "site"
    started = time.perf_counter()
    seconds = build(config, site)
    wall = time.perf_counter() - started
    pages = len(list(site.rglob("*.html")))
    print(f"\n{name}: {pages} pages")
    print(
        f"  build            {seconds:.2f} s of processor, {wall:.2f} s by the clock, {1000 * seconds / pages:.1f} ms a page"
    )
    page = max((site / "hoi-dap").rglob("index.html"), key=lambda path: len(path.parts))
    shared = [*site.glob("assets/tusach-*.css"), *site.glob("assets/tusach-*.js"), site / "assets/icon.svg"]
    for label, first in (("home", site / "index.html"), ("a question", page)):
        print(
            f"  first visit      {packed(first) + sum(map(packed, shared)):>9,} bytes gzip, {label} ({packed(first):,} of it the page)"
        )
    index = list(site.glob("search/*/*.js"))
    print(f"  search index     {sum(map(packed, index)):>9,} bytes gzip in {len(index)} files")
    start = [site / "search/manifest.js", *site.glob("search/data/lengths-*.js"), *site.glob("search/engine-*.js")]
    print(f"  search starts    {sum(map(packed, start)):>9,} bytes gzip before the first question")
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(f"  whole site       {size:>9,} bytes, {sum(1 for _ in site.rglob('*.*'))} files")
    shell = re.sub(r"<article.*?</article>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    print(f"  shell of a page  {len(shell.encode()):>9,} bytes raw without its article")


def main() -> None:
    """Print the figures of the sample bookcase and of a big one; with `law`, of the import; with `search` of the search, `print` of the books, `reach` of what comes to a phone."""
    for name, bench in (("law", bench_law), ("search", bench_search), ("print", bench_print), ("reach", bench_reach)):
        if sys.argv[1:] == [name]:
            bench.main()
            return
    with tempfile.TemporaryDirectory() as folder:
        report("the sample bookcase", ROOT / "mkdocs.yml", Path(folder) / "sample")
        big = Path(shutil.copytree(SITES / "every-kind", Path(folder) / "big"))
        enlarge(big, questions=300, laws=10)
        report("a big bookcase (300 more questions, 10 laws of 100 Điều)", big / "mkdocs.yml", big)


if __name__ == "__main__":
    main()
