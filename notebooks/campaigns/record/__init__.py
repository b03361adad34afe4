"""The tables of the data: declared, read, checked, held against the last accepted state, described."""
