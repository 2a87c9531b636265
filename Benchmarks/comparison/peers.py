"""The peers: how each is installed, loaded and called.

Every peer is called in process with the text already in memory, one call a document, through the fastest call its
interface offers for one text: where that returns a numpy array or a buffer instead of a Python list, that one. Text is
a `str`, except where a peer takes bytes. What a call returns has a length that is the number of tokens, or `length`
tells how to get it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

from vocabularies import MAIN, OTHERS


@dataclass
class Engine:
    """A loaded peer. `batch` encodes a list of documents on `threads` threads and returns the number of tokens."""

    ids: Callable[[Any], Any] | None = None
    count: Callable[[Any], int] | None = None
    batch: Callable[[list, int], int] | None = None
    batch_count: Callable[[list, int], int] | None = None
    length: Callable[[Any], int] = len
    to_list: Callable[[Any], Any] = lambda result: result
    takes_bytes: bool = False


@dataclass
class Peer:
    name: str
    """What pip installs."""
    requirement: str
    load: Callable[[str, Path], Engine]
    """What one call returns for ids: a list costs engines above 40 MB/s 19-38% of their time."""
    returns: str
    calls: tuple[str, ...] = ("ids",)
    """Installed into a folder of its own, since another version of it is in the environment."""
    separate: bool = False
    """So slow that it is run less often."""
    slow: bool = False
    """Whether a call takes many documents and uses several threads for them."""
    threads: bool = True
    """The vocabularies that it has or reads."""
    vocabularies: tuple[str, ...] = (*MAIN, *OTHERS)
    note: str = ""


def _tiktoken(vocabulary: str, folder: Path) -> Engine:
    import tiktoken
    from tiktoken.load import load_tiktoken_bpe

    encoding = tiktoken.Encoding(
        vocabulary,
        pat_str=(folder / f"{vocabulary}.pattern").read_text(),
        mergeable_ranks=load_tiktoken_bpe(str(folder / f"{vocabulary}.tiktoken")),
        special_tokens={},
    )
    return Engine(
        ids=encoding.encode_ordinary,
        batch=lambda texts, threads: sum(map(len, encoding.encode_ordinary_batch(texts, num_threads=threads))),
    )


def _tokenizers(vocabulary: str, folder: Path) -> Engine:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / f"{vocabulary}.json"))
    # No Python list is made until `.ids` is asked for.
    encode = lambda text: tokenizer.encode(text, add_special_tokens=False)
    if hasattr(tokenizer, "encode_fast"):
        encode = lambda text: tokenizer.encode_fast(text, add_special_tokens=False)
    batch = getattr(tokenizer, "encode_batch_fast", tokenizer.encode_batch)
    return Engine(
        ids=encode,
        to_list=lambda encoding: encoding.ids,
        batch=lambda texts, threads: sum(map(len, batch(texts, add_special_tokens=False))),
    )


def _fastokens(vocabulary: str, folder: Path) -> Engine:
    from fastokens import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / f"{vocabulary}.json"))

    def batch(texts: list, threads: int) -> int:
        ids, _ = tokenizer.encode_batch_flat(texts)
        return len(ids) // 4

    return Engine(ids=tokenizer.encode, to_list=lambda encoding: encoding.ids, batch=batch)


def _gigatoken(vocabulary: str, folder: Path) -> Engine:
    import gigatoken

    if vocabulary in MAIN:
        tokenizer = gigatoken.Tokenizer.from_tiktoken(str(folder / f"{vocabulary}.tiktoken"))
    elif (model := folder / f"{vocabulary}.model").exists():
        tokenizer = gigatoken.Tokenizer.from_sentencepiece(str(model))
    else:
        tokenizer = gigatoken.Tokenizer.from_json((folder / f"{vocabulary}.json").read_bytes())
    backend = tokenizer.backend

    def batch(texts: list, threads: int) -> int:
        import awkward

        return int(awkward.count(backend.encode_batch(texts, parallel=threads > 1)))

    return Engine(ids=backend.encode, to_list=lambda ids: ids.tolist(), batch=batch, takes_bytes=True)


def _toktok(vocabulary: str, folder: Path) -> Engine:
    import toktok

    tokenizer = toktok._encoding(vocabulary)
    return Engine(
        ids=lambda text: tokenizer.encode_to_numpy(text, None, ()),
        count=tokenizer.count,
        to_list=lambda ids: ids.tolist(),
        batch=lambda texts, threads: len(tokenizer.encode_batch(texts, threads)[0]) // 4,
        batch_count=lambda texts, threads: sum(toktok.batch_count(texts, vocabulary, threads=threads)),
    )


def _quicktok(vocabulary: str, folder: Path) -> Engine:
    import quicktok

    # Qwen 3 has the ordinary tokens of Qwen 2.
    tokenizer = quicktok.get_encoding({"qwen2": "qwen3"}.get(vocabulary, vocabulary))
    return Engine(
        ids=tokenizer.encode_ordinary,
        count=tokenizer.count,
        batch=lambda texts, threads: len(tokenizer.encode_batch(texts, threads)[0]),
        batch_count=lambda texts, threads: int(quicktok.count_batch(tokenizer, texts, threads).sum()),
    )


def _splintr(vocabulary: str, folder: Path) -> Engine:
    import splintr

    if vocabulary in MAIN:
        tokenizer = splintr.Tokenizer.from_pretrained(vocabulary)
    else:
        tokenizer = splintr.from_json(str(folder / f"{vocabulary}.json"))

    def to_list(ids: bytes) -> list[int]:
        import array

        return array.array("I", ids).tolist()

    return Engine(
        ids=tokenizer.encode_flat,
        length=lambda ids: len(ids) // 4,
        to_list=to_list,
        batch=lambda texts, threads: len(tokenizer.encode_batch_flat(texts)[0]) // 4,
    )


def _rs_bpe(vocabulary: str, folder: Path) -> Engine:
    from rs_bpe.bpe import openai

    tokenizer = getattr(openai, vocabulary)()
    return Engine(ids=tokenizer.encode, count=tokenizer.count)


def _sentencepiece(vocabulary: str, folder: Path) -> Engine:
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_file=str(folder / f"{vocabulary}.model"))
    return Engine(
        ids=processor.encode,
        batch=lambda texts, threads: sum(map(len, processor.encode(texts, num_threads=threads))),
    )


PEERS = [
    Peer("tiktoken", "tiktoken==0.14.0", _tiktoken, "list", vocabularies=(*MAIN, "qwen2")),
    Peer(
        "sentencepiece", "sentencepiece==0.2.1", _sentencepiece, "list", vocabularies=("mistral-v1", "mistral-v3"),
    ),
    Peer("fastokens", "fastokens==0.3.5", _fastokens, "object"),
    Peer("gigatoken", "gigatoken==0.10.0", _gigatoken, "numpy"),
    Peer("tokenizers-rc", "tokenizers==1.0.0rc3", _tokenizers, "object", separate=True, note="a pre-release"),
    Peer("tokenizers", "tokenizers==0.23.3", _tokenizers, "object", slow=True),
    Peer("splintr", "splintr-rs==0.22.0", _splintr, "buffer", note="its own copy of the vocabulary"),
    Peer(
        "quicktok", "quicktok-v1==0.4.0", _quicktok, "list", ("ids", "count"), vocabularies=(*MAIN, "qwen2"),
        note="its own copy of the vocabulary",
    ),
    Peer(
        "toktok", "toktok-rs==0.3.0", _toktok, "numpy", ("ids", "count"), vocabularies=(*MAIN,),
        note="its own copy of the vocabulary; ids through a class that it keeps private",
    ),
    Peer(
        "rs-bpe", "rs-bpe==0.1.0", _rs_bpe, "list", ("ids", "count"), threads=False, vocabularies=(*MAIN,),
        note="its own copy of the vocabulary",
    ),
]


def contenders(vocabulary: str, call: str, threads: int, wanted: list[str]) -> list[str]:
    """Those of the wanted peers that can do what is asked."""
    found = [known for known in map(peer, wanted) if vocabulary in known.vocabularies and call in known.calls]
    return [known.name for known in found if threads == 1 or known.threads]


def peer(name: str) -> Peer:
    for known in PEERS:
        if known.name == name:
            return known
    raise SystemExit(f"unknown peer {name}; known: {', '.join(known.name for known in PEERS)}")


def limit_threads(threads: int) -> None:
    """Before a peer is loaded: pools that ask the environment for their size."""
    os.environ["RAYON_NUM_THREADS"] = str(threads)
    os.environ["TOKENIZERS_PARALLELISM"] = "true" if threads > 1 else "false"
    # numpy's linear algebra starts threads of its own that wait in a loop for 20 ms, which is processor time.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
