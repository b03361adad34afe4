"""Imported once by the process that the workers are forked from: each then finds shell and libraries there."""

import gc

from campaigns.rerun import shell

shell.get_ready()
gc.freeze()  # a fork that ends need not look at, and so copy, what it was born with
