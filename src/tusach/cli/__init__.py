"""The door to the terminal: every `tusach` command. What MkDocs already does stays with mkdocs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import click

from tusach import __version__
from tusach.cli.editions import apply, delta, offline, verify
from tusach.cli.kit import kit
from tusach.cli.letters import draft, letter_at, title_of, told
from tusach.cli.opening import CONFIG, bookcase_at
from tusach.cli.pull import pull_
from tusach.cli.wording import VietnameseGroup
from tusach.importing import Shelf, import_files
from tusach.law.vietnamese import nfc, slug
from tusach.outputs.print import letters_not_printed
from tusach.outputs.publish import readable_by_all
from tusach.outputs.search import SearchReader
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.checks import check_bookcase
from tusach.shelf.concordance import read_concordance
from tusach.shelf.currency import check_currency
from tusach.shelf.frontmatter import site_folder
from tusach.shelf.kinds import KINDS, kinds
from tusach.shelf.publication import blank
from tusach.shelf.settings import build_day
from tusach.shelf.taken import read_taken
from tusach.store import Store

# A name of a file that every disk takes, and an address that can still be read.
_LONGEST_NAME = 80


@click.group(cls=VietnameseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tusach", message="%(prog)s %(version)s", help="In số phiên bản.")
def main() -> None:
    """Công cụ cho người biên tập tủ sách pháp luật."""


@main.command(short_help="Mở một tài liệu mới từ mẫu.")
@click.argument("kind", metavar="LOẠI", type=click.Choice([kind.key for kind in KINDS]))
@click.argument("name", metavar="TÊN", default="")
@click.option(
    "--from-mail",
    metavar="TỆP.eml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Lấy câu hỏi, câu trả lời từ một bức thư; bỏ tên, số điện thoại, số giấy tờ (chỉ với question).",
)
@CONFIG
def new(kind: str, name: str, from_mail: Path | None, config_file: Path) -> None:
    """Mở một tài liệu mới thuộc LOẠI, tên là TÊN (có dấu cũng được).

    LOẠI: handbook (sổ tay), outline (đề cương), document (văn bản), question (hỏi đáp), story (câu chuyện),
    skit (tiểu phẩm), leaflet (tờ gấp), broadcast (bản tin phát thanh), lecture (bài giảng), training (tập huấn),
    dialogue (đối thoại), quiz (thi tìm hiểu).
    """
    if from_mail and kind != "question":
        raise click.UsageError("--from-mail chỉ dùng với question.")
    letter = letter_at(from_mail) if from_mail else None
    title = nfc(name).strip() or (title_of(letter) if letter else "")
    if not slug(title):
        raise click.UsageError("Tên phải có ít nhất một chữ cái hoặc chữ số.")
    root, chosen = bookcase_at(config_file, Problems())
    row = next(row for row in kinds(chosen.folders, chosen.labels) if row.key == kind)
    folder = root / row.folder
    stem = slug(title)[:_LONGEST_NAME].strip("-")
    file = folder / stem / "index.md" if row.book else folder / f"{stem}.md"
    if file.exists():
        raise click.ClickException(f"Tệp {file} đã có, không ghi đè.")
    file.parent.mkdir(parents=True, exist_ok=True)
    text = draft(row, title, letter) if letter else blank(row, title, date.today())
    file.write_text(text, encoding="utf-8", newline="\n")
    if letter:
        click.echo(told(letter))
    click.echo(f"Đã mở {file}. Điền các mục, thay dấu …, rồi chạy `tusach check`.")


@main.command(short_help="Kiểm tra cả tủ sách, in mọi lỗi một lần.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="Cách in: text cho người đọc, json cho chương trình, github cho trang duyệt bài.",
)
@CONFIG
@click.pass_context
def check(context: click.Context, form: str, config_file: Path) -> None:
    """Kiểm tra mọi tệp của tủ sách và in tất cả lỗi: đường dẫn, dòng, sai gì, sửa thế nào.

    Cảnh báo nêu bài viết dựa vào quy định đã bãi bỏ, đã sửa, chưa có hiệu lực; đặt mức từng loại ở `rules` trong mkdocs.yml.
    Kết thúc với mã 0 khi không có lỗi (cảnh báo không tính), 1 khi có lỗi.
    """
    problems = Problems()
    root, chosen = bookcase_at(config_file, problems)
    bookcase = read_bookcase(root, chosen, problems)
    check_bookcase(bookcase, problems)
    check_currency(read_concordance(bookcase, build_day(), chosen.names), chosen.rules, problems)
    read_taken(root, chosen.sources, problems)
    if chosen.print:
        problems.extend(letters_not_printed(bookcase))
    printed = {"text": problems.as_text, "json": problems.as_json, "github": problems.as_github}[form]()
    if printed:
        click.echo(printed)
    if form == "text":
        count = len(bookcase.publications)
        warned = f" {problems.warnings} cảnh báo." if problems.warnings else ""
        told = f"{problems.errors} lỗi cần sửa." if problems.errors else f"Không có lỗi. Đã kiểm tra {count} tài liệu."
        click.echo(f"{told}{warned}")
    context.exit(1 if problems.errors else 0)


@main.command(short_help="Tìm trong trang đã dựng, như ô tìm kiếm của trang.")
@click.argument("words", metavar="CÂU HỎI", nargs=-1, required=True)
@click.option(
    "-n", "--most", metavar="SỐ", type=click.IntRange(1, 100), default=10, help="Nhiều nhất bao nhiêu kết quả."
)
@click.option(
    "--site", metavar="THƯ MỤC", type=click.Path(path_type=Path), help="Trang đã dựng (mặc định: theo mkdocs.yml)."
)
@CONFIG
@click.pass_context
def search(context: click.Context, words: tuple[str, ...], most: int, site: Path | None, config_file: Path) -> None:
    """Tìm CÂU HỎI, có dấu hay không dấu, trong trang đã dựng; in tên, nơi đứng, hiệu lực và địa chỉ của từng kết quả.

    Kết thúc với mã 0 khi có kết quả, 1 khi không.
    """
    root, _ = bookcase_at(config_file, Problems()) if site is None else (Path(), None)
    folder = site or root / site_folder(config_file.read_text(encoding="utf-8"))
    try:
        reader = SearchReader(folder, build_day())
        found, same = reader.ask(" ".join(words), most), reader.short_answer(" ".join(words))
    except OSError:
        raise click.UsageError(
            f"{folder} chưa có trang đã dựng. Hãy chạy scripts/build trước, hoặc dùng --site."
        ) from None
    if same:
        click.echo(f"Trả lời ngắn: {same[1]}\n   {same[0].page}\n   {same[0].address}")
    for rank, one in enumerate(found, 1):
        click.echo(f"{rank}. {one.title}\n   {' · '.join(filter(None, (one.page, one.state)))}\n   {one.address}")
    if not found:
        click.echo("Không thấy kết quả nào. Thử ít chữ hơn, hoặc kiểm tra chữ gõ dính, gõ thiếu.")
    context.exit(0 if found else 1)


@main.command("print", short_help="In sách: PDF, chữ lớn, sách gấp, áp phích, EPUB, Word.")
@click.argument("addresses", metavar="ĐỊA CHỈ...", nargs=-1)
@CONFIG
@click.pass_context
def print_(context: click.Context, addresses: tuple[str, ...], config_file: Path) -> None:
    """In các bài ở những ĐỊA CHỈ đã cho (ví dụ hoi-dap/ly-hon), hay cả tủ sách, vào build/print.

    Địa chỉ của một loại (ví dụ hoi-dap) cho tuyển tập mọi bài loại ấy. Bài không đổi thì lấy lại bản đã in.
    """
    root, chosen = bookcase_at(config_file, Problems())
    bookcase = read_bookcase(root, chosen, Problems())
    known = {item.address for item in bookcase.publications} | {kind.address for kind, _ in bookcase.kinds_with_items()}
    wanted = [address.strip("/") for address in addresses]
    for address in wanted:
        if address not in known:
            raise click.UsageError(f"Tủ sách không có địa chỉ {address}. Chép phần sau tên miền, ví dụ hoi-dap/ly-hon.")
    with tempfile.TemporaryDirectory() as side:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config_file), "-d", f"{side}/site"]
        environment = {**os.environ, "TUSACH_PRINT": " ".join(wanted) or "*", "NO_MKDOCS_2_WARNING": "1"}
        if subprocess.run(command, env=environment).returncode:
            context.exit(1)
        for address in wanted or sorted(known):
            for file in sorted(Path(side, "site", address).glob("*")):
                if file.suffix in (".pdf", ".epub", ".docx"):
                    target = root / "build/print" / address / file.name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, target)
                    readable_by_all(target)
                    click.echo(str(target))


@main.command("import", short_help="Chuyển văn bản Word thành tài liệu trên kệ.")
@click.argument("files", metavar="TỆP.docx...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--shelf", type=click.Path(path_type=Path), help="Thư mục nhận văn bản (mặc định: kệ văn bản của tủ sách)."
)
@click.option("--dry-run", is_flag=True, help="Chỉ đọc và báo cáo, không ghi tệp nào.")
@click.option(
    "--overwrite", is_flag=True, help="Thay cả bản đã sửa của cùng văn bản; văn bản khác không bao giờ bị thay."
)
@CONFIG
@click.pass_context
def import_(
    context: click.Context,
    files: tuple[Path, ...],
    shelf: Path | None,
    dry_run: bool,
    overwrite: bool,
    config_file: Path,
) -> None:
    """Chuyển văn bản Word chính thức thành tài liệu trên kệ, giữ nguyên từng chữ.

    Báo cáo cho biết đã nhận ra gì, còn thiếu gì, đã bỏ gì. Tệp không nhận được nêu rõ lý do và cách xử lý.
    """
    root, chosen = bookcase_at(config_file, Problems())
    folder = shelf or root / next(row.folder for row in kinds(chosen.folders, chosen.labels) if row.key == "document")
    store = Store(root / "build/cache")
    with click.progressbar(length=len(files), label="Đang đọc", file=sys.stderr, hidden=len(files) < 2) as bar:
        results = list(import_files(files, store, lambda: bar.update(1)))
    for fault in store.faults():
        click.echo(str(fault), err=True)
    shelved = Shelf(folder, dry_run, overwrite)
    outcomes = [(result, shelved.put(result)) for result in results]
    for result, outcome in outcomes:
        click.echo(
            f"{result.file}: {result.refused}"
            if result.refused
            else f"{result.report}\n  {outcome}: {folder / result.name}"
        )
    tally = Counter(outcome.done for _, outcome in outcomes)
    click.echo("Tổng cộng: " + ", ".join(f"{count} {done}" for done, count in tally.items()) + ".")
    context.exit(0 if all(outcome.fine for _, outcome in outcomes) else 1)


for _command in (kit, offline, verify, delta, apply, pull_):
    main.add_command(_command)
