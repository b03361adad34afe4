"""Rows of the record chosen, reckoned with, said in words."""
