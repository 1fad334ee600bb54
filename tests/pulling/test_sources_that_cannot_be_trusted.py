"""A source that is down, slow, huge, malformed or malicious costs a warning; what was taken before stays, byte for byte."""

import json
import socket

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given
from hypothesis import settings as quick
from hypothesis import strategies as st
from tests.conftest import built, free_port, mkdocs
from tests.pulling import sister
from tests.pulling.sister import Answers, catalog, content, entry, server

from tusach.cli import main
from tusach.outputs.foreign import Guests
from tusach.problem import Problems
from tusach.pulling.pull import is_free
from tusach.shelf.bookcase import Bookcase
from tusach.shelf.settings import settings
from tusach.shelf.taken import SharedPublication, TakenFile, read_taken, taken_digest, taken_path, written_json


@pytest.fixture
def ours(tmp_path):
    """A bookcase that takes from `tinh`; call it with the address of that."""
    folder = tmp_path / "ours"

    def taking(home, more="text: true", name="catalog.json"):
        lines = f'        tinh: {{url: "{home}{name}", {more}}}\n'
        if folder.exists():
            sister.config(folder, "Tủ sách xã", lines)
        else:
            sister.a_bookcase(folder, "Tủ sách xã", lines)
        return folder

    return taking


def pulled(folder, *arguments, code=0):
    done = CliRunner().invoke(main, ["pull", "-f", str(folder / "mkdocs.yml"), "--timeout", "2", *arguments])
    assert done.exit_code == code, done.output
    return done.output


def state(folder):
    """Every file that a pull may write."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and ("sources" in path.parts or path.name == "sources.lock" or path.name.startswith(".sources"))
    }


def good():
    return Answers({"/catalog.json": catalog(entry(body=content())), "/hoi-dap/mot/noi-dung.json": content()})


ONE = "sources/tinh/hoi-dap--mot.json"


def test_what_is_new_is_taken_with_its_text_and_a_second_time_nothing_is_sent(ours):
    answers = good()
    with server(answers) as home:
        folder = ours(home)
        assert "1 bài mới" in pulled(folder)
        before = state(folder)
        assert set(before) == {ONE, "sources.lock"}
        assert json.loads(before[ONE])["content"]["parts"][0]["html"].endswith("chợ phiên.</p>")
        answers.asked.clear()
        assert "1 bài không đổi" in pulled(folder)
    assert [(path, "If-None-Match" in headers) for path, headers in answers.asked] == [("/catalog.json", True)]
    assert state(folder) == before


def test_only_what_changed_is_fetched_and_what_was_withdrawn_goes(ours):
    answers = good()
    answers["/catalog.json"] = catalog(entry(body=content()), entry("hoi-dap/hai", body=content("hoi-dap/hai")))
    answers["/hoi-dap/hai/noi-dung.json"] = content("hoi-dap/hai")
    with server(answers) as home:
        folder = ours(home)
        pulled(folder)
        answers["/catalog.json"] = catalog(entry(body=content(), title="Tên mới"))
        answers.asked.clear()
        assert "0 bài mới, 1 bài sửa, 1 bài rút" in pulled(folder)
    assert [path for path, _ in answers.asked] == ["/catalog.json"]
    assert set(state(folder)) == {ONE, "sources.lock"}


def lies(text):
    return lambda answers: answers.update({"/catalog.json": text})


EVIL = {
    "down": (None, "không kết nối được"),
    "not there": (lambda answers: answers.clear(), "mã 404"),
    "dripping": (lambda answers: answers.update({"/catalog.json": sister.dripping}), "quá chậm"),
    "endless": (lambda answers: answers.update({"/catalog.json": sister.endless}), "nhiều hơn mức nhận"),
    "not JSON": (lies(b"<html>"), "không đúng khuôn"),
    "not UTF-8": (lies(b'{"format": "\xff"}'), "không đúng khuôn"),
    "deep": (lies(b"[" * 100_000), "không đúng khuôn"),
    "another format": (lies(catalog(entry(), format="tusach-catalog/9")), "ở `format`"),
    "escaping address": (lies(catalog(entry("../../etc/passwd"))), "publications.0.address"),
    "absolute address": (lies(catalog(entry("/etc/passwd"))), "publications.0.address"),
    "device name": (lies(catalog(entry("hoi-dap/con"))), "publications.0.address"),
    "address with a line end": (lies(catalog(entry("hoi-dap/mot\n"))), "publications.0.address"),
    "twice the same address": (lies(catalog(entry(), entry())), "chung một địa chỉ"),
    "too many": (lies(catalog(*[entry(f"hoi-dap/bai-{n}") for n in range(5001)])), "publications"),
    "redirect to a file": (lambda answers: answers.update({"/catalog.json": sister.leading_to("file:///etc/passwd")}), "dẫn sang nơi khác (file://"),
    "redirect to another server": (lambda answers: answers.update({"/catalog.json": sister.leading_to("http://169.254.169.254/x")}), "dẫn sang nơi khác"),
    "redirect for ever": (lambda answers: answers.update({"/catalog.json": sister.leading_to("/catalog.json")}), "vòng quanh"),
}  # fmt: skip


@pytest.mark.parametrize("name", EVIL)
def test_a_bad_source_is_told_and_what_was_taken_stays(ours, name):
    change, told = EVIL[name]
    answers = good()
    with server(answers) as home:
        folder = ours(home)
        pulled(folder)
        before = state(folder)
        if change is None:
            ours(f"http://127.0.0.1:{free_port()}/")
        else:
            change(answers)
        output = pulled(folder, code=1)
    assert told in output
    assert "cảnh báo: nguồn `tinh`" in output
    assert "giữ nguyên" in output
    assert state(folder) == before


def test_a_server_that_never_answers_is_left(ours):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        folder = ours(f"http://127.0.0.1:{silent.getsockname()[1]}/")
        assert "quá chậm" in pulled(folder, code=1)


def test_one_bad_source_does_not_keep_the_others_from_being_read(ours):
    with server(good()) as home:
        folder = ours(home)
        lines = f"        tinh: {home}catalog.json\n        hong: http://127.0.0.1:{free_port()}/catalog.json\n"
        sister.config(folder, "Tủ sách xã", lines)
        output = pulled(folder, code=0)
    assert "tinh (Tủ sách tỉnh): 1 bài mới" in output
    assert "hong: chưa đọc được" in output


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (b"khac", "SHA-256"),
        (content(html="<p>Mòi</p>"), "SHA-256"),
        (sister.endless, "nhiều hơn mức nhận"),
    ],
    ids=["other bytes", "other text", "endless"],
)
def test_a_text_that_is_not_what_the_catalogue_says_is_not_taken_and_the_old_one_stays(ours, sent, told):
    answers = good()
    with server(answers) as home:
        folder = ours(home)
        pulled(folder)
        before = state(folder)[ONE]
        newer = content(html="<p>Mới</p>")
        answers["/catalog.json"] = catalog(entry(body=newer))
        answers["/hoi-dap/mot/noi-dung.json"] = sent
        output = pulled(folder)
        assert told in output
        assert state(folder)[ONE] == before
        # What failed is asked for again, although the catalogue did not change.
        answers["/hoi-dap/mot/noi-dung.json"] = newer
        assert "1 bài sửa" in pulled(folder)


def test_a_text_of_another_publication_is_refused(ours):
    wrong = content("hoi-dap/khac")
    with server(Answers({"/catalog.json": catalog(entry(body=wrong)), "/hoi-dap/mot/noi-dung.json": wrong})) as home:
        folder = ours(home)
        assert "nội dung là của bài khác" in pulled(folder)
    assert ONE not in state(folder)


def test_a_text_that_should_lie_elsewhere_is_not_asked_for(ours):
    row = entry(body=content())
    row["content"]["path"] = "../../noi-dung.json"
    answers = Answers({"/catalog.json": catalog(row)})
    with server(answers) as home:
        assert "không đúng chỗ" in pulled(ours(home))
    assert [path for path, _ in answers.asked] == ["/catalog.json"]


def test_nothing_is_taken_that_nobody_approved(ours):
    with server(Answers({"/catalog.json": catalog(entry(approved_by="  ", title="Bài chưa duyệt"))})) as home:
        folder = ours(home)
        output = pulled(folder)
    assert "1 bài chưa có người duyệt nên không lấy: Bài chưa duyệt" in output
    assert set(state(folder)) == {"sources.lock"}


def test_only_the_kinds_and_topics_wanted_are_taken(ours):
    rows = (
        entry("hoi-dap/a"),
        entry("to-gap/b", kind="leaflet"),
        entry("hoi-dap/c", topics=[{"slug": "ho-tich", "label": "Hộ tịch"}]),
    )
    with server(Answers({"/catalog.json": catalog(*rows)})) as home:
        folder = ours(home, "kinds: [question], topics: [Đất đai]")
        pulled(folder)
    assert set(state(folder)) == {"sources/tinh/hoi-dap--a.json", "sources.lock"}


@pytest.mark.parametrize(
    ("fields", "free"),
    [
        ({"license": "CC BY 4.0"}, True),
        ({"license": "CC-BY-SA-4.0"}, True),
        ({"license": "cc0 1.0"}, True),
        ({"license": "CC0"}, True),
        ({"license": "https://creativecommons.org/licenses/by/4.0/"}, True),
        ({"license": "Public domain"}, True),
        ({"license": "CC BY-NC 4.0"}, False),
        ({"license": "CC BY-ND 4.0"}, False),
        ({"license": "CC BY 4.0, không dùng để bán"}, False),
        ({"license": "https://creativecommons.org/licenses/by-nc/4.0/"}, False),
        ({"license": ""}, False),
        ({"license": "Giữ mọi quyền"}, False),
        ({"license": "", "kind": "document", "number": "31/2024/QH15", "compiled_by": ""}, True),
        ({"license": "", "kind": "document", "number": "31/2024/QH15", "compiled_by": "", "text": "digest"}, False),
        ({"license": "", "kind": "document", "number": "31/2024/QH15", "compiled_by": "Sở Tư pháp"}, False),
        ({"license": "", "kind": "document", "number": "", "compiled_by": ""}, False),
    ],
)
def test_texts_are_taken_only_where_law_or_licence_allow(fields, free):
    assert is_free(SharedPublication.model_validate(entry(**fields))) is free


def test_a_title_without_an_open_licence_comes_without_its_text(ours):
    with server(Answers({"/catalog.json": catalog(entry(body=content(), license="Giữ mọi quyền"))})) as home:
        folder = ours(home)
        assert "chỉ lấy tên và tóm tắt" in pulled(folder)
    assert json.loads(state(folder)[ONE])["content"] is None


def test_names_that_steer_a_terminal_are_taken_as_plain_text(ours):
    with server(Answers({"/catalog.json": catalog(entry(title="Một\x1b[2J\u202etên\nhai"))})) as home:
        output = pulled(ours(home))
    assert "Một[2Jtên hai" in output
    assert "\x1b" not in output


def test_a_source_that_is_no_longer_named_goes_and_a_named_pull_touches_only_its_own(ours):
    with server(good()) as home:
        folder = ours(home)
        pulled(folder)
        sister.config(folder, "Tủ sách xã", f"        khac: {home}catalog.json\n")
        pulled(folder, "khac")
        assert {path.split("/")[1] for path in state(folder) if "/" in path} == {"tinh", "khac"}
        pulled(folder)
        assert {path.split("/")[1] for path in state(folder) if "/" in path} == {"khac"}
        sister.config(folder, "Tủ sách xã")
        pulled(folder)
    assert set(state(folder)) == {"sources.lock"}


def test_wrong_names_and_wrong_settings_are_told(ours):
    folder = ours("http://127.0.0.1:1/")
    assert "không có nguồn khac" in pulled(folder, "khac", code=2)
    sister.config(folder, "Tủ sách xã", "        Tỉnh: file:///etc/passwd\n")
    output = pulled(folder, code=1)
    assert "nguồn `Tỉnh` có tên không dùng được" in output
    assert "`file:///etc/passwd` không phải địa chỉ danh mục" in output


def test_every_fault_of_the_setting_is_told_at_once():
    problems = Problems()
    given = {
        "../x": "https://a.vn/catalog.json",
        "b": "ftp://b.vn/catalog.json",
        "c": {"url": "https://ai:matkhau@c.vn/catalog.json", "kinds": ["novel"], "text": "maybe", "mau": 1},
        "d": {"url": "https://d.vn/catalog.json", "topics": 7},
        "e": None,
        "g": {"url": "https://g.vn/thu/catalog.json", "kinds": "question, story", "topics": ["Đất đai"], "text": True},
    }
    found = settings({"sources": given}, problems).sources
    assert [(one.name, one.home, one.kinds, one.topics, one.text) for one in found] == [
        ("g", "https://g.vn/thu/", ("question", "story"), ("dat-dai",), True)
    ]
    text = problems.as_text()
    for told in ("`../x`", "`ftp://b.vn", "matkhau@", "`novel`", "`text` viết", "`mau`", "`topics` viết", "nguồn `e`"):
        assert told in text
    assert len(problems) == 8
    assert settings({"sources": ["a"]}, problems).sources == ()


def put(folder, *files):
    """Files taken in and the lock that fits them, without a network."""
    rows = {}
    for file in files:
        path = folder / taken_path("tinh", file.publication.address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written_json(file))
        rows[file.publication.address] = taken_digest(written_json(file))
    told = {"url": "https://tinh.vn/catalog.json", "title": "Tủ sách tỉnh", "catalog": "0" * 64, "day": "2026-11-22"}
    lock = {"format": "tusach-sources/1", "sources": {"tinh": {**told, "text": True, "publications": rows}}}
    (folder / "sources.lock").write_text(json.dumps(lock), encoding="utf-8")


def taken(html, **fields):
    data = {"publication": entry(body=content(), **fields), "content": json.loads(content(html=html))}
    return TakenFile.model_validate_json(json.dumps(data))


def guests(folder, *files):
    put(folder, *files)
    problems = Problems()
    chosen = settings({"sources": {"tinh": {"url": "https://tinh.vn/catalog.json", "text": True}}}, problems).sources
    sources = read_taken(folder, chosen, problems)
    return Guests(Bookcase(folder), sources, problems), problems


def shown(tmp_path, html):
    found, problems = guests(tmp_path, taken(html))
    assert not problems
    return found.text(found.sources[0].items[0])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>a{sister.SCRIPT}</p>", "<p>a</p>"),
        ('<p onclick="x()" style="position:fixed" class="ts-dock khoan">a</p>', '<p class="khoan">a</p>'),
        ('<a href="javascript:alert(1)">a</a>', "a"),
        ('<a href="../../van-ban/luat/#dieu-1" class="cited">a</a>', '<a href="https://tinh.vn/van-ban/luat/#dieu-1" rel="noopener nofollow">a</a>'),
        ('<p id="tim">a <a href="#tim">b</a> <a href="#khong">c</a></p>', '<p id="p1-tim">a <a href="#p1-tim">b</a> c</p>'),
        ('<p><img src="//la.vn/dem.png" alt="Ảnh">x</p>', '<p><a href="https://la.vn/dem.png" rel="noopener nofollow">Hình ảnh ở nguồn: Ảnh</a>x</p>'),
        ('<p><img src="data:image/png;base64,AA" alt="Ảnh"></p>', "<p><span>Ảnh</span></p>"),
        ('<video src="phim.mp4" poster="//la.vn/p.png"></video>', '<a href="https://tinh.vn/hoi-dap/mot/phim.mp4" rel="noopener nofollow">Video ở nguồn</a>'),
        ("<iframe src='//la.vn'></iframe><form><input></form><p>a", "<p>a</p>"),
        ("<ul><li><li>a</ul><p>b<p>c", "<ul><li><li>a</li></ul><p>b</p><p>c</p>"),
        ('<a href="http://[">a</a>', "a"),
        ("<h1>a</h1>", "<h2>a</h2>"),
    ],
)  # fmt: skip
def test_what_comes_from_elsewhere_is_shown_safe_and_loads_nothing(tmp_path, html, expected):
    assert shown(tmp_path, html) == expected


@quick(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["<p", "<a ", "<img ", "<svg", "<math", "<style>", "<script>", "</p>", ">", "href=", "src=", "'", '"', "javascript:", "//x.vn", "data:", "onload=x ", "id=a ", "class=ts-toast ", "<!--", "-->", "<table><td>", "&#", "\x00", "chữ"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_no_html_runs_or_loads_anything(tmp_path, pieces):
    from lxml import html as parser

    found, _ = guests(tmp_path, taken("".join(pieces)))
    root = parser.fragment_fromstring(found.text(found.sources[0].items[0]), create_parent="div")
    for element in root.iterdescendants():
        assert element.tag not in ("script", "style", "svg", "math", "img", "iframe", "video", "audio", "source")
        assert not {name for name in element.attrib if name.startswith("on") or name in ("src", "style", "poster")}
        assert (element.get("href") or "#").startswith(("#", "http://", "https://", "mailto:", "tel:"))


@quick(max_examples=200, deadline=None)
@given(st.text(alphabet="abz09-/.\\% \n\x00áA", max_size=40) | st.from_regex(r"[a-z0-9-]+(/[a-z0-9.-]+)*"))
def test_no_address_leaves_the_folder_of_its_source(address):
    from pathlib import PurePosixPath

    try:
        SharedPublication.model_validate(entry(address))
    except ValueError:
        return
    path = PurePosixPath(taken_path("tinh", address))
    assert path.parent == PurePosixPath("sources/tinh")
    assert ".." not in f"{path}"


@pytest.mark.parametrize(
    "html",
    [
        "<section>" * 500_000,
        "".join(f"<b id=b{n}>" for n in range(5_000)) + "<p>a" * 5_000,
        "".join(f"<p><b id=b{n}></p>" for n in range(5_000)),
        "<b><!-- </b> -->" * 50_000,
        '<b><p title="</b>">' * 50_000,
        "<p>a</p>" * 200_000,
        "<p a=" + '"' * 500_000,
        "<" * 500_000,
    ],
    ids=["deep", "inline", "copied", "comment", "attribute", "many", "quotes", "broken"],
)
def test_html_that_would_take_hours_costs_a_warning_and_its_title_stays(tmp_path, html):
    found, problems = guests(tmp_path, taken(html))
    assert "sources/tinh/hoi-dap--mot.json:1: cảnh báo: không đọc được nội dung, chỉ hiện tên" in problems.as_text()
    page = found.to_be_found()["nguon/tinh/hoi-dap/mot"]
    assert (page.title, page.html) == ("Bài hoi-dap/mot", "")


def test_files_that_were_damaged_or_edited_are_left_out_and_told_and_the_site_is_built(tmp_path):
    folder = sister.a_bookcase(
        tmp_path / "ours", "Tủ sách xã", "        tinh: {url: https://tinh.vn/catalog.json, text: true}\n"
    )
    rows = [taken("<p>a</p>", address=f"hoi-dap/{name}") for name in ("mot", "hai", "ba", "bon")]
    rows = [row.model_copy(update={"content": None}) for row in rows]
    put(folder, *rows)
    where = folder / "sources/tinh"
    edited = (where / "hoi-dap--mot.json").read_text(encoding="utf-8")
    (where / "hoi-dap--mot.json").write_text(edited.replace("Tóm tắt bài", "Sửa tay"), encoding="utf-8")
    (where / "hoi-dap--hai.json").write_text("{", encoding="utf-8")
    (where / "hoi-dap--ba.json").unlink()
    # Git on Windows may write other line ends: that is no damage.
    (where / "hoi-dap--bon.json").write_bytes((where / "hoi-dap--bon.json").read_bytes().replace(b"\n", b"\r\n"))
    done = mkdocs(folder / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    for name, fault in (("mot", "không khớp `sources.lock`"), ("hai", "đã hỏng"), ("ba", "không còn")):
        line = next(
            line for line in done.stderr.splitlines() if f"sources/tinh/hoi-dap--{name}.json:1: cảnh báo" in line
        )
        assert fault in line
        assert "chạy `tusach pull tinh`" in line
        assert not (folder / f"site/nguon/tinh/hoi-dap/{name}").exists()
    assert (folder / "site/nguon/tinh/hoi-dap/bon/index.html").is_file()


@pytest.mark.parametrize("lock", ["{", "<<<<<<< HEAD", '{"format": "tusach-sources/1", "sources": {"../x": {}}}'])
def test_a_lock_that_cannot_be_read_is_told_and_mended_by_the_next_pull(ours, lock):
    with server(good()) as home:
        folder = ours(home)
        pulled(folder)
        whole = state(folder)
        (folder / "sources.lock").write_text(lock, encoding="utf-8")
        assert "sources.lock:1: cảnh báo: không đọc được" in mkdocs(folder / "mkdocs.yml").stderr
        pulled(folder)
    assert state(folder) == whole


def test_a_source_not_yet_taken_in_is_told_and_the_site_is_built(ours):
    folder = ours("https://tinh.vn/")
    done = mkdocs(folder / "mkdocs.yml")
    assert done.returncode == 0
    assert "nguồn `tinh` chưa lấy về - chạy `tusach pull tinh`" in done.stderr


def test_the_same_files_give_the_same_site(tmp_path):
    folder = sister.a_bookcase(
        tmp_path / "ours", "Tủ sách xã", "        tinh: {url: https://tinh.vn/catalog.json, text: true}\n"
    )
    put(folder, taken("<p>a</p>"))
    pages = "nguon/index.html", "nguon/tinh/index.html", "nguon/tinh/hoi-dap/mot/index.html"
    first = [(built(folder) / page).read_bytes() for page in pages]
    assert [(built(folder) / page).read_bytes() for page in pages] == first
