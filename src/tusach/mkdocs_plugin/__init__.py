"""The door to MkDocs: options, and events that only call the floors below."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import Any, Literal, cast

import jinja2
from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from tusach.law.issuer import level
from tusach.law.provision import separate_blocks, with_anchors
from tusach.law.vietnamese import slug, written_day
from tusach.mkdocs_plugin.files import asset_at, destination, file_at, is_replaced, url_of
from tusach.mkdocs_plugin.making import make_books, make_kits, stop_at, tell
from tusach.mkdocs_plugin.sending import prepare_for_hosts, put_on_stick
from tusach.mkdocs_plugin.theme import add_extensions, lunr_js, styles_and_scripts, template, themed
from tusach.outputs import publish
from tusach.outputs.aloud import reading_script
from tusach.outputs.ask import asking_script
from tusach.outputs.assets import THEME
from tusach.outputs.channels import Kit
from tusach.outputs.dialogue import dialogue_states
from tusach.outputs.embed import choosing_script, embed_files
from tusach.outputs.failing import failure
from tusach.outputs.foreign import Guests
from tusach.outputs.hosting import keep_times, put_policy
from tusach.outputs.installed import app_files, keeping_script, pack_labels, packs
from tusach.outputs.lecture import lecture_files, players, shown_slides, transcript
from tusach.outputs.machine import machine_files, page_description
from tusach.outputs.notes import changed_by
from tusach.outputs.previews import preview_files
from tusach.outputs.print import Printed, letters_not_printed
from tusach.outputs.quiz import playing_script
from tusach.outputs.search import search_files
from tusach.outputs.shaping import Shaper
from tusach.outputs.share import Portal, share_files
from tusach.outputs.wording import reason
from tusach.problem import Problems
from tusach.shelf.bookcase import Bookcase, read_bookcase, shelves
from tusach.shelf.checks import check_bookcase
from tusach.shelf.concordance import Concordance, read_concordance
from tusach.shelf.currency import alerts, check_currency
from tusach.shelf.dialogue import opinion_groups
from tusach.shelf.fields import DocumentFields, LectureFields
from tusach.shelf.lecture import chapters_of, cues_of
from tusach.shelf.publication import Leaf
from tusach.shelf.selection import Selection, body_in, narrowed, selection
from tusach.shelf.settings import build_day, settings
from tusach.shelf.taken import read_taken
from tusach.shelf.views import View, issuer_address, taken_views, type_address, views
from tusach.store import Store

log = logging.getLogger("mkdocs.plugins.tusach")


class TusachConfig(Config):
    """The names under `plugins: - tusach:`; `shelf.settings` reads and checks them for both doors."""

    folders = option.Optional(option.Type(object))
    labels = option.Optional(option.Type(object))
    topics = option.Optional(option.Type(object))
    links = option.Optional(option.Type(object))
    rules = option.Optional(option.Type(object))
    names = option.Optional(option.Type(object))
    database = option.Optional(option.Type(object))
    synonyms = option.Optional(option.Type(object))
    sources = option.Optional(option.Type(object))
    print = option.Optional(option.Type(object))
    compressed = option.Optional(option.Type(object))
    offline = option.Optional(option.Type(object))
    contact = option.Optional(option.Type(object))
    voice = option.Optional(option.Type(object))


class TusachPlugin(BasePlugin[TusachConfig]):
    """Makes one site of a bookcase's shelves."""

    def __init__(self) -> None:
        self.command = "build"
        self.final_site: Path | None = None
        self.side: Path | None = None
        self.complaints = publish.Complaints()
        self.at_work = ""
        self.bookcase = Bookcase(Path())
        # `tusach offline` names the part of the bookcase that it wants.
        self.part = selection(os.environ.get("TUSACH_OFFLINE", ""))
        self.views: dict[str, View] = {}
        self.guests = Guests()
        self.site_files: dict[str, bytes] = {}
        self.printed: dict[str, Printed] = {}
        self.kits: dict[str, Kit] = {}
        self.channel_files: dict[str, bytes] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this run builds or serves."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the bookcase, stop at its problems, and give MkDocs our theme and a side folder to build in."""
        self.root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.concordance = narrowed(self._read(), self.part, config.site_url or "")
        self.bookcase = self.concordance.bookcase
        self.shaper = Shaper(self.concordance, self.settings.database, plain=not config.use_directory_urls)
        self.views = {}
        config.theme = themed(config.theme)
        add_extensions(config)
        if self.command != "serve":
            self.final_site = Path(config.site_dir)
            self.side = publish.side_folder(self.final_site)
            config.site_dir = str(self.side)
        self.complaints.count = 0
        logger = logging.getLogger("mkdocs")
        # `mkdocs -q` would drop warnings before they are counted, and publish what they warn of.
        logger.setLevel(min(logger.level, logging.WARNING) if logger.level else logging.WARNING)
        logger.addHandler(self.complaints)
        return config

    def _read(self) -> Concordance:
        problems = Problems()
        self.settings = settings(
            {name: value for given in self.config.user_configs for name, value in given.items()}, problems
        )
        bookcase = read_bookcase(self.root, self.settings, problems)
        check_bookcase(bookcase, problems)
        concordance = read_concordance(bookcase, build_day(), self.settings.names)
        check_currency(concordance, self.settings.rules, problems)
        if self.settings.print or "TUSACH_PRINT" in os.environ:
            problems.extend(letters_not_printed(bookcase))
        # A part of the bookcase is a part of its own publications.
        wanted = self.settings.sources if self.part == Selection() else ()
        self.guests = Guests(bookcase, read_taken(self.root, wanted, problems), problems)
        stop_at(problems, "lỗi cần sửa")
        tell(problems)
        return concordance

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch every shelf, not only docs_dir, and the table of synonyms."""
        tables = [self.root / self.settings.synonyms] if self.settings.synonyms else []
        for path in (*shelves(self.root, self.bookcase.kinds), *tables):
            if path.exists():
                server.watch(str(path))
        return server

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace what MkDocs found by the bookcase: `src_uri` is the path in the repository, `dest_uri` the address."""
        kept = [file for file in files if not is_replaced(file, config)]
        ours = [self._leaf_file(leaf, config) for leaf in self.bookcase.leaves()]
        assets = [asset_at(config, path, self.root, real) for path, real in self.bookcase.named.items()]
        generated = [
            self._view_file(view, config) for view in (*views(self.bookcase), *taken_views(self.guests.sources))
        ]
        self.site_files = styles_and_scripts(config.theme)
        self.lecture = lecture_files()
        if any(kind.key == "lecture" for kind, _ in self.bookcase.kinds_with_items()):
            self.site_files |= self.lecture.files
        return Files([*kept, *ours, *assets, *generated])

    def _leaf_file(self, leaf: Leaf, config: MkDocsConfig) -> File:
        file = file_at(config, leaf.path, self.root, destination(leaf.address))
        owner = self.bookcase.owner.get(leaf.path)
        is_document = owner is not None and isinstance(owner.fields, DocumentFields)
        text = body_in(self.bookcase, leaf)
        body = with_anchors(text) if is_document else separate_blocks(text)
        if owner is leaf and isinstance(owner.fields, LectureFields):
            body += transcript(cues_of(self.bookcase, owner), chapters_of(owner.fields))
        # The blank line keeps MkDocs from reading "Chú ý: …" in the first line as metadata.
        file.content_string = f"\n{body}"
        return file

    def _view_file(self, view: View, config: MkDocsConfig) -> File:
        file = File.generated(config, f"{view.address}/index.md", content="", inclusion=InclusionLevel.INCLUDED)
        self.views[file.src_uri] = view
        return file

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Give the page its title, summary and template from the typed front matter."""
        self.at_work = page.file.src_uri
        leaf = self.bookcase.by_path.get(page.file.src_uri)
        if leaf is not None:
            owner = self.bookcase.owner.get(leaf.path)
            page.meta = {"title": leaf.title, "description": leaf.summary, "template": template(leaf, owner)}
        elif view := self.views.get(page.file.src_uri):
            page.meta = {"title": view.title, "description": view.summary, "template": view.template, "view": view}
            page.meta["canonical"] = view.taken.original if view.taken else ""
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Finish the page: safe, shaped for its genre, kept for the ways out."""
        leaf = self.bookcase.by_path.get(page.file.src_uri)
        return self.shaper.shape(leaf, html) if leaf else html

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give templates the bookcase and their helpers; escape whatever our own templates print."""
        self.at_work = ""
        about = (str(config.site_name), config.site_description or "", config.site_url or "")
        preview = self.command == "serve"
        store = Store(self.root / "build/cache")
        self.printed = make_books(self.shaper, about, preview or not self.settings.print, store)
        self.kits, self.channel_files = make_kits(self.shaper, about, self.settings.voice, preview, store)
        tell(store.faults())
        ours = {path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html")}
        env.autoescape = lambda name: name in ours
        env.filters.update(day=written_day, slug=slug, level=level)
        env.filters["state"] = lambda item: self.concordance.history.state(item).status
        env.globals.update(
            case=self.bookcase,
            guests=self.guests,
            to=lambda address, anchor="": url_of(config, address, anchor),
            asset={path.rsplit(".", 1)[1]: path for path in self.site_files if path.startswith("assets/")},
            downloads=lambda address: self.printed[address].downloads if address in self.printed else (),
            linked=self.shaper.linked_text,
            described=lambda item: page_description(item, config.site_url or "", self.concordance.history),
            type_address=type_address,
            issuer_address=issuer_address,
            site_links=self.settings.links,
            keep_script=next(iter(keeping_script())),
            choose_script=next(iter(choosing_script())),
            quiz_script=next(iter(playing_script())),
            prints=self.settings.print,
            kits=self.kits,
            contact=self.settings.contact,
            aloud_script=next(iter(reading_script())),
            ask_script=next(iter(asking_script())),
            lecture=self.lecture,
            players=lambda item: players(self.bookcase, item),
            slides_of=lambda item: shown_slides(self.shaper.shown[item.path], self.shaper.plain),
            channel_files=self.channel_files,
            keep_labels=pack_labels(self.bookcase),
            states=self.concordance.history.timeline,
            dialogue_states=lambda item: dialogue_states(item.fields, self.concordance.today),
            opinion_groups=opinion_groups,
            build_day=self.concordance.today,
            alerts=lambda item, leaf: alerts(self.concordance, item, leaf),
            reason=reason,
            changed_by=lambda item: changed_by(self.concordance, item),
        )
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Tell the template which file and which publication the page shows."""
        self.at_work = page.file.src_uri
        leaf = self.bookcase.by_path.get(page.file.src_uri)
        ours = {
            "leaf": leaf,
            "terms": self.shaper.terms.get(page.file.src_uri, ()),
            "item": self.bookcase.owner.get(page.file.src_uri),
            "address": leaf.address if leaf else page.file.dest_uri.removesuffix("/index.html"),
        }
        return cast(TemplateContext, {**context, **ours})

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write search and theme files; when nothing was wrong, put the new site in place of the old in one step."""
        self.at_work = ""
        found = self.shaper.pages | self.guests.to_be_found()
        self.site_files.update(search_files(self.concordance, found, lunr_js(), self.settings.database))
        self.site_files.update(machine_files(self.concordance, self.shaper.pages, config.site_url or ""))
        self.site_files.update(preview_files(self.concordance, self.shaper.cited, self.shaper.pages))
        self.site_files.update(embed_files(self.concordance, self.shaper.cited, self.shaper.pages, config.site_name))
        for one in self.printed.values():
            one.put(Path(config.site_dir, one.book.address))
        publish.write(self.site_files | self.channel_files, Path(config.site_dir))
        if self.final_site is not None:
            # Before the catalogue, which tells the size and the hash of each page.
            put_policy(Path(config.site_dir))
        publish.write(share_files(self.concordance, self.shaper.pages, self._portal(config)), Path(config.site_dir))
        logging.getLogger("mkdocs").removeHandler(self.complaints)
        # A preview changes at every save: it is no app to be kept, and goes nowhere.
        if self.final_site is None:
            return
        publish.write(app_files(Path(config.site_dir), config.site_name, self.shaper.plain), Path(config.site_dir))
        publish.write(packs(self.bookcase, Path(config.site_dir)), Path(config.site_dir))
        if self.complaints.count:
            raise Abort(f"Dừng lại: {self.complaints.count} cảnh báo ở trên. Trang đã dựng lần trước vẫn còn nguyên.")
        # The site of `tusach print` has only the books it was asked for, and goes nowhere.
        if "TUSACH_PRINT" not in os.environ:
            moved = {
                url_of(config, view.address): url_of(config, view.target)
                for view in self.views.values()
                if view.template == "moved.html"
            }
            prepare_for_hosts(Path(config.site_dir), config.site_url or "", moved, self.settings.compressed)
            keep_times(Path(config.site_dir), self.final_site)
            if self.settings.offline or "TUSACH_OFFLINE" in os.environ:
                about = (self.part.label(self.bookcase), str(config.site_name), config.site_url or "")
                put_on_stick(Path(config.site_dir), self.concordance, *about)
        publish.replace(self.final_site, Path(config.site_dir))
        config.site_dir = str(self.final_site)

    def _portal(self, config: MkDocsConfig) -> Portal:
        labels = {f"{at}/{one.name}": one.label for at, made in self.printed.items() for one in made.downloads}
        about = (str(config.site_name), config.site_description or "", config.site_url or "")
        return Portal(Path(config.site_dir), *about, self.shaper.plain, labels)

    def on_build_error(self, *, error: Exception) -> None:
        """Throw away the half-built side folder, and say what happened in words instead of a traceback."""
        logging.getLogger("mkdocs").removeHandler(self.complaints)
        if self.side is not None:
            shutil.rmtree(self.side, ignore_errors=True)
        if not isinstance(error, MkDocsException):
            log.debug("what stopped the build", exc_info=error)
            what = failure(error, self.at_work if self.at_work in self.bookcase.by_path else "")
            raise Abort(f"Dừng lại: {what}. Trang đã dựng lần trước vẫn còn nguyên.") from None
