"""Measures the search: what it finds, however it is typed, in what bytes, requests and time, beside stock Material and Pagefind.

Real laws and questions are read from ../shared/corpus. Shares are of the first ten answers (Recall@10, MRR@10).
"""

import json
import random
import statistics
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import bench_rivals
from tests.conftest import CORPUS, ROOT, chromium_path, hosted, until
from tests.measure import build, packed
from tusach.importing import import_files
from tusach.law.number import number_key
from tusach.law.vietnamese import fold, pairs, syllables
from tusach.outputs.page import Page as Shown
from tusach.outputs.search import SearchReader
from tusach.outputs.search.index import searchable
from tusach.outputs.search.scripts import script_of
from tusach.outputs.search.shards import index_files
from tusach.outputs.search.units import Unit
from tusach.store import Store

QUESTIONS = ROOT / "tests/questions"
_DOCUMENT = """---
title: "{title}"
summary: "Bản chép để đo."
number: {number}
type: {type}
issuer: Quốc hội
issued: 2023-01-01
effective: 2023-07-01
text: official
status: {{value: Chưa rõ, source: bản chép để đo}}
source: https://vbpl.vn/
---

{body}
"""


@dataclass(frozen=True)
class Question:
    """What is typed, the Điều that answer it (document address, anchor), and the set it is reported with."""

    typed: str
    answers: frozenset[tuple[str, str]]
    kind: str


# ---- the bookcases -------------------------------------------------------------------------------------------------


def bookcase(folder: Path) -> Path:
    """A bookcase of the 84 laws; returns its folder."""
    shelf = folder / "content/documents"
    shelf.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Tủ sách\ndocs_dir: content\nplugins: [{tusach: {print: false}}]\n", encoding="utf-8"
    )
    (folder / "content/index.md").write_text("---\ntitle: Tủ sách\nsummary: Để đo.\n---\n\nChào.\n", encoding="utf-8")
    registered = {
        row["file"]: row.get("issued") for row in json.loads((CORPUS / "vbpl/index.json").read_text(encoding="utf-8"))
    }
    for result in import_files(sorted((CORPUS / "vbpl").glob("*.docx")), Store(folder / "cache")):
        # What a Word file does not tell, an editor fills in from the registry.
        day = registered[Path(result.file).name] or "2000-01-01"
        (shelf / result.name).write_text(result.markdown.replace("issued: …", f"issued: {day}"), encoding="utf-8")
    return folder


def with_alqac(folder: Path) -> dict[str, str]:
    """Add those of the 17 laws of the competition that are not yet there; returns the address of each of the 17."""
    shelf = folder / "content/documents"
    present = {file.stem: fold(" ".join(file.read_text(encoding="utf-8").split())) for file in shelf.glob("*.md")}
    found = {}
    for rank, law in enumerate(json.loads((CORPUS / "alqac/laws.json").read_text(encoding="utf-8"))):
        parts = [(article["id"], *article["text"].partition("\n")[::2]) for article in law["articles"]]
        headings = [fold(f"Điều {number}. {heading.strip()}") for number, heading, _ in parts]
        same = [
            name for name, text in present.items() if sum(one in text for one in headings) > 0.9 * len(headings) > 0
        ]
        name = same[0] if same else f"{9000 + rank}-2023-qh15"
        found[law["id"]] = f"van-ban/{name}"
        if not same and parts:
            rows = [f"### Điều {number}. {heading.strip()}\n\n{text.strip()}" for number, heading, text in parts]
            kind = "Bộ luật" if law["id"].startswith("Bộ luật") else "Luật"
            body = "\n\n".join(rows).replace("<", "‹")
            text = _DOCUMENT.format(title=law["id"], number=f"{9000 + rank}/2023/QH15", type=kind, body=body)
            (shelf / f"{name}.md").write_text(text, encoding="utf-8")
    return found


# ---- the questions -------------------------------------------------------------------------------------------------


def alqac(addresses: Mapping[str, str]) -> list[Question]:
    """The questions of the competition, over the laws at these addresses."""
    return [
        Question(
            row["text"],
            frozenset((addresses[one["law_id"]], f"dieu-{one['article_id']}") for one in row["relevant_articles"]),
            "ALQAC questions",
        )
        for row in json.loads((CORPUS / "alqac/questions.json").read_text(encoding="utf-8"))
    ]


def headings(site: Path, count: int = 200) -> list[Question]:
    """Headings of Điều, each to find its own: those that stand once and say more than five syllables."""
    reader, found = SearchReader(site, date.today()), []
    for address, heading, anchor, _ in texts(reader):
        if "-2023-qh15" not in address and anchor.startswith("dieu-") and len(syllables(heading)) > 7:
            found.append((heading.split(". ", 1)[-1], address, anchor.partition("-khoan-")[0]))
    often = Counter(heading for heading, _, _ in dict.fromkeys(found))
    once = sorted({row for row in found if often[row[0]] == 1})
    chosen = random.Random(1).sample(once, count)
    return [Question(heading, frozenset({(address, anchor)}), "headings") for heading, address, anchor in chosen]


def everyday(file: str = "everyday.txt") -> list[Question]:
    """Our everyday questions, by whether they share the law's words; those with slips keep the answers of the clean."""
    rows = [line for line in (QUESTIONS / "everyday.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    typed = [line for line in (QUESTIONS / file).read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    found = []
    for row, text in zip(rows, typed, strict=True):
        _, gold, kind = map(str.strip, row.split("|"))
        answers = frozenset(
            (f"van-ban/{number_key(number)}", anchor) for number, anchor in (one.split("#") for one in gold.split())
        )
        name = "everyday, shares the law's words" if kind == "shares" else "everyday, shares none"
        found.append(Question(text.split("|")[0].strip(), answers, name))
    return found


def texts(reader: SearchReader) -> Iterator[tuple[str, str, str, list[str]]]:
    """Of every unit of a site: address, heading, anchor, paragraphs."""
    unit = 0
    for page in reader.manifest["pages"]:
        for _ in range(page[7]):
            heading, anchor, paragraphs, *_ = reader.text(unit)
            yield page[0], heading or page[1], anchor, paragraphs
            unit += 1


_TELEX = {
    "\u0301": "s",
    "\u0300": "f",
    "\u0309": "r",
    "\u0303": "x",
    "\u0323": "j",
    "\u0302": None,
    "\u0306": "w",
    "\u031b": "w",
}
_NEAR = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wqretuyipoasdfghjklzxcvbnm", strict=True)) | {
    "a": "s",
    "n": "m",
    "h": "g",
}


def telex(word: str) -> str:
    """The keys that were pressed for a word, the tone last."""
    keys, tone = "", ""
    for char in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
        if char in "\u0301\u0300\u0309\u0303\u0323":
            tone = _TELEX[char] or ""
        elif unicodedata.combining(char):
            keys += _TELEX[char] or keys[-1]
        else:
            keys += char
    return keys + tone


def mistyped(text: str, chance: random.Random) -> str:
    """About every sixth word goes wrong: raw Telex, joined with the next, a neighbouring key, a confused sound."""
    words, found = text.split(), ""
    for word in words:
        joined = False
        if chance.random() < 1 / 6 and word.isalpha() and len(word) > 2:
            kind = chance.choice(["telex", "joined", "key", "sound"])
            place = chance.randrange(1, len(word))
            near = _NEAR.get(word[place], word[place])
            swaps = [(a, b) for a, b in (("l", "n"), ("tr", "ch"), ("s", "x"), ("ch", "tr")) if word.startswith(a)]
            joined = kind == "joined"
            if kind == "telex":
                word = telex(word)
            elif kind == "key":
                word = word[:place] + near + word[place + 1 :]
            elif kind == "sound" and swaps:
                word = swaps[0][1] + word[len(swaps[0][0]) :]
        found += word + ("" if joined else " ")
    return found.strip()


def half(text: str, chance: random.Random) -> str:
    """Every second word without its accents."""
    return " ".join(fold(word) if chance.random() < 0.5 else word for word in text.split())


def forms(questions: Sequence[Question]) -> dict[str, list[str]]:
    """The same questions as people type them."""
    chance = random.Random(2)
    slips = [one.typed for one in everyday("everyday-slips.txt")] if questions[0].kind.startswith("everyday") else None
    typed = [one.typed for one in questions]
    return {
        "accented": typed,
        "without accents": [fold(one) for one in typed],
        "half accented": [half(one, chance) for one in typed],
        "mistyped": slips or [mistyped(one, chance) for one in typed],
    }


# ---- asking --------------------------------------------------------------------------------------------------------

_ASK = """async typed => {
    const S = tusachSearch, found = await S.engine.ask(typed, false), m = S.hits.prepare(found.manifest);
    const hits = found.hits.slice(0, 10).map(hit => S.hits.hit(m, hit[0]));
    await Promise.all(hits.map(one => S.hits.full(m, one)));
    return hits.map(one => [one.address, one.anchor]);
}"""


def opened(browser, site: str) -> Page:
    """A fresh page of results whose search is ready to be asked."""
    page = browser.new_context().new_page()
    page.goto(f"{site}tim-kiem/")
    until(page, "Boolean(window.tusachSearch && tusachSearch.engine)")
    return page


def ask(page: Page, typed: str) -> list[tuple[str, str]]:
    """The first ten answers: (address, anchor of the Điều)."""
    return [(address, anchor.partition("-khoan-")[0]) for address, anchor in page.evaluate(_ASK, typed)]


def quality(
    questions: Sequence[Question], typed: Sequence[str], asked: Callable[[str], list[tuple[str, str]]]
) -> dict[str, str]:
    """For each set of questions "recall / MRR"."""
    ranks: dict[str, list[float]] = {}
    for question, text in zip(questions, typed, strict=True):
        answers = asked(text)
        rank = next((place for place, one in enumerate(answers[:10], 1) if one in question.answers), 0)
        ranks.setdefault(question.kind, []).append(1 / rank if rank else 0.0)
    return {
        kind: f"{sum(map(bool, row)) / len(row):.3f} / {statistics.mean(row):.3f} (n={len(row)})"
        for kind, row in ranks.items()
    }


def report_quality(browser, site: str, questions: Sequence[Question]) -> None:
    """Print what is found, by set and by form."""
    page = opened(browser, site)
    for form, typed in forms(questions).items():
        for kind, figures in quality(questions, typed, lambda text: ask(page, text)).items():
            print(f"  {kind:34} {form:16} {figures}")
    page.context.close()


# ---- bytes, requests, time -----------------------------------------------------------------------------------------


def report_bytes(browser, address: str, site: Path, questions: Sequence[str]) -> None:
    """Print what a first question and the next one cost, each pair of questions by a new reader."""
    first, after, requests, later = [], [], [], []
    for one, other in zip(questions[::2], questions[1::2], strict=False):
        sent: list[str] = []
        page = browser.new_context().new_page()
        page.on("response", lambda response, sent=sent: sent.append(response.url))
        page.goto(f"{address}tim-kiem/")
        until(page, "Boolean(window.tusachSearch && tusachSearch.engine)")
        for typed, sizes, counts in ((one, first, requests), (other, after, later)):
            if sizes is after:
                sent.clear()
            ask(page, typed)
            files = [site / url.removeprefix(address) for url in dict.fromkeys(sent) if "/search/" in url]
            sizes.append(sum(map(packed, files)))
            counts.append(len(files))
        page.context.close()
    for label, sizes, counts in (("first answer", first, requests), ("next answer", after, later)):
        print(f"  {label:16} {spread(sizes)} bytes gzip, {spread(counts)} requests")


_SHOW = """typed => new Promise(done => {
    const input = document.querySelector("form[data-search-page] input"), status = document.querySelector("[data-search-count]");
    new MutationObserver((changes, observer) => {
        if (!status.textContent.includes(typed)) return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
    }).observe(status, { childList: true, characterData: true, subtree: true });
    input.value = typed;
    input.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def report_time(browser, address: str, questions: Sequence[str]) -> None:
    """Print how long a question keeps the processor busy with everything drawn, at a sixth of this machine's speed."""
    page = opened(browser, address)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    client.send("Emulation.setCPUThrottlingRate", {"rate": 6})

    def busy() -> float:
        metrics = {row["name"]: row["value"] for row in client.send("Performance.getMetrics")["metrics"]}
        return 1000 * metrics["TaskDuration"]

    cold, warm, drawn = [], [], []
    ask_only = "typed => tusachSearch.engine.ask(typed, false).then(() => true)"
    for typed in questions:
        for row, code in ((cold, ask_only), (warm, ask_only), (drawn, _SHOW)):
            before = busy()
            page.evaluate(code, typed)
            row.append(round(busy() - before))
    print(f"  at 6x throttle   {spread(cold)} ms to answer, shards read anew; {spread(warm)} once read")
    print(f"                   {spread(drawn)} ms to answer once more and show the results")
    page.context.close()


def spread(values: Sequence[int]) -> str:
    """The middle one, the 95th of a hundred, the largest."""
    row = sorted(values)
    return f"{statistics.median(row):,.0f} (p95 {row[int(0.95 * (len(row) - 1))]:,}, most {row[-1]:,})"


def report_scale(reader: SearchReader, site: Path, count: int, sentences: bool, questions: Sequence[str]) -> None:
    """Print what it would cost to start and to ask, were each paragraph or each sentence a unit, up to `count` units."""
    rows = [
        (page, heading, anchor, part)
        for page, heading, anchor, body in texts(reader)
        for text in body
        for part in text.split(". " if sentences else "\n")
    ][:count]
    found = [Unit(Shown(address, address, ""), heading, anchor, (text,)) for address, heading, anchor, text in rows]
    started = time.process_time()
    told, files = index_files(searchable(found, [()] * len(found)), {}, {})
    seconds = time.process_time() - started
    laws = max(1, len({address for address, *_ in rows}))
    pages = [[*page[:7], len(found) // laws, page[8]] for page in reader.manifest["pages"][:laws]]
    manifest = {**told, "states": {}, "split": [], "pages": pages}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "search")
        (target / "data").mkdir(parents=True)
        (target / "manifest.js").write_bytes(script_of("manifest", manifest))
        for file in files:
            (target / f"data/{file.name}.js").write_bytes(file.content)
        engine = sum(map(packed, site.glob("search/engine-*.js")))
        start = packed(target / "manifest.js") + packed(target / f"data/lengths-{told['lengths']}.js") + engine
        asked = []
        for typed in questions:
            counted = _Counted(Path(folder), date.today())
            counted.weigh(dict.fromkeys((term for term in pairs(syllables(typed)) if term not in told["heavy"]), 1.0))
            asked.append(
                sum(packed(target / name) for name in counted.read if "manifest" not in name and "lengths" not in name)
            )
        size = sum(packed(path) for path in target.rglob("*.js"))
    print(
        f"  {len(found):,} units: {start:,} bytes gzip to start, {spread(asked)} a question; {len(files):,} files, "
        f"{size / 1e6:.1f} MB gzip in all, {seconds:.0f} s of processor to make"
    )


class _Counted(SearchReader):
    def __init__(self, site: Path, today: date) -> None:
        self.read: list[str] = []
        super().__init__(site, today)

    def _read(self, name: str):
        self.read.append(name)
        return super()._read(name)


def main() -> None:
    """Print all figures."""
    if not CORPUS.is_dir():
        print("The laws and questions (../shared/corpus) are not here: nothing to measure.")
        return
    citizens = json.loads((CORPUS / "citizen_questions.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        folder = bookcase(Path(temporary, "case"))
        site = Path(temporary, "laws/site")
        print(f"84 laws: built in {build(folder / 'mkdocs.yml', site):.0f} s of processor; Recall@10 / MRR@10")
        with hosted(site) as address:
            report_quality(browser, address, everyday())
            report_quality(browser, address, headings(site))
        added = with_alqac(folder)
        site = Path(temporary, "all/site")
        print(
            f"84 laws and the others of the competition: built in {build(folder / 'mkdocs.yml', site):.0f} s of processor"
        )
        reader = SearchReader(site, date.today())
        print(f"  {reader.manifest['units']:,} units, {sum(1 for _ in (site / 'search').rglob('*.js')):,} files")
        with hosted(site) as address:
            report_quality(browser, address, alqac(added))
            report_bytes(browser, address, site, [one.typed for one in everyday()])
            report_bytes(browser, address, site, citizens[:100])
            report_time(browser, address, citizens[100:150])
            for count, sentences in ((11_000, False), (65_000, True)):
                report_scale(reader, site, count, sentences, citizens[:60])
            chosen = [*alqac(added)[::2], *headings(site)[:25], *everyday()[::2]]
            page = opened(browser, address)
            bench_rivals.report(
                browser, Path(temporary), list(texts(reader)), chosen, quality, lambda text: ask(page, text)
            )
        browser.close()
