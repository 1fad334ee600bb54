"""The whole bookcase: every publication, found by address, path, kind, topic and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from tusach.law.glossary import Definition, definitions
from tusach.law.number import number_key
from tusach.law.vietnamese import initial, nfc, slug, sort_key
from tusach.problem import Problems
from tusach.shelf.fields import DocumentFields, OutlineFields, PageFields
from tusach.shelf.kinds import KINDS, Kind, kinds
from tusach.shelf.links import asset_address
from tusach.shelf.phrases import Synonym, read_synonyms
from tusach.shelf.publication import Leaf, Publication, Reading, is_system_file, read_leaf, read_publication
from tusach.shelf.settings import Settings
from tusach.shelf.topics import TOPICS, Topic, find_topic, topics

# What a reader's browser may be handed besides our own pages: pictures, sound, film and office files, nothing that runs.
ASSETS = frozenset(
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


@dataclass(frozen=True, eq=False)
class Bookcase:
    """What stands on the shelves of `root`; `home` and free `pages` besides the publications.

    `assets` leads from the path as links name it (NFC) to the path on the disk.

    `unread` are the paths of files whose own problems kept them out: links to them are not faults of the linking file;
    `drafts` are those among them whose text could be read. `synonyms` are the bookcase's own, besides the listed ones.
    A part of a bookcase knows by path the addresses of the pages that only the whole has (`elsewhere`).
    """

    root: Path
    kinds: tuple[Kind, ...] = KINDS
    topics: tuple[Topic, ...] = TOPICS
    publications: tuple[Publication, ...] = ()
    pages: tuple[Leaf, ...] = ()
    home: Leaf | None = None
    assets: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    drafts: tuple[Leaf, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_path(self) -> Mapping[str, Leaf]:
        """Every page of every file, by its path in the bookcase."""
        return {leaf.path: leaf for leaf in self.leaves()}

    @cached_property
    def owner(self) -> Mapping[str, Publication]:
        """The publication to which a file belongs, by path."""
        return {leaf.path: publication for publication in self.publications for leaf in publication.leaves}

    @cached_property
    def documents(self) -> Mapping[str, Publication]:
        """The documents by the key of their number, those without one by their file's name."""
        documents = (item for item in self.publications if isinstance(item.fields, DocumentFields))
        return {item.address.rsplit("/", 1)[-1]: item for item in documents}

    @cached_property
    def newest(self) -> tuple[Publication, ...]:
        """All publications, the newest first, equals in Vietnamese order."""
        by_title = sorted(self.publications, key=lambda item: sort_key(item.title))
        return tuple(sorted(by_title, key=lambda item: item.day or date.min, reverse=True))

    @cached_property
    def _of_kind(self) -> Mapping[str, tuple[Publication, ...]]:
        return {kind.key: tuple(p for p in self.newest if p.kind.key == kind.key) for kind in self.kinds}

    @cached_property
    def _of_topic(self) -> Mapping[str, tuple[Publication, ...]]:
        return {topic.slug: tuple(p for p in self.newest if topic in self.topics_of(p)) for topic in self.topics}

    def leaves(self) -> Iterator[Leaf]:
        """Every page that comes from a file: home, free pages, publications with their chapters."""
        if self.home:
            yield self.home
        yield from self.pages
        for publication in self.publications:
            yield from publication.leaves

    def texts(self) -> Iterator[Leaf]:
        """Every page whose text can be checked, drafts too."""
        yield from self.leaves()
        yield from self.drafts

    def of_kind(self, kind: Kind) -> tuple[Publication, ...]:
        """The publications of a kind, newest first."""
        return self._of_kind[kind.key]

    def of_topic(self, topic: Topic) -> tuple[Publication, ...]:
        """The publications on a topic, newest first."""
        return self._of_topic[topic.slug]

    def topics_of(self, publication: Publication) -> tuple[Topic, ...]:
        """The topics of a publication, as it names them; names the table lacks are left out."""
        found = (find_topic(name, self.topics) for name in publication.fields.topics)
        return tuple(topic for topic in found if topic)

    def kinds_with_items(self) -> tuple[tuple[Kind, int], ...]:
        """Each kind that has publications, with their count, in the order of the table."""
        return tuple((kind, len(self.of_kind(kind))) for kind in self.kinds if self.of_kind(kind))

    def topics_with_items(self) -> tuple[tuple[Topic, int], ...]:
        """Each topic that has publications, with their count, in the order of the table."""
        return tuple((topic, len(self.of_topic(topic))) for topic in self.topics if self.of_topic(topic))

    def related(self, publication: Publication, most: int = 4) -> tuple[Publication, ...]:
        """Publications a reader of this one would open next: about the same law first, then by shared topics."""
        score: Counter[Publication] = Counter()
        for other in self._same_law(publication):
            score[other] += 10
        for topic in self.topics_of(publication):
            for other in self.of_topic(topic):
                score[other] += 2 + (other.kind != publication.kind)
        order = {item.path: rank for rank, item in enumerate(self.newest)}
        others = [item for item in score if item.path != publication.path]
        return tuple(sorted(others, key=lambda item: (-score[item], order[item.path])))[:most]

    def neighbours(self, publication: Publication, most: int = 50) -> tuple[Publication, ...]:
        """At most `most` publications of the same kind around this one, in the order of its list."""
        row = self.of_kind(publication.kind)
        place = next((rank for rank, item in enumerate(row) if item.path == publication.path), 0)
        start = max(0, min(place - most // 2, len(row) - most))
        return row[start : start + most]

    def by_initial(self) -> tuple[tuple[str, tuple[Publication, ...]], ...]:
        """All publications in Vietnamese order of title, under their first letters."""
        row = sorted(self.publications, key=lambda item: sort_key(item.title))
        return tuple((letter, tuple(group)) for letter, group in groupby(row, key=lambda item: initial(item.title)))

    def shown_at_home(self, most: int = 6) -> tuple[Publication, ...]:
        """The newest educational publications, the newest of each kind first: what the home page shows."""
        educational = [item for item in self.newest if not isinstance(item.fields, DocumentFields)]
        firsts = {item.kind.key: item for item in reversed(educational)}
        row = sorted(firsts.values(), key=educational.index)
        row += [item for item in educational if item not in row]
        return tuple(row[:most])

    def asset_url(self, publication: Publication, name: str) -> str:
        """The web address, below that of the site, of a file beside a publication: a cover, a film (RFC 3986, section 2.1)."""
        return quote(asset_address(publication.path, name))

    def glossary(self, publication: Publication) -> Mapping[str, tuple[Definition, Publication]]:
        """The terms explained on the pages of a publication: a document's own, or those of the documents it names."""
        own = isinstance(publication.fields, DocumentFields)
        sources = [publication] if own else [self.document(number) for number in publication.fields.glossary]
        return {
            found.term: (found, source) for source in reversed(sources) if source for found in definitions(source.body)
        }

    def document(self, number: str) -> Publication | None:
        """The document of that number, when it is on the shelf."""
        return self.documents.get(number_key(number))

    def _same_law(self, publication: Publication) -> Iterable[Publication]:
        if isinstance(publication.fields, OutlineFields):
            law = self.documents.get(number_key(publication.fields.introduces))
            yield from [law] if law else []
        if isinstance(publication.fields, DocumentFields):
            key = number_key(publication.fields.number)
            yield from (
                other
                for other in self.publications
                if isinstance(other.fields, OutlineFields) and number_key(other.fields.introduces) == key
            )


def read_bookcase(root: Path, chosen: Settings, problems: Problems) -> Bookcase:
    """Read every shelf under `root`; what cannot be read is left out and noted in `problems`, all at once."""
    table = kinds(chosen.folders, chosen.labels)
    reading = Reading(problems)
    publications: list[Publication] = []
    for kind in table:
        if kind.key in chosen.folders and not (root / kind.folder).is_dir():
            problems.add(
                "mkdocs.yml", 1, f"`folders`: không có thư mục `{kind.folder}`", "tạo thư mục hoặc sửa lại tên"
            )
        for file in _publication_files(root / kind.folder, kind, problems, root):
            publication = read_publication(root, file, kind, reading)
            if publication is not None:
                publications.append(publication)
    home, pages = _loose_pages(root, table, reading)
    case = Bookcase(
        root=root,
        kinds=table,
        topics=topics(chosen.topics),
        publications=tuple(publications),
        pages=pages,
        home=home,
        unread=frozenset(problem.path for problem in problems),
        drafts=tuple(reading.drafts),
        synonyms=read_synonyms(root, chosen.synonyms, problems) if chosen.synonyms else (),
    )
    return replace(case, assets=dict(_other_files(case, problems)))


def shelves(root: Path, table: Iterable[Kind]) -> tuple[Path, ...]:
    """The top folders that hold all kinds, each once: content, handbooks, outlines."""
    tops = dict.fromkeys(kind.folder.split("/")[0] for kind in table)
    return tuple(root / top for top in tops)


def _publication_files(folder: Path, kind: Kind, problems: Problems, root: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir()):
        path = nfc(entry.relative_to(root).as_posix())
        if is_system_file(entry.name) or not entry.resolve().is_relative_to(root.resolve()):
            continue
        if entry.name in ("index.md", "README.md"):
            problems.add(path, 1, f"kệ {kind.label} không cần tệp `{entry.name}`", "xóa tệp này: trang của kệ tự có")
        elif entry.is_file() and entry.suffix == ".md":
            yield entry
        elif entry.is_dir() and any(entry.glob("*.md")):
            if not kind.book:
                problems.add(
                    path, 1, f"kệ {kind.label} không chứa thư mục con", "chuyển các tệp .md ra ngoài thư mục này"
                )
            elif (entry / "index.md").is_file():
                yield entry / "index.md"
            else:
                problems.add(path, 1, "sổ tay chưa có trang mở đầu", f"thêm tệp `{path}/index.md`")


def _loose_pages(root: Path, table: Iterable[Kind], reading: Reading) -> tuple[Leaf | None, tuple[Leaf, ...]]:
    # Books stand at the top of their own shelf: only the shelf of the other kinds holds the home page.
    books = {kind.folder for kind in table if kind.folder == kind.folder.split("/")[0]}
    folders = [shelf for shelf in shelves(root, table) if shelf.name not in books]
    folder = next((shelf for shelf in folders if (shelf / "index.md").is_file()), None)
    if folder is None:
        where = folders[0].relative_to(root).as_posix() if folders else "content"
        reading.problems.add(f"{where}/index.md", 1, "chưa có trang chủ", "thêm tệp với `title:` và vài câu giới thiệu")
        return None, ()
    path = folder.relative_to(root).as_posix()
    home = read_leaf(folder / "index.md", f"{path}/index.md", "", PageFields, reading, body_needed=False)
    pages = []
    for file in sorted(folder.glob("*.md")):
        if file.name != "index.md" and not is_system_file(file.name) and file.is_file():
            name = nfc(f"{path}/{file.name}")
            leaf = read_leaf(file, name, slug(file.stem), PageFields, reading)
            pages += [leaf] if leaf else []
    return home, tuple(pages)


def _other_files(case: Bookcase, problems: Problems) -> Iterator[tuple[str, str]]:
    """The pictures, sounds and papers beside the texts; whatever else lies on a shelf is told, nothing just vanishes."""
    told = {problem.path for problem in problems}
    known = {leaf.path for leaf in case.texts()} | case.unread | told
    for shelf in shelves(case.root, case.kinds):
        for file in sorted(shelf.rglob("*")) if shelf.is_dir() else ():
            real = file.relative_to(case.root)
            path = nfc(real.as_posix())
            if any(is_system_file(part) for part in real.parts) or path in known:
                continue
            if any(path.startswith(f"{folder}/") for folder in told):
                continue
            fault = _stray(file, case.root)
            if fault:
                problems.add(path, 1, *fault)
            elif file.is_file():
                yield path, real.as_posix()


def _stray(file: Path, root: Path) -> tuple[str, str] | None:
    """Why a file that is no page of the bookcase may not lie there, and what to do; None when it may."""
    name = file.name.lower()
    if file.is_symlink() and not (file.exists() and file.resolve().is_relative_to(root.resolve())):
        return "liên kết tệp (symlink) hỏng hoặc dẫn ra ngoài tủ sách", "chép chính tệp đó vào đây"
    if not file.is_file() and (name.endswith(tuple({".md", *ASSETS})) or not file.is_dir()):
        return f"`{file.name}` không phải một tệp", "xóa đi, hoặc đổi tên thư mục cho khỏi giống tên tệp"
    if name.endswith((".md.txt", ".markdown", ".mdown")) or (name.endswith(".md") and file.suffix != ".md"):
        return f"đuôi tệp `{file.name}` không phải `.md`", "đổi tên cho tệp kết thúc đúng bằng `.md`"
    if name.endswith(".md"):
        return (
            "tệp .md này không nằm trên kệ nào nên sẽ không lên trang",
            "chuyển vào thư mục của một loại, xem README.md",
        )
    if file.is_file() and file.suffix.lower() not in ASSETS:
        return (
            f"không đăng loại tệp `{file.suffix or file.name}`",
            "chuyển sang ảnh .png .jpg .webp, hoặc .pdf .docx; hoặc chuyển tệp ra khỏi kệ",
        )
    return None
