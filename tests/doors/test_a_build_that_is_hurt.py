"""Builds killed, starved and hindered: the site is always whole, the old one or the new one, and nobody is left guessing."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.conftest import SITES, built, copied

QUESTION = "content/questions/ly-hon.md"


def print_of(site: Path) -> str:
    """One hash of all that is in the site: every path and every byte."""
    digest = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        digest.update(str(path.relative_to(site)).encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def retitled(root: Path, words: str) -> None:
    file = root / QUESTION
    lines = [f"title: {words}" if line.startswith("title:") else line for line in file.read_text().split("\n")]
    file.write_text("\n".join(lines))


def begun(root: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    )


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(bookcase):
    wholes = {}
    for words in ("Bản một", "Bản hai"):
        retitled(bookcase, words)
        started = time.monotonic()
        wholes[words] = print_of(built(bookcase))
        lasts = time.monotonic() - started
    assert wholes["Bản một"] != wholes["Bản hai"]
    chance, ends = random.Random(20261122), []
    for number in range(6):
        retitled(bookcase, ("Bản một", "Bản hai")[number % 2])
        build = begun(bookcase)
        time.sleep(chance.uniform(lasts * number / 6, lasts * (number + 1) / 6))
        os.killpg(build.pid, signal.SIGKILL)
        ends.append(build.wait())
        assert print_of(bookcase / "site") in wholes.values(), number
    assert -signal.SIGKILL in ends, "some were killed while they worked"
    built(bookcase)
    assert list(bookcase.glob(".site-*")) == [], "what killed builds left is cleared away"


PUBLISHING = """
import sys
from pathlib import Path
from tusach.outputs import publish
print(flush=True)
site = Path(sys.argv[1])
for words in sys.argv[2] * 40:
    fresh = publish.side_folder(site)
    publish.write({f"{number}/index.html": words.encode() * 999 for number in range(60)}, fresh)
    publish.replace(site, fresh)
"""


def test_a_site_killed_at_any_moment_of_its_exchange_is_the_old_or_the_new_one(tmp_path):
    """The steps that put a site in place, by themselves and again and again, so that many kills fall into them."""
    chance, site, ends, met = random.Random(20261122), tmp_path / "site", [], set()
    for number in range(40):
        command = [sys.executable, "-c", PUBLISHING, str(site), "ab"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as build:
            build.stdout.readline()
            time.sleep(chance.uniform(0.01, 0.4))
            build.kill()
            ends.append(build.wait())
        files = [file.read_bytes() for file in site.rglob("*.html")]
        assert len(files) in (0, 60), number
        assert len(set(files)) <= 1, number
        met |= set(files)
    assert ends.count(-signal.SIGKILL) >= 20, "many were killed while they worked"
    assert {data[:1] for data in met} == {b"a", b"b"}


def test_two_builds_at_once_end_in_one_whole_site(bookcase):
    whole = print_of(built(bookcase))
    builds = [begun(bookcase) for _ in range(3)]
    assert [build.wait() for build in builds] == [0, 0, 0]
    assert print_of(bookcase / "site") == whole
    assert list(bookcase.glob(".site-*")) == []


def can_mount() -> bool:
    command = ["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "none", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True).returncode == 0


mounting = pytest.mark.skipif(not can_mount(), reason="needs Linux and leave to mount a small disk of its own")


def on_a_disk(tmp_path: Path, options: str, fill: str) -> subprocess.CompletedProcess:
    """A build whose site stands on a disk of its own, after `fill` was run there; prints the old page afterwards."""
    root, disk = copied(SITES / "every-kind", tmp_path / "bookcase"), tmp_path / "disk"
    disk.mkdir()
    with (root / "mkdocs.yml").open("a") as config:
        config.write(f"\nsite_dir: {disk}/site\n")
    script = f"""
      mount -t tmpfs -o size={options} none '{disk}' && mkdir '{disk}/site' && echo 'trang cu' > '{disk}/site/index.html'
      {fill}
      '{sys.executable}' -m mkdocs build -q -f '{root}/mkdocs.yml'
      echo "exit $?"; cat '{disk}/site/index.html'; ls -A '{disk}'
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", script]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def assert_nothing_was_lost(done: subprocess.CompletedProcess) -> None:
    """It failed, said so without a traceback, and left the old page and nothing else."""
    assert "Trang đã dựng lần trước vẫn còn nguyên" in done.stdout
    assert done.stdout.split()[-5:] == ["exit", "1", "trang", "cu", "site"]
    assert "Traceback" not in done.stdout + done.stderr


@mounting
def test_a_full_disk_is_named_and_the_old_site_stays(tmp_path):
    done = on_a_disk(tmp_path, "900k", "true")
    assert "đĩa hết chỗ" in done.stdout
    assert_nothing_was_lost(done)


@mounting
def test_a_disk_that_may_only_be_read_is_named_and_the_old_site_stays(tmp_path):
    done = on_a_disk(tmp_path, "50m", f"mount -o remount,ro '{tmp_path}/disk'")
    assert "không có quyền ghi" in done.stdout
    assert_nothing_was_lost(done)
