"""What every command on a bookcase needs: the option that names it, and the bookcase's own choices."""

from __future__ import annotations

from pathlib import Path

import click

from tusach.problem import Problems
from tusach.shelf.frontmatter import plugin_options, syntax_fault
from tusach.shelf.publication import read_text
from tusach.shelf.settings import Settings, settings

CONFIG = click.option(
    "-f",
    "--config-file",
    metavar="TỆP",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("mkdocs.yml"),
    help="Tệp mkdocs.yml của tủ sách (mặc định: ở thư mục này).",
)


def bookcase_at(config_file: Path, problems: Problems) -> tuple[Path, Settings]:
    """The folder of the bookcase and its settings; click's errors when there is none or its file is no text."""
    if not config_file.is_file():
        raise click.UsageError(f"Không thấy {config_file}. Hãy chạy trong thư mục của tủ sách, hoặc dùng -f.")
    text = read_text(config_file, str(config_file), problems)
    if text is None:
        raise click.ClickException(problems.as_text())
    if fault := syntax_fault(text):
        problems.add(str(config_file), fault.line, fault.what, fault.remedy)
    return config_file.resolve().parent, settings(plugin_options(text), problems)
