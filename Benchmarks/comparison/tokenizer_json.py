"""Makes a `tokenizer.json`, which most peers read, of vocabularies that come in another format.

Without special tokens: text that spells one is ordinary text to Assay, tiktoken and SentencePiece, unless asked otherwise.
"""

from __future__ import annotations

import base64
import json

import sentencepiece_model

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
    "qwen2": _CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}


def from_ranks(name: str, content: bytes, normalization: str | None) -> dict:
    """Of a tiktoken file: a line a token, base64 and rank."""
    ranks = {}
    for line in content.splitlines():
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
    model = {"vocab": {spell(token): rank for token, rank in ranks.items()}, "merges": merges, "ignore_merges": True}
    return _file(
        normalizer={"type": normalization} if normalization else None,
        pre_tokenizer={"type": "Sequence", "pretokenizers": [split, byte_level]},
        decoder=byte_level,
        model=model,
    )


def from_sentencepiece(content: bytes) -> dict:
    """Of a SentencePiece model with byte fallback that leaves spaces alone, as Mistral's and Llama's are."""
    pieces = sentencepiece_model.pieces(content)
    plain = {piece.text: piece for piece in pieces if piece.kind == sentencepiece_model.NORMAL}
    merges = []
    for piece in plain.values():
        for i in range(1, len(piece.text)):
            left, right = plain.get(piece.text[:i]), plain.get(piece.text[i:])
            if left and right:
                merges.append((-piece.score, left.id, right.id, left.text, right.text))
    return _file(
        normalizer={
            "type": "Sequence",
            "normalizers": [
                {"type": "Prepend", "prepend": "▁"},
                {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
            ],
        },
        pre_tokenizer=None,
        decoder={
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
                {"type": "Strip", "content": " ", "start": 1, "stop": 0},
            ],
        },
        model={
            "vocab": {piece.text: piece.id for piece in pieces},
            "merges": [[left, right] for *_, left, right in sorted(merges)],
            "unk_token": next(piece.text for piece in pieces if piece.kind == sentencepiece_model.UNKNOWN),
            "fuse_unk": True,
            "byte_fallback": True,
        },
    )


def without_special_tokens(content: bytes) -> dict:
    return json.loads(content) | {"added_tokens": [], "post_processor": None}


def _file(*, normalizer: dict | None, pre_tokenizer: dict | None, decoder: dict, model: dict) -> dict:
    defaults = {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": False,
    }
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": normalizer,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": None,
        "decoder": decoder,
        "model": defaults | model,
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
