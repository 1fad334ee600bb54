import io
import zipfile

import pytest
from click.testing import CliRunner
from lxml import etree
from tests.importing.word_files import DECISION, word_file

from tusach.cli import main
from tusach.importing import RefusedError, import_file
from tusach.importing.numbering import read_numbering
from tusach.importing.safety import MAX_FILE

XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (320 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lưu lại thành .docx"),
        (b"%PDF-1.7", "không phải tệp Word"),
        (b"", "không phải tệp Word"),
        (b"PK\x03\x04" + b"x" * 50, "không phải tệp Word"),
        (word_file("a", more={"word/vbaProject.bin": b"x"}), "macro"),
        (word_file("a", more={"word/document.xml": XXE}), "DOCTYPE"),
        (word_file("a", more={"word/styles.xml": XXE.decode().encode("utf-16")}), "DOCTYPE"),
        (word_file("a", more={"word/document.xml": b"<not xml"}), "lưu lại thành .docx"),
        (bomb(), "bung ra quá lớn"),
    ],
    ids=["old .doc", "pdf", "empty", "broken zip", "macros", "xxe", "xxe in utf-16", "broken xml", "zip bomb"],
)
def test_the_file_is_refused(tmp_path, data, reason):
    file = tmp_path / "x.docx"
    file.write_bytes(data)
    with pytest.raises(RefusedError, match=reason):
        import_file(file)


def test_a_zip_that_is_no_word_file_is_refused(tmp_path):
    file = tmp_path / "x.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(RefusedError, match="không phải tài liệu Word"):
        import_file(file)


def test_a_file_of_500_megabytes_is_refused_unread(tmp_path):
    file = tmp_path / "x.docx"
    with file.open("wb") as stream:
        stream.truncate(MAX_FILE * 10)
    with pytest.raises(RefusedError, match="500 MB"):
        import_file(file)


@pytest.fixture
def run(bookcase, tmp_path):
    (tmp_path / "tot.docx").write_bytes(word_file(*DECISION))
    (tmp_path / "hong.docx").write_bytes(b"hong")

    def run_(*arguments):
        return CliRunner().invoke(main, ["import", *map(str, arguments), "-f", str(bookcase / "mkdocs.yml")])

    return run_


def test_one_bad_file_never_stops_the_others(run, bookcase, tmp_path):
    done = run(tmp_path / "hong.docx", tmp_path / "khong-co.docx", tmp_path / "tot.docx")
    assert done.exit_code == 1
    assert "hong.docx: không phải tệp Word" in done.output
    assert "khong-co.docx: không đọc được tệp" in done.output
    assert "Tổng cộng: 2 không nhận, 1 đã ghi." in done.output
    assert (bookcase / "content/documents/05-2026-qd-ubnd.md").is_file()


def test_a_dry_run_writes_nothing(run, bookcase, tmp_path):
    before = sorted(bookcase.joinpath("content").rglob("*"))
    done = run("--dry-run", tmp_path / "tot.docx")
    assert done.exit_code == 0
    assert "3 điều, 4 khoản, 3 điểm" in done.output
    assert sorted(bookcase.joinpath("content").rglob("*")) == before


def test_the_second_import_changes_nothing_and_an_editors_work_is_kept(run, bookcase, tmp_path):
    target = bookcase / "content/documents/05-2026-qd-ubnd.md"
    assert run(tmp_path / "tot.docx").exit_code == 0
    assert "1 không đổi" in run(tmp_path / "tot.docx").output
    edited = target.read_text(encoding="utf-8").replace("Chưa rõ", "Còn hiệu lực")
    target.write_text(edited, encoding="utf-8")
    assert run(tmp_path / "tot.docx").exit_code == 1
    assert target.read_text(encoding="utf-8") == edited
    assert run("--overwrite", tmp_path / "tot.docx").exit_code == 0
    assert "Chưa rõ" in target.read_text(encoding="utf-8")


def test_a_document_of_another_issuer_with_the_same_number_is_never_overwritten(run, bookcase, tmp_path):
    other = [block.replace("TỈNH MẪU", "TỈNH KHÁC") for block in DECISION]
    (tmp_path / "xa.docx").write_bytes(word_file(*other))
    assert run(tmp_path / "tot.docx").exit_code == 0
    target = bookcase / "content/documents/05-2026-qd-ubnd.md"
    before = target.read_text(encoding="utf-8")
    done = run("--overwrite", tmp_path / "xa.docx")
    assert done.exit_code == 1
    assert "trùng số với văn bản của cơ quan khác" in done.output
    assert target.read_text(encoding="utf-8") == before


def test_two_communes_with_the_same_number_stand_side_by_side(run, bookcase, tmp_path):
    for name in ("MỘT", "HAI"):
        (tmp_path / f"{name}.docx").write_bytes(
            word_file(*[block.replace("TỈNH MẪU", f"XÃ {name}") for block in DECISION])
        )
    done = run(tmp_path / "MỘT.docx", tmp_path / "HAI.docx")
    assert done.exit_code == 0, done.output
    written = {path.name for path in bookcase.joinpath("content/documents").glob("05-*.md")}
    assert written == {"05-2026-qd-ubnd-xa-mot.md", "05-2026-qd-ubnd-xa-hai.md"}


def test_the_shelf_can_be_chosen(run, tmp_path):
    assert run("--shelf", tmp_path / "ke", tmp_path / "tot.docx").exit_code == 0
    assert (tmp_path / "ke/05-2026-qd-ubnd.md").is_file()


def numbered(start: str, look: str = "upperRoman", depth: str = "0") -> etree._Element:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    level = (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{look}"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    rows = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    return etree.fromstring(f'<w:numbering xmlns:w="{space}">{rows}</w:numbering>')


@pytest.mark.parametrize("start", ["32768", "900000000", "99999999999999999999", "9" * 5000])
def test_a_list_that_begins_beyond_what_word_counts_is_refused_for_that(start):
    with pytest.raises(RefusedError, match="đặt lại số bắt đầu"):
        read_numbering(numbered(start), None)


@pytest.mark.parametrize(("start", "depth"), [("32767", "0"), ("00001", "0"), ("²", "x"), ("-1", "-1"), ("", "²")])
def test_odd_numbers_of_lists_are_read(start, depth):
    assert read_numbering(numbered(start, depth=depth), None).levels["1"]
