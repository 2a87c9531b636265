"""The vocabularies that the peers read, made from the wheels that Assay's own packs are made from."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import tokenizer_json

MAIN = ["o200k_base", "cl100k_base"]
"""Those that normalize, DeepSeek's, which is cut in a way of its own, and those of SentencePiece."""
OTHERS = ["qwen2", "claude-legacy", "deepseek-v3", "mistral-v1", "mistral-v3"]
SUFFIXES = {"tiktoken": "tiktoken", "sentencepiece": "model", "tokenizer.json": "original.json"}


def manifest(name: str, root: Path) -> dict:
    return json.loads((root / "Vocabularies" / name / "manifest.json").read_text())


def normalization(name: str, root: Path) -> str | None:
    """The form that the vocabulary's normalizer brings text into: NFC, NFKC or none."""
    form = manifest(name, root)["normalizer"].split("-")[0].upper()
    return None if form == "NONE" else form


def reference(name: str) -> str:
    """The peer that has the say on tokens."""
    say = {
        "claude-legacy": "tokenizers", "deepseek-v3": "tokenizers", "mistral-v1": "sentencepiece", "mistral-v3": "sentencepiece",
    }
    return say.get(name, "tiktoken")


def prepare(names: list[str], root: Path, cache: Path, python: Path) -> Path:
    """Makes what is missing: the file of the wheel (`<name>.tiktoken`, `.model` or `.original.json`), `<name>.json`, a
    `tokenizer.json` of its ordinary tokens, and `<name>.pattern`."""
    folder = cache / "vocabularies"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        description = manifest(name, root)
        file = folder / f"{name}.{SUFFIXES[description['source']['format']]}"
        if not file.exists():
            file.write_bytes(_from_wheel(name, description["source"], cache, python))
        if "pattern" in description:
            (folder / f"{name}.pattern").write_text(description["pattern"])
        converted = folder / f"{name}.json"
        if not converted.exists():
            print(f"making a tokenizer.json of {name} …", file=sys.stderr)
            converted.write_text(json.dumps(_converted(name, file, normalization(name, root)), ensure_ascii=False))
    return folder


def _converted(name: str, file: Path, form: str | None) -> dict:
    if file.suffix == ".json":
        return tokenizer_json.without_special_tokens(file.read_bytes())
    if file.suffix == ".model":
        return tokenizer_json.from_sentencepiece(file.read_bytes())
    return tokenizer_json.from_ranks(name, file.read_bytes(), form)


def _from_wheel(name: str, source: dict, cache: Path, python: Path) -> bytes:
    """The file that the vocabulary's manifest names, checked against the manifest's checksum."""
    package, version = source["package"], source["version"]
    wheels = cache / "wheels"
    pattern = f"{package.replace('-', '_')}-{version}-*.whl"
    found = list(wheels.glob(pattern))
    if not found:
        command = [str(python), "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check"]
        subprocess.run([*command, "--dest", str(wheels), f"{package}=={version}"], check=True)
        found = list(wheels.glob(pattern))
    with zipfile.ZipFile(found[0]) as wheel:
        content = wheel.read(source["path"])
    if hashlib.sha256(content).hexdigest() != source["sha256"]:
        raise SystemExit(f"{source['path']} of {package} {version} is not the file that the manifest of {name} names")
    return content
