"""Files as MkDocs counts them: by path in the repository, by address on the site."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from tusach.shelf.bookcase import Bookcase
from tusach.shelf.pictures import published


def is_replaced(file: File, config: MkDocsConfig) -> bool:
    """What MkDocs found in docs_dir, and the scripts and styles of the theme that our pages do not load as they are."""
    if file.src_dir is not None and Path(file.src_dir) == Path(config.docs_dir):
        return True
    unused = ("assets/javascripts/", "assets/tusach.", "assets/preview.js", "assets/stylesheets/")
    return file.src_uri.startswith(unused) or file.src_uri.endswith(".map")


def file_at(config: MkDocsConfig, path: str, root: Path, dest_uri: str) -> File:
    """A file of the bookcase at `root`, by its path there, and the place of its page on the site."""
    place = (str(root), config.site_dir, config.use_directory_urls)
    return File(path, *place, dest_uri=dest_uri, inclusion=InclusionLevel.INCLUDED)


def asset_at(config: MkDocsConfig, path: str, root: Path, real: str) -> File:
    """A picture or other file that pages show under `path`, and that lies at `real` in the bookcase."""
    place = (str(root), config.site_dir, config.use_directory_urls)
    file = _Asset(path, *place, dest_uri=f"tep/{path}", inclusion=InclusionLevel.INCLUDED)
    file.abs_src_path = str(root / real)
    return file


class _Asset(File):
    """A file beside a page: what goes out of a picture says nothing of who took it, and where."""

    def copy_file(self, dirty: bool = False) -> None:
        """Write what is published of it."""
        if self.abs_src_path is None or (dirty and not self.is_modified()):
            return
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(published(Path(self.abs_src_path)))


def destination(address: str) -> str:
    """The file of a page, by its address."""
    return f"{address}/index.html" if address else "index.html"


def source_of(bookcase: Bookcase, path: str) -> str:
    """The file of the bookcase that an editor changes to give another name to a file of the site, given by its path there."""
    if path.startswith("tep/"):
        return path.removeprefix("tep/")
    owners = {address: leaf.path for leaf in bookcase.leaves() for address in (leaf.address, *leaf.fields.aliases)}
    folder = path
    while folder := folder.rpartition("/")[0]:
        if folder in owners:
            return owners[folder]
    return "mkdocs.yml"


def url_of(config: MkDocsConfig, address: str, anchor: str = "") -> str:
    """The address for MkDocs' `url` filter, in the form that the bookcase chose with use_directory_urls."""
    path = (f"{address}/" if address else "./") if config.use_directory_urls else destination(address)
    return f"{path}#{anchor}" if anchor else path
