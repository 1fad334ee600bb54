"""A photograph of a citizen's house goes out with every pixel, and without the place, the camera and the name of who took it."""

import contextlib
import io
import os
import struct
import zipfile
import zlib
from types import SimpleNamespace

import pikepdf
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from tests.outputs.test_pages_of_a_book import printed

from tusach.mkdocs_plugin.files import asset_at
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.checks import check_bookcase
from tusach.shelf.pictures import ORIENTATION, PictureError, published, without_traces
from tusach.shelf.settings import Settings

SECRET = b"Nguyen Van Thu"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(turn: int) -> bytes:
    told = Image.Exif()
    told[0x010F] = told[0x013B] = SECRET.decode()
    told[ORIENTATION] = turn
    told.get_ifd(0x8825).update({1: "N", 2: (22.0, 20.0, 5.0), 3: "E", 4: (104.0, 1.0, 2.0)})
    return told.tobytes()


def drawn(mode: str = "RGB") -> Image.Image:
    picture = Image.new("RGB", (40, 24))
    picture.putdata([(x * 6, y * 10, (x * y) % 256) for y in range(24) for x in range(40)])
    return picture.convert(mode)


def saved(form: str, turn: int = 6, mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    told = {} if form == "GIF" else {"exif": exif(turn), "icc_profile": PROFILE}
    drawn(mode).save(out, form, **told, **more)
    return out.getvalue()


def jpeg(**how: object) -> bytes:
    """With what Photoshop, a camera and a telephone add: IPTC, XMP, a preview, a second picture and a film at the end."""
    data = saved("JPEG", comment=SECRET, **how)
    parts = {0xE1: b"http://ns.adobe.com/xap/1.0/\0<x>", 0xED: b"Photoshop 3.0\0", 0xE2: b"MPF\0", 0xE5: b"", 0xEF: b""}
    added = b"".join(
        struct.pack(">BBH", 0xFF, code, len(body + SECRET) + 2) + body + SECRET for code, body in parts.items()
    )
    return data[:2] + added + data[2:] + b"\xff\xd8\xff\xe1" + SECRET + b"\xff\xd9" + b"ftypmp42" + SECRET


def png(**how: object) -> bytes:
    info = PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_text("Comment", SECRET.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    data = saved("PNG", pnginfo=info, **how)
    chunk = b"prVt" + SECRET
    own = struct.pack(">I", len(SECRET)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return data[:-12] + own + data[-12:] + SECRET


def webp(**how: object) -> bytes:
    return saved("WEBP", xmp=SECRET, **how)


def gif(**_: object) -> bytes:
    out = io.BytesIO()
    frames = [drawn("P"), drawn("L").convert("P")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=3, comment=SECRET)
    data = out.getvalue()
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0"
    return data[:-1] + xmp + b";" + SECRET


PHOTOS = {
    "jpeg": lambda **how: jpeg(**how),
    "progressive": lambda **how: jpeg(progressive=True, **how),
    "grey": lambda **how: jpeg(mode="L", **how),
    "cmyk": lambda **how: jpeg(mode="CMYK", **how),
    "png": png,
    "png of few colours": lambda **how: png(mode="P", **how),
    "webp": webp,
    "lossless webp": lambda **how: webp(lossless=True, **how),
    "gif": gif,
}


@pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")
@pytest.mark.parametrize("photo", PHOTOS.values(), ids=PHOTOS)
def test_nothing_tells_who_took_it_and_where_and_no_pixel_changes(photo):
    before = photo()
    assert SECRET in before
    after = without_traces(before)
    assert SECRET not in after
    assert len(after) < len(before)
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert old.convert("RGBA").tobytes() == new.convert("RGBA").tobytes()
        assert (new.format, new.size, new.mode, getattr(new, "n_frames", 1)) == (
            old.format if old.format != "MPO" else "JPEG",
            old.size,
            old.mode,
            getattr(old, "n_frames", 1) if old.format != "MPO" else 1,
        )
        if new.format != "GIF":
            assert new.info["icc_profile"] == PROFILE
            assert dict(new.getexif()) == {ORIENTATION: 6}
            assert new.getexif().get_ifd(0x8825) == {}
        else:
            assert new.info["loop"] == 3
    assert without_traces(after) == after


@pytest.mark.parametrize("photo", [jpeg, png, webp])
def test_an_upright_picture_keeps_no_exif_at_all(photo):
    after = without_traces(photo(turn=1))
    assert b"Exif" not in after
    assert b"eXIf" not in after
    assert not Image.open(io.BytesIO(after)).getexif()


@pytest.mark.parametrize("photo", [jpeg, png, webp, gif])
def test_a_picture_cut_anywhere_is_told_or_whole_and_never_a_failure(photo):
    data = photo().removesuffix(SECRET)
    for end in range(0, len(data), 7):
        with contextlib.suppress(PictureError):
            without_traces(data[:end])


def test_what_is_no_picture_stays_as_it_is(tmp_path):
    for data in (b"", b"%PDF-1.7 " + SECRET, b"RIFF\0\0\0\0WAVE", b"\xff\xd8\xff"):
        (tmp_path / "x").write_bytes(data)
        assert published(tmp_path / "x") == data


@pytest.fixture
def told(tmp_path):
    def told_(name: str, data: bytes) -> str:
        (tmp_path / "content/stories").mkdir(parents=True, exist_ok=True)
        (tmp_path / "content/index.md").write_text(f"---\ntitle: Nhà\n---\n[Tệp](stories/{name})\n", encoding="utf-8")
        (tmp_path / "content/stories" / name).write_bytes(data)
        problems = Problems()
        check_bookcase(read_bookcase(tmp_path, Settings(), problems), problems)
        return problems.as_text()

    return told_


def vast(side: int) -> bytes:
    """A small file whose picture would fill the memory of a telephone."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.png", b"", "ảnh rỗng"),
        ("a.jpg", b"x", "ảnh hỏng"),
        ("a.jpg", jpeg()[:-300], "ảnh hỏng"),
        ("a.webp", webp()[:-30], "ảnh hỏng"),
        ("a.gif", gif()[:40], "ảnh hỏng"),
        ("a.png", b"<html><script>1</script>", "ảnh hỏng"),
        ("a.png", vast(11_000), "ảnh 11000 x 11000 điểm ảnh quá lớn"),
        ("a.png", vast(30_000), "ảnh quá lớn"),
        ("a.avif", saved("AVIF"), "ảnh .avif còn thông tin nơi chụp"),
    ],
)
def test_a_picture_nobody_could_see_is_told_with_a_remedy(told, name, data, what):
    assert told(name, data).startswith(f"content/stories/{name}:1: {what}")


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.jpg", jpeg()), ("a.JPG", png()), ("a.webp", webp()), ("a.gif", gif()), ("a.png", vast(10_000))],
)
def test_a_picture_that_can_be_seen_is_no_fault(told, name, data):
    assert told(name, data) == ""


def test_a_pipe_or_a_folder_in_the_place_of_a_file_is_told_for_what_it_is(told, tmp_path):
    (tmp_path / "content/stories/ma.md").mkdir(parents=True)
    (tmp_path / "content/stories/anh.png").mkdir()
    os.mkfifo(tmp_path / "content/stories/ong.png")
    os.mkfifo(tmp_path / "content/stories/ong.md")
    rows = told("b.png", png()).splitlines()
    assert len(rows) == 4
    assert all("không phải một tệp - " in row for row in rows)


def word(core: str = "", main: str = "", **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("docProps/core.xml", core)
        archive.writestr("word/document.xml", main)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (word("<cp:lastModifiedBy>Nguyễn Văn Thử</cp:lastModifiedBy>"), "tên người soạn"),
        (
            word("<dc:creator>a</dc:creator>", '<w:ins w:id="1">', comments="<w:comment/>"),
            "tên người soạn, lời bình, phần sửa",
        ),
        (word("<dc:creator></dc:creator><cp:lastModifiedBy> </cp:lastModifiedBy>", "<w:instrText>"), ""),
        (b"PK\x03\x04", ""),
        (b"", ""),
    ],
)
def test_a_paper_that_tells_more_than_its_text_is_warned_of(told, data, what):
    text = told("a.docx", data)
    assert text.startswith(f"content/stories/a.docx:1: cảnh báo: tệp đăng kèm còn {what}") if what else text == ""


def test_the_site_gets_the_picture_without_traces_and_all_else_as_it_is(tmp_path):
    config = SimpleNamespace(site_dir=str(tmp_path / "site"), use_directory_urls=True)
    for name, data in {"nhà.jpg": jpeg(), "mẫu.pdf": b"%PDF " + SECRET}.items():
        (tmp_path / name).write_bytes(data)
        asset_at(config, f"content/{name}", tmp_path, name).copy_file()
    out = tmp_path / "site/tep/content"
    assert (out / "nhà.jpg").read_bytes() == without_traces(jpeg())
    assert (out / "mẫu.pdf").read_bytes() == b"%PDF " + SECRET


def test_books_get_it_without_traces_too(tmp_path):
    (tmp_path / "nha.jpg").write_bytes(jpeg(turn=1))
    html = '<p>Ảnh: <img alt="Nhà" src="../../tep/nha.jpg"></p>'
    made = printed(tmp_path, html, images={"tep/nha.jpg": "nha.jpg"})
    assert made.error == ""
    for name in ("b.epub", "b.docx"):
        with zipfile.ZipFile(made.folder / name) as archive:
            pictures = [archive.read(one) for one in archive.namelist() if one.endswith((".jpg", ".jpeg"))]
        assert pictures == [without_traces(jpeg(turn=1))], name
    assert SECRET not in (made.folder / "b.pdf").read_bytes()
    with pikepdf.open(made.folder / "b.pdf") as book:
        streams = [one.read_raw_bytes() for one in book.objects if isinstance(one, pikepdf.Stream)]
    assert any(stream.startswith(b"\xff\xd8") for stream in streams)
    assert not any(SECRET in stream for stream in streams)
