"""Reported figures of Chinese police campaigns: load, choose, chart, export.

The rooms, none of which knows two rooms above it:

- tables, spreadsheet: the declared tables, as a spreadsheet saved them
- reading, scan: printed figures, and the numerals of a text
- check, agreement, codebook: what must hold, how two readers agree, the page that says so
- claims, bounds, wording, terms, needs: rows chosen, reckoned with, said in words, noted as needed
- fonts, canvas, forms, guards, charts, export: the chart grammar, its rules, its files
- desk, explorer: what a notebook uses
- runner, kernels, rebuild, changes: notebooks run, only where an edit can change them, and what it moved
- collect, cards, report, word, slides, page, stale: charts in documents, and whether they are still true
- commands, browser, bench: the commands of run.py
"""
