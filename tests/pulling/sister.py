"""Sister bookcases to take from: real ones to be built, and a server that says whatever a test wants."""

import hashlib
import http.server
import json
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import SITES

SCRIPT = "<script>alert(1)</script>"


def a_bookcase(folder: Path, name: str, sources: str = "", approved: bool = True, license: str = "CC BY 4.0") -> Path:
    """A bookcase like that of every kind under another name, its publications approved and licensed."""
    shutil.copytree(SITES / "every-kind", folder, ignore=shutil.ignore_patterns("site", "build"))
    config(folder, name, sources)
    if approved:
        for path in [*folder.rglob("*.md")]:
            text = path.read_text(encoding="utf-8")
            for field in ("compiled_by: Nhóm thử", "type: Quyết định"):
                facts = f"{field}\napproved_by: Giám đốc Sở, ngày 01/11/2026\nlicense: {license}"
                text = text.replace(field, facts, 1)
            path.write_text(text, encoding="utf-8")
    return folder


def config(folder: Path, name: str, sources: str = "") -> None:
    """The bookcase's mkdocs.yml, with the lines that stand under `sources:`."""
    (folder / "mkdocs.yml").write_text(
        f"site_name: {name}\ndocs_dir: content\nplugins:\n  - tusach:\n      print: false\n"
        + (f"      sources:\n{sources}" if sources else ""),
        encoding="utf-8",
    )


def content(address: str = "hoi-dap/mot", html: str = "<h2 id='a'>Phần một</h2><p>Nội dung về chợ phiên.</p>") -> bytes:
    """A `noi-dung.json`."""
    parts = [{"address": address, "title": "Bài một", "html": html}]
    told = {"format": "tusach-content/1", "address": address, "title": "Bài một", "summary": "…", "opening": []}
    return json.dumps({**told, "parts": parts}).encode()


def entry(address: str = "hoi-dap/mot", body: bytes | None = None, **fields) -> dict:
    """A publication of a catalogue; `body` is its `noi-dung.json`."""
    row = {
        "address": address, "kind": "question", "kind_label": "Hỏi đáp", "title": f"Bài {address}", "summary": "Tóm tắt bài.",
        "topics": [{"slug": "dat-dai", "label": "Đất đai"}], "compiled_by": "Sở Tư pháp", "approved_by": "Giám đốc Sở",
        "published": "2026-11-01", "updated": None, "law_as_of": "2026-11-01", "license": "CC BY 4.0", "language": "vi",
        "number": "", "state": "", "pages": [], "files": [],
    }  # fmt: skip
    if body is not None:
        digest = hashlib.sha256(body).hexdigest()
        row["content"] = {"path": f"{address}/noi-dung.json", "bytes": len(body), "sha256": digest}
    return {**row, **fields}


def catalog(*rows: dict, **fields) -> bytes:
    """A `catalog.json`."""
    told = {
        "format": "tusach-catalog/1",
        "title": "Tủ sách tỉnh",
        "home": "",
        "language": "vi",
        "updated": "2026-11-01",
    }
    return json.dumps({**told, "publications": list(rows), **fields}).encode()


class Answers(dict):
    """What a server answers by path: bytes, or a function that is given the handler; `asked` keeps the requests."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.asked = []


@contextmanager
def server(answers: Answers):
    """The address of a server that answers so, with an ETag by content."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            answers.asked.append((self.path, dict(self.headers)))
            answer = answers.get(self.path)
            if callable(answer):
                answer(self)
                return
            if answer is None:
                self.send_error(404)
                return
            tag = f'"{hashlib.sha256(answer).hexdigest()[:8]}"'
            same = self.headers.get("If-None-Match") == tag
            self.send_response(304 if same else 200)
            self.send_header("ETag", tag)
            self.end_headers()
            if not same:
                self.wfile.write(answer)

        def log_message(self, *arguments):
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        def handle_error(self, *arguments):
            """A client that turned away is no error."""

    made = Quiet(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{made.server_port}/"
    finally:
        made.shutdown()
        made.server_close()


def endless(handler) -> None:
    """A body without an end."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"[" * 1_000_000)


def dripping(handler) -> None:
    """One byte of the head at a time: no single wait is ever long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.1)


def leading_to(location: str):
    """A redirect."""

    def answer(handler) -> None:
        handler.send_response(302)
        handler.send_header("Location", location)
        handler.end_headers()

    return answer
