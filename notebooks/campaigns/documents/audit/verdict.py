"""What is said of one object of a document."""

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

    def __str__(self):
        where = ", ".join(filter(None, [self.what, self.place]))
        return "\n".join([f"{where}: {self.state}", *(f"    {line}" for line in self.details)])


def worst(states):
    """The worst of some states."""
    return min(states, key=_WORST.index, default=CURRENT)


def summary(path, told):
    """The lines that say what was found in a file: how much of which state, then as listed()."""
    if not told:
        return [f"{path}: no chart of this project, and no picture that could be one"]
    by_name = _by_name(told)
    states = [worst(verdict.state for verdict in all_of_it) for name, all_of_it in by_name.items() if name]
    nameless = by_name.get("", ())
    states += [LATE for verdict in nameless if verdict.state == LATE]
    counted = [f"{states.count(state)} {state}" for state in (CURRENT, *_WORST[:-1]) if state in states]
    unknown = [verdict.what == "number" for verdict in nameless if verdict.state != LATE]
    for how_many, what in ((unknown.count(False), "picture"), (unknown.count(True), "paragraph")):
        more = "not identified" if what == "picture" else "with numbers of no row"
        counted += [f"{how_many} {what}{'s' * (how_many > 1)} {more}"] if how_many else []
    return [f"{path}: {', '.join(counted)}", *(f"  {line}" for line in listed(told))]


def listed(told):
    """Lines on Verdicts, chart by chart: its objects by state, and once each what moved."""
    lines = []
    for name, all_of_it in _by_name(told).items():
        state = worst(verdict.state for verdict in all_of_it)
        if name and len({v.state for v in all_of_it}) == 1 and not any(v.details for v in all_of_it):
            lines.append(f"{state}: {name}: {_objects(all_of_it)}")
        elif name:
            lines += [f"{state}: {name}", *(f"  {line}" for line in _object_lines(all_of_it))]
        else:
            pictures = [verdict for verdict in all_of_it if verdict.what != "number"]
            lines += ["not identified:", *(f"  {line}" for line in _object_lines(pictures))] if pictures else []
            numbers = list(_detail_lines([verdict for verdict in all_of_it if verdict.what == "number"]))
            lines += ["in no row of the charts that the document tells of:", *numbers] if numbers else []
    return lines


def _by_name(told):
    found = {}
    for verdict in told:
        found.setdefault(verdict.name, []).append(verdict)
    return found


def _object_lines(verdicts):
    """The lines on the objects of one chart, the worst first; the author's numbers by themselves."""
    for state in _WORST:
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
    places = {}
    for verdict in verdicts:
        places.setdefault(verdict.what, {})[verdict.place] = True
    told = ((what, "; ".join(filter(None, held))) for what, held in places.items())
    return ", ".join(f"{what} ({held})" if held else what for what, held in told)


def _detail_lines(verdicts):
    """Each detail once; a sentence with a number also with its places, or how often it stands there."""
    places = {}
    for verdict in verdicts:
        for line in verdict.details:
            places.setdefault(line, []).append(verdict.place if verdict.what == "number" else "")
    for line, held in places.items():
        where = "; ".join(dict.fromkeys(filter(None, held))) or (f"{len(held)} times" if len(held) > 1 else "")
        yield f"  {line}" + (f" ({where})" if where and line.startswith("“") else "")
