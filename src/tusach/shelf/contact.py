"""How readers reach the people behind a bookcase: the ways that `contact` in mkdocs.yml names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from tusach.law.vietnamese import nfc
from tusach.problem import Problems

_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
_PHONE = re.compile(r"\+?[\d .]{3,20}")
_LINK = re.compile(r"https://[^\s\"'<>;]+")


@dataclass(frozen=True)
class Contact:
    """The `office` that answers, and its ways: `email`, `phone`, the https addresses `zalo`, `portal`, `form`; "" for none.

    `form` takes a POST of `application/x-www-form-urlencoded` with the fields `chu-de`, `noi`, `cau-hoi`, `tra-loi`, and
    `website`, which people never see: what fills it is a machine.
    """

    office: str = ""
    email: str = ""
    phone: str = ""
    zalo: str = ""
    portal: str = ""
    form: str = ""

    @property
    def reachable(self) -> bool:
        """Whether any way is named."""
        return any((self.email, self.phone, self.zalo, self.portal, self.form))

    @property
    def form_origin(self) -> str:
        """Scheme and host of `form`, "" without one: what the site's policy must let forms go to."""
        return "/".join(self.form.split("/")[:3])


_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "office": (re.compile(r"\S.*"), "Phòng Tư pháp …"),
    "email": (_EMAIL, "hoidap@example.vn"),
    "phone": (_PHONE, "024 3733 1234"),
    "zalo": (_LINK, "https://zalo.me/…"),
    "portal": (_LINK, "https://phapluat.gov.vn/"),
    "form": (_LINK, "https://…"),
}


def chosen_contact(value: object, problems: Problems, path: str) -> Contact:
    """The contact among the options; every fault is noted and left out."""
    if value in (None, "", {}):
        return Contact()
    if not isinstance(value, Mapping):
        problems.add(path, 1, "mục `contact` viết sai kiểu", "mỗi dòng một cặp, ví dụ `email: hoidap@example.vn`")
        return Contact()
    return Contact(**dict(_good(value, problems, path)))


def _good(value: Mapping[object, object], problems: Problems, path: str) -> Iterator[tuple[str, str]]:
    known = [field.name for field in fields(Contact)]
    for key, given in value.items():
        name, text = str(key), nfc(str(given or "")).strip()
        if name not in known:
            problems.add(path, 1, f"`contact`: không có mục `{name}`", f"các mục dùng được: {', '.join(known)}")
        elif text and not _FORMS[name][0].fullmatch(text):
            problems.add(path, 1, f"`contact`: `{name}: {text}` không đúng", f"viết như `{name}: {_FORMS[name][1]}`")
        elif text:
            yield name, text
