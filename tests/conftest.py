import copy
import shutil

import pytest
from campaigns import project
from campaigns.record import tables, validate


@pytest.fixture(scope="session")
def data():
    return validate.load()


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
    return shutil.copytree(project.DATA, tmp_path / "data")
