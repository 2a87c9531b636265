"""Texts that any Debian machine has, or can have without a change to the system.

A Debian package that is not installed is fetched with `apt-get download` from the machine's own mirror and unpacked
below `.cache`, which needs no rights. Where that fails, the lists of packages may be missing or old, and are fetched too.
"""

from __future__ import annotations

import gzip
import html.parser
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

PACKAGES = {
    "perl-doc": "usr/share/perl",
    "debian-handbook": "usr/share/doc/debian-handbook",
    "debian-reference-zh-cn": "usr/share/debian-reference",
    "manpages-zh": "usr/share/man/zh_CN",
}


class Missing(Exception):
    pass


def folder(package: str, cache: Path) -> Path:
    """Where a Debian package's texts are."""
    place = PACKAGES[package]
    unpacked = cache / "packages" / package
    if (unpacked / place).is_dir():
        return unpacked / place
    installed = subprocess.run(["dpkg", "-s", package], capture_output=True).returncode == 0
    if installed and Path("/", place).is_dir():
        return Path("/", place)
    print(f"fetching the Debian package {package} …", file=sys.stderr)
    (cache / "packages").mkdir(parents=True, exist_ok=True)
    archives = _download(package, [], cache) or _download(package, _own_lists(cache), cache)
    if not archives:
        raise Missing(f"the Debian package {package} is not installed and `apt-get download {package}` does not work")
    subprocess.run(["dpkg-deb", "-x", str(archives[-1]), str(unpacked)], check=True)
    return unpacked / place


def _download(package: str, options: list[str], cache: Path) -> list[Path]:
    place = cache / "packages"
    subprocess.run(["apt-get", *options, "download", "-q", package], cwd=place, capture_output=True)
    return sorted(place.glob(f"{package}_*.deb"))


def _own_lists(cache: Path) -> list[str]:
    """apt's options for lists of packages of our own, made anew: a fresh machine's own are empty or old."""
    state = cache / "apt"
    (state / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    options = ["-o", f"Dir::State::lists={state / 'lists'}", "-o", f"Dir::Cache={state}"]
    subprocess.run(["apt-get", *options, "update", "-q"], capture_output=True)
    return options


class _Paragraphs(html.parser.HTMLParser):
    """The paragraphs of a page, without what is code."""

    _blocks = {"p", "li", "dd", "dt", "td", "h1", "h2", "h3", "h4", "div", "title"}
    _skipped = {"script", "style", "pre", "head"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._parts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self._depth += tag in self._skipped
        if tag in self._blocks:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag in self._skipped
        if tag in self._blocks:
            self._end()

    def handle_data(self, data: str) -> None:
        if self._depth <= 0:
            self._parts.append(data)

    def _end(self) -> None:
        text = " ".join("".join(self._parts).split())
        self._parts = []
        if text:
            self.found.append(text)


def page(path: Path) -> list[str]:
    parser = _Paragraphs()
    parser.feed(path.read_text(errors="replace"))
    parser.close()
    return parser.found


def handbook(language: str, cache: Path) -> list[str]:
    pages = sorted((folder("debian-handbook", cache) / "html" / language).glob("*.html"))
    return [paragraph for path in pages for paragraph in page(path)]


def perl_prose(cache: Path) -> list[str]:
    """The paragraphs of Perl's manual that are prose, without markup."""
    found = []
    for path in sorted(folder("perl-doc", cache).glob("*/pod/perl*.pod")):
        for paragraph in path.read_text(errors="replace").split("\n\n"):
            if paragraph[:1] not in ("", " ", "\t", "="):
                found.append(re.sub(r"[A-Z]<+\s?([^<>]*?)\s?>+", r"\1", " ".join(paragraph.split())))
    return found


def chinese_manual_pages(cache: Path) -> list[str]:
    """The paragraphs of the manual pages, in simplified and in traditional characters, without markup."""
    simplified = folder("manpages-zh", cache)
    found = []
    for path in [*sorted(simplified.rglob("*.gz")), *sorted((simplified.parent / "zh_TW").rglob("*.gz"))]:
        page = gzip.decompress(path.read_bytes()).decode(errors="replace")
        for paragraph in re.split(r"(?m)^(?:[.'].*)?\n", page):
            found.append(re.sub(r"\\f[BIRP]|\\[-&]", "", paragraph.replace("\n", "")))
    return found


def python_sources() -> list[str]:
    """The files of the standard library of the Python that runs this."""
    paths = sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py"))
    return [
        text
        for path in paths
        if "site-packages" not in path.parts and "dist-packages" not in path.parts and "lib2to3" not in path.parts
        if (text := path.read_text(errors="replace"))
    ]


def other_sources() -> list[str]:
    """C headers and Perl modules, where there are any."""
    headers = sorted(Path("/usr/include").rglob("*.h"))
    modules = sorted(Path("/usr/share/perl").rglob("*.pm"))
    return [path.read_text(errors="replace") for path in [*headers, *modules] if path.is_file()]
