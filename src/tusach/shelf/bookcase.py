"""The whole bookcase: every publication, found by address, path, kind, topic and number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from tusach.law.glossary import Definition, definitions
from tusach.law.issuer import place_of
from tusach.law.number import number_key
from tusach.law.vietnamese import initial, nfc, slug, sort_key
from tusach.problem import Problems
from tusach.shelf.fields import DocumentFields, OutlineFields, PageFields
from tusach.shelf.files import other_files
from tusach.shelf.kinds import KINDS, Kind, kinds
from tusach.shelf.links import asset_address, beside, linked_path
from tusach.shelf.phrases import Synonym, read_synonyms
from tusach.shelf.publication import Leaf, Publication, Reading, is_system_file, read_leaf, read_publication
from tusach.shelf.settings import Settings
from tusach.shelf.topics import TOPICS, Topic, find_topic, topics


@dataclass(frozen=True, eq=False)
class Bookcase:
    """What stands on the shelves of `root`; `home` and free `pages` besides the publications.

    `assets` are the other files that lie there: from the path as links name it (NFC) to the path on the disk.

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
    def numbered(self) -> Mapping[str, Mapping[str, tuple[Publication, ...]]]:
        """The documents by the key of their number alone, then by the folded place of their issuer ("" for the centre)."""
        found: dict[str, dict[str, tuple[Publication, ...]]] = defaultdict(dict)
        for item in self.documents.values():
            assert isinstance(item.fields, DocumentFields)
            places, place = found[number_key(item.fields.number)], place_of(item.fields.issuer)
            places[place] = (*places.get(place, ()), item)
        return found

    @cached_property
    def of_year(self) -> Mapping[str, tuple[Publication, ...]]:
        """The documents by the beginning of their number, "30-2020" for 30/2020/NĐ-CP."""
        found: dict[str, list[Publication]] = defaultdict(list)
        for key, item in self.documents.items():
            found["-".join(key.split("-")[:2])].append(item)
        return {key: tuple(items) for key, items in found.items()}

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

    @cached_property
    def _rank(self) -> Mapping[str, int]:
        return {item.path: rank for rank, item in enumerate(self.newest)}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {item.path: place for row in self._of_kind.values() for place, item in enumerate(row)}

    @cached_property
    def _alike(self) -> Mapping[tuple[frozenset[Topic], str], tuple[Publication, ...]]:
        """The publications of the very same topics and kind, newest first."""
        found: dict[tuple[frozenset[Topic], str], list[Publication]] = defaultdict(list)
        for item in self.newest:
            found[frozenset(self.topics_of(item)), item.kind.key].append(item)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def _outlines(self) -> Mapping[str, tuple[Publication, ...]]:
        """The outlines by the key of the number they introduce."""
        found: dict[str, list[Publication]] = defaultdict(list)
        for item in self.publications:
            if isinstance(item.fields, OutlineFields):
                found[number_key(item.fields.introduces)].append(item)
        return {key: tuple(items) for key, items in found.items()}

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

    @cached_property
    def named(self) -> Mapping[str, str]:
        """Those of the `assets` that a page links to or names in its front matter: only they go out."""
        wanted = {linked_path(leaf.path, link.to) for leaf in self.leaves() for link in leaf.links}
        wanted |= {beside(item.path, name) for item in self.publications for name in item.fields.files}
        return {path: real for path, real in self.assets.items() if path in wanted}

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
        own, score = self.topics_of(publication), dict[Publication, int]()
        for (theirs, kind), row in self._alike.items():
            if shared := sum(topic in theirs for topic in own):
                score |= dict.fromkeys(row[: most + 1], shared * (2 + (kind != publication.kind.key)))
        for other in self._same_law(publication):
            shared = sum(topic in self.topics_of(other) for topic in own)
            score[other] = 10 + shared * (2 + (other.kind != publication.kind))
        score.pop(publication, None)
        return tuple(sorted(score, key=lambda item: (-score[item], self._rank[item.path])))[:most]

    def neighbours(self, publication: Publication, most: int = 50) -> tuple[Publication, ...]:
        """At most `most` publications of the same kind around this one, in the order of its list."""
        row = self.of_kind(publication.kind)
        start = max(0, min(self._place.get(publication.path, 0) - most // 2, len(row) - most))
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
            yield from self._outlines.get(number_key(publication.fields.number), ())


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
    told = {problem.path for problem in problems}
    known = {leaf.path for leaf in case.texts()} | case.unread | told
    return replace(case, assets=dict(other_files(root, shelves(root, table), known, told, problems)))


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
