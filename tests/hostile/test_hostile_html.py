"""Nothing that a page says becomes markup of ours, runs, or is fetched."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from batches import recoupe
from lxml import html

MARK = "4711"
ATTACKS = {
    "script": f"<script>alert({MARK})</script>",
    "image": f"<img src=x onerror=alert({MARK})>",
    "attribute": f'" onmouseover="alert({MARK})" x="',
    "single": f"' onmouseover='alert({MARK})' x='",
    "close": f"</style></script></title></textarea><script>alert({MARK})</script>",
    "comment": f"--><script>alert({MARK})</script><!--",
    "svg": f"<svg/onload=alert({MARK})>",
    "entity": f"&lt;script&gt;alert({MARK})&lt;/script&gt;",
    "data": f"</script><script>alert({MARK})//",
    "open comment": f"</script ><!-- <script> alert({MARK})",
}
ATTACKS["all"] = " ".join(ATTACKS.values())


def row(attack: str) -> dict[str, str]:
    said = f"Anna {attack} Berg said on Tuesday {attack} that “the bridge {attack} is closed”. The town denied it on 5 May.\n\n"
    return {
        "id": f"a{attack}",
        "url": f"https://example.org/{attack}",
        "lang": "en",
        "published": "2024-05-08",
        "title": f"Bridge {attack}",
        "text": said + f"Our other sites\nhttps://example.net/{attack}\nLink : javascript:alert({MARK})\n",
    }


def harmless(out: bytes) -> None:
    """Hold that no element, attribute or link of the page carries the mark as code."""
    for element in html.fromstring(out.decode("utf-8")).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and element.get("type") != "application/json":
            assert f"alert({MARK})" not in (element.text or "")
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on"), (element.tag, name, value)
            if name in {"href", "src", "action", "formaction"}:
                assert urlsplit(value.strip()).scheme.lower() in {"", "http", "https", "mailto"}, value
        assert element.tag not in {"iframe", "object", "embed", "img", "base", "form", "link"}, element.tag


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_html_escapes_everything(tmp_path: Path, attack: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(row(attack)) + "\n", encoding="utf-8")
    done = recoupe(path, form="html")
    assert done.status == 0
    assert MARK in done.out.decode("utf-8")
    harmless(done.out)


@pytest.mark.parametrize("name", ["script", "attribute", "all"])
def test_html_of_a_page_with_hostile_metadata(tmp_path: Path, name: str) -> None:
    attack = ATTACKS[name]
    quoted = attack.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    meta = "".join(
        f'<meta property="{p}" content="{quoted}">' for p in ("og:title", "og:url", "og:site_name", "author")
    )
    data = json.dumps({"@type": "NewsArticle", "headline": attack, "author": {"name": attack}, "url": attack})
    escaped = data.replace("</", "<\\u002f")
    script = f"<script type='application/ld+json'>{escaped}</script>"
    body = f"<h1>{quoted}</h1><p>{row(quoted)['text'] * 2}</p><a href='javascript:alert({MARK})'>more</a>"
    foot = f"Our other sites <a href='javascript:alert({MARK})'>one</a> <a href='https://example.net'>{quoted}</a>"
    page = f"<html lang='en'><head>{meta}{script}</head><body><article>{body}</article><footer>{foot}</footer></body></html>"
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    done = recoupe(tmp_path / "bad.html", form="html")
    assert done.status == 0
    harmless(done.out)


def test_csv_cells_do_not_begin_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    text = "“=HYPERLINK(1)” said +Anna Berg on Tuesday.\n\n“@SUM(2) is right,” @Anna Berg said."
    path.write_text(json.dumps({"id": "=2+5", "lang": "en", "title": "@SUM(1)", "text": text}) + "\n", encoding="utf-8")
    shown = recoupe(path, form="csv").out.decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(shown)) for cell in line]
    assert not [c for c in cells if c.startswith(("=", "@", "+", "-"))]
