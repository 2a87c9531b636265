"""The tables, as Markdown for people and as JSON for programs."""

from __future__ import annotations

import argparse
import statistics
from dataclasses import dataclass

import corpora
from measure import ASSAY, OURS, OWN, PREPARED, Cell, Outcome
from peers import peer
from vocabularies import reference

NATURAL, SMALL, HOSTILE = list(corpora.NATURAL), list(corpora.SMALL), list(corpora.HOSTILE_SET)
MEASURES = ("cold", "steady", "warm")


@dataclass
class Report:
    machine: dict
    versions: dict[str, str]
    missing: dict[str, str]
    options: argparse.Namespace
    outcomes: dict[Cell, Outcome]
    load: dict[str, dict[str, dict]]

    # MARK: JSON

    def json(self) -> dict:
        return {
            "schema": 1,
            "machine": self.machine,
            "versions": self.versions,
            "missing": self.missing,
            "rounds": self.options.rounds,
            "load": self.load,
            "cells": [self._cell(cell, outcome) for cell, outcome in self.outcomes.items()],
        }

    def _cell(self, cell: Cell, outcome: Outcome) -> dict:
        found = vars(cell) | {"error": outcome.error, "agrees": outcome.agrees, "rounds": len(outcome.runs)}
        if not outcome.runs:
            return found
        found |= {"bytes": outcome.runs[0]["bytes"], "tokens": outcome.runs[0]["passes"][0]["tokens"]}
        found["peakMB"] = outcome.median(lambda run: run["peakKB"] / 1e3)
        if cell.threads == 1:
            found |= {"coldMBs": outcome.cold, "coldSeconds": _seconds(outcome)}
            if len(outcome.runs[0]["passes"]) > 1:
                found |= {"steadyMBs": outcome.steady, "warmMBs": outcome.warm}
                found |= {"coldMicroseconds": outcome.microseconds(False), "warmMicroseconds": outcome.microseconds(True)}
        if len(outcome.runs[0]["passes"]) > 1:
            found |= {"coldWallMBs": outcome.wall(False), "warmWallMBs": outcome.wall(True)}
            found |= {"coldCPU": outcome.processor_seconds(False), "warmCPU": outcome.processor_seconds(True)}
        return found

    # MARK: Markdown

    def markdown(self) -> str:
        machine = self.machine
        lines = [
            f"# Assay and its peers, {machine['date'][:10]}",
            "",
            f"{machine['processor']}, {machine['cores']} cores ({', '.join(machine['vectorExtensions'])}), "
            f"{machine['memoryGB']} GB, {machine['system']}, kernel {machine['kernel']}, Python {machine['python']}, "
            f"{machine['swift']}. " + ", ".join(f"{name} {version}" for name, version in self.versions.items()) + ".",
            "",
            f"Medians of {self.options.rounds} rounds, a fresh process each, contenders alternately; the text is in "
            "memory, one call a document. Speeds are MB (10^6 bytes) a second of processor time on one thread: "
            "**cold** the first pass, **steady** its second half, **warm** the same text again. Assay, **prepared** has learnt "
            "the vocabulary before, which is in its time to the first count, as what peers do when they load is in theirs. "
            "Peers are called from Python; where a call returns a list of Python numbers, making it is in the time.",
        ]
        if self.missing:
            lines += ["", *(f"- **Missing: {name}**: {reason}" for name, reason in self.missing.items())]
        for vocabulary in self.options.vocabularies:
            for call in self.options.calls:
                lines += self._speeds(vocabulary, call)
                lines += self._ratios(vocabulary, call)
            lines += self._small(vocabulary)
            for threads in self.options.threads:
                if threads > 1:
                    lines += self._threads(vocabulary, threads)
            lines += self._hostile(vocabulary)
            lines += self._load(vocabulary)
        return "\n".join([*lines, "", *self._differences(), ""])

    def _find(self, vocabulary: str, corpus: str, call: str, threads: int = 1) -> dict[str, Outcome]:
        return {
            cell.contender: outcome
            for cell, outcome in self.outcomes.items()
            if (cell.vocabulary, cell.corpus, cell.call, cell.threads) == (vocabulary, corpus, call, threads)
        }

    def _measured(self, vocabulary: str, wanted: list[str], call: str, threads: int = 1) -> list[str]:
        return [corpus for corpus in wanted if self._find(vocabulary, corpus, call, threads)]

    def _contenders(self, vocabulary: str, names: list[str], call: str, threads: int = 1) -> list[str]:
        found = {name: None for corpus in names for name in self._find(vocabulary, corpus, call, threads)}
        return list(found)

    def _speeds(self, vocabulary: str, call: str) -> list[str]:
        names = self._measured(vocabulary, NATURAL, call)
        rows = []
        for contender in self._contenders(vocabulary, names, call):
            row = [_title(contender)]
            for corpus in names:
                outcome = self._find(vocabulary, corpus, call)[contender]
                row.append(_cell(outcome, lambda o: " / ".join(_number(v) for v in (o.cold, o.steady, o.warm))))
            rows.append(row)
        title = f"{vocabulary}, {'ids' if call == 'ids' else 'counts'}: MB/s, cold / steady / warm"
        return _table(title, ["", *names], rows) if rows else []

    def _ratios(self, vocabulary: str, call: str) -> list[str]:
        """Assay's speed by the reference's, and by that of the best peer that agrees."""
        names = self._measured(vocabulary, NATURAL, call)
        rows = []
        for kind in MEASURES:
            judge = reference(vocabulary)
            headings = [
                f"{kind}, x {judge}", f"{kind}, x the best peer", f"{kind}, prepared, x the best peer",
                f"{kind}, x our o200k_base",
            ]  # fmt: skip
            to_reference, to_best, prepared_to_best, to_own = ([heading] for heading in headings)
            factors = ([], [], [], [])
            for corpus in names:
                speeds = {
                    name: getattr(outcome, kind)
                    for name, outcome in self._find(vocabulary, corpus, call).items()
                    if outcome.runs and outcome.agrees
                }
                ours, prepared = speeds.pop(ASSAY, None), speeds.pop(PREPARED, None)
                # Counting is compared with its ids: the references have no call that only counts.
                base = self._speed(vocabulary, corpus, judge, kind)
                own = self._speed(vocabulary, corpus, OWN, kind)
                to_reference.append(_ratio(ours, base, factors[0]))
                best = max(speeds, key=speeds.get, default=None)
                to_best.append(f"{_ratio(ours, speeds[best], factors[1])} ({best})" if best else "")
                prepared_to_best.append(_ratio(prepared, speeds[best], factors[2]) if best else "")
                to_own.append(_ratio(ours, own, factors[3]))
            for row, factor in zip((to_reference, to_best, prepared_to_best, to_own), factors):
                if factor:
                    rows.append([*row, f"{statistics.geometric_mean(factor):.2f}"])
        return _table(f"{vocabulary}, {call}: Assay by the others", ["", *names, "geomean"], rows) if names else []

    def _speed(self, vocabulary: str, corpus: str, contender: str, kind: str) -> float | None:
        outcome = self._find(vocabulary, corpus, "ids").get(contender)
        return getattr(outcome, kind) if outcome else None

    def _small(self, vocabulary: str) -> list[str]:
        rows = []
        for call in self.options.calls:
            names = self._measured(vocabulary, SMALL, call)
            for contender in self._contenders(vocabulary, names, call):
                row = [_title(contender), call]
                for corpus in names:
                    outcome = self._find(vocabulary, corpus, call)[contender]
                    row.append(_cell(outcome, lambda o: f"{o.microseconds(False):.2f} / {o.microseconds(True):.2f}"))
                rows.append(row)
        title = f"{vocabulary}: documents of about 400 bytes, microseconds a call, cold / warm"
        return _table(title, ["", "call", *self._measured(vocabulary, SMALL, self.options.calls[0])], rows) if rows else []

    def _threads(self, vocabulary: str, threads: int) -> list[str]:
        names = self._measured(vocabulary, NATURAL, "ids", threads)
        rows = []
        for contender in self._contenders(vocabulary, names, "ids", threads):
            row = [_title(contender)]
            for corpus in names:
                outcome = self._find(vocabulary, corpus, "ids", threads)[contender]
                single = self._find(vocabulary, corpus, "ids").get(contender)
                row.append(_cell(outcome, lambda o: _threaded(o, single, threads)))
            rows.append(row)
        title = f"{vocabulary}, {threads} threads: best MB/s of the wall clock, cold / warm (by one thread; the same if nothing waited)"
        return _table(title, ["", *names], rows) if rows else []

    def _hostile(self, vocabulary: str) -> list[str]:
        names = self._measured(vocabulary, HOSTILE, "ids")
        rows = []
        for contender in self._contenders(vocabulary, names, "ids"):
            row = [_title(contender)]
            for corpus in names:
                outcome = self._find(vocabulary, corpus, "ids")[contender]
                peak = lambda o: o.median(lambda run: run["peakKB"] / 1e3)
                row.append(_cell(outcome, lambda o: f"{_seconds(o):.2f} / {peak(o):.0f}"))
            rows.append(row)
        title = f"{vocabulary}: 10 MB of hostile text in one call, seconds of processor time / peak MB of memory"
        return _table(title, ["", *(name.removeprefix("hostile-") for name in names)], rows) if rows else []

    def _load(self, vocabulary: str) -> list[str]:
        rows = [
            [_title(contender), f"{found['milliseconds']:.1f}", f"{found['residentMB']:.1f}"]
            for contender, found in self.load[vocabulary].items()
        ]
        return _table(f"{vocabulary}: process start to first count of 1 KB", ["", "ms", "resident MB"], rows)

    def _differences(self) -> list[str]:
        differing = sorted({
            f"{cell.contender} on {cell.corpus} ({cell.vocabulary})"
            for cell, outcome in self.outcomes.items()
            if outcome.agrees is False
        })
        failed = [
            f"- {cell.contender} on {cell.corpus} ({cell.vocabulary}, {cell.call}): {outcome.error}"
            for cell, outcome in self.outcomes.items()
            if outcome.error
        ]
        judges: dict[str, list[str]] = {}
        for vocabulary in self.options.vocabularies:
            judges.setdefault(reference(vocabulary), []).append(vocabulary)
        names = ", ".join(f"{judge} ({', '.join(them)})" for judge, them in judges.items())
        lines = [f"All agree on the tokens of every corpus with {names}."]
        if differing:
            lines = ["† has other tokens than the reference: " + ", ".join(differing) + f". The reference is {names}."]
        return lines + (["", "Failed:", "", *failed] if failed else [])


def _seconds(outcome: Outcome) -> float:
    return outcome.median(lambda run: run["passes"][0]["cpu"] / 1e9)


def _title(contender: str) -> str:
    if contender in OURS:
        return {ASSAY: "**Assay**", PREPARED: "Assay, prepared", OWN: "Assay, o200k_base"}[contender]
    return f"{contender} ({peer(contender).returns})"


def _cell(outcome: Outcome, text) -> str:
    if not outcome.runs:
        return "fails"
    return text(outcome) + (" †" if outcome.agrees is False else "")


def _threaded(outcome: Outcome, single: Outcome | None, threads: int) -> str:
    cold, warm = outcome.wall(False), outcome.wall(True)
    text = f"{_number(cold)} / {_number(warm)}"
    if single and single.runs:
        # What the processor time allows: it does not see waiting, and not what else runs on the machine.
        possible = [threads * single.processor_seconds(w) / outcome.processor_seconds(w) for w in (False, True)]
        text += f" ({cold / single.wall(False):.2f} / {warm / single.wall(True):.2f}; "
        text += f"{possible[0]:.2f} / {possible[1]:.2f})"
    return text


def _ratio(ours: float | None, theirs: float | None, factors: list[float]) -> str:
    if not ours or not theirs:
        return ""
    factors.append(ours / theirs)
    return f"{ours / theirs:.2f}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"


def _table(title: str, header: list[str], rows: list[list[str]]) -> list[str]:
    line = lambda cells: "| " + " | ".join(cells) + " |"
    return ["", f"## {title}", "", line(header), line(["---"] * len(header)), *map(line, rows)]
