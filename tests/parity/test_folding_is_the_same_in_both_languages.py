"""law/vietnamese.py and vietnamese.js are one rule: the same vectors through both, in the real browser."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tusach.law.vietnamese import fold, nfc, pairs, syllables, terms, written

SCRIPT = Path(__file__).parents[2] / "src/tusach/outputs/search/vietnamese.js"
LETTERS = [nfc(base + tone) for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in ["", *"\u0300\u0309\u0303\u0301\u0323"]]
VECTORS = [
    "Hoà giải ở cơ sở",
    "HÒA GIẢI Ở CƠ SỞ",
    "Uỷ ban nhân dân thuỷ thủ quý giá",
    "điểm đ khoản 2 Điều 12 Luật Đất đai số 31/2024/QH15",
    "m² ½ ﬁ １２ № ①",
    "Ð ð İ ı ẞ ß Σίσυφος",
    "a_b c-d e.f g’h",
    "Hmoob Tày Nùng ꪼꪕ ภาษา 中文",
    "",
    " \u00a0\u200b\u00ad\ufeff",
    *LETTERS,
    *(letter.upper() for letter in LETTERS),
]
# Letters of the scripts a Vietnamese bookcase may hold; the two Unicode versions may differ on the very newest others.
TEXT = st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cs", "Cn"]) | st.sampled_from("".join(LETTERS)))


@pytest.fixture(scope="module")
def javascript(chromium):
    page = chromium.new_page()
    page.add_script_tag(path=SCRIPT)
    yield lambda texts: page.evaluate(
        """all => all.map(text => {
            const { fold, syllables, pairs, terms, written } = tusachVietnamese;
            return [fold(text), syllables(text), pairs(syllables(text)), terms(text), written(text)];
        })""",
        texts,
    )
    page.close()


def python(texts):
    return [[fold(text), syllables(text), pairs(syllables(text)), terms(text), written(text)] for text in texts]


def test_the_shared_vectors_fold_alike(javascript):
    assert javascript(VECTORS) == python(VECTORS)


@given(texts=st.lists(TEXT, min_size=1, max_size=50))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_folds_alike(javascript, texts):
    assert javascript(texts) == python(texts)
