"""Runs one peer over a corpus and prints what it took: a line `ready`, with the tokens and
the kB of memory, after the first count, then a line of JSON.

Its counterpart for Assay is `Sources/assay-bench`; both take the same options and measure in the same places.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import peers


def peak_resident_kb() -> int:
    """`getrusage` would give the parent's peak where that was higher."""
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def read_corpus(path: Path, as_bytes: bool) -> tuple[list, list[int]]:
    text = path.read_bytes()
    documents, sizes, start = [], [], 0
    for line in Path(f"{path}.lengths").read_text().splitlines():
        part = text[start : start + int(line)]
        documents.append(part if as_bytes else part.decode())
        sizes.append(len(part))
        start += len(part)
    return documents, sizes


def run_pass(engine: peers.Engine, call: str, documents: list, sizes: list[int]) -> dict:
    middle = len(documents) // 2
    encode, length, count = engine.ids, engine.length, engine.count
    wall, start = time.perf_counter_ns(), time.process_time_ns()
    half, tokens = start, 0
    for part in (documents[:middle], documents[middle:]):
        half = time.process_time_ns()
        if call == "count":
            for document in part:
                tokens += count(document)
        else:
            for document in part:
                tokens += length(encode(document))
    end = time.process_time_ns()
    return {
        "tokens": tokens,
        "cpu": end - start,
        "wall": time.perf_counter_ns() - wall,
        "secondHalfCPU": end - half,
        "secondHalfBytes": sum(sizes[middle:]),
    }


def run_batch(engine: peers.Engine, call: str, documents: list, threads: int) -> dict:
    batch = engine.batch_count if call == "count" else engine.batch
    wall, start = time.perf_counter_ns(), time.process_time_ns()
    tokens = batch(documents, threads)
    return {
        "tokens": tokens,
        "cpu": time.process_time_ns() - start,
        "wall": time.perf_counter_ns() - wall,
        "secondHalfCPU": 0,
        "secondHalfBytes": 0,
    }


def digest(engine: peers.Engine, documents: list) -> int:
    """CRC-32 over all ids as little-endian 32-bit numbers: equal where the ids are."""
    import array
    import zlib

    value = 0
    for document in documents:
        value = zlib.crc32(array.array("I", engine.to_list(engine.ids(document))).tobytes(), value)
    return value


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer", required=True)
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--vocabulary", required=True)
    parser.add_argument("--call", choices=["ids", "count"], default="ids")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--first-text", default="")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--digest", action="store_true")
    options = parser.parse_args()

    peers.limit_threads(options.threads)
    engine = peers.peer(options.peer).load(options.vocabulary, options.tables)
    first = options.first_text.encode() if engine.takes_bytes else options.first_text
    tokens = engine.count(first) if options.call == "count" else engine.length(engine.ids(first))
    print("ready", tokens, peak_resident_kb(), flush=True)
    if not options.corpus:
        return

    documents, sizes = read_corpus(options.corpus, engine.takes_bytes)
    passes = []
    for _ in range(options.passes):
        if options.threads == 1:
            passes.append(run_pass(engine, options.call, documents, sizes))
        else:
            passes.append(run_batch(engine, options.call, documents, options.threads))
    result = {
        "passes": passes,
        "bytes": sum(sizes),
        "documents": len(documents),
        "peakKB": peak_resident_kb(),
        "digest": digest(engine, documents) if options.digest and engine.ids else None,
    }
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    sys.exit(main())
