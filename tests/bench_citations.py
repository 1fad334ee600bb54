"""Measures citations, amendments and previews with all laws of ../shared/corpus on one shelf."""

import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from statistics import median

from tests.conftest import ROOT
from tests.law.test_citation import labelled, shown
from tests.measure import build, packed
from tusach.importing.importer import Imported
from tusach.law.amendment import amendments
from tusach.law.citation import citations
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.concordance import Concordance, read_concordance
from tusach.shelf.names import listed_laws
from tusach.shelf.settings import Settings

_UNSAID = {
    True: "an amending clause that names no document",
    False: "khoản or điểm of no Điều, or this Điều said outside one",
}


def shelf(laws: Iterable[Imported], registry: list[dict], folder: Path) -> Path:
    """A bookcase of the imported laws; a day of issue that a text lacks is taken from the registry."""
    (folder / "content/documents").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Luật\ndocs_dir: content\nsite_dir: site\nplugins: [{tusach: {print: false}}]\n", encoding="utf-8"
    )
    (folder / "content/index.md").write_text("---\ntitle: Luật\n---\nLuật.\n", encoding="utf-8")
    for law, row in zip(laws, registry, strict=True):
        text = re.sub(r"^issued: ….*$", f"issued: {row.get('issued')}", law.markdown, flags=re.MULTILINE)
        (folder / "content/documents" / law.name).write_text(text, encoding="utf-8")
    return folder


def report(laws: list[Imported], registry: list[dict], folder: Path) -> None:
    """Print the figures."""
    names = tuple(law.name for law in listed_laws())
    lines = [line for law in laws for line in law.markdown.split("\n")]
    started = time.perf_counter()
    found = sum(len(citations(line, names)) for line in lines)
    seconds = time.perf_counter() - started
    letters = sum(map(len, lines))
    print(
        f"citations         {found:,} in {letters:,} characters, {letters / seconds / 1e6:.1f} million characters a second"
    )
    _labels(laws, names)
    root = shelf(laws, registry, folder / "bookcase")
    concordance = read_concordance(read_bookcase(root, Settings(), Problems()), date.today())
    _resolved(concordance)
    _amended(laws, concordance)
    _previews(root)


def _labels(laws: list[Imported], names: tuple[str, ...]) -> None:
    labels, right, wrong, missed, passages = labelled(), 0, 0, 0, 0
    for law in laws:
        for text in law.markdown.split("\n"):
            label = labels.pop((law.name.removesuffix(".md"), hashlib.sha256(text.encode()).hexdigest()[:8]), None)
            if label is not None:
                got, wanted = Counter(one.lower() for one in shown(text, names)), Counter(label)
                passages += 1
                right += (got & wanted).total()
                wrong += (got - wanted).total()
                missed += (wanted - got).total()
    print(
        f"  against labels  {right + missed} citations in {passages} passages: precision {right / (right + wrong):.3f}"
        f" ({wrong} wrong), recall {right / (right + missed):.3f} ({missed} missed)"
    )


def _resolved(concordance: Concordance) -> None:
    started = time.perf_counter()
    mentions = concordance.mentions.all
    seconds = time.perf_counter() - started
    count: Counter[str] = Counter()
    for mention in mentions:
        target, instrument = mention.target, mention.citation.instrument
        relative = instrument is None or instrument.this
        count["relative" if relative else "by number" if instrument.number else "by name"] += 1
        if target is None:
            amends = "sửa đổi" in mention.home.title.lower()
            count["unknown: " + ("a name in no list" if not relative else _UNSAID[amends])] += 1
        elif target.document is None:
            count["to a document off the shelf"] += 1
        else:
            count["exact" if target.exact else "to the nearest: the file does not number that unit"] += 1
    print(f"  resolved        {len(mentions):,} in {seconds:.1f} s")
    for name, number in sorted(count.items()):
        print(f"    {name:55}{number:>7,}  {100 * number / len(mentions):.1f} %")


def _amended(laws: list[Imported], concordance: Concordance) -> None:
    rows = {
        f"{law.name.removesuffix('.md')} {one.source} | {one.action.name} {one.instrument.number}"
        f" {one.reference.anchor if one.reference else '*'}": one
        for law in laws
        for one in amendments(law.markdown.split("---\n", 2)[2])
    }
    touched = {(one.instrument.number, one.reference) for one in rows.values()}
    documents = {one.instrument.number for one in rows.values()}
    actions = Counter(one.action.name.lower() for one in rows.values())
    print(
        f"amendments        {len(rows):,} of {len(touched):,} provisions of {len(documents)} documents: {dict(actions)}"
    )
    here = sum(len(concordance.history.changes(item)) for item in concordance.bookcase.documents.values())
    print(f"  on this shelf   {here:,} changes of documents that stand on it")
    checked = [
        line.split(" | ")
        for line in (ROOT / "tests/law/amendments-checked.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    wrong = sum(verdict != "đúng" for *_, verdict in checked)
    lost = [
        f"{source} | {change}"
        for source, change, verdict in checked
        if verdict == "đúng" and f"{source} | {change}" not in rows
    ]
    print(
        f"  checked by hand {len(checked)}: {wrong} wrong, {100 * wrong / len(checked):.0f} %; {len(lost)} of them no longer found"
    )


def _previews(root: Path) -> None:
    seconds = build(root / "mkdocs.yml", root / "site")
    pages = list((root / "site").rglob("index.html"))
    scripts = list((root / "site").rglob("xem-truoc*.js"))
    sizes = [packed(path) for path in scripts]
    first = [size for path, size in zip(scripts, sizes, strict=True) if path.name == "xem-truoc.js"]
    print(f"site              {len(pages)} pages built in {seconds:.1f} s of processor")
    print(
        f"  previews        0 bytes until the first one is asked for; then {median(first):,.0f} bytes gzip (median page, most {max(first):,})"
        f" and at most {max(sizes):,} for one part of a page that cites much; {len(first)} pages have them"
    )
    notes = [
        len(re.findall(r'<aside class="(?:changes|about)"|class="versions', path.read_text(encoding="utf-8")))
        for path in pages
    ]
    print(f"  notes           {sum(notes):,} at the provisions of {sum(map(bool, notes))} pages")
