"""citations.txt is a list of cases that a lawyer can read and add to; passages.txt holds labels of real passages."""

import hashlib
import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import CORPUS

from tusach.importing import import_file
from tusach.law.citation import citations
from tusach.shelf.names import listed_laws

HERE = Path(__file__).parent
NAMES = (
    "Luật Đất đai",
    "Luật Phổ biến, giáo dục pháp luật",
    "Bộ luật Dân sự",
    "Luật Hôn nhân và gia đình",
    "Luật Hòa giải ở cơ sở",
    "Bộ luật Tố tụng dân sự",
    "Luật Trật tự, an toàn giao thông đường bộ",
    "Hiến pháp",
    "Luật Phòng, chống ma túy",
)
CASES = [
    line
    for line in (HERE / "citations.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def shown(text, names=NAMES):
    """Each citation as "anchor anchor @ instrument"."""
    rows = []
    for one in citations(text, names):
        units = " ".join(reference.anchor for reference in one.references)
        if one.instrument is None:
            rows.append(units)
            continue
        instrument = one.instrument
        name = f"{instrument.type} này" if instrument.this else instrument.name or instrument.type
        year = f"năm {instrument.year}" if instrument.year else ""
        rows.append(f"{units} @ {' '.join(part for part in (name, instrument.number, year) if part)}".strip())
    return rows


@pytest.mark.parametrize("case", CASES)
def test_the_citation_is_read_as_a_lawyer_reads_it(case):
    written, _, expected = case.rpartition("|")
    text = written.strip().replace("⏎", "\n").replace("␣", "\u00a0")
    assert " / ".join(shown(text)) == expected.strip()


def test_the_cases_are_many():
    assert len(set(CASES)) == len(CASES) >= 150


def test_the_span_covers_the_units_and_the_instrument():
    text = "Theo điểm a khoản 1 Điều 5 Luật Đất đai số 31/2024/QH15, bà con được hỏi."
    one = citations(text, NAMES)[0]
    assert text[one.start : one.end] == "điểm a khoản 1 Điều 5 Luật Đất đai số 31/2024/QH15"


def test_spans_count_letters_as_given_even_when_marks_stand_apart():
    text = unicodedata.normalize("NFD", "Theo Điều 5 và Điều 6 Luật Đất đai.")
    found = [unicodedata.normalize("NFC", text[one.start : one.end]) for one in citations(text, NAMES)]
    assert found == ["Điều 5", "Điều 6 Luật Đất đai"]


PARTS = st.sampled_from(
    ["Điều 5", "khoản 2", "điểm đ", " và ", ", ", "Luật này", "Điều này", "khoản này", " đến ", "số 31/2024/QH15", "Luật",
     " của ", "các điểm a, b", "\u00a0", "năm 2024", "Nghị định", "(", ";", "Điều 44.8", "điểm a.1", "từ", "“Điều 5.",
     "\n", "Luật Hoà giải ở cơ sở", "Ðiều 7", "e\u0301", "43/2002/PL- UBTVQH10"]
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=5)))
def test_no_text_makes_it_fail_and_spans_never_overlap(parts):
    text = " ".join(parts)
    last = 0
    for one in citations(text, NAMES):
        assert last <= one.start < one.end <= len(text)
        assert one.references or one.instrument
        last = one.end


def labelled():
    """The labels by document and the first eight signs of the passage's SHA-256: the texts themselves stay outside."""
    rows = {}
    for line in (HERE / "passages.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, _, label = line.partition("|")
            document, digest = key.split()
            rows[document, digest] = [part.strip().lower() for part in label.split(" / ") if part.strip()]
    return rows


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the official texts (../shared/corpus) are not here")
def test_citations_of_real_passages_are_found_as_labelled_by_hand():
    labels, names = labelled(), tuple(law.name for law in listed_laws())
    registry = json.loads((CORPUS / "vbpl/index.json").read_text(encoding="utf-8"))
    right = wrong = missed = passages = 0
    for row in registry[::3]:
        law = import_file(CORPUS / "vbpl" / row["file"])
        for text in law.markdown.split("\n"):
            label = labels.pop((law.name.removesuffix(".md"), hashlib.sha256(text.encode()).hexdigest()[:8]), None)
            if label is None:
                continue
            passages += 1
            found, wanted = Counter(one.lower() for one in shown(text, names)), Counter(label)
            right += (found & wanted).total()
            wrong += (found - wanted).total()
            missed += (wanted - found).total()
    assert passages > 50
    assert right / (right + wrong) > 0.9, "precision"
    assert right / (right + missed) > 0.93, "recall"
