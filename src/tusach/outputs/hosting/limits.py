"""What the free plans of web hosts accept, and whether a built site fits.

Looked up in November 2026:
GitHub Pages, 1 GB: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
GitLab Pages, 1 GB, 200,000 files and folders, 1,000 redirects: https://docs.gitlab.com/user/gitlab_com/#gitlab-pages and
https://docs.gitlab.com/user/project/pages/redirects/
Cloudflare Pages, 20,000 files, 25 MiB a file, 100 header rules of lines up to 2,000 letters, 2,000 redirects:
https://developers.cloudflare.com/pages/platform/limits/
Netlify, 54,000 files in one folder: https://docs.netlify.com/site-deploys/overview/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tusach.outputs.hosting.compression import COPIES
from tusach.problem import Problem


@dataclass(frozen=True)
class Measures:
    """A built site as hosts count it; `largest` and `fullest` name the largest file and the folder with most files."""

    size: int
    files: int
    folders: int
    copies: int
    largest_size: int
    largest: str
    fullest_count: int
    fullest: str
    redirects: int
    header_rules: int
    header_line: int


@dataclass(frozen=True)
class _Limit:
    host: str
    what: str
    most: int
    figure: Callable[[Measures], int]
    remedy: str = ""
    unit: str = ""

    def says(self, number: int) -> str:
        if self.unit:
            scale = 1 << 20 if self.unit == "MiB" else 10**6
            return f"{_written(number // scale if number % scale == 0 else round(number / scale, 1))} {self.unit}"
        return _written(number)


_SIZE = "đặt `print: false` để bớt sách in, hoặc đưa lên máy chủ riêng (hosting/nginx.conf)"
_RULES = "gom trang tự do vào ít thư mục hơn"
_MOVED = "bỏ bớt `aliases` cũ; trang dẫn hướng ở địa chỉ cũ vẫn chạy"
_LIMITS = (
    _Limit("GitHub Pages", "dung lượng", 10**9, lambda site: site.size, _SIZE, "MB"),
    _Limit("GitLab Pages", "dung lượng", 10**9, lambda site: site.size, _SIZE, "MB"),
    _Limit("GitLab Pages", "số tệp và thư mục", 200_000, lambda site: site.files + site.folders),
    _Limit("GitLab Pages", "số chuyển hướng", 1_000, lambda site: site.redirects, _MOVED),
    _Limit("Cloudflare Pages", "số tệp", 20_000, lambda site: site.files),
    _Limit("Cloudflare Pages", "tệp lớn nhất", 25 << 20, lambda site: site.largest_size, _SIZE, "MiB"),
    _Limit("Cloudflare Pages", "số quy tắc trong _headers", 100, lambda site: site.header_rules, _RULES),
    _Limit("Cloudflare Pages", "chữ trong một dòng của _headers", 2_000, lambda site: site.header_line, "bớt đoạn script viết thẳng trong mẫu trang"),
    _Limit("Cloudflare Pages", "số chuyển hướng", 2_000, lambda site: site.redirects, _MOVED),
    _Limit("Netlify", "số tệp trong một thư mục", 54_000, lambda site: site.fullest_count),
)  # fmt: skip


def measured(site: Path) -> Measures:
    """Count a finished site, copies, `_headers` and `_redirects` included."""
    files = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    folders = Counter(path.parent for path in files)
    largest = max(files, key=lambda path: (files[path], path))
    fullest = max(folders, key=lambda path: (folders[path], path))
    headers = (site / "_headers").read_text(encoding="utf-8").splitlines()
    return Measures(
        size=sum(files.values()),
        files=len(files),
        folders=sum(path.is_dir() for path in site.rglob("*")),
        copies=sum(path.suffix in COPIES for path in files),
        largest_size=files[largest],
        largest=largest.relative_to(site).as_posix(),
        fullest_count=folders[fullest],
        fullest=fullest.relative_to(site).as_posix(),
        redirects=len((site / "_redirects").read_text(encoding="utf-8").splitlines()),
        header_rules=sum(line.startswith("/") for line in headers),
        header_line=max(map(len, headers)),
    )


def host_faults(site: Measures, config: str = "mkdocs.yml") -> Iterator[Problem]:
    """A warning for every limit of a host that the site exceeds; none stops a build, for the site may go elsewhere."""
    for limit in _LIMITS:
        figure = limit.figure(site)
        if figure > limit.most:
            what = f"{limit.host}: {limit.what} {limit.says(figure)}{_where(limit, site)}, nhiều nhất {limit.says(limit.most)}"
            yield Problem(config, 1, what, limit.remedy or _fewer(site, figure, limit.most), "warning")


def host_table(site: Measures) -> str:
    """Every host with its limits and the site's figures, in Vietnamese, one limit a line."""
    lines = [
        f"Trang có {_written(site.files)} tệp ({_written(site.copies)} bản nén), {_written(round(site.size / 10**6, 1))} MB; "
        f"tệp lớn nhất {site.largest}. Nơi đăng nhận được không:"
    ]
    for limit in _LIMITS:
        figure = limit.figure(site)
        fits = "vừa" if figure <= limit.most else "QUÁ"
        lines.append(f"  {limit.host:<17}{fits}  {limit.what}: {limit.says(figure)} / {limit.says(limit.most)}")
    return "\n".join(lines)


def _fewer(site: Measures, figure: int, most: int) -> str:
    if site.copies and figure - site.copies <= most:
        return f"đặt `compressed: false`, bớt được {_written(site.copies)} bản nén"
    return "đưa lên máy chủ riêng (hosting/nginx.conf), hoặc chia thành nhiều tủ sách"


def _where(limit: _Limit, site: Measures) -> str:
    return {"tệp lớn nhất": f" ({site.largest})", "số tệp trong một thư mục": f" ({site.fullest})"}.get(limit.what, "")


def _written(number: float) -> str:
    """As Vietnamese writes numbers: 20.000 and 1,5."""
    text = f"{number:,.1f}" if isinstance(number, float) else f"{number:,}"
    return text.translate(str.maketrans(",.", ".,"))
