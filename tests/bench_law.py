"""Measures what becomes of the real laws of ../shared/corpus: import, words kept, units, citations, amendments, previews."""

import json
import re
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests import bench_citations
from tests.conftest import CORPUS
from tusach.importing import import_file, import_files
from tusach.law.provision import Provision, provisions
from tusach.store import Store

_POINTS = "abcdđeghiklmnopqrstuvxy"


def gaps(units: tuple[Provision, ...]) -> list[str]:
    """The khoản and điểm that do not follow the one before them."""
    found, clause, point, article = [], 0, "", ""
    for unit in units:
        if unit.kind == "dieu":
            article, clause, point = unit.number, 0, ""
        elif unit.kind == "khoan":
            number = int(re.match(r"\d+", unit.number)[0])
            if number != clause + 1 and unit.number.isdigit():
                found.append(f"Điều {article} khoản {unit.number}")
            clause, point = number, ""
        elif unit.kind == "diem":
            place = _POINTS.find(point) if point else -1
            if unit.number != _POINTS[place + 1 : place + 2] and len(unit.number) == 1:
                found.append(f"Điều {article} khoản {clause} điểm {unit.number}")
            point = unit.number[0]
    return found


_ROMANS = {
    sign: value
    for value, sign in enumerate(
        [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
            "XIX",
            "XX",
        ],
        1,
    )
}


def odd_chapters(units: tuple[Provision, ...]) -> list[str]:
    """The Chương that do not follow the one before them and do not start anew."""
    found, last = [], 0
    for unit in units:
        if unit.kind == "chuong":
            number = int(unit.number) if unit.number.isdigit() else _ROMANS.get(unit.number.upper(), last + 1)
            if number not in (last + 1, 1):
                found.append(f"Chương {unit.number} after {last}")
            last = number
    return found


def main() -> None:
    """Print the figures, or that the corpus is not here."""
    registry = json.loads((CORPUS / "vbpl/index.json").read_text(encoding="utf-8")) if CORPUS.is_dir() else []
    if not registry:
        print("law: the official texts (../shared/corpus) are not here")
        return
    files = [CORPUS / "vbpl" / row["file"] for row in registry]
    with tempfile.TemporaryDirectory() as folder:
        for round_ in ("first import", "again, unchanged"):
            started = time.perf_counter()
            results = list(import_files(files, Store(Path(folder))))
            seconds = time.perf_counter() - started
            refused = sum(bool(result.refused) for result in results)
            print(
                f"{round_:18}{len(files)} files in {seconds:.2f} s, {len(files) / seconds:.0f} a second, {refused} refused"
            )
    words = lost = 0
    counts: Counter[str] = Counter()
    broken: list[str] = []
    whole = same = 0
    laws = [import_file(file) for file in files]
    for row, found in zip(registry, laws, strict=True):
        words, lost = words + found.words, lost + found.words_lost
        counts += found.counts
        units = provisions(found.markdown)
        articles = [unit.number for unit in units if unit.kind == "dieu"]
        runs = articles == [str(number) for number in range(1, len(articles) + 1)]
        whole += runs
        registered = row["articles_counted_by_registry"]
        same += registered == len(articles)
        if not runs:
            print(f"  {found.name}: Điều do not run 1 to {len(articles)}, registered {registered}")
        broken += [f"{found.name} {one}" for one in odd_chapters(units)]
        broken += [f"{found.name} {gap}" for gap in gaps(units)]
    print(f"words             {words:,} in the laws' own text, {lost} lost: {100 * (1 - lost / words):.3f} % kept")
    print(f"units             {counts['dieu']:,} Điều, {counts['khoan']:,} khoản, {counts['diem']:,} điểm")
    print(
        f"Điều              run from 1 without a gap in {whole} of {len(files)} laws; the registry counts as many in {same}"
    )
    print(f"out of sequence   {len(broken)} of all Chương, khoản and điểm: {'; '.join(broken[:40])}")
    with tempfile.TemporaryDirectory() as folder:
        bench_citations.report(laws, registry, Path(folder))


if __name__ == "__main__":
    main()
