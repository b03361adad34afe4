import shutil
from dataclasses import replace

import pytest
from campaigns import project
from campaigns.record import tables, validate
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)  # an edit turns a test red, never luck or load
settings.load_profile("same")


@pytest.fixture(scope="session")
def data():
    return validate.load()


@pytest.fixture(scope="session")
def sound():
    return tables.read_all()


@pytest.fixture
def raw(sound):
    """All tables as text, free to be damaged."""
    return {
        name: replace(table, rows=[[*row] for row in table.rows], numbers=[*table.numbers])
        for name, table in sound.items()
    }


@pytest.fixture
def data_folder(tmp_path):
    """A copy of data/ on disk, free to be damaged."""
    return shutil.copytree(project.DATA, tmp_path / "data")
