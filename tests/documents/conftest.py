"""Last month's two charts, today's, their pictures, and the albums that know them."""

import time

import papers
import pytest
from campaigns.documents import audit


@pytest.fixture(scope="session")
def then(data):
    return papers.drawn(data)


@pytest.fixture(scope="session")
def now(data):
    return papers.drawn(data, value=910000.0, low=910000.0, printed="more than 910,000 households")


@pytest.fixture(scope="session")
def old_png(then):
    return papers.png(then[0])


@pytest.fixture(scope="session")
def new_png(now):
    return papers.png(now[0])


@pytest.fixture(scope="session")
def bars_png(now):
    return papers.png(now[1])


@pytest.fixture(scope="session")
def album(now, tmp_path_factory):
    """An album that knows today's drawings only."""
    return audit.Album(now, tmp_path_factory.mktemp("album"))


@pytest.fixture(scope="session")
def long_album(then, now, tmp_path_factory):
    """An album in which last month's drawings are kept."""
    folder = tmp_path_factory.mktemp("long_album")
    audit.Album(then, folder).draw(papers.VISITS, "page")
    return audit.Album(now, folder)


@pytest.fixture(scope="session")
def report(now, new_png, bars_png):
    return papers.word([(new_png, now[0]), (bars_png, now[1])], now)


@pytest.fixture
def told(now, album, tmp_path):
    """told(name, bytes): the Verdicts on a file, within a time."""

    def of(name, content, album=album, charts=now, failures=None):
        (tmp_path / name).write_bytes(content)
        begin = time.process_time()
        verdicts = audit.verdicts(tmp_path / name, charts, failures, album, audit.look_into)
        assert time.process_time() - begin < 20
        audit.summary(name, verdicts)
        return verdicts

    return of
