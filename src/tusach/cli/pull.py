"""`tusach pull`: takes in what is new in the sister bookcases that mkdocs.yml names."""

from __future__ import annotations

from pathlib import Path

import click

from tusach.cli.opening import CONFIG, bookcase_at
from tusach.outputs.publish import hindrance
from tusach.problem import Problems
from tusach.pulling import Pulled, pull
from tusach.shelf.settings import build_day


@click.command("pull", short_help="Lấy bài mới từ các tủ sách khác.")
@click.argument("names", metavar="NGUỒN...", nargs=-1)
@click.option(
    "--timeout",
    metavar="GIÂY",
    type=click.FloatRange(0.1, 3600),
    default=60,
    help="Chờ mỗi tệp nhiều nhất bao lâu (mặc định 60).",
)
@CONFIG
@click.pass_context
def pull_(context: click.Context, names: tuple[str, ...], timeout: float, config_file: Path) -> None:
    """Lấy bài mới, bài đã sửa từ các NGUỒN ghi ở mục `sources` trong mkdocs.yml (không nêu tên: tất cả), đặt vào thư mục sources/.

    Nguồn không trả lời, quá lớn, sai mã hay sai khuôn chỉ bị cảnh báo; bản đã lấy trước đây giữ nguyên. Kết thúc với mã 0 khi
    đọc được ít nhất một nguồn, 1 khi không đọc được nguồn nào hoặc mkdocs.yml có lỗi.
    """
    problems = Problems()
    root, chosen = bookcase_at(config_file, problems)
    if problems.errors:
        raise click.ClickException(f"mkdocs.yml có lỗi, chưa lấy gì.\n{problems.as_text()}")
    known = ", ".join(choice.name for choice in chosen.sources)
    for name in names:
        if name not in [choice.name for choice in chosen.sources]:
            raise click.UsageError(f"mkdocs.yml không có nguồn {name}. Các nguồn: {known or 'chưa có'}.")
    try:
        done = pull(root, chosen.sources, names, timeout, build_day())
    except OSError as error:
        raise click.ClickException(hindrance(error) or f"không ghi được: {error}") from None
    if not done:
        click.echo("mkdocs.yml chưa có mục `sources` nào. Ghi tên và địa chỉ danh mục, ví dụ như trong README.")
    for one in done:
        _tell(one)
    context.exit(0 if not done or any(one.read for one in done) else 1)


def _tell(one: Pulled) -> None:
    for fault in one.faults:
        click.echo(str(fault), err=True)
    if not one.read:
        click.echo(f"{one.name}: chưa đọc được.")
        return
    counts = f"{len(one.new)} bài mới, {len(one.changed)} bài sửa, {len(one.gone)} bài rút, {one.kept} bài không đổi"
    click.echo(f"{one.name} ({one.title}): {counts}.")
    for mark, titles in (("+", one.new), ("~", one.changed), ("-", one.gone)):
        for title in titles[:20]:
            click.echo(f"  {mark} {title}")
        if len(titles) > 20:
            click.echo(f"  {mark} … và {len(titles) - 20} bài nữa")
    if one.without_text:
        click.echo(f"  {one.without_text} bài chỉ lấy tên và tóm tắt: giấy phép không cho chép toàn văn.")
