"""`tusach offline`, `verify`, `delta`, `apply`: the edition for a USB stick, its seal, and its updates."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from tusach.cli.opening import CONFIG, bookcase_at
from tusach.law.vietnamese import written_day
from tusach.outputs.offline import (
    SEAL,
    UNDER_WAY,
    EditionError,
    apply_delta,
    digest_of,
    last_edition,
    make_delta,
    spoken_digest,
    verified,
)
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase
from tusach.shelf.kinds import KINDS
from tusach.shelf.selection import Selection
from tusach.shelf.topics import find_topic

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_EITHER = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Làm bản chép vào USB, đọc và tìm không cần mạng.")
@click.option(
    "--topic", "topics", metavar="CHỦ-ĐỀ", multiple=True, help="Chỉ lấy chủ đề này, ví dụ dat-dai (ghi nhiều lần được)."
)
@click.option(
    "--kind",
    "kinds",
    metavar="LOẠI",
    multiple=True,
    type=click.Choice([kind.key for kind in KINDS]),
    help="Chỉ lấy loại này, ví dụ question (ghi nhiều lần được).",
)
@CONFIG
@click.pass_context
def offline(context: click.Context, topics: tuple[str, ...], kinds: tuple[str, ...], config_file: Path) -> None:
    """Dựng trang rồi làm bản chép vào USB: thư mục build/offline và một tệp .zip, mở index.html là dùng.

    Chỉ lấy một phần thì văn bản pháp luật mà phần ấy dẫn đi theo; liên kết tới bài không lấy dẫn lên trang trên mạng. Có cả
    chủ đề và loại thì lấy bài thuộc cả hai.
    """
    root, chosen = bookcase_at(config_file, Problems())
    case = read_bookcase(root, chosen, Problems())
    found = [(name, find_topic(name, case.topics)) for name in topics]
    for name, topic in found:
        if topic is None:
            known = ", ".join(topic.slug for topic, _ in case.topics_with_items())
            raise click.UsageError(f"Không có chủ đề {name}. Các chủ đề đang có bài: {known}.")
    part = Selection(tuple(topic.slug for _, topic in found if topic), kinds)
    if not any(part.wants(case, item) for item in case.publications):
        raise click.UsageError("Tủ sách không có bài nào như vậy.")
    with tempfile.TemporaryDirectory() as side:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config_file), "-d", f"{side}/site"]
        environment = {**os.environ, "TUSACH_OFFLINE": str(part), "NO_MKDOCS_2_WARNING": "1"}
        if subprocess.run(command, env=environment).returncode:
            context.exit(1)
    made = last_edition(root / "build")
    click.echo(f"Bản chép: {made.folder} ({len(made.seal.files) + 1} tệp), mở index.html là đọc và tìm được.")
    click.echo(f"Gói nén: {made.packed} ({_megabytes(made.packed.stat().st_size)})")
    click.echo(f"Mã niêm phong, đọc cho người nhận đối chiếu: {spoken_digest(made.digest)}")


@click.command(short_help="Kiểm tra bản chép còn nguyên vẹn.")
@click.argument("folder", metavar="THƯ-MỤC", type=_FOLDER)
@click.pass_context
def verify(context: click.Context, folder: Path) -> None:
    """So từng tệp của bản chép trong THƯ-MỤC với niêm phong: bao nhiêu tệp đúng, tệp nào hỏng, thiếu, lạ.

    Kết thúc với mã 0 khi còn nguyên, 1 khi có chỗ sai, 2 khi thư mục không phải bản chép. Mã niêm phong in ra phải đúng mã do
    nơi phát hành đọc: niêm phong chứng tỏ bản chép còn nguyên, không chứng tỏ ai làm ra nó.
    """
    if not (folder / SEAL).exists():
        raise click.UsageError(f"{folder} không có {SEAL}: hãy chỉ đúng thư mục của bản chép.")
    try:
        found = verified(folder)
    except EditionError as error:
        _refuse(context, error)
    seal = found.seal
    click.echo(f"{seal.name}, {seal.part or 'toàn bộ'}, ngày {_day(seal.day)}, phiên bản {seal.commit or 'không rõ'}")
    click.echo(f"Mã niêm phong: {spoken_digest(found.digest)}")
    click.echo(
        f"{found.right} tệp đúng, {len(found.damaged)} tệp hỏng, {len(found.missing)} tệp thiếu, {len(found.foreign)} tệp lạ."
    )
    for word, paths in (("hỏng", found.damaged), ("thiếu", found.missing), ("lạ", found.foreign)):
        _list(word, paths)
    if found.under_way:
        click.echo("Lần cập nhật trước dở dang: hãy chạy lại tusach apply với gói ấy.")
    elif found.damaged or found.missing:
        click.echo("Đừng dùng bản này; hãy chép lại từ nơi phát hành.")
    elif found.foreign:
        click.echo("Tệp lạ không do nơi phát hành đưa vào; không rõ ở đâu ra thì hãy xóa.")
    context.exit(0 if found.whole else 1)


@click.command(short_help="Làm gói cập nhật nhỏ giữa hai bản chép.")
@click.argument("old", metavar="CŨ", type=_EITHER)
@click.argument("new", metavar="MỚI", type=_EITHER)
@click.option("-o", "--output", metavar="TỆP", type=click.Path(dir_okay=False, path_type=Path), help="Tên gói.")
@click.pass_context
def delta(context: click.Context, old: Path, new: Path, output: Path | None) -> None:
    """Làm gói .zip chỉ gồm những tệp khác nhau giữa bản CŨ và bản MỚI (mỗi bản là thư mục hoặc tệp .zip)."""
    try:
        made, target = make_delta(old, new, output)
    except EditionError as error:
        _refuse(context, error)
    click.echo(f"Gói cập nhật: {target} ({_megabytes(target.stat().st_size)})")
    click.echo(f"{len(made.carried)} tệp mới hoặc đã đổi, {len(made.dropped)} tệp bỏ đi.")
    click.echo(f"Đưa bản ngày {_day(made.old.day)} thành bản ngày {_day(made.new.day)}: tusach apply {target} THƯ-MỤC")


@click.command(short_help="Cập nhật bản chép bằng một gói.")
@click.argument("bundle", metavar="GÓI", type=_FILE)
@click.argument("folder", metavar="THƯ-MỤC", type=_FOLDER)
@click.pass_context
def apply(context: click.Context, bundle: Path, folder: Path) -> None:
    """Kiểm tra GÓI và THƯ-MỤC rồi đưa bản chép lên bản mới; gói hỏng hoặc không hợp thì không tệp nào thay đổi.

    Đang làm mà đứt giữa chừng thì chạy lại lệnh này. Gói không có chữ ký: hãy nhận nó từ người bạn tin.
    """
    try:
        done = apply_delta(bundle, folder)
    except EditionError as error:
        half = (folder / UNDER_WAY).exists()
        _refuse(
            context,
            error,
            "Bản chép đang cập nhật dở: chạy lại lệnh này với đúng gói để làm nốt."
            if half
            else "Không tệp nào thay đổi.",
        )
    except OSError as error:
        click.echo(f"Đang ghi thì dừng ({error.strerror or error}). Hãy chạy lại lệnh này để làm nốt.", err=True)
        context.exit(1)
    if done is None:
        click.echo("Bản chép này đã là bản mới, không phải làm gì.")
        return
    click.echo(
        f"Đã cập nhật lên bản ngày {_day(done.new.day)}: {len(done.carried)} tệp mới, {len(done.dropped)} tệp bỏ."
    )
    click.echo(f"Mã niêm phong: {spoken_digest(digest_of(done.new_bytes))}")


def _refuse(context: click.Context, error: EditionError, more: str = "") -> NoReturn:
    click.echo(f"Từ chối: {error}\n{more}".strip(), err=True)
    context.exit(1)


def _list(word: str, paths: Iterable[str]) -> None:
    for path in paths:
        click.echo(f"  {word}: {path if path.isprintable() else ascii(path)}")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def _day(day: str) -> str:
    return written_day(date.fromisoformat(day))
