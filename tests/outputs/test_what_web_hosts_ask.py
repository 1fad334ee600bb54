"""What hosts read beside the pages: headers, redirects, compressed copies, and the report on their limits."""

import gzip
import os
import re
from dataclasses import replace
from random import Random
from urllib.parse import urlsplit

import brotli
import pytest
from lxml import etree, html
from tests.conftest import ROOT, built, mkdocs

from tusach.outputs.hosting import compress, host_faults, host_table, keep_times, measured, write_host_files
from tusach.outputs.hosting.headers import content_policy, headers_file, keeping, put_policy


def rules(text):
    """The rules of a `_headers` file: path to headers, as the hosts read it."""
    found, here = {}, {}
    for line in text.splitlines():
        if line.startswith("/"):
            assert line not in found, "a host may take only the last of two rules with the same path"
            here = found.setdefault(line, {})
        else:
            name, value = line.strip().split(": ", 1)
            here[name] = value
    return found


def answered(site_rules, path):
    """Cache-Control of a path: both hosts join the values of all rules that match."""
    return [
        headers["Cache-Control"]
        for rule, headers in site_rules.items()
        if "Cache-Control" in headers and (path.startswith(rule[:-1]) if rule.endswith("*") else rule == path)
    ]


@pytest.fixture(scope="module")
def headers(every_kind):
    return rules((every_kind / "_headers").read_text(encoding="utf-8"))


def test_every_file_has_one_rule_of_keeping_and_only_names_with_a_hash_are_kept(every_kind, headers):
    kept = set()
    for file in every_kind.rglob("*"):
        path = f"/{file.relative_to(every_kind).as_posix()}"
        if file.is_dir() or path in ("/_headers", "/_redirects", "/.nojekyll") or file.suffix in (".br", ".gz"):
            continue
        (value,) = answered(headers, path)
        if "immutable" in value:
            kept.add(re.sub(r"[0-9a-f]{10}|(?<=-)[a-z2-7]{8}(?=[-.])", "…", path))
            assert re.search(r"-[0-9a-f]{10}\.|^/search/data/[a-z]+-[a-z2-7]{8}[-.]", path)
        else:
            assert value == "no-cache"
    assert {
        "/assets/tusach-….css",
        "/assets/tusach-….js",
        "/search/engine-….js",
        "/search/data/lengths-….js",
        "/tai-ve/data/tra-cuu-….json",
    } <= kept
    assert answered(headers, "/") == ["no-cache"]


def test_a_larger_shelf_has_no_more_rules():
    def shelf(many):
        for number in range(many):
            yield f"van-ban/{number}/index.html"
            yield f"van-ban/{number}/noi-dung.json"
            yield f"search/data/s-{number:08}.js"
            yield f"tai-ve/data/tra-cuu-{number:010x}.json"
        yield from ("index.html", "search/manifest.js", "tai-ve/danh-sach.json", "tai-ve/tai-0123456789.js")

    assert list(keeping(shelf(3))) == list(keeping(shelf(3_000)))


def test_pages_of_other_sites_may_read_what_is_shared_and_nothing_else(every_kind, headers):
    allowed = set()
    for rule, values in headers.items():
        if "Access-Control-Allow-Origin" in values:
            assert values["Access-Control-Allow-Origin"] == "*"
            head, star, tail = rule.partition("*")
            for path in every_kind.rglob("*.*"):
                name = f"/{path.relative_to(every_kind).as_posix()}"
                if name == rule or (star and name.endswith(tail) and name.removesuffix(tail).startswith(head)):
                    assert name not in allowed, "two rules for one file"
                    allowed.add(name)
    names = re.compile(r"/(catalog|feed|hieu-luc|noi-dung|opds)\.(json|xml)$")
    shared = {f"/{path.relative_to(every_kind).as_posix()}" for path in every_kind.rglob("*.*")}
    assert allowed == {name for name in shared if names.search(name)}
    assert {"/catalog.json", "/hoi-dap/feed.xml", "/hoi-dap/ly-hon/noi-dung.json"} < allowed


def test_a_picture_whose_name_only_looks_like_a_hash_is_asked_for_anew():
    assert "immutable" not in headers_file(ROOT / "hosting", ["tep/content/anh-2026112201.js"])


def test_the_policy_lets_nothing_run_that_is_not_of_this_site(headers):
    policy = dict(rule.split(" ", 1) for rule in headers["/*"]["Content-Security-Policy"].split("; "))
    assert "unsafe" not in str(policy)
    assert policy["default-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert all(source.startswith(("'self'", "'sha256-")) for source in policy["script-src"].split())
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert headers["/*"]["X-Content-Type-Options"] == "nosniff"


def test_every_page_holds_the_policy_itself_before_anything_that_runs_or_is_fetched(every_kind, headers):
    said = headers["/*"]["Content-Security-Policy"].removesuffix("; frame-ancestors *")
    for page in every_kind.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert text.count(f'<meta http-equiv="Content-Security-Policy" content="{said}">') == 1, page
        assert re.search(r"<(?:script|link|style|img|meta)\b[^>]*", text)[0].startswith(
            '<meta http-equiv="Content-Security-'
        ), page
        assert text.index("charset") < 1024, page


@pytest.mark.parametrize(
    "page", ["<!doctype html><html lang=vi><head><title>", "<!DOCTYPE html>\n<meta charset=utf-8><title>", "<p>", ""]
)
def test_a_page_without_the_tag_of_its_head_holds_the_policy_too(tmp_path, page):
    (tmp_path / "index.html").write_text(page)
    put_policy(tmp_path)
    text = (tmp_path / "index.html").read_text()
    assert html.fromstring(text).xpath("boolean(//head/meta[@http-equiv])")
    assert re.sub("<meta http-equiv[^>]*>", "", text) == page


def test_what_an_editor_writes_never_earns_a_hash(tmp_path):
    page = (
        "<html><head><script>a</script><script src=b.js></script><script type='application/ld+json'>{}</script></head>"
    )
    (tmp_path / "index.html").write_text(f"{page}<body><script>c</script>")
    assert content_policy([b"a"]) in headers_file(tmp_path, [])


def test_the_nginx_file_says_what_the_headers_file_says(every_kind, headers):
    conf = (ROOT / "hosting/nginx.conf").read_text(encoding="utf-8")
    said = dict(re.findall(r'^    add_header (\S+) "(.*)" always;$', conf, re.M))
    assert said == headers["/*"]
    kept = re.compile(re.search(r'^    "~(.*)" "public, max-age=31536000, immutable";$', conf, re.M)[1])
    for file in every_kind.rglob("*"):
        path = f"/{file.relative_to(every_kind).as_posix()}"
        if value := answered(headers, path):
            assert bool(kept.search(path)) == ("immutable" in value[0]), path


def test_old_addresses_are_redirected_from_the_root_of_the_domain(every_kind):
    assert (every_kind / "_redirects").read_text() == "/thu/hoi-dap/ly-hon-cu/ /thu/hoi-dap/ly-hon/ 301\n"


def test_redirects_fit_the_form_of_addresses_that_was_chosen(bookcase):
    config = bookcase / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("https://example.org/thu/", "https://example.org/")
    config.write_text(f"{text}\nuse_directory_urls: false\n", encoding="utf-8")
    lines = (built(bookcase) / "_redirects").read_text()
    assert lines == "/hoi-dap/ly-hon-cu/index.html /hoi-dap/ly-hon/index.html 301\n"


def test_robots_may_read_everything_and_find_the_list_of_pages(every_kind, tmp_path):
    robots = (every_kind / "robots.txt").read_text()
    assert "Disallow:\n" in robots
    assert "Disallow: " not in robots
    assert "Sitemap: https://example.org/thu/sitemap.xml\n" in robots
    (tmp_path / "index.html").touch()
    write_host_files(tmp_path, "", {})
    assert "Sitemap" not in (tmp_path / "robots.txt").read_text()
    assert (tmp_path / ".nojekyll").is_file()


def test_the_list_of_pages_holds_every_page_and_no_moved_one(every_kind):
    tree = etree.parse(every_kind / "sitemap.xml")
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = {urlsplit(loc.text).path.removeprefix("/thu/") for loc in tree.iter(f"{name}loc")}
    pages = {path.parent.relative_to(every_kind).as_posix() for path in every_kind.rglob("index.html")}
    assert listed == {f"{page}/" if page != "." else "" for page in pages} - {"hoi-dap/ly-hon-cu/"} - {
        f"{page}/" for page in pages if page.endswith(("/chia-se", "/trinh-chieu"))
    }
    row = next(url for url in tree.iter(f"{name}url") if url[0].text.endswith("/hoi-dap/ly-hon/"))
    assert row[1].text == "2026-11-01"


def test_a_compressed_copy_holds_the_very_bytes_and_pays(every_kind):
    copies = [path for path in every_kind.rglob("*") if path.suffix in (".br", ".gz")]
    assert {path.suffix for path in copies} == {".br", ".gz"}
    for path in copies:
        data = path.with_suffix("").read_bytes()
        read = brotli.decompress if path.suffix == ".br" else gzip.decompress
        assert read(path.read_bytes()) == data
        assert path.stat().st_size < 0.9 * len(data)
    assert (every_kind / "index.html.br").stat().st_size < (every_kind / "index.html.gz").stat().st_size


def test_a_compressed_copy_tells_neither_name_nor_time(every_kind):
    # RFC 1952: after the magic number and the method come the flags, then four bytes of time.
    assert (every_kind / "index.html.gz").read_bytes()[3:8] == bytes(5)


def test_what_gains_nothing_has_no_copy(tmp_path):
    (tmp_path / "short.html").write_text("a" * 1000)
    (tmp_path / "picture.png").write_bytes(b"a" * 9000)
    (tmp_path / "noise.js").write_bytes(Random(1).randbytes(9000))
    (tmp_path / "long.html").write_text("a" * 9000)
    assert compress(tmp_path) == 2
    assert sorted(path.name for path in tmp_path.glob("*.??")) == ["long.html.br", "long.html.gz", "noise.js"]


def test_what_did_not_change_keeps_its_time_and_what_changed_does_not(tmp_path):
    for folder, text, when in (("last", "cũ", 1_000_000_000), ("fresh", "mới", 1_700_000_000)):
        for name, content in (("same.html", "y nguyên"), ("changed.html", text), (f"only-{folder}.html", "")):
            path = tmp_path / folder / "trang" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
            os.utime(path, (when, when))
    assert keep_times(tmp_path / "fresh", tmp_path / "last") == 1
    times = {path.name: path.stat().st_mtime for path in (tmp_path / "fresh/trang").iterdir()}
    assert times == {"same.html": 1_000_000_000, "changed.html": 1_700_000_000, "only-fresh.html": 1_700_000_000}
    assert keep_times(tmp_path / "fresh", tmp_path / "never-built") == 0


def test_copies_can_be_left_out_and_a_wrong_switch_is_told(bookcase):
    config = bookcase / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("print: false", "print: false, compressed: false"), encoding="utf-8")
    site = built(bookcase)
    assert not [path for path in site.rglob("*") if path.suffix in (".br", ".gz")]
    config.write_text(text.replace("print: false", "print: false, compressed: nén"), encoding="utf-8")
    done = mkdocs(config)
    assert done.returncode == 1
    assert (
        "mkdocs.yml:1: mục `compressed` viết sai kiểu - ghi `compressed: true` hoặc `compressed: false`" in done.stderr
    )


def test_a_site_that_fits_everywhere_is_not_spoken_of_and_the_table_names_every_host(every_kind, bookcase):
    figures = measured(every_kind)
    assert list(host_faults(figures)) == []
    done = mkdocs(bookcase / "mkdocs.yml", "--quiet")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    told = mkdocs(bookcase / "mkdocs.yml").stderr
    for host in ("GitHub Pages", "GitLab Pages", "Cloudflare Pages", "Netlify"):
        assert host in host_table(figures)
        assert host in told


def test_a_limit_that_is_passed_is_told_with_figure_and_remedy(every_kind):
    figures = replace(
        measured(every_kind), files=24_330, copies=14_690, size=1_200_000_000, largest="sách.pdf", largest_size=30 << 20
    )
    assert [str(fault) for fault in host_faults(figures)] == [
        "mkdocs.yml:1: cảnh báo: GitHub Pages: dung lượng 1.200 MB, nhiều nhất 1.000 MB - đặt `print: false` để bớt sách in, "
        "hoặc đưa lên máy chủ riêng (hosting/nginx.conf)",
        "mkdocs.yml:1: cảnh báo: GitLab Pages: dung lượng 1.200 MB, nhiều nhất 1.000 MB - đặt `print: false` để bớt sách in, "
        "hoặc đưa lên máy chủ riêng (hosting/nginx.conf)",
        "mkdocs.yml:1: cảnh báo: Cloudflare Pages: số tệp 24.330, nhiều nhất 20.000 - đặt `compressed: false`, bớt được 14.690 bản nén",
        "mkdocs.yml:1: cảnh báo: Cloudflare Pages: tệp lớn nhất 30 MiB (sách.pdf), nhiều nhất 25 MiB - đặt `print: false` để bớt sách in, "
        "hoặc đưa lên máy chủ riêng (hosting/nginx.conf)",
    ]
    assert "QUÁ" in host_table(figures)


def test_the_sample_stands_rebuilt_every_night_wherever_it_is_hosted():
    actions = (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")
    gitlab = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    timer = (ROOT / "hosting/tusach.timer").read_text(encoding="utf-8")
    assert "cron:" in actions
    assert "path: build/cache" in actions
    assert "0 0 * * *" in gitlab
    assert "- build/cache" in gitlab
    assert "00:10:00 Asia/Ho_Chi_Minh" in timer
