"""What stands on the pages of a book: its colophon, its tables, its genres; and faults told before paper is wasted."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import markdown
import pypandoc
import pypdf
import pytest
from lxml import etree
from lxml import html as lxml_html
from tests.conftest import SITES, copied

from tusach.outputs.print.book import Book, Part
from tusach.outputs.print.manuscript import manuscript
from tusach.outputs.print.press import Printed, print_books
from tusach.shelf.revisions import revisions
from tusach.store import Store

PLAIN = Book(
    path="a.md",
    address="a/b",
    kind="story",
    label="Câu chuyện",
    title="Tên sách",
    author="Nhóm thử",
    opening=("Tóm tắt.",),
    parts=(),
    facts=(("Phiên bản", "0123456789, lưu ngày 01/11/2026"),),
    sources=(("Luật Đất đai số 31/2024/QH15", "https://example.org/van-ban/31-2024-qh15/"), ("Văn bản số 1/1990", "")),
    day=date(2026, 11, 1),
    url="",
    images={},
)


def printed(folder: Path, html: str, **changes: object) -> Printed:
    book = replace(PLAIN, parts=(Part("a/b", "Tên sách", html),), **changes)
    (made,) = print_books([book], folder, Store(folder / "cache"))
    return made


def text_of(made: Printed, name: str) -> str:
    path = made.folder / name
    if path.suffix == ".pdf":
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    else:
        text = pypandoc.convert_file(str(path), "plain", format=path.suffix[1:], extra_args=["--wrap=none"])
    return " ".join(text.split())


def test_a_book_names_the_documents_it_cites_with_their_addresses_and_its_version(tmp_path):
    made = printed(tmp_path, "<p>Chữ.</p>")
    for name in ("b.pdf", "b.epub", "b.docx"):
        text = text_of(made, name)
        assert "Văn bản được dẫn" in text, name
        assert "Luật Đất đai số 31/2024/QH15: https://example.org/van-ban/31-2024-qh15/" in text, name
        assert "Văn bản số 1/1990" in text, name
        assert "0123456789, lưu ngày 01/11/2026" in text, name


def git(root: Path, *command: str) -> str:
    who = ["-c", "user.name=Thu", "-c", "user.email=thu@example.org"]
    return subprocess.run(["git", "-C", str(root), *who, *command], check=True, capture_output=True, text=True).stdout


def test_the_version_of_a_file_is_the_last_commit_that_changed_it(tmp_path):
    root = copied(SITES / "every-kind", tmp_path)
    assert revisions(root) == {}
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "đầu")
    first = git(root, "rev-parse", "HEAD").strip()[:10]
    question, story = "content/questions/ly-hon.md", next(root.glob("content/stories/*.md"))
    (root / question).write_text((root / question).read_text() + "\nThêm.\n")
    assert question not in revisions(root), "what is not committed has no version"
    git(root, "commit", "-qam", "sau")
    known = revisions(root)
    assert known[question].name == git(root, "rev-parse", "HEAD").strip()[:10]
    assert known[story.relative_to(root).as_posix()].name == first
    assert known[question].rank < known[story.relative_to(root).as_posix()].rank
    shallow = tmp_path / "shallow"
    git(root, "clone", "-q", "--depth=1", f"file://{root}", str(shallow))
    assert revisions(shallow) == {}, "the newest commit would pass for the last of every file"


def table(columns: int, cell: str, rows: int = 1) -> str:
    head = "".join(f"<th>Cột {number}</th>" for number in range(columns))
    body = f"<tr>{''.join(f'<td>{cell}</td>' for _ in range(columns))}</tr>" * rows
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def test_a_wide_table_is_set_smaller_and_its_numbers_break_before_it_is_refused(tmp_path):
    made = printed(tmp_path, table(7, "theo 168/2025/NĐ-CP nghiêng"))
    assert made.error == ""
    text = text_of(made, "b-chu-lon.pdf")
    assert "168/2025/NĐ-CP" not in text
    assert text.replace(" ", "").count("168/2025/NĐ") == 7


def test_a_table_with_words_wider_than_their_columns_is_refused_with_the_word(tmp_path):
    made = printed(tmp_path, table(16, "nghiêng"))
    assert "nghiêng" in made.error
    assert "bớt cột" in made.error
    assert made.sought == "nghiêng"


def test_a_row_longer_than_a_page_runs_on_and_the_head_is_repeated(tmp_path):
    made = printed(tmp_path, table(2, "Từ đầu. " + "Chữ dài mãi. " * 400 + "Đến cuối."))
    text = text_of(made, "b.pdf")
    assert text.count("Đến cuối.") == 2
    assert text.count("Cột 0") > 2


@pytest.mark.parametrize("name", ["hong.png", "hong.svg", "la.avif"])
def test_a_broken_image_is_named(tmp_path, name):
    (tmp_path / name).write_text("<svg")
    made = printed(tmp_path, f'<p><img src="{name}" alt="Ảnh"></p>', images={f"a/b/{name}": name})
    assert f"ảnh `{name}` hỏng" in made.error
    assert made.sought == name


def test_a_drawing_is_a_picture_in_word(tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'
    (tmp_path / "ve.svg").write_text(drawing)
    made = printed(tmp_path, '<p><img src="ve.svg" alt="Hình vẽ"></p>', images={"a/b/ve.svg": "ve.svg"})
    with ZipFile(made.folder / "b.docx") as word:
        media = [name for name in word.namelist() if name.startswith("word/media/")]
        assert [name.rsplit(".", 1)[1] for name in media] == ["png"]
        assert word.read(media[0]).startswith(b"\x89PNG")


def test_a_play_says_how_many_lines_each_part_has(tmp_path):
    cast = "<table><thead><tr><th>Nhân vật</th></tr></thead><tbody><tr><td>Bà Mai</td></tr><tr><td>Ông Tư</td></tr></tbody></table>"
    lines = "<p><strong>Bà Mai:</strong> Ơi.</p><p><strong>Ông Tư:</strong> Dạ.</p><p><strong>Bà Mai:</strong> Đi.</p>"
    asked = "<p><strong>Hỏi:</strong> Vì sao?</p>"
    text = text_of(printed(tmp_path, cast + lines + asked, kind="skit"), "b.pdf")
    assert "Số lời thoại: Bà Mai 2, Ông Tư 1." in text
    assert "Bà Mai: Ơi. Ông Tư: Dạ." in text


def test_a_script_to_be_read_aloud_is_large_says_its_minutes_and_turns_no_page_in_a_paragraph(tmp_path):
    paragraphs = [f"Đoạn{chr(97 + n)} {'lời đọc ' * 40}hết{chr(97 + n)}." for n in range(12)]
    html = "".join(f"<p>{one}</p>" for one in paragraphs)
    made = printed(tmp_path, html, kind="broadcast", facts=(("Thời gian đọc", "khoảng 4 phút"),))
    assert [one.name for one in made.downloads if "chu-lon" in one.name] == []
    pages = [page.extract_text() for page in pypdf.PdfReader(made.folder / "b.pdf").pages]
    assert "ĐỌC KHOẢNG 4 PHÚT" in pages[0]
    for n in range(12):
        letter = chr(97 + n)
        assert [f"Đoạn{letter}" in page for page in pages] == [f"hết{letter}." in page for page in pages]


def test_a_pdf_is_packed(tmp_path):
    made = printed(tmp_path, "<p>Chữ.</p>")
    assert b"/StructElem" not in (made.folder / "b.pdf").read_bytes()


# As `tusach import` writes a law: the level of a heading says what it is, and levels are left out.
LAW = """<h2>Phần thứ nhất</h2><h3>Chương I</h3><h6>Điều 1</h6><p>Chữ.</p><h6>Điều 2</h6><h6>Điều 3</h6>
<h3>Chương II</h3><h4>Mục 1</h4><h6>Điều 4</h6><h6>Điều 5</h6><h3>Chương III</h3><h6>Điều 6</h6><h2>Phần thứ hai</h2><h6>Điều 7</h6>"""
TREE = [
    ("Phần thứ nhất", 1),
    *[("Chương I", 2), ("Điều 1", 3), ("Điều 2", 3), ("Điều 3", 3)],
    *[("Chương II", 2), ("Mục 1", 3), ("Điều 4", 4), ("Điều 5", 4)],
    *[("Chương III", 2), ("Điều 6", 3)],
    *[("Phần thứ hai", 1), ("Điều 7", 2)],
]


def bookmarks(entries: list, level: int = 1) -> Iterator[tuple[str, int]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from bookmarks(entry, level + 1)
        else:
            yield entry.title, level


def test_an_imported_law_has_the_tree_of_its_units_in_every_format(tmp_path):
    made = printed(tmp_path, LAW + f"<p>{'chữ ' * 2600}</p>", kind="document")
    reader = pypdf.PdfReader(made.folder / "b.pdf")
    assert list(bookmarks(reader.outline)) == [("Mục lục", 1), *TREE]
    contents = " ".join(reader.pages[1].extract_text().split())
    assert all(title in contents for title, _ in TREE)
    with ZipFile(made.folder / "b.docx") as word:
        body = etree.fromstring(word.read("word/document.xml"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    styled = [
        (style, "".join(style.getparent().getparent().itertext())) for style in body.iterfind(".//w:pStyle", space)
    ]
    styles = {text: style.get(f"{{{space['w']}}}val") for style, text in styled}
    assert [(title, styles[title]) for title, _ in TREE] == [(title, f"Heading{level}") for title, level in TREE]
    with ZipFile(made.folder / "b.epub") as epub:
        nav = etree.fromstring(epub.read("EPUB/nav.xhtml"))
    depths = {
        "".join(a.itertext()): len(list(a.iterancestors("{*}ol"))) for a in nav.iterfind(".//{*}nav[@id='toc']//{*}a")
    }
    assert [(title, depths[title]) for title, _ in TREE] == TREE


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        ("266", "122"),
        ("26646", "12223"),
        ("662", "111"),
        ("36353", "12121"),
        ("2464246", "1232123"),
        ("123456", "123456"),
    ],
)
def test_equal_headings_stay_equal_and_no_level_is_left_out(own, wanted):
    html = "".join(f"<h{level}>Mục</h{level}>" for level in own)
    for headed in (False, True):
        text = manuscript(replace(PLAIN, parts=(Part("a/b", "Tên", html, headed),))).html
        below = [min(int(level) + headed, 6) for level in wanted]
        assert [int(level) for level in re.findall(r"<h(\d)>Mục", text)] == below


def test_footnotes_are_no_points_of_a_poster(tmp_path):
    notes = "".join(
        f'<li id="fn:{n}"><p>Ghi chú {n} <a class="footnote-backref" href="#x">↩</a></p></li>' for n in "123"
    )
    html = f'<p>Chữ.</p><div class="footnote"><hr><ol>{notes}</ol></div>'
    made = printed(tmp_path, html)
    assert made.error == ""
    assert "Ghi chú" not in text_of(made, "b-ap-phich.pdf")


TERMS = """<dl><dt>Bên giao</dt><dt>Bên nhận</dt><dd>Người ký.</dd><dt>Giờ: phút</dt><dt><strong>Đậm</strong><br>dưới</dt>
<dd><p>Nghĩa một</p><ul><li>nghĩa hai</li></ul></dd><dd>Nghĩa ba</dd></dl><blockquote><dl><dt><code>a:b</code> / c</dt><dt>(cuối)</dt><dd>Nghĩa bốn</dd></dl></blockquote>"""


def test_several_words_with_one_meaning_are_printed(tmp_path):
    made = printed(tmp_path, TERMS)
    assert made.error == ""
    for name in ("b.pdf", "b.epub", "b.docx"):
        text = text_of(made, name)
        parties = ("Bên giao", "Bên nhận", "Người ký.", "Giờ: phút", "Đậm", "dưới", "Nghĩa một")
        wanted = (*parties, "nghĩa hai", "Nghĩa ba", "a:b / c", "(cuối)", "Nghĩa bốn")
        places = [text.index(word) for word in wanted]
        assert places == sorted(places), (name, text)


def test_a_heading_of_two_lines_is_one_heading(tmp_path):
    made = printed(tmp_path, "<h2>Phần một<br>NHỮNG QUY ĐỊNH <em>chung<br>nhất</em></h2><p>Chữ.</p>")
    (title,) = pypdf.PdfReader(made.folder / "b.pdf").outline
    assert " ".join(title.title.split()) == "Phần một NHỮNG QUY ĐỊNH chung nhất"


def test_what_a_heading_leads_to_shows_and_notes_stands_in_the_text_and_not_in_the_contents_or_at_the_head_of_pages(
    tmp_path,
):
    (tmp_path / "anh.gif").write_bytes(
        bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")
    )
    heading = """<h2 id="sau">Sau</h2><h2>Theo <a href="https://example.org/x">Điều 5</a>, <a href="#sau">sau</a> <img src="anh.gif" alt="Hình">
<sup><a class="footnote-ref" href="#fn:1">1</a></sup></h2>"""
    many = f"<p>{'chữ ' * 2500}</p>"
    note = '<div class="footnote"><ol><li id="fn:1"><p>Lời chú</p></li></ol></div>'
    made = printed(tmp_path, heading + note + many, kind="handbook", images={"a/b/anh.gif": "anh.gif"})
    assert made.error == ""
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(made.folder / "b.pdf").pages[:3]]
    assert ["Theo Điều 5, sau" in page for page in pages] == [False, True, True]
    assert ["Lời chú" in page for page in pages] == [False, False, True]
    assert [len(page.images) for page in pypdf.PdfReader(made.folder / "b.pdf").pages[:3]] == [0, 0, 1]
    assert [one["/Title"].strip() for one in pypdf.PdfReader(made.folder / "b.pdf").outline][1:3] == [
        "Sau",
        "Theo Điều 5, sau",
    ]


@pytest.mark.parametrize("label", ["dùng", "chú-ý 1", "a%b", "1"])
def test_a_note_is_printed_whatever_its_label(tmp_path, label):
    html = markdown.markdown(f"Chú[^{label}].\n\n[^{label}]: Lời hay.", extensions=["footnotes"])
    # As it stands in a page of the site: letters of an address are written as their bytes.
    page = lxml_html.tostring(lxml_html.fragment_fromstring(html, create_parent="div"), encoding="unicode")
    made = printed(tmp_path, page)
    for name in ("b.pdf", "b.epub", "b.docx"):
        assert text_of(made, name).count("Lời hay") == 1, name
