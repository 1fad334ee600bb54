"""The files that lie on the shelves beside the pages, and those that may not lie there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from tusach.law.vietnamese import nfc
from tusach.problem import Problems
from tusach.shelf.publication import is_system_file

# What a reader's browser may be handed besides our own pages: pictures, sound, film and office files, nothing that runs.
SERVED = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".webp",
        ".avif",
        ".gif",
        ".mp3",
        ".m4a",
        ".ogg",
        ".opus",
        ".mp4",
        ".webm",
        ".vtt",
        ".pdf",
        ".epub",
        ".docx",
        ".xlsx",
        ".pptx",
        ".odt",
        ".csv",
        ".txt",
    ]
)


def other_files(
    root: Path, tops: Iterable[Path], known: Collection[str], told: Collection[str], problems: Problems
) -> Iterator[tuple[str, str]]:
    """Each file below the folders `tops` that is no page: its path as links name it (NFC), and its path on the disk.

    Left out are the paths `known`, what lies below a path that was `told` as a problem, and what may not lie there at all,
    which is noted in `problems`: a text that its author believes published, a symbolic link out of the bookcase.
    """
    for top in tops:
        for file in sorted(top.rglob("*")) if top.is_dir() else ():
            real = file.relative_to(root)
            path = nfc(real.as_posix())
            if any(is_system_file(part) for part in real.parts) or path in known:
                continue
            if any(path.startswith(f"{folder}/") for folder in told):
                continue
            if fault := _stray(file, root):
                problems.add(path, 1, *fault)
            elif file.is_file():
                yield path, real.as_posix()


def _stray(file: Path, root: Path) -> tuple[str, str] | None:
    """Why a file that is no page of the bookcase may not lie there, and what to do; None when it may."""
    name = file.name.lower()
    if file.is_symlink() and not (file.exists() and file.resolve().is_relative_to(root.resolve())):
        return "liên kết tệp (symlink) hỏng hoặc dẫn ra ngoài tủ sách", "chép chính tệp đó vào đây"
    if not file.is_file() and (name.endswith((".md", *SERVED)) or not file.is_dir()):
        return f"`{file.name}` không phải một tệp", "xóa đi, hoặc đổi tên thư mục cho khỏi giống tên tệp"
    if name.endswith((".md.txt", ".markdown", ".mdown")) or (name.endswith(".md") and file.suffix != ".md"):
        return f"đuôi tệp `{file.name}` không phải `.md`", "đổi tên cho tệp kết thúc đúng bằng `.md`"
    if name.endswith(".md"):
        return (
            "tệp .md này không nằm trên kệ nào nên sẽ không lên trang",
            "chuyển vào thư mục của một loại, xem README.md",
        )
    return None
