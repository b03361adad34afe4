"""Charts in Word, slides and pages; documents that hold them, checked and refreshed."""

#: kind: (file name, ending by which --out FILE asks for it; "" where it is many files, where its maker stands).
#: A maker yields (name to fill in the file name, bytes), given what makers.py says.
KINDS = {
    "word": ("report.docx", ".docx", "makers:word"),
    "slides": ("report.pptx", ".pptx", "makers:slides"),
    "page": ("report.html", ".html", "makers:page"),
    "captions": ("captions.md", ".md", "makers:captions"),
    "factsheet": ("{name}_factsheet.pdf", ".pdf", "makers:factsheets"),
    "embed": ("embed/{name}.html", "", "makers:embedded"),
    "cards": ("cards/{name}.png", "", "makers:cards"),
}
