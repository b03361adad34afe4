import shutil

import pytest
from campaigns import check, tables


@pytest.fixture(scope="session")
def data():
    return check.load()


@pytest.fixture
def raw():
    """All tables as text, free to be damaged."""
    return tables.read_all()


@pytest.fixture
def data_folder(tmp_path):
    """A copy of data/ on disk, free to be damaged."""
    return shutil.copytree(tables.DATA, tmp_path / "data")
