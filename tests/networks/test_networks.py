"""Sites tied by evidence into networks, each tie with its grade and reason; hubs tie nobody."""

import csv
import io
import lzma
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from zlib import crc32

import pytest

from recoupe import pipeline
from recoupe.clean import marks as page_marks
from recoupe.link import networks
from recoupe.link.networks import evidence
from recoupe.model import Article, Link, Outlink, Page, SiteMark

PAGE = """<html><head>
<meta name="google-site-verification" content="abc_DEF-123"><meta property="fb:app_id" content="55555">
<meta name="viewport" content="width=device-width"><meta name="description" content="verification of nothing">
<link rel="stylesheet" href="/wp-content/themes/harbour/main.css?ver=1.2"><link rel="stylesheet" href="/a/print.css">
<link rel="stylesheet" href="https://cdn.example/x.css"><link rel="stylesheet" href="/a/extra-3f9ac21b77.css">
<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABCD123456"></script>
<script>ga('create', 'UA-1234567-2', 'auto'); fbq('init', '123456789012'); ym(12345678, "init"); x="GTM-ABC12D";</script>
<script>_paq.push(['setTrackerUrl', '//stats.tides.example/matomo.php']); _paq.push(['setSiteId', '7']);</script>
<script src="https://pagead2.example/adsbygoogle.js?client=ca-pub-1234567890123456"></script></head>
<body><p>Text with a part number G-12 and UA-1.</p></body></html>"""


def test_the_marks_of_a_page() -> None:
    found = {(m.kind, m.value) for m in page_marks.find(PAGE, "tides.example", "a1")}
    template = {value for kind, value in found if kind == "template"}
    assert len(template) == 1
    assert {f for f in found if f[0] != "template"} == {
        ("analytics", "UA-1234567"),
        ("analytics", "G-ABCD123456"),
        ("analytics", "meta:123456789012"),
        ("analytics", "yandex:12345678"),
        ("analytics", "matomo:stats.tides.example:7"),
        ("tags", "GTM-ABC12D"),
        ("ads", "pub-1234567890123456"),
        ("ownership", "google-site-verification:abc_DEF-123"),
        ("app", "fb:app_id:55555"),
    }
    other = PAGE.replace("ver=1.2", "ver=1.3").replace("3f9ac21b77", "0000aaaa11")
    assert template == {m.value for m in page_marks.find(other, "b.example") if m.kind == "template"}
    assert page_marks.find("", "a.example") == page_marks.find("<p>nothing</p>", "a.example") == ()


def article(site: str | None, *links: tuple[str, str]) -> Article:
    outlinks = tuple(Outlink(url, "", "footer" if where == "footer" else "body") for url, where in links)
    return Article(f"ref-{site}", f"a1{site}", "text", site=site, outlinks=outlinks)


def found(*articles: Article) -> tuple[Link, ...]:
    return networks.links(m for a in articles for m in networks.marks(a))


def test_one_footer_makes_a_network_and_names_the_evidence() -> None:
    links = found(article("a.example", ("https://www.b.example/", "footer"), ("https://c.example/", "footer")))
    assert networks.networks(links) == (("a.example", "b.example", "c.example"),)
    assert {link.sort for link in links} == {"strong"}
    assert links[0].reasons == ("strong: footer a.example → b.example",)


def test_platforms_and_single_links_tie_nobody() -> None:
    platforms = ("https://facebook.com/x", "https://m.youtube.com/y", "https://x.com/z", "https://maker.example/")
    links = found(article("a.example", *((p, "footer") for p in platforms), ("https://b.example/story", "body")))
    assert not networks.networks(links)
    assert {link.sort for link in links} <= {"weak"}


def test_a_host_that_all_point_to_is_a_hub() -> None:
    many = [
        article(f"s{i}.example", ("https://hub.example/", "footer"), (f"https://t{i}.example/", "footer"))
        for i in range(30)
    ]
    groups = networks.networks(found(*many))
    assert len(groups) == 30
    assert not any("hub.example" in g for g in groups)


def marks(kind: str, value: str, sites: Iterable[str]) -> list[SiteMark]:
    return [SiteMark(s, kind, value) for s in sites]


def test_grades_add_up_but_weak_ones_alone_tie_nobody() -> None:
    two = ("a.example", "b.example")
    weak = [*marks("template", "t", two), *marks("address", "192.0.2.1", two), *marks("headline", "h", two)]
    assert not networks.networks(networks.links(weak))
    medium = [SiteMark("a.example", "copies", "b.example")]
    assert not networks.networks(networks.links(medium))
    (link,) = networks.links([*medium, *weak, *marks("tags", "GTM-1", two)])
    assert (link.sort, link.certain) == ("medium", True)
    assert [r.split(":")[0] for r in link.reasons[:3]] == ["medium", "medium", "weak"]
    assert networks.networks(networks.links(marks("analytics", "UA-1", two))) == (two,)


def test_an_id_that_too_many_share_is_dropped_unless_they_are_one_network_already() -> None:
    sites = [f"s{i:03}.example" for i in range(evidence.MOST + 20)]
    assert networks.links(marks("analytics", "theme-maker", sites)) == ()
    listed = [SiteMark(sites[0], "footer", s) for s in sites[1:90]]
    groups = networks.networks(networks.links([*listed, *marks("analytics", "own", sites)]))
    assert groups == (tuple(sites),)


def test_copies_are_evidence_between_the_sites_of_articles() -> None:
    copies = [Link("copy", "a1x", "a1y"), Link("copy", "a1z", "a1y", certain=False), Link("story", "a1x", "a1z")]
    sites = {"a1x": "a.example", "a1y": "b.example", "a1z": "c.example"}
    assert list(networks.copied(copies, sites)) == [SiteMark("a.example", "copies", "b.example", "a1x")]


def test_an_agency_that_all_copy_from_is_no_tie_and_some_pairs_can_be_weighed_alone() -> None:
    copies = [SiteMark(f"s{i:02}.example", "copies", "agency.example") for i in range(30)]
    assert networks.links(copies) == ()
    all_ = [*copies[:3], *marks("ads", "pub-1", ("s00.example", "s01.example"))]
    pair = ("s00.example", "s01.example")
    (one,) = networks.between([pair], all_, set(), maker="m")
    (same,) = [k for k in networks.links(all_, maker="m") if (k.a, k.b) == pair]
    assert one == same
    assert networks.told(one.reasons[0]) == ("strong", "ads", "pub-1")
    (none,) = networks.between([pair], all_, {("ads", "pub-1")})
    assert (none.score, none.reasons, none.certain) == (0.0, (), False)


def test_the_order_in_which_marks_come_changes_nothing() -> None:
    some = [*marks("ads", "1", ("b.example", "a.example", "c.example")), SiteMark("c.example", "footer", "d.example")]
    assert networks.links(some) == networks.links(reversed(some))


def test_the_six_sites_of_the_seed_are_one_network(shared: Path) -> None:
    text = (shared / "seed" / "article.fr.txt").read_text(encoding="utf-8")
    reading = pipeline.read(Page("seed", text, "text/plain", lang="fr", published="2022-07-16"))
    links = found(reading.article)
    (group,) = networks.networks(links)
    listed = {evidence.host(o.url) for o in reading.article.outlinks if o.where == "footer"}
    assert len(group) == 6
    assert set(group) == listed
    assert all(link.reasons[0].startswith("strong: footer ") for link in links)


def rows(shared: Path, name: str) -> list[dict[str, str]]:
    with lzma.open(shared / "data" / "links" / f"networks_massmove_{name}.csv.xz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(io.StringIO(file.read())))


@pytest.mark.parametrize("part", [0, 1])
def test_pairs_of_one_owner(shared: Path, part: int) -> None:
    """Sites with known operators, their footers, servers and registrations, in two halves; nothing was fitted to either."""
    sites = {r["domain"]: r for r in rows(shared, "sites")}
    owners = {d: r["siteOperator"].split(" - ")[0] for d, r in sites.items() if r["siteOperator"]}
    known = [SiteMark(r["originDomain"], "footer", r["otherPublicationDomain"]) for r in rows(shared, "relationships")]
    known += [SiteMark(d, "address", r["awsOrigin"]) for d, r in sites.items() if r["awsOrigin"]]
    for r in rows(shared, "domaindata"):
        name, day = r["Native Domain"], r["Registration Date"][:10]
        if day and name in sites:
            known.append(SiteMark(name, "setup", f"{r['Registrar']} {day} {sites[name]['awsOrigin']}"))
    place: dict[str, int] = defaultdict(lambda: -1)
    place |= {s: i for i, group in enumerate(networks.networks(networks.links(known))) for s in group}
    half = [d for d in owners if crc32(d.encode()) % 2 == part]
    pairs = [(owners[a] == owners[b], place[a] == place[b] != -1) for a, b in combinations(half, 2)]
    right = sum(same and tied for same, tied in pairs)
    assert right / sum(tied for _, tied in pairs) >= 0.99
    assert right / sum(same for same, _ in pairs) >= 0.08
