"""Claims across articles and languages, by the tool that learned the weights: each text with lexicons not made of it.

Weights were learned from two thirds of the stories ("tuned"), none from the last third ("aside"). What a score must
reach was chosen by figures of both parts: "aside" is not unseen in that.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from bench import shared

if TYPE_CHECKING:
    from bench.answers import Answers
    from bench.scorers import Figures

_OTHERS = [code for code in shared.CODES if code not in {"en", "fr"}]
_TOOL = shared.ROOT / "tools" / "train_claims.py"


def figures(answers: Answers) -> Figures:
    """F1 and precision of pairs of one claim and of disputed pairs, from annotated statements and from our own."""
    for code in shared.CODES:
        answers.of(f"statements/ntrex.{code}")
    command = [sys.executable, str(_TOOL), "--shared", str(shared.SHARED), "--measure", str(answers.folder / "folds")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found = {k: float(v) for k, v in json.loads(done.stdout).items()}
    for kind in ("same claim", "disputed"):
        each = [found[f"own {code} all {kind}.F1"] for code in _OTHERS]
        found[f"own others {kind}.F1"] = round(statistics.mean(each), 1)
    return found
