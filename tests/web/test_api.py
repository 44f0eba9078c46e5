"""The API is typed, goes on where it stopped, and tells errors as problems; feeds are what they say they are."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

LISTS = ("stories", "claims", "actors", "statements", "articles", "sites")


@pytest.mark.parametrize("name", LISTS)
def test_lists_go_on_where_they_stopped(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}?limit=200").json()["items"]
    assert len(whole) > 2
    found, after = [], ""
    for _ in range(200):
        part = client.get(f"/api/v1/{name}", params={"limit": 2, "after": after}).json()
        found += part["items"]
        after = part["next"] or ""
        if not after:
            break
    assert found == whole


@pytest.mark.parametrize("name", ["stories", "claims", "actors", "articles"])
def test_single_things_and_what_is_none(client: TestClient, name: str) -> None:
    first = client.get(f"/api/v1/{name}?limit=1").json()["items"][0]
    assert client.get(f"/api/v1/{name}/{first['id']}").json()["id"] == first["id"]
    found = client.get(f"/api/v1/{name}/x1")
    assert found.status_code == 404
    assert found.json()["status"] == 404
    assert found.headers["content-type"] == "application/problem+json"


def test_wrong_values_are_problems(client: TestClient) -> None:
    found = client.get("/api/v1/stories?limit=0")
    assert found.status_code == 422
    assert "limit" in found.json()["detail"]


def test_openapi_names_every_list(client: TestClient) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert {f"/api/v1/{name}" for name in LISTS} <= set(schema["paths"])
    assert all("get" in methods and len(methods) == 1 for methods in schema["paths"].values())


def test_feeds(client: TestClient) -> None:
    rss = ET.fromstring(client.get("/search.rss?q=ferry").content)
    atom = ET.fromstring(client.get("/search.atom?q=ferry").content)
    feed = client.get("/search.json?q=ferry").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=ferry").text)))
    items = len(feed["items"])
    assert items
    assert len(rss.findall("channel/item")) == len(atom.findall("{http://www.w3.org/2005/Atom}entry")) == items
    assert len(rows) == items
    assert all(i["id"].startswith("urn:recoupe:s1") for i in feed["items"])
    assert client.get("/search.exe?q=ferry").status_code == 404
