"""Looks up every model of both wheels by its name: each must be priced, or refused with a reason.

Not part of the tests: it needs Python 3, `pip download --no-deps genai-prices litellm -d wheels`, and the maintenance
tool:

    swift build --product assay-maintenance
    python Differential/names.py .build/debug/assay-maintenance wheels
"""

import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

LITELLM = "litellm/model_prices_and_context_window_backup.json"
# Members of litellm's file that are no models.
NOT_MODELS = {"sample_spec", "fallback_generalizations"}
# What stands for a model that the table knows: its price, its reason for having none, or the meters it has instead.
KNOWN = {"has no price in the table": "refused", "has no price for input": "priced by other meters"}


def wheel(folder, prefix, member):
    path = next(Path(folder).glob(prefix + "*.whl"))
    return zipfile.ZipFile(path).read(member).decode()


def names(folder):
    provider = None
    # `Provider(` and `ModelInfo(` are followed by the identifier.
    text = wheel(folder, "genai_prices-", "genai_prices/data.py")
    for kind, name in re.findall(r"(Provider|ModelInfo)\(\s*id='([^']+)'", text):
        if kind == "Provider":
            provider = name
        else:
            yield provider, name
    for name in json.loads(wheel(folder, "litellm-", LITELLM)):
        if name not in NOT_MODELS:
            yield "", name


def main(tool, folder):
    models = list(names(folder))
    lines = "".join(f"{provider}\t{name}\t2026-11-21T12:00:00Z\t\tinput=1\n" for provider, name in models)
    answers = subprocess.run([tool, "prices", "evaluate"], input=lines, text=True, capture_output=True,
                             check=True).stdout.splitlines()
    assert len(answers) == len(models), (len(answers), len(models))
    found, missing = Counter(), []
    for model, answer in zip(models, answers):
        kind = "priced" if not answer.startswith("error") else next((KNOWN[k] for k in KNOWN if k in answer), None)
        if kind:
            found[kind] += 1
        else:
            missing.append(f"{'/'.join(filter(None, model))}: {answer}")
    print(f"{len(models)} names:", ", ".join(f"{count} {kind}" for kind, count in found.items()))
    print("\n".join(missing))
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
