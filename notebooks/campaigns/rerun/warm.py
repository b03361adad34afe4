"""Imported once by the process that the workers are forked from: each then finds shell, libraries and tables there."""

import gc
from contextlib import suppress

from campaigns.record import validate
from campaigns.rerun import shell

shell.get_ready()
with suppress(Exception):  # the cell that loads them tells the fault
    validate.load()
gc.freeze()  # a fork that ends need not look at, and so copy, what it was born with
