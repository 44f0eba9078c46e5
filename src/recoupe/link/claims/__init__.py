"""Claims across articles and languages: which statements are about one proposition, who is for and who is against.

Pure functions over facts, and `Claims`, which takes articles as they come. See docs/claims.md.
"""

from __future__ import annotations

from recoupe.link.claims.evidence import Known, known
from recoupe.link.claims.facts import Said, said
from recoupe.link.claims.judge import Judgement, Weights, judge, learned
from recoupe.link.claims.linker import Claims, Settings

__all__ = ["Claims", "Judgement", "Known", "Said", "Settings", "Weights", "judge", "known", "learned", "said"]
