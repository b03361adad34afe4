"""Rows become a Chart: signs, scales, rules of honesty, files."""
