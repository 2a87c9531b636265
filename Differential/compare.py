"""Compares the price table with genai-prices over random usages of every model that both have.

Not part of the tests: it needs Python 3.11, `pip install genai-prices==0.2.3`, and the maintenance tool:

    swift build --product assay-maintenance
    python Differential/compare.py .build/debug/assay-maintenance

Every difference must be explained by a line of differences.tsv; the script fails on one that is not, and on a line that
explains nothing any more.
"""

import fnmatch
import random
import subprocess
import sys
import warnings
from collections import defaultdict
from datetime import datetime, timezone
from decimal import Decimal, getcontext
from pathlib import Path

from genai_prices.data import providers
from genai_prices.types import ModelPrice, TieredPrices, Usage

SEED = 20261121
USAGES_PER_MODEL = 6
INSTANTS = ["2026-11-21T12:00:00Z", "2026-11-17T02:30:00Z", "2026-11-22T07:00:00Z", "2027-02-03T12:00:00Z",
            "2025-05-05T12:00:00Z"]
CONTEXTS = {"processing": lambda v: "batch" if v == "batch" else None, "service_tier": lambda v: f"tier={v}",
            "speed": lambda v: f"speed={v}", "route": lambda v: f"route={v}", "search_type": lambda v: f"search={v}"}
getcontext().prec = 60
warnings.simplefilter("ignore")


def prices_of(model):
    """Every price name the model has, in any entry."""
    sheets = [model.prices] if isinstance(model.prices, ModelPrice) else [c.prices for c in model.prices]
    return {key for sheet in sheets for key, value in vars(sheet).items() if value is not None}


def thresholds_of(model):
    sheets = [model.prices] if isinstance(model.prices, ModelPrice) else [c.prices for c in model.prices]
    return sorted({t.start for s in sheets for p in vars(s).values() if isinstance(p, TieredPrices) for t in p.tiers})


def usage_for(model, rng):
    """A usage in both vocabularies: theirs counts parts inside the whole, ours has exclusive meters."""
    names, limits = prices_of(model), thresholds_of(model)
    theirs, ours = {}, {}
    if "input_mtok" in names:
        whole = rng.choice([rng.randint(1, 5_000), rng.randint(1, 400_000)] + [t + d for t in limits for d in (0, 1, 2)])
        parts = {}
        for key, name, meter in [("cache_read_mtok", "cache_read_tokens", "cache-read"),
                                 ("cache_write_mtok", "cache_write_tokens", "cache-write")]:
            if key in names and rng.random() < 0.5:
                parts[name] = (rng.randint(0, whole // 3), meter)
        write = parts.get("cache_write_tokens", (0, ""))[0]
        hour = rng.randint(0, write) if "cache_write_1h_mtok" in names and write else 0
        theirs["input_tokens"] = whole
        ours["input"] = whole - sum(count for count, _ in parts.values())
        for name, (count, meter) in parts.items():
            theirs[name], ours[meter] = count, count
        if hour:
            theirs["cache_write_1h_tokens"] = hour
            ours["cache-write"] = write - hour
            ours["cache-write-1h"] = hour
        if "input_audio_mtok" in names and rng.random() < 0.5:
            sound = rng.randint(0, ours["input"])
            theirs["input_audio_tokens"], ours["audio-input"] = sound, sound
            theirs["cache_audio_read_tokens"] = 0
            ours["input"] -= sound
    if "output_mtok" in names:
        output = rng.randint(0, 50_000)
        thought = rng.randint(0, output) if rng.random() < 0.5 else 0
        theirs["output_tokens"], ours["output"] = output, output - thought
        if thought:
            theirs["output_reasoning_tokens"], ours["reasoning"] = thought, thought
    for key, name, meter in [("web_searches_kcount", "web_searches", "web-search"),
                             ("storage_searches_kcount", "storage_searches", "file-search")]:
        if key in names and rng.random() < 0.5:
            count = rng.randint(0, 20)
            theirs[name], ours[meter] = count, count
    return theirs, {meter: count for meter, count in ours.items() if count}


def conditions_of(model):
    """The standard request, and one for every variant."""
    found = {(): ""}
    for variant in model.price_variants or []:
        words = [CONTEXTS[key](value) for key, value in variant.when.items()]
        found[tuple(variant.when.items())] = " ".join(words)
    return found.items()


def cases(rng):
    for provider in providers:
        for model in provider.models:
            for context, words in conditions_of(model):
                for _ in range(USAGES_PER_MODEL):
                    theirs, ours = usage_for(model, rng)
                    if ours:
                        yield provider, model, dict(context), words, rng.choice(INSTANTS), theirs, ours


def main(tool):
    rng = random.Random(SEED)
    all_cases = list(cases(rng))
    lines = ["\t".join([provider.id, model.id, instant, words, " ".join(f"{m}={n}" for m, n in ours.items())])
             for provider, model, _, words, instant, _, ours in all_cases]
    answers = subprocess.run([tool, "prices", "evaluate"], input="\n".join(lines) + "\n", text=True,
                             capture_output=True, check=True).stdout.splitlines()
    assert len(answers) == len(lines), (len(answers), len(lines))
    rows = [line.split("\t") for line in (Path(__file__).parent / "differences.tsv").read_text().splitlines()
            if line and not line.startswith("#")]
    used, unexplained, same = defaultdict(int), [], 0
    for (provider, model, context, words, instant, theirs, _), line, answer in zip(all_cases, lines, answers):
        time = datetime.fromisoformat(instant.replace("Z", "+00:00")).astimezone(timezone.utc)
        price = model.calc_price(Usage(**theirs), provider, genai_request_timestamp=time, price_context=context or None)
        kind = "error" if answer.startswith("error") else "amount"
        if kind == "amount" and Decimal(answer) == price.total_price:
            same += 1
            continue
        for index, row in enumerate(rows):
            if (row[0] == kind and fnmatch.fnmatchcase(provider.id, row[1]) and fnmatch.fnmatchcase(model.id, row[2])
                    and fnmatch.fnmatchcase(f"{instant} {words}", row[3]) and (kind == "amount" or row[4] in answer)):
                used[index] += 1
                break
        else:
            unexplained.append(f"{line}\n    ours {answer}\n    theirs {price.total_price} {price.model_price}")
    print(f"{len(lines)} usages of {sum(len(p.models) for p in providers)} models: {same} the same, "
          f"{sum(used.values())} explained, {len(unexplained)} not")
    for index, row in enumerate(rows):
        print(f"  {used[index]:6}  {' '.join(row[:4])}: {row[-1]}")
    print("\n".join(unexplained))
    sys.exit(1 if unexplained or any(not used[index] for index in range(len(rows))) else 0)


if __name__ == "__main__":
    main(sys.argv[1])
