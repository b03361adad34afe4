"""What is said of one object of a document, and of a document as a whole."""

from dataclasses import dataclass, field

CURRENT, OUTDATED, MENTIONED, UNSURE = "current", "outdated", "mentioned, no picture", "cannot tell"
LATE = "not looked at, for want of time"
_WORST = [OUTDATED, UNSURE, LATE, MENTIONED, CURRENT]


@dataclass
class Verdict:
    """What is said of one object: name (of the chart, "" where it is not known), state, what it is, place, details.

    what: "picture", "alt text", "caption", "notes", "list of figures", "table of figures", "finding", "number"; of what
    was not judged in time also "words" or "pages". item: it.
    """

    name: str
    state: str
    what: str = "picture"
    place: str = ""
    details: tuple = ()
    item: object = field(default=None, repr=False, compare=False)


def summary(path, told):
    """The lines that say what was found in a file: how much of which state, then as listed()."""
    if not told:
        return [f"{path}: no chart of this project, and no picture that could be one"]
    by_name = _grouped(told, "name")
    nameless = _grouped(by_name.pop("", ()), "state")
    late = nameless.pop(LATE, ())
    states = [_states(held)[0] for held in by_name.values()] + [LATE] * len(late)
    counted = [f"{states.count(state)} {state}" for state in (CURRENT, *_WORST[:-1]) if state in states]
    numbers = [verdict.what == "number" for held in nameless.values() for verdict in held]
    for count, what in ((numbers.count(False), "picture"), (numbers.count(True), "paragraph")):
        more = "not identified" if what == "picture" else "with numbers of no row"
        counted += [f"{count} {what}{'s' * (count > 1)} {more}"] if count else []
    return [f"{path}: {', '.join(counted)}", *(f"  {line}" for line in listed(told))]


def listed(told):
    """Lines on Verdicts, chart by chart: its objects by state, and once each what moved."""
    lines = []
    for name, held in _grouped(told, "name").items():
        states = _states(held)
        pictures = [verdict for verdict in held if verdict.what != "number"]
        numbers = [verdict for verdict in held if verdict.what == "number"]
        if name and len(states) == 1 and not any(verdict.details for verdict in held):
            lines.append(f"{states[0]}: {name}: {_objects(held)}")
        elif name:
            lines += [f"{states[0]}: {name}", *(f"  {line}" for line in _object_lines(held))]
        else:
            lines += ["not identified:", *(f"  {line}" for line in _object_lines(pictures))] if pictures else []
            head = "in no row of the charts that the document tells of:"
            lines += [head, *_detail_lines(numbers)] if numbers else []
    return lines


def _grouped(told, attribute):
    """{value of an attribute: the Verdicts that have it}."""
    found = {}
    for verdict in told:
        found.setdefault(getattr(verdict, attribute), []).append(verdict)
    return found


def _states(told):
    """The states of Verdicts, the worst first."""
    return sorted(_grouped(told, "state"), key=_WORST.index)


def _object_lines(verdicts):
    """The lines on the objects of one chart, the worst first; the author's numbers by themselves."""
    for state in _states(verdicts):
        objects = [verdict for verdict in verdicts if verdict.state == state and verdict.what != "number"]
        numbers = [verdict for verdict in verdicts if verdict.state == state and verdict.what == "number"]
        if objects:
            yield f"{state}: {_objects(objects)}"
            yield from _detail_lines(objects)
        if numbers:
            perhaps = "perhaps " * (state != OUTDATED)
            yield f"{state}: number{'s' * (len(numbers) > 1)} in the text, {perhaps}of an earlier day"
            yield from _detail_lines(numbers)


def _objects(verdicts):
    """ "caption, picture (page 2, picture 1)": what there is, with its places."""
    told = []
    for what, held in _grouped(verdicts, "what").items():
        places = "; ".join(filter(None, _grouped(held, "place")))
        told.append(f"{what} ({places})" if places else what)
    return ", ".join(told)


def _detail_lines(verdicts):
    """Each detail once; a sentence with a number also with its places, or how often it stands there."""
    places = {}
    for verdict in verdicts:
        for line in verdict.details:
            places.setdefault(line, []).append(verdict.place if verdict.what == "number" else "")
    for line, held in places.items():
        where = "; ".join(dict.fromkeys(filter(None, held))) or (f"{len(held)} times" if len(held) > 1 else "")
        yield f"  {line}" + (f" ({where})" if where and line.startswith("“") else "")
