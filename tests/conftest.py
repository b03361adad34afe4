import copy
import shutil

import pytest
from campaigns import check, tables


@pytest.fixture(scope="session")
def data():
    return check.load()


@pytest.fixture(scope="session")
def sound():
    return tables.read_all()


@pytest.fixture
def raw(sound):
    """All tables as text, free to be damaged."""
    return copy.deepcopy(sound)


@pytest.fixture
def data_folder(tmp_path):
    """A copy of data/ on disk, free to be damaged."""
    return shutil.copytree(tables.DATA, tmp_path / "data")
