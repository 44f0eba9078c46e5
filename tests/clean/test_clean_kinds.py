"""Kinds of pages, as declared and as shaped."""

from itertools import repeat

import pytest
from made_pages import PARAGRAPHS, article, html, ld, news

SITE = "https://www.harbour-gazette.example"
TEASERS = "".join(
    f"<div class='card'><h3><a href='/{i}'>Ferry number {i} runs late again</a></h3><p>In short, it was late.</p></div>"
    for i in range(20)
)
WARES = "".join(
    f"<li class='ware'><a href='/w/{i}'><img src='{i}.png'>Rope no {i}</a> <b>$ {i}.50</b></li>" for i in range(30)
)
LONG = "".join(repeat("".join(f"<p>{p}</p>" for p in PARAGRAPHS), 4))
RECIPE = (
    "<h3>Ingredients</h3><ul><li>200 g flour</li><li>2 eggs</li></ul><h3>Method</h3><p>Stir it all well and bake.</p>"
)

PAGES = {
    "news, declared": ("news", html(head=ld(news())), f"{SITE}/a"),
    "news, undeclared": ("news", html(body=LONG), f"{SITE}/a"),
    "live blog": ("news", html(head=ld({"@type": "LiveBlogPosting", "headline": "Bridge, live"})), f"{SITE}/a"),
    "claim review": (
        "claim_review",
        html(head=ld(news(), {"@type": "ClaimReview", "claimReviewed": "It fell."})),
        f"{SITE}/a",
    ),
    "recipe beside an article": (
        "recipe",
        html(head=ld(news(), {"@type": "Recipe", "name": "Fish soup"})),
        f"{SITE}/a",
    ),
    "recipe as microdata": (
        "recipe",
        html(before="<div itemscope itemtype='http://schema.org/Recipe'></div>"),
        f"{SITE}/a",
    ),
    "recipe by its parts": ("recipe", html(body=RECIPE), f"{SITE}/soup"),
    "recipe in French": (
        "recipe",
        html(body=RECIPE.replace("Method", "Préparation").replace("Ingredients", "Ingrédients")),
        f"{SITE}/s",
    ),
    "product, declared": ("product", html(head=ld({"@type": "Product", "name": "Rope", "offers": {}})), f"{SITE}/rope"),
    "product, og": ("product", html(head="<meta property='og:type' content='product'>"), f"{SITE}/rope"),
    "product by address": (
        "product",
        html(body="<p>Strong rope.</p><b>$ 9.50</b><button>Add to cart</button>"),
        f"{SITE}/products/rope",
    ),
    "products, grouped": (
        "listing",
        html(head="<meta property='og:type' content='product.group'>", body=WARES),
        f"{SITE}/r",
    ),
    "products, shown": ("listing", html(body=f"<ul>{WARES}</ul>"), f"{SITE}/ropes"),
    "listing, declared": ("listing", html(head=ld({"@type": "CollectionPage"}), body=TEASERS), f"{SITE}/x"),
    "listing by its teasers": ("listing", html(body=TEASERS), f"{SITE}/x"),
    "listing by address": ("listing", html(body=TEASERS[:300]), f"{SITE}/category/ferries"),
    "section front": ("listing", html(body=TEASERS), f"{SITE}/news"),
    "front page": ("listing", html(body=TEASERS), f"{SITE}/"),
    "forum": ("other", html(head=ld({"@type": "DiscussionForumPosting"})), f"{SITE}/x"),
    "manual": ("other", html(), "https://docs.harbour.example/docs/setup"),
    "question": ("other", html(head=ld({"@type": "QAPage", "mainEntity": {"@type": "Question"}})), f"{SITE}/x"),
}


@pytest.mark.parametrize("name", PAGES)
def test_kind(name: str) -> None:
    kind, page, url = PAGES[name]
    assert article(page, url=url).kind == kind


def test_an_article_with_a_list_of_others_below_is_news() -> None:
    page = html(head=ld(news()), after=f"<section class='more'>{TEASERS}</section>")
    assert article(page, url=f"{SITE}/2024/05/08/bridge").kind == "news"


def test_an_empty_page_is_other() -> None:
    assert article("").kind == "other"
