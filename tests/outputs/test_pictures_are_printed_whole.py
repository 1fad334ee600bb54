"""Pictures in books: whole, in their natural size or smaller, wherever they stand; counted by their coloured bands on the drawn page."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import numpy as np
import pypandoc
import pypdf
import pytest
import typst
from lxml import etree
from PIL import ExifTags, Image
from tests.outputs.test_pages_of_a_book import printed, text_of

# Name, pixels as they are seen, bands from top to bottom or from left to right.
PICTURES = {
    "dien-thoai.png": (1080, 2340, 24),
    "cao.png": (1200, 3200, 24),
    "bieu-tuong.png": (60, 40, 3),
    "bieu-tuong-cao.png": (64, 139, 4),
    "toan-canh.png": (5000, 300, 20),
    "ba-tram-diem.png": (900, 1800, 12),
    "dung-nghieng.png": (900, 1600, 8),
    "trong-o.png": (1100, 2200, 11),
    "trong-khung.png": (2000, 1000, 10),
    "trong-trich.png": (1000, 2500, 10),
    "trong-muc.png": (1600, 1200, 8),
    "co-loi.png": (1080, 2340, 24),
    "anh.gif": (300, 200, 5),
    "anh.webp": (300, 200, 5),
}
PPI = 60


def colour(name: str, band: int) -> tuple[int, int, int]:
    return (list(PICTURES)[::-1].index(name) * 17, 40 + band * 8, 250)


def draw(folder: Path) -> None:
    for name, (width, height, bands) in PICTURES.items():
        image = Image.new("RGB", (width, height))
        for band in range(bands):
            start, end = (one * max(width, height) // bands for one in (band, band + 1))
            image.paste(colour(name, band), (0, start, width, end) if height >= width else (start, 0, end, height))
        options: dict = {"ba-tram-diem.png": {"dpi": (300, 300)}, "anh.webp": {"lossless": True}}.get(name, {})
        if name == "dung-nghieng.png":
            # As a phone stores it: lying, with a note that it is to be turned to the right.
            image, exif = image.transpose(Image.Transpose.ROTATE_90), Image.Exif()
            exif[ExifTags.Base.Orientation] = 6
            options = {"exif": exif}
        image.save(folder / name, **options)


def shown(name: str) -> str:
    return f'<img src="{name}" alt="Ảnh {name}">'


TEXT = f"""<h2>Ảnh đứng</h2><p>{shown("dien-thoai.png")}</p>
<p>Câu có hình {shown("bieu-tuong.png")} ở giữa dòng, chữ vẫn chạy tiếp như thường.</p><p>Rồi {shown("bieu-tuong-cao.png")} nữa.</p>
<h3>Ảnh cao</h3><p>{shown("cao.png")}</p><p>Trước ảnh {shown("toan-canh.png")} sau ảnh.</p><p>{shown("ba-tram-diem.png")}</p>
<ul><li>Một<ul><li>Hai {shown("trong-muc.png")}</li></ul></li></ul><p>{shown("dung-nghieng.png")}</p>
<table><thead><tr><th>Cột</th><th>Cột hai</th></tr></thead><tbody><tr><td>{shown("trong-o.png")}</td><td>chữ trong ô</td></tr></tbody></table>
<blockquote><p>{shown("trong-trich.png")}</p></blockquote>
<div class="admonition"><p class="admonition-title">Nhớ</p><p>{shown("trong-khung.png")}</p></div>
<figure>{shown("co-loi.png")}<figcaption>Lời dưới ảnh.</figcaption></figure><p>{shown("anh.gif")} {shown("anh.webp")}</p>"""


def drawn(pdf: Path) -> list[np.ndarray]:
    """The pages as pixels, one number each."""
    count = len(pypdf.PdfReader(pdf).pages)
    pages = "\n".join(f'#page(image("{pdf.name}", page: {number}))' for number in range(1, count + 1))
    source = f"#set page(width: auto, height: auto, margin: 0pt)\n{pages}"
    made = typst.compile(source.encode(), root=str(pdf.parent), format="png", ppi=PPI)
    images = [np.array(Image.open(BytesIO(one)).convert("RGB")) for one in (made if isinstance(made, list) else [made])]
    return [image.astype(int) @ (65536, 256, 1) for image in images]


def box(pages: list[np.ndarray], name: str) -> tuple[float, float]:
    """The width and height, in inches, of a picture on the page that has all its bands."""
    *_, count = PICTURES[name]
    bands = [np.dot(colour(name, band), (65536, 256, 1)) for band in range(count)]
    for page in pages:
        places = np.argwhere(np.isin(page, bands))
        if set(page[tuple(places.T)]) == set(bands):
            tall, wide = np.ptp(places, axis=0) + 1
            return wide / PPI, tall / PPI
    raise AssertionError(f"{name} is not whole on any page")


def lines(pdf: Path) -> dict[str, float]:
    """How high each piece of text stands on its page."""
    found: dict[str, float] = {}
    for page in pypdf.PdfReader(pdf).pages:
        page.extract_text(
            visitor_text=lambda text, at, own, *_: found.update({text.strip(): round(at[5] + at[3] * own[5])})
        )
    return found


@pytest.fixture(scope="module")
def pictured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    draw(folder)
    made = printed(folder, TEXT, images={f"a/b/{name}": name for name in PICTURES}, kind="document")
    assert made.error == ""
    return made


@pytest.mark.parametrize(
    ("file", "width", "height"),
    [("b.pdf", 6.38, 9.81), ("b-chu-lon.pdf", 6.38, 9.81), ("b-nd30.pdf", 6.5, 10.12), ("b-a5.pdf", 4.66, 6.89)],
)
def test_every_picture_is_whole_in_its_shape_and_no_larger_than_it_is_or_than_the_text(pictured, file, width, height):
    pages = drawn(pictured.folder / file)
    for name, (own_width, own_height, _) in PICTURES.items():
        wide, tall = box(pages, name)
        assert wide / tall == pytest.approx(own_width / own_height, rel=0.12), name
        assert wide <= min(own_width / 150, width) + 2 / PPI, name
        assert tall <= min(own_height / 150, height) + 2 / PPI, name
        if name in ("bieu-tuong.png", "anh.gif", "anh.webp", "bieu-tuong-cao.png"):
            assert wide == pytest.approx(own_width / 150, abs=2 / PPI), name


def test_a_small_picture_in_a_sentence_keeps_its_line_and_a_large_one_has_its_own(pictured):
    heights = lines(pictured.folder / "b.pdf")
    before, after, above, below = (
        next(high for text, high in heights.items() if sought in text)
        for sought in ("Câu có hình", "ở giữa dòng", "Trước ảnh", "sau ảnh")
    )
    assert before == after
    assert above > below


def test_every_picture_fits_the_page_of_word_and_the_screen_of_a_reader(pictured):
    with ZipFile(pictured.folder / "b.docx") as word:
        body = etree.fromstring(word.read("word/document.xml"))
    sizes = [
        tuple(int(one.get(side)) / 914400 for side in ("cx", "cy")) for one in body.iterfind(".//{*}inline/{*}extent")
    ]
    order = sorted(PICTURES, key=TEXT.index)
    assert len(sizes) == len(order)
    for name, (wide, tall) in zip(order, sizes, strict=True):
        own_width, own_height, _ = PICTURES[name]
        assert wide / tall == pytest.approx(own_width / own_height, rel=0.02), name
        assert wide <= min(own_width / 150, 3.1 if name == "trong-o.png" else 6.3) + 0.01, name
        assert tall <= min(own_height / 150, 9) + 0.01, name
    with ZipFile(pictured.folder / "b.epub") as epub:
        pages = "".join(epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml"))
        style = next(epub.read(name).decode() for name in epub.namelist() if name.endswith(".css"))
    assert 'style="width:0.4in"' in pages
    for rule in ("max-width: 100%", "max-height: 95vh", "height: auto", "object-fit: contain"):
        assert rule in style


def test_a_photograph_in_the_inks_of_a_printing_house_is_printed(tmp_path):
    Image.new("CMYK", (300, 200), (0, 255, 255, 0)).save(tmp_path / "muc.jpg")
    made = printed(tmp_path, f"<p>{shown('muc.jpg')}</p>", images={"a/b/muc.jpg": "muc.jpg"})
    assert made.error == ""
    red = [place for page in drawn(made.folder / "b.pdf") for place in np.argwhere((page >> 16) - (page & 255) > 200)]
    assert len(red) == pytest.approx(2 * 1.33 * PPI**2, rel=0.1)


def test_a_large_picture_that_is_a_link_or_stands_in_bold_has_its_own_line(tmp_path):
    draw(tmp_path)
    names = ["trong-khung.png", "anh.gif"]
    html = f"<p>Trước <a href='https://example.org/'>{shown(names[0])}</a> giữa <strong>đậm {shown(names[1])}</strong> sau</p>"
    made = printed(tmp_path, html, images={f"a/b/{name}": name for name in names})
    text = pypandoc.convert_file(str(made.folder / "b.docx"), "plain", format="docx", extra_args=["--wrap=none"])
    assert [line.split()[0] for line in text.splitlines() if line][1:6] == ["Trước", "[Ảnh", "giữa", "[Ảnh", "sau"]
    heights = [lines(made.folder / "b.pdf")[word] for word in ("Trước", "giữa", "sau")]
    assert heights == sorted(set(heights), reverse=True)


def test_a_picture_in_a_leaflet_gives_way_to_the_words_of_its_panel(tmp_path):
    draw(tmp_path)
    words = "<p>Chữ của ô chạy dài cho đầy ô.</p>" * 9
    names = ["dien-thoai.png", "bieu-tuong.png", "toan-canh.png", "cao.png", "dung-nghieng.png", "anh.gif"]
    html = "".join(f"<section><h2>Ô</h2>{words}<p>{shown(name)}</p></section>" for name in names)
    made = printed(tmp_path, html, images={f"a/b/{name}": name for name in names}, kind="leaflet")
    assert made.error == ""
    pages = drawn(made.folder / "b-to-gap.pdf")
    for name in names:
        wide, tall = box(pages, name)
        assert wide / tall == pytest.approx(PICTURES[name][0] / PICTURES[name][1], rel=0.15), name


def test_a_picture_on_a_slide_is_whole_on_the_handout(tmp_path):
    draw(tmp_path)
    names = ["dien-thoai.png", "bieu-tuong.png", "toan-canh.png", "trong-khung.png"]
    html = "".join(f'<section class="part"><h2>Trang</h2><p>Chữ {shown(name)}</p></section>' for name in names)
    made = printed(tmp_path, html, images={f"a/b/{name}": name for name in names}, kind="lecture")
    assert made.error == ""
    pages = drawn(made.folder / "b-phat-tay.pdf")
    for name in names:
        assert box(pages, name)[0] < 4.1, name


def colours(pdf: Path) -> set[int]:
    return {int(one) for page in drawn(pdf) for one in np.unique(page)}


@pytest.mark.parametrize(
    ("name", "kind", "in_word"),
    [
        ("anh.avif", "AVIF", "jpg"),
        ("trong.avif", "AVIF", "png"),
        ("png-goi-la.jpg", "PNG", "png"),
        ("jpeg-goi-la.png", "JPEG", "jpg"),
        ("webp-goi-la.JPEG", "WEBP", "jpg"),
        ("trong.webp", "WEBP", "png"),
        ("gif-goi-la.webp", "GIF", "gif"),
    ],
)
def test_a_picture_of_any_sort_whatever_it_is_called_is_printed_and_shown_by_every_word(tmp_path, name, kind, in_word):
    image = Image.new("RGBA", (300, 200), (200, 0, 100, 255))
    if in_word == "png":
        image.paste((0, 0, 0, 0), (0, 0, 100, 100))
    image.convert("RGBA" if in_word == "png" else "RGB").save(tmp_path / name, kind)
    made = printed(tmp_path, f"<p>{shown(name)}</p>", images={f"a/b/{name}": name})
    assert made.error == ""
    near = [
        np.abs(np.array([one >> 16, one >> 8 & 255, one & 255]) - (200, 0, 100)).max()
        for one in colours(made.folder / "b.pdf")
    ]
    assert min(near) < 4
    for book in ("b.docx", "b.epub"):
        with ZipFile(made.folder / book) as whole:
            (file,) = (one for one in whole.namelist() if "/media/" in one)
            with Image.open(BytesIO(whole.read(file))) as image:
                ending = {"JPEG": "jpg"}.get(str(image.format), str(image.format).lower())
            assert Path(file).suffix.lower().replace("jpeg", "jpg") == f".{ending}"
            assert (ending == in_word) or (book == "b.epub" and ending == "webp")


def test_pictures_and_links_in_notes_and_titles_of_boxes_are_printed(tmp_path):
    draw(tmp_path)
    note = f'<p>Lời <b>đậm</b> {shown("bieu-tuong.png")}.</p><ul><li>Mục</li></ul><p><a href="https://example.org/n">chỗ</a><sup><a class="footnote-ref" href="#fn:2">2</a></sup>&#160;<a class="footnote-backref" href="#fnref:1">↩</a></p>'
    html = f"""<p>Chữ<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>
<div class="admonition"><p class="admonition-title">Nhớ {shown("anh.gif")} <a href="https://example.org/h">hộp</a></p><p>x</p></div>
<div class="footnote"><hr><ol><li id="fn:1">{note}</li><li id="fn:2"><p>Chú của chú&#160;<a class="footnote-backref" href="#fnref:2">↩</a></p></li></ol></div>"""
    made = printed(tmp_path, html, images={f"a/b/{name}": name for name in PICTURES})
    assert made.error == ""
    pages = drawn(made.folder / "b.pdf")
    assert box(pages, "bieu-tuong.png")[0] == pytest.approx(60 / 150, abs=2 / PPI)
    assert box(pages, "anh.gif")[0] == pytest.approx(2, abs=2 / PPI)
    assert "Lời đậm [Ảnh bieu-tuong.png]. Mục chỗ(Chú của chú)" in text_of(made, "b.epub").replace("**", "")
    with ZipFile(made.folder / "b.docx") as word:
        noted, leading = (
            etree.fromstring(word.read(f"word/{name}")) for name in ("footnotes.xml", "_rels/footnotes.xml.rels")
        )
        targets = {one.get("Id"): one.get("Target") for one in leading}
        (shown_in_note,) = noted.xpath("//@*[local-name()='embed']")
        assert f"word/{targets[shown_in_note]}" in word.namelist()
    assert {"https://example.org/n", "https://example.org/h"} <= {
        one.get_object()["/A"]["/URI"]
        for page in pypdf.PdfReader(made.folder / "b.pdf").pages
        for one in page.get("/Annots", [])
        if "/URI" in one.get_object().get("/A", {})
    }


def test_the_code_on_a_leaflet_is_whole(tmp_path):
    html = "".join(f"<section><h2>Ô</h2><p>Chữ {number}.</p></section>" for number in range(6))
    made = printed(tmp_path, html, kind="leaflet", url="https://example.org/a/b/")
    dark = np.argwhere(drawn(made.folder / "b-to-gap.pdf")[0][:, int(99 / 25.4 * PPI) : int(198 / 25.4 * PPI)] == 0)
    tall, wide = np.ptp(dark[dark[:, 0] > PPI], axis=0) + 1
    assert (wide, tall) == pytest.approx((28 / 25.4 * PPI, 28 / 25.4 * PPI), abs=3)


def test_a_picture_alone_in_a_heading_and_a_heading_that_shows_nothing_keep_no_book_from_print(tmp_path):
    draw(tmp_path)
    html = f"<h2>Một</h2><h3>{shown('anh.gif')}</h3><h3>\u200b</h3><h4>&nbsp;</h4><h2></h2><h3>Hai {shown('bieu-tuong.png')}</h3>"
    made = printed(tmp_path, html, images={f"a/b/{name}": name for name in PICTURES})
    assert made.error == ""
    assert box(drawn(made.folder / "b.pdf"), "anh.gif")[0] == pytest.approx(2, abs=2 / PPI)
    with ZipFile(made.folder / "b.epub") as epub:
        assert epub.infolist()[0].filename == "mimetype"
        assert epub.infolist()[0].compress_type == ZIP_STORED
        contents = etree.fromstring(epub.read("EPUB/nav.xhtml"))
    assert [one.text.strip() for one in contents.iterfind(".//{*}nav[@id='toc']//{*}a")][1:3] == ["Một", "Hai"]
    assert contents.find(".//{*}img") is None
    (one, (two,)) = pypdf.PdfReader(made.folder / "b.pdf").outline
    assert (one["/Title"], two["/Title"].strip()) == ("Một", "Hai")
