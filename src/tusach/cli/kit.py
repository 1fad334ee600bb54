"""`tusach kit`: everything of a publication in one zip."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

import click

from tusach.cli.opening import CONFIG, bookcase_at
from tusach.outputs.channels import pack_kit
from tusach.problem import Problems
from tusach.shelf.bookcase import read_bookcase


def _meant(given: str, known: Collection[str]) -> str:
    """The address of the publication whose page is at a web address, whole or in part; "" when there is none."""
    parts = urlsplit(given).path.strip("/").split("/")
    pieces = ("/".join(parts[start:end]) for start in range(len(parts)) for end in range(len(parts), start, -1))
    return next((piece for piece in pieces if piece in known), "")


@click.command(short_help="Gom bản in, bài đăng, tin nhắn, bài loa của một bài vào một tệp zip.")
@click.argument("addresses", metavar="ĐỊA CHỈ...", nargs=-1, required=True)
@CONFIG
@click.pass_context
def kit(context: click.Context, addresses: tuple[str, ...], config_file: Path) -> None:
    """Dựng rồi gom mọi thứ của bài ở ĐỊA CHỈ (ví dụ hoi-dap/ly-hon) vào build/kit/TÊN.zip.

    Trong đó: sách PDF, áp phích, tờ gấp (nếu là tờ gấp), bài đọc loa, bản ghi âm (nếu máy có giọng đọc), tin nhắn SMS, bài đăng Zalo
    và Facebook, thẻ hình, mã QR, và DOC-TRUOC.txt nói tệp nào dùng làm gì.
    """
    root, chosen = bookcase_at(config_file, Problems())
    known = {item.address: item for item in read_bookcase(root, chosen, Problems()).publications}
    found = {address: _meant(address, known) for address in addresses}
    if missing := [address for address, item in found.items() if not item]:
        raise click.UsageError(
            f"Tủ sách không có bài nào ở địa chỉ {', '.join(missing)}. Chép địa chỉ trang của bài, ví dụ hoi-dap/ly-hon."
        )
    wanted = list(dict.fromkeys(found.values()))
    with tempfile.TemporaryDirectory() as side:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config_file), "-d", f"{side}/site"]
        environment = {**os.environ, "TUSACH_PRINT": " ".join(wanted), "NO_MKDOCS_2_WARNING": "1"}
        if subprocess.run(command, env=environment).returncode:
            context.exit(1)
        for address in wanted:
            target = root / "build/kit" / f"{address.replace('/', '-')}.zip"
            names = pack_kit(known[address], Path(side, "site"), target)
            click.echo(f"{target}: {len(names)} tệp, mở DOC-TRUOC.txt trước.")
