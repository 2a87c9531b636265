"""Runs the contenders alternately, each time in a fresh process, and gathers what they report."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from environment import Environment
from peers import peer
from vocabularies import reference

ASSAY = "assay"
"""Assay that has learnt the vocabulary before the first text, as some peers do while they load."""
PREPARED = "assay prepared"
"""Assay with o200k_base on the same text, beside the vocabularies that do more work."""
OWN = "assay o200k_base"
OURS = (ASSAY, PREPARED, OWN)
TIME_LIMIT = 300
"""A cell whose run took longer, in seconds, is not run again."""
LONG = 15


@dataclass(frozen=True)
class Cell:
    vocabulary: str
    corpus: str
    call: str
    threads: int
    contender: str


@dataclass
class Outcome:
    """What the rounds of one cell gave."""

    runs: list[dict] = field(default_factory=list)
    error: str | None = None
    agrees: bool | None = None

    def median(self, value) -> float | None:
        """The median over the rounds of something computed from one run."""
        return statistics.median(map(value, self.runs)) if self.runs else None

    @property
    def cold(self) -> float | None:
        """MB of text a second of processor time, in the first pass."""
        return self.median(lambda run: _rate(run["bytes"], run["passes"][0]["cpu"]))

    @property
    def steady(self) -> float | None:
        """The same for the second half of the first pass."""
        return self.median(lambda run: _rate(run["passes"][0]["secondHalfBytes"], run["passes"][0]["secondHalfCPU"]))

    @property
    def warm(self) -> float | None:
        """The same for the fastest further pass."""
        return self.median(lambda run: max(_rate(run["bytes"], p["cpu"]) for p in run["passes"][1:]))

    def wall(self, warm: bool) -> float | None:
        """MB a second of the wall clock, in the first pass or a further one: the best round, since whatever else
        the machine does is in this time."""
        passes = lambda run: run["passes"][1:] if warm else run["passes"][:1]
        return max((_rate(run["bytes"], p["wall"]) for run in self.runs for p in passes(run)), default=None)

    def processor_seconds(self, warm: bool) -> float | None:
        """Processor time of all threads, in the first pass or the fastest further one."""
        passes = lambda run: run["passes"][1:] if warm else run["passes"][:1]
        return self.median(lambda run: min(p["cpu"] for p in passes(run)) / 1e9)

    def microseconds(self, warm: bool) -> float | None:
        """Processor time of one document."""
        passes = lambda run: run["passes"][1:] if warm else run["passes"][:1]
        return self.median(lambda run: min(p["cpu"] for p in passes(run)) / 1e3 / run["documents"])


def _rate(bytes_: int, nanoseconds: int) -> float:
    return bytes_ * 1e3 / max(nanoseconds, 1)


def run(environment: Environment, tables: Path, cell: Cell, corpus: Path | None, *, passes: int, digest: bool) -> dict:
    """One fresh process. A dictionary with `error` where it did not end well."""
    vocabulary = "o200k_base" if cell.contender == OWN else cell.vocabulary
    options = ["--vocabulary", vocabulary, "--call", cell.call, "--threads", str(cell.threads)]
    options += ["--passes", str(passes), "--first-text", FIRST_TEXT]
    if corpus:
        options += ["--corpus", str(corpus)]
    if digest:
        options.append("--digest")
    if cell.contender == PREPARED:
        options.append("--prepare")
    if cell.contender in OURS:
        command, variables = [str(environment.assay)], environment.variables(None)
    else:
        worker = environment.root / "comparison" / "worker.py"
        command = [str(environment.python), str(worker), "--peer", cell.contender, "--tables", str(tables)]
        variables = environment.variables(peer(cell.contender))
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=variables
    )
    ready = process.stdout.readline()
    load = time.perf_counter() - start
    try:
        output, errors = process.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return {"error": f"not done in {TIME_LIMIT} s"}
    if process.returncode != 0 or not ready.startswith("ready"):
        return {"error": _message(errors) or f"ended with {process.returncode}"}
    result = json.loads(output) if corpus else {}
    return result | {"loadedKB": int(ready.split()[2]), "load": load, "duration": time.perf_counter() - start}


def _message(errors: str) -> str:
    """The line that names the last exception, or the last of all."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    exceptions = [line for line in lines if re.match(r"[\w.]+(Error|Exception|Exit): ", line)]
    return [*lines, *exceptions][-1][:200] if lines else ""


# 1 KB that every contender counts before it says that it is ready.
FIRST_TEXT = ("The quick brown fox jumps over 13 lazy dogs, doesn't it? Token counts matter. " * 13)[:1000]


def measure(
    environment: Environment, tables: Path, cells: list[Cell], corpora: dict[str, Path], rounds: int
) -> dict[Cell, Outcome]:
    """All rounds of some cells. Within a round the contenders of one comparison follow each other."""
    outcomes = {cell: Outcome() for cell in cells}
    for number in range(rounds):
        for position, cell in enumerate(cells):
            outcome = outcomes[cell]
            slow = cell.contender not in OURS and peer(cell.contender).slow
            if outcome.error or (slow and number > 1) or any(run["duration"] > LONG for run in outcome.runs):
                continue
            _progress(f"round {number + 1}/{rounds}, {position + 1}/{len(cells)}: {cell.contender} {cell.corpus}")
            hostile = cell.corpus.startswith("hostile")
            result = run(
                environment, tables, cell, corpora[cell.corpus], passes=1 if hostile else 2 if slow else 3,
                digest=number == 0 and cell.call == "ids" and cell.threads == 1 and not hostile,
            )  # fmt: skip
            if "error" in result:
                outcome.error = result["error"]
            else:
                outcome.runs.append(result)
    _progress("")
    _compare(outcomes)
    return outcomes


def measure_load(environment: Environment, tables: Path, vocabulary: str, contenders: list[str], rounds: int) -> dict:
    """Process start to first count in ms, and resident memory then in MB."""
    results: dict[str, list[dict]] = {contender: [] for contender in contenders}
    for _ in range(rounds):
        for contender in contenders:
            _progress(f"start to first count: {contender}")
            result = run(environment, tables, Cell(vocabulary, "", "ids", 1, contender), None, passes=1, digest=False)
            if "error" not in result:
                results[contender].append(result)
    _progress("")
    return {
        contender: {
            "milliseconds": statistics.median(result["load"] * 1e3 for result in found),
            "residentMB": statistics.median(result["loadedKB"] / 1e3 for result in found),
        }
        for contender, found in results.items()
        if found
    }


def _compare(outcomes: dict[Cell, Outcome]) -> None:
    """Marks who agrees with the reference on the tokens of a corpus; where it failed, with the most."""
    for cell, outcome in outcomes.items():
        if not outcome.runs or cell.contender == OWN:
            continue
        same = {c.contender: o for c, o in outcomes.items() if o.runs and _question(c) == _question(cell)}
        counts = {name: _tokens(o) for name, o in same.items()}
        right = counts.get(reference(cell.vocabulary)) or Counter(counts.values()).most_common(1)[0][0]
        outcome.agrees = _tokens(outcome) == right
        judge = outcomes.get(Cell(cell.vocabulary, cell.corpus, "ids", 1, reference(cell.vocabulary)))
        if judge and judge.runs and cell.call == "ids" and cell.threads == 1:
            ours, theirs = outcome.runs[0]["digest"], judge.runs[0]["digest"]
            outcome.agrees = outcome.agrees and (theirs is None or ours == theirs)


def _question(cell: Cell) -> tuple:
    return cell.vocabulary, cell.corpus, cell.contender == OWN


def _tokens(outcome: Outcome) -> int:
    return outcome.runs[0]["passes"][0]["tokens"]


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
