"""The corpora: documents of about 16 KB, made once from texts of the machine and from a fixed seed."""

from __future__ import annotations

import base64
import json
import random
import unicodedata
from pathlib import Path
from typing import Callable, Iterable

import sources

DOCUMENT = 16_000
SMALL_DOCUMENT = 400
LIMIT = 6_000_000
HOSTILE = 10_000_000
SEED = 20261121

LANGUAGES = [
    "ru-RU", "ja-JP", "de-DE", "ar-MA", "ko-KR", "fr-FR", "fa-IR", "el-GR", "es-ES", "vi-VN", "zh-TW", "pl-PL",
    "tr-TR", "pt-BR", "cs-CZ", "id-ID",
]  # fmt: skip


def pack(texts: Iterable[str], size: int = DOCUMENT, limit: int = LIMIT) -> list[bytes]:
    """Lines put together to documents of about `size` bytes, until there are `limit` bytes."""
    documents, lines, length, total = [], [], 0, 0
    for text in texts:
        for line in text.splitlines(keepends=True):
            encoded = line.encode(errors="replace")
            lines.append(encoded)
            length += len(encoded)
            if length >= size:
                documents.append(b"".join(lines))
                total += length
                lines, length = [], 0
                if total >= limit:
                    return documents
    return [*documents, b"".join(lines)] if lines else documents


def paragraphs(texts: Iterable[str]) -> Iterable[str]:
    """Each paragraph once, with an empty line after it; without headings and menus."""
    return (text + "\n\n" for text in dict.fromkeys(texts) if len(text.encode(errors="replace")) >= 40)


def english(cache: Path) -> list[bytes]:
    return pack(paragraphs([*sources.handbook("en-US", cache), *sources.perl_prose(cache)]))


def code(cache: Path) -> list[bytes]:
    files = sources.python_sources()
    others = sources.other_sources()
    order = random.Random(SEED)
    order.shuffle(files)
    order.shuffle(others)
    return pack(files, limit=LIMIT * 2 // 3) + pack(others, limit=LIMIT // 3)


def chinese(cache: Path) -> list[bytes]:
    pages = sorted(sources.folder("debian-reference-zh-cn", cache).glob("*.zh-cn.html"))
    texts = sources.handbook("zh-CN", cache) + sources.handbook("zh-TW", cache)
    texts += [paragraph for path in pages for paragraph in sources.page(path)]
    texts += sources.chinese_manual_pages(cache)
    # What was left untranslated, and tables of commands, would make this English.
    return pack(paragraphs(text for text in texts if _share_of_han(text) > 0.5))


def _share_of_han(text: str) -> float:
    return sum(0x3000 <= ord(character) < 0xA000 or ord(character) >= 0xFF00 for character in text) / max(1, len(text))


def multilingual(cache: Path) -> list[bytes]:
    """Documents of sixteen languages in turn."""
    untranslated = set(sources.handbook("en-US", cache))
    share = LIMIT // len(LANGUAGES)
    columns = []
    for language in LANGUAGES:
        texts = [text for text in sources.handbook(language, cache) if text not in untranslated]
        columns.append(pack(paragraphs(texts), limit=share))
    rows = max(map(len, columns))
    return [column[row] for row in range(rows) for column in columns if row < len(column)]


def chat(cache: Path) -> list[bytes]:
    """Conversations as JSON, as they are sent to an interface: roles, questions, code, tool calls, numbers."""
    chance = random.Random(SEED)
    prose = [*dict.fromkeys([*sources.handbook("en-US", cache), *sources.perl_prose(cache)])]
    foreign = [text for language in ("fr-FR", "zh-CN", "ru-RU") for text in sources.handbook(language, cache)]
    files = sources.python_sources()

    def snippet() -> str:
        lines = chance.choice(files).splitlines()
        start = chance.randrange(max(1, len(lines) - 20))
        return "```python\n" + "\n".join(lines[start : start + chance.randrange(4, 20)]) + "\n```"

    def content() -> str:
        kind = chance.random()
        texts = foreign if kind < 0.05 else prose
        parts = [chance.choice(texts) for _ in range(chance.randrange(1, 4))]
        return "\n\n".join([*parts, snippet()] if kind > 0.6 else parts)

    def tool_call() -> dict:
        arguments = {
            "path": f"/srv/app/{chance.choice(['src', 'lib', 'test'])}/module_{chance.randrange(1000)}.py",
            "line": chance.randrange(5000),
            "score": round(chance.random(), 6),
            "dry_run": chance.random() < 0.5,
        }
        function = {"name": chance.choice(["read_file", "search", "run_tests"]), "arguments": json.dumps(arguments)}
        return {"id": f"call_{chance.getrandbits(96):024x}", "type": "function", "function": function}

    def conversation() -> str:
        messages: list[dict] = [{"role": "system", "content": chance.choice(prose)}]
        size = 0
        while size < DOCUMENT:
            messages.append({"role": "user", "content": content()})
            reply: dict = {"role": "assistant", "content": content()}
            if chance.random() < 0.4:
                reply["tool_calls"] = [tool_call()]
            messages.append(reply)
            size += sum(len(message["content"]) + 60 for message in messages[-2:])
        request = {
            "id": f"{chance.getrandbits(128):032x}",
            "model": "gpt-4o",
            "created": chance.randrange(1_600_000_000, 1_800_000_000),
            "temperature": 0.2,
            "messages": messages,
        }
        indent = 2 if chance.random() < 0.3 else None
        return json.dumps(request, ensure_ascii=False, indent=indent)

    documents = []
    while sum(map(len, documents)) < LIMIT:
        documents += [conversation().encode(errors="replace") for _ in range(20)]
    return documents


def small_chat(cache: Path) -> list[bytes]:
    return _small(chat(cache))


def small_chinese(cache: Path) -> list[bytes]:
    return _small(chinese(cache))


def _small(documents: list[bytes]) -> list[bytes]:
    """The same text in documents of about 400 bytes, cut between characters."""
    small = []
    for document in documents:
        text, start = document.decode(), 0
        while start < len(text):
            size = SMALL_DOCUMENT * len(text) // len(document)
            small.append(text[start : start + size].encode())
            start += size
    return small[: LIMIT // 2 // SMALL_DOCUMENT]


def hostile(unit: str) -> Callable[[Path], list[bytes]]:
    def make(cache: Path) -> list[bytes]:
        return [(unit * HOSTILE).encode()]

    return make


def han(cache: Path) -> list[bytes]:
    chance = random.Random(SEED)
    return ["".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(HOSTILE // 3)).encode()]


def base64_run(cache: Path) -> list[bytes]:
    return [base64.b64encode(random.Random(SEED).randbytes(HOSTILE * 3 // 4))]


NATURAL = {"english": english, "code": code, "chinese": chinese, "multilingual": multilingual, "chat": chat}
SMALL = {"small-chat": small_chat, "small-chinese": small_chinese}
HOSTILE_SET = {
    "hostile-a": hostile("a"),
    "hostile-spaces": hostile(" "),
    "hostile-newlines": hostile("\n"),
    "hostile-han": han,
    "hostile-base64": base64_run,
}
ALL = NATURAL | SMALL | HOSTILE_SET


def prepare(name: str, cache: Path, form: str | None = None) -> Path:
    """The corpus as a file of documents end to end, with their lengths in bytes in `<file>.lengths`.

    form: what its text is brought into: NFC, NFKC or nothing.
    """
    path = cache / "corpora" / f"{name}{'.' + form.lower() if form else ''}.txt"
    lengths = Path(f"{path}.lengths")
    if not (path.exists() and lengths.exists()):
        path.parent.mkdir(parents=True, exist_ok=True)
        documents = _documents(prepare(name, cache)) if form else ALL[name](cache)
        if form:
            documents = [unicodedata.normalize(form, document.decode()).encode() for document in documents]
        # A special token's text would be encoded by some peers as the special token.
        documents = [document.replace(b"<|", b"< |") for document in documents]
        path.write_bytes(b"".join(documents))
        lengths.write_text("".join(f"{len(document)}\n" for document in documents))
    return path


def _documents(path: Path) -> list[bytes]:
    text, start, documents = path.read_bytes(), 0, []
    for line in Path(f"{path}.lengths").read_text().splitlines():
        documents.append(text[start : start + int(line)])
        start += int(line)
    return documents
