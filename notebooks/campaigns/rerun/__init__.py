"""Notebooks run where an edit can change them, and what the edit moved."""
