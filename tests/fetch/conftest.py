from collections.abc import Iterator

import pytest

from fetch.site import Site, running


@pytest.fixture(scope="session")
def whole_session_site() -> Iterator[Site]:
    with running() as site:
        yield site


@pytest.fixture
def site(whole_session_site: Site) -> Site:
    whole_session_site.asked.clear()
    return whole_session_site
