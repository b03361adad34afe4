"""Tests ask, they never write: charts drawn under test go to a folder of their own."""

import os
import tempfile

os.environ["CAMPAIGNS_FIGURES"] = tempfile.mkdtemp(prefix="campaigns-figures-")

# Pictures and HTML say again, for the eye, what the text of an output says; the text is compared.
SKIPPED = ("text/html", "image/png")


def pytest_collectstart(collector):
    """Tell nbval what not to compare; its hooks are heard only from here."""
    if getattr(collector, "path", None) is not None and collector.path.suffix == ".ipynb":
        collector.skip_compare = (*collector.skip_compare, *SKIPPED)
