"""Letters that the faces of books lack: they keep no page from the web, all are told at their lines, paper says that they are missing."""

import re
import shutil
import unicodedata
from dataclasses import replace
from zipfile import ZipFile

import pdfua
import pypandoc
import pypdf
import pytest
import typst
from click.testing import CliRunner
from lxml import etree
from tests.conftest import SITES, copied, mkdocs
from tests.outputs.test_pages_of_a_book import PLAIN, printed, text_of

from tusach.cli import main
from tusach.outputs.print.book import Part
from tusach.outputs.print.faces import is_unseen, undrawn
from tusach.outputs.print.letters import letters_made, letters_not_printed
from tusach.outputs.print.manuscript import Manuscript
from tusach.outputs.print.typesetting import explained
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.settings import Settings

ODD = "👍 漢 ភូមិ ꨌꩀ ꪀꪣ 𡨸 🇻🇳 \uf0b7"
KEPT = "→ ✓ ▪ ☎️ ① ≥ № ½ α Ж • ♥ ☐ ★ ⇒"


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A bookcase whose pages hold odd letters wherever letters stand, and what its build said."""
    root = copied(SITES / "every-kind", tmp_path_factory.mktemp("odd") / "bookcase")
    for folder in ("outlines", "content/dialogues", "content/training", "content/skits"):
        shutil.rmtree(root / folder)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("{print: false}", "{print: true}"))
    story = root / "content/stories/bo-rao.md"
    head, _, body = story.read_text().rpartition("\n---\n")
    head = "\n".join(f"{line} 🎉" if line.startswith(("title:", "summary:")) else line for line in head.split("\n"))
    more = f"## Mục 📌\n\n{ODD}\n\n{KEPT}\n\n| Cột 🧾 |\n|---|\n| `mã 🧩` |\n\n&#x1F600; <!-- 🙈 --> [chữ](https://example.org/🙉)\n"
    story.write_text(f"{head}\n---\n{body}\n{more}")
    for path, mark in (("leaflets/to-gap-mau", "🏠"), ("lectures/bai-giang-mau", "📽")):
        file = root / f"content/{path}.md"
        text = file.read_text()
        heading = [line for line in text.splitlines() if line.startswith("## ")][1]
        file.write_text(text.replace(heading, f"{heading} {mark}"))
    return root, mkdocs(config)


def line_of(root, path, part):
    return next(number for number, line in enumerate((root / path).read_text().split("\n"), 1) if part in line)


def test_the_site_goes_out_and_every_letter_is_told_at_its_line(odd):
    root, done = odd
    assert done.returncode == 0, done.stderr
    page = (root / "site/cau-chuyen/bo-rao/index.html").read_text()
    assert all(letter in page for letter in ODD.split())
    story = "content/stories/bo-rao.md"
    for path, part, letter in (
        (story, "title:", "🎉"),
        (story, "summary:", "🎉"),
        (story, "## Mục 📌", "📌"),
        *((story, "漢", letter) for letter in "👍漢ភꪀ𡨸🇻"),
        (story, "🧾", "🧾"),
        (story, "🧩", "🧩"),
        (story, "&#x1F600;", "😀"),
        ("content/leaflets/to-gap-mau.md", "🏠", "🏠"),
        ("content/lectures/bai-giang-mau.md", "📽", "📽"),
    ):
        place = f"{path}:{line_of(root, path, part)}: cảnh báo: sách in không vẽ được "
        assert any(
            f"“{letter}” (U+{ord(letter):04X})" in one for one in done.stderr.split("\n") if one.startswith(place)
        ), letter
    assert (
        f"{story}:{line_of(root, story, '漢')}: cảnh báo: ký hiệu riêng của Word hay của một phông chữ: U+F0B7"
        in done.stderr
    )
    for unheard in ("🙈", "🙉", "“→”", "“✓”", "PDF/", "error"):
        assert unheard not in done.stderr


def test_check_tells_the_same_before_anything_is_built(odd):
    root, done = odd
    told = CliRunner().invoke(main, ["check", "-f", str(root / "mkdocs.yml")])
    assert told.exit_code == 0
    lines = [line for line in told.output.splitlines() if "sách in không vẽ được" in line or "ký hiệu riêng" in line]
    assert len(lines) == 10
    assert [line for line in done.stderr.splitlines() if line in lines] == lines


def test_paper_says_where_letters_are_missing_and_files_for_screens_keep_them(odd):
    root, _ = odd
    folder = root / "site/cau-chuyen/bo-rao"
    text = unicodedata.normalize(
        "NFKC", "\n".join(page.extract_text() for page in pypdf.PdfReader(folder / "bo-rao.pdf").pages)
    )
    assert "□ □ □ □ □ □ □ □" in " ".join(text.split())
    for sign in unicodedata.normalize("NFKC", KEPT.replace("\ufe0f", "")).split():
        assert sign in text, sign
    assert list(pdfua.validate(folder / "bo-rao.pdf").findings) == []
    for kind in ("epub", "docx"):
        whole = pypandoc.convert_file(str(folder / f"bo-rao.{kind}"), "plain", format=kind, extra_args=["--wrap=none"])
        assert all(letter in whole for letter in ODD.split()[:-1]), kind
    assert "□" in pypdf.PdfReader(folder / "bo-rao-ap-phich.pdf").pages[0].extract_text()


def test_joined_and_turned_letters_leave_one_sign_or_none(tmp_path):
    made = printed(tmp_path, "<p>a👨‍👩‍👧b c\u200ed\u2066e☎️f \u3000g 1️⃣h</p><p title='>👍'>k</p>", title="Tên 👍")
    assert made.error == ""
    text = text_of(made, "b.pdf")
    for wanted in ("a□b", "cde☎f g 1□h k"):
        assert wanted in "".join(one for one in text if not is_unseen(one) or one == " "), text


def test_every_letter_said_to_be_drawn_is_drawn():
    assert undrawn(["ẫ→✓", "a"]) == frozenset()
    assert undrawn(["a👍", "漢 →"]) == {"👍", "漢"}
    assert undrawn(["\ufeff\uf0b7\ufffe"]) == {"\ufeff", "\uf0b7", "\ufffe"}


def test_what_the_typesetter_says_in_english_is_no_message(tmp_path):
    (tmp_path / "body.typ").write_text("/ Chỗ sai này\n")
    with pytest.raises(typst.TypstError) as caught:
        typst.compile(str(tmp_path / "body.typ"))
    fault = caught.value
    told = explained(PLAIN, Manuscript("", {}), fault, tmp_path)
    assert "Chỗ sai này" in str(told)
    assert "colon" not in str(told)
    assert "expected colon" in told.detail


@pytest.fixture
def story(bookcase):
    """Reads that bookcase with a line of its own for each given, in one story, from line 21 on."""

    def read(lines):
        with (bookcase / "content/stories/bo-rao.md").open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(lines) + "\n")
        return read_bookcase(bookcase, Settings(), Problems())

    return read


def test_of_a_page_in_another_script_the_last_lines_are_told_together(story):
    found = list(letters_not_printed(story([f"Dòng {chr(0x1780 + n)}" for n in range(34)])))
    assert [one.line for one in found] == list(range(21, 52))
    assert all(f"(U+{0x1780 + n:04X})" in one.what for n, one in enumerate(found))
    assert "(U+17A1) (và ở 3 dòng sau)" in found[-1].what
    assert {one.severity for one in found} == {"warning"}


def test_a_letter_that_stands_in_no_line_is_told_of_its_page(story):
    case = story(["Chữ &#128077;"])
    book = replace(PLAIN, path="content/stories/bo-rao.md", parts=(Part("a/b", "Tên", "<p>Chữ 👍 và 🧩</p>"),))
    (told,) = letters_made(book, case)
    assert (told.path, told.line) == (book.path, 1)
    assert "“🧩”" in told.what
    assert "👍" not in told.what


@pytest.mark.parametrize(
    "name",
    [
        'Hỏi <ba> *sao* [x](y) $a$ & "q"',
        "5 * 3 _b_ ^c^ `mã` 'd' -- e...",
        "a\x07\x1b\ufffe\x7fb\ufeffc",
        "# 1. Tên: x",
    ],
)
def test_names_stand_letter_for_letter_in_files_that_every_reader_can_open(tmp_path, name):
    made = printed(tmp_path, "<p>Chữ\x07 \x0c \uffff.</p>", title=name, author=name, opening=(name,))
    assert made.error == ""
    kept = re.sub(r"[\x00-\x1f\ufffe]", "", name)
    for file in ("b.epub", "b.docx"):
        with ZipFile(made.folder / file) as whole:
            parts = {one: whole.read(one) for one in whole.namelist() if one.endswith(("ml", ".opf", ".ncx", ".rels"))}
        read = {one: etree.fromstring(data) for one, data in parts.items()}
        about = read["EPUB/content.opf" if file == "b.epub" else "docProps/core.xml"]
        for what in ("title", "creator", "description"):
            assert next(about.iter(f"{{http://purl.org/dc/elements/1.1/}}{what}")).text == kept, (file, what)


def test_a_mark_of_the_order_of_bytes_alone_keeps_no_book_from_print(tmp_path):
    assert undrawn(["T\ufeffx"]) == {"\ufeff"}
    assert printed(tmp_path, "<p>a\ufeffb</p>").error == ""
