"""A problem an editor can mend, with its place and its remedy; all of them are collected and shown at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: `path` relative to the bookcase, 1-based `line`, `what` is wrong and the `remedy`, in Vietnamese.

    A `warning` is told but does not stop a build.
    """

    path: str
    line: int
    what: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        mark = "cảnh báo: " if self.severity == "warning" else ""
        return f"{self.path}:{self.line}: {mark}{self.what} - {self.remedy}"


class Problems(Iterable[Problem]):
    """Collects problems without stopping at the first; iterates in order of file and line, each once."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, path: str, line: int, what: str, remedy: str) -> None:
        """Note one problem."""
        self._found.add(Problem(path, line, what, remedy))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several problems."""
        self._found.update(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> int:
        """How many of them stop a build."""
        return sum(problem.severity == "error" for problem in self._found)

    @property
    def warnings(self) -> int:
        """How many of them do not."""
        return len(self) - self.errors

    def as_text(self) -> str:
        """One problem a line, `path:line: what - remedy`."""
        return "\n".join(map(str, self))

    def as_json(self) -> str:
        """A JSON array of objects with path, line, what, remedy, severity."""
        return json.dumps([asdict(problem) for problem in self], ensure_ascii=False, indent=2)

    def as_github(self) -> str:
        """GitHub workflow commands (`::error file=...`, `::warning file=...`), shown beside the line in a pull request."""
        return "\n".join(
            f"::{p.severity} file={p.path},line={p.line}::{_github_escape(f'{p.what} - {p.remedy}')}" for p in self
        )


def _github_escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
