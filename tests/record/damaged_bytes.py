"""What programs do to the file of a table, and the words of what must come of it: one line a damage."""

import csv
import io

from campaigns import project
from campaigns.record import schema, tables

REF = "reference"


def saved(table, change=lambda name, text: text, encoding="utf-8-sig", **dialect):
    """The bytes of a table as a program saves it, every cell passed through change(column, text)."""
    held = tables.read(table)
    rows = [[change(name, text) for name, text in zip(held.header, row, strict=True)] for row in held.rows]
    out = io.StringIO()
    csv.writer(out, **{"lineterminator": "\r\n", **dialect}).writerows([held.header, *rows])
    return out.getvalue().encode(encoding)


def numbers(write, columns=("value", "low", "high")):
    """A change for ``saved``: every number of the columns in another style."""
    return lambda name, text: write(text) if text and name in columns and text.replace(".", "").isdigit() else text


def dotted(text):
    whole, _, rest = text.partition(".")
    return f"{int(whole):,}".replace(",", ".") + ("," + rest if rest else "")


def bare(text):
    return dotted(text) if text.isdigit() and len(text) > 3 else text


def file(table):
    return (project.DATA / schema.place(table)).read_bytes()


CONFLICT = b"<<<<<<< HEAD\nCN-XX,A,,nation,,\n=======\nCN-XX,B,,nation,,\n>>>>>>> branch\n"
#: Damage of the bytes: name, table, bytes, words of the outcome; "" if it is read as what it was.
BYTES = [
    ("UTF-16", "areas", lambda: file("areas")[3:].decode().encode("utf-16"), ""),
    ("GB18030", "sources", lambda: file("sources")[3:].decode().encode("gb18030"), ""),
    ("semicolons", REF, lambda: saved(REF, delimiter=";"), ""),
    ("tabs", "metrics", lambda: saved("metrics", delimiter="\t", encoding="utf-16"), ""),
    ("all quoted", "tasks", lambda: saved("tasks", quoting=csv.QUOTE_ALL), ""),
    ("Macintosh lines", "tasks", lambda: saved("tasks", lineterminator="\r"), ""),
    ("doubled line ends", "tasks", lambda: saved("tasks", lineterminator="\r\r\n"), ""),
    ("commas in numbers", REF,
     lambda: saved(REF, numbers(lambda t: f"{float(t):,}" if "." in t else f"{int(t):,}")), ""),
    ("dates with slashes", "campaigns",
     lambda: saved("campaigns", lambda n, t: t.replace("-", "/") if n in ("from", "to") else t), ""),
    ("published with slashes", REF, lambda: saved(REF, lambda n, t: t.replace("-", "/") if n == "published" else t),
     ""),
    ("dates of codings with slashes", "fourth_coding",
     lambda: saved("fourth_coding", lambda n, t: t.replace("-", "/") if "period_" in n else t), ""),
    ("dots in numbers of a German spreadsheet", REF, lambda: saved(REF, numbers(dotted), delimiter=";"), ""),
    ("dots in numbers and in print", REF,
     lambda: saved(REF, lambda n, t: bare(t) if n == "printed" else numbers(dotted)(n, t), delimiter=";"),
     "column printed"),
    ("dots in numbers, saved with commas", REF, lambda: saved(REF, numbers(dotted)),
     "'19,9' has a comma for a decimal point"),
    ("a column of numbers with dots", "sources",
     lambda: saved("sources", numbers(lambda t: f"{t}.0", ("numerals",))), ""),
    ("a merge conflict", "areas", lambda: file("areas") + CONFLICT, "both sides of a merge conflict (lines 349, 353)"),
    ("an empty file", "areas", lambda: b"", "the file is empty"),
    ("a header alone", "areas", lambda: file("areas").split(b"\n")[0], "347 rows are gone"),
    ("a workbook", "areas", lambda: b"PK\x03\x04" + file("areas"), "only named .csv"),
    ("a web page", "areas", lambda: b"<!DOCTYPE html><html><body>404</body></html>",
     "does not hold the names of the columns"),
    ("a pointer of git lfs", "areas", lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
     "does not hold the names"),
    ("zeros", "areas", lambda: bytes(9000), "UTF-16 without its mark"),
    ("UTF-32", "areas", lambda: file("areas")[3:].decode().encode("utf-32"), "UTF-32"),
    ("Windows-1252", "areas", lambda: file("areas")[3:].decode().encode("cp1252", "replace"), "question marks stand"),
    ("Big5", "tasks", lambda: file("tasks")[3:].decode().replace("Call", "走訪", 1).encode("big5"),
     "cannot be read with certainty"),
    ("UTF-8 taken for GBK", "areas",
     lambda: file("areas").decode().replace("贵州省", "贵州省".encode().decode("gbk", "replace")).encode(), "row"),
    ("UTF-8 taken for Windows-1252", "areas",
     lambda: file("areas").decode().replace("户", "æˆ·").replace("州", "å·ž").encode(), "wrong encoding"),
    ("a quote that does not close", "tasks", lambda: file("tasks").replace(b",Call on the", b',"Call on the', 1),
     "does not close it"),
    ("a quote within", "tasks", lambda: file("tasks").replace(b",Call on the", b',"Call" on the', 1),
     "does not close it"),
    ("half a file", "tasks", lambda: file("tasks")[: len(file("tasks")) // 2], "cells where the first line has"),
    ("pipes", "tasks", lambda: saved("tasks", delimiter="|"), "does not hold the names of the columns"),
    ("full-width commas", "tasks", lambda: file("tasks").replace(b",", "，".encode()),
     "does not hold the names of the columns"),
    ("a column of numbers first", "tasks",
     lambda: b"\n".join(b"%d,%s" % (n, line) for n, line in enumerate(file("tasks")[3:].splitlines())),
     "it is not a column of the table"),
    ("a header twice", "tasks", lambda: file("tasks") + file("tasks").splitlines()[0][3:] + b"\n",
     "'task_id' has not the right form"),
    ("a file twice", "tasks", lambda: file("tasks") + file("tasks").split(b"\n", 1)[1], "stands already in row"),
    ("a line of sums", "tasks", lambda: file("tasks") + b"Total,,,,,43,,,\n", "has not the right form"),
    ("a comment", "tasks", lambda: b"# as of today\n" + file("tasks")[3:], "does not hold the names of the columns"),
    ("a header in German", "tasks", lambda: file("tasks").replace(b"task_id", b"Aufgabe", 1),
     "it is not a column of the table"),
    ("escapes in a key", "tasks", lambda: file("tasks").replace(b"six-must-visits-1", b"\x1b]0;P\x07", 1),
     "\\x1b]0;P\\x07"),
    ("escapes in a header", "tasks", lambda: file("tasks").replace(b"task_id", b"\x1b]0;P\x07", 1), "\\x1b]0;P\\x07"),
    ("a cell of megabytes", "tasks", lambda: file("tasks").replace(b",Call on the", b',"' + b"x" * 2_000_000, 1),
     "does not close it"),
    ("a table of another name", "areas", lambda: file("tasks"), "does not hold the names of the columns"),
    ("a number of numerals beyond all", "sources",
     lambda: saved("sources", numbers(lambda t: "999999999", ("numerals",))), "numerals"),
]  # fmt: skip
