"""The vocabularies that the peers read, made from the wheel that Assay's own packs are made from."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

# Spelled as in the tokenizer.json files that people use: the fast peers know these patterns by their spelling, and
# tokenizers' regular expressions read the possessive `{1,3}+` of cl100k_base as something else.
_CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
_UPPER, _LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
PATTERNS = {
    "cl100k_base": _CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+",
    "o200k_base": rf"[^\r\n\p{{L}}\p{{N}}]?{_UPPER}*{_LOWER}+{_CONTRACTIONS}?"
    rf"|[^\r\n\p{{L}}\p{{N}}]?{_UPPER}+{_LOWER}*{_CONTRACTIONS}?"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}


def prepare(names: list[str], root: Path, cache: Path, python: Path) -> Path:
    """Makes `<name>.tiktoken`, `<name>.pattern` and `<name>.json` (a `tokenizer.json`) where missing."""
    folder = cache / "vocabularies"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        manifest = json.loads((root / "Vocabularies" / name / "manifest.json").read_text())
        (folder / f"{name}.pattern").write_text(manifest["pattern"])
        ranks_file, json_file = folder / f"{name}.tiktoken", folder / f"{name}.json"
        if not ranks_file.exists():
            ranks_file.write_bytes(_from_wheel(name, manifest["source"], cache, python))
        if not json_file.exists():
            print(f"making a tokenizer.json of {name} …", file=sys.stderr)
            json_file.write_text(json.dumps(_tokenizer_json(name, ranks_file), ensure_ascii=False))
    return folder


def _from_wheel(name: str, source: dict, cache: Path, python: Path) -> bytes:
    """The file that the vocabulary's manifest names, checked against the manifest's checksum."""
    package, version = source["package"], source["version"]
    wheels = cache / "wheels"
    found = list(wheels.glob(f"{package}-{version}-*.whl"))
    if not found:
        command = [str(python), "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check"]
        subprocess.run([*command, "--dest", str(wheels), f"{package}=={version}"], check=True)
        found = list(wheels.glob(f"{package}-{version}-*.whl"))
    with zipfile.ZipFile(found[0]) as wheel:
        content = wheel.read(source["path"])
    if hashlib.sha256(content).hexdigest() != source["sha256"]:
        raise SystemExit(f"{source['path']} of {package} {version} is not the file that the manifest of {name} names")
    return content


def _tokenizer_json(name: str, ranks_file: Path) -> dict:
    ranks = {}
    for line in ranks_file.read_bytes().splitlines():
        token, rank = line.split()
        ranks[base64.b64decode(token)] = int(rank)
    letters = _byte_letters()
    spell = lambda token: "".join(letters[byte] for byte in token)
    merges = []
    for token, rank in sorted(ranks.items(), key=lambda item: item[1]):
        if len(token) > 1:
            left, right = _last_merge(token, rank, ranks)
            merges.append([spell(left), spell(right)])
    split = {"type": "Split", "pattern": {"Regex": PATTERNS[name]}, "behavior": "Isolated", "invert": False}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, byte_level]},
        "post_processor": None,
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": True,
            "vocab": {spell(token): rank for token, rank in ranks.items()},
            "merges": merges,
        },
    }


def _last_merge(token: bytes, rank: int, ranks: dict[bytes, int]) -> tuple[bytes, bytes]:
    """The two parts whose merge gives a token: what the merges of lower rank leave of its bytes."""
    parts = [token[i : i + 1] for i in range(len(token))]
    while len(parts) > 2:
        best = min(range(len(parts) - 1), key=lambda i: ranks.get(parts[i] + parts[i + 1], rank))
        if ranks.get(parts[best] + parts[best + 1], rank) >= rank:
            raise SystemExit(f"no merges give the token {token!r}")
        parts[best : best + 2] = [parts[best] + parts[best + 1]]
    return parts[0], parts[1]


def _byte_letters() -> list[str]:
    """GPT-2's printable letter for each byte."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [byte for byte in range(256) if byte not in printable]
    letters = {byte: chr(byte) for byte in printable} | {byte: chr(256 + i) for i, byte in enumerate(rest)}
    return [letters[byte] for byte in range(256)]
