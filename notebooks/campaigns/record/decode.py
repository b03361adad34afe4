"""The text of a table's bytes: UTF-8, UTF-16 with its mark, or Chinese in GB18030 where it can be nothing else."""

import re

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
CONFLICT_TOLD = "holds both sides of a merge conflict"
CONFLICT_CURE = "Keep one side, remove the marked lines (<<<<<<<, =======, >>>>>>>), or restore it: git checkout"
AGAIN = 'Save it with the file type "CSV UTF-8"'


def text_of(data, log):
    """The text of the bytes, or None and a fault. What has no certain meaning becomes U+FFFD, refused in its cell."""
    if data.startswith(_WORKBOOKS):
        cure = 'Open it in the spreadsheet and save it with the file type "CSV UTF-8"'
        return log.fault(None, "", "", "the file is a spreadsheet document that was only named .csv", cure)
    if data.startswith(_UTF_32):
        return log.fault(1, "", "", "the file is UTF-32", AGAIN)
    text = _decoded(data, log)
    if text is not None and (lines := conflict_lines(text)):
        return log.fault(None, "", "", f"the file {CONFLICT_TOLD} (lines {lines})", CONFLICT_CURE)
    return text


def conflict_lines(text):
    """The numbers of the lines that mark a merge conflict, as words; "" if there are none."""
    return ", ".join(str(text.count("\n", 0, side.start()) + 1) for side in _CONFLICT.finditer(text))


def _decoded(data, log):
    for mark, codec in _MARKS:
        if data.startswith(mark):
            if codec == "utf-16":
                log.repair(None, "", "", "read as UTF-16")
            return data.decode(codec, "replace")
    if b"\0" in data[:4]:
        return log.fault(1, "", "", "the file is UTF-16 without its mark", AGAIN)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _chinese(data, log) or data.decode("utf-8", "replace")


def _chinese(data, log):
    """The text of bytes in GB18030, if nearly all beyond ASCII are common Chinese signs; else ""."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    beyond = [char for char in text if char > "\x7f"]
    if sum(map(is_common, beyond)) < 0.9 * len(beyond):
        return ""
    sample = re.search(r"\w*[^\x00-\x7f]+\w*", text)[0][:40]
    log.repair(None, "", "", f"not UTF-8, read as GB18030 (for instance {sample!r})")
    return text


def is_common(char):
    """Whether it is Chinese punctuation or among the 3,755 most common Han characters."""
    try:
        row = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return row in (0xA1, 0xA3) or 0xB0 <= row <= 0xD7
