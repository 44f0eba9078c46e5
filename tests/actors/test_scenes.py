"""Who speaks and who is an actor, in both languages, on invented sentences."""

from __future__ import annotations

from typing import Any

import pytest
from scenes import scenes, statements, survey, who

from recoupe.extract import actors

SCENES = scenes()


def _wanted(scene: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(source, kind, name) for source, kind, name in scene["who"]]


@pytest.mark.parametrize("tag", [True, False], ids=["tagged", "untagged"])
@pytest.mark.parametrize(("lang", "name", "scene"), SCENES, ids=[f"{lang}-{name}" for lang, name, _ in SCENES])
def test_who_speaks(lang: str, name: str, scene: dict[str, Any], *, tag: bool) -> None:
    wanted = _wanted(scene)
    found = who(lang, scene["text"], *(source for source, _, _ in wanted), tag=tag)
    assert found == [(kind, said) for _, kind, said in wanted], name


@pytest.mark.parametrize(
    ("lang", "name", "scene"), [s for s in SCENES if "actors" in s[2] or "never" in s[2]], ids=lambda x: str(x)[:20]
)
def test_actors(lang: str, name: str, scene: dict[str, Any]) -> None:
    found = survey(lang, scene["text"])
    spoken = actors.speakers(found, statements(scene["text"], [source for source, _, _ in _wanted(scene)]))
    listed = actors.listed(found, spoken)
    rows = {" | ".join(x for x in (a.name, a.type, a.country or "", a.role or "")).rstrip(" |") for a in listed}
    assert set(scene.get("actors", ())) <= rows, name
    assert not {a.name for a in listed} & set(scene.get("never", ())), name
