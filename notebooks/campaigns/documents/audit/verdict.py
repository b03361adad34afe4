"""What is said of one object of a document, and of a document as a whole."""

from dataclasses import dataclass, field

CURRENT, OUTDATED, MENTIONED, UNSURE = "current", "outdated", "mentioned, no picture", "cannot tell"
LATE = "not looked at, for want of time"
#: Of sentences of the author's whose numbers are of no known place, or of nothing that the record counts.
UNCHECKED = "not checked"
#: What stands for the name of a chart where rows of the record are in none.
RECORD = "the record"
_WORST = [OUTDATED, UNSURE, LATE, MENTIONED, UNCHECKED, CURRENT]


@dataclass
class Verdict:
    """What is said of one object: name (of the chart, "" where it is not known), state, what it is, place, details.

    what: "picture", "alt text", "caption", "notes", "list of figures", "table of figures", "finding", "number"; of what
    was not judged in time, or not checked, also "words" or "pages"; "3 rows" of RECORD. item: it.
    """

    name: str
    state: str
    what: str = "picture"
    place: str = ""
    details: tuple = ()
    item: object = field(default=None, repr=False, compare=False)

    @property
    def is_fault(self):
        """Whether the author has something to do or to look at here."""
        return self.state not in (CURRENT, UNCHECKED)


def summary(path, told):
    """The lines that say what was found in a file: how much of which state, then as listed()."""
    unchecked = [f"{path}: {line}" for one in told if one.state == UNCHECKED for line in one.details]
    told = [one for one in told if one.state != UNCHECKED]
    if not told:
        none = "no chart of this project, no picture that could be one"
        none += ", and no number that its text says of a place and the record does not bear out"
        return [f"{path}: {none}", *unchecked]
    by_name = _grouped(told, "name")
    nameless = by_name.pop("", [])
    states = [_states(held)[0] for held in by_name.values()] + [LATE for one in nameless if one.state == LATE]
    counted = [f"{states.count(state)} {state}" for state in (CURRENT, *_WORST[:-1]) if state in states]
    numbers = [one.what == "number" for one in nameless if one.state != LATE]
    counted += [f"{numbers.count(False)} not identified"] if False in numbers else []
    counted += [f"{numbers.count(True)} with numbers that the record does not bear out"] if True in numbers else []
    return [f"{path}: {', '.join(counted)}", *(f"  {line}" for line in listed(told)), *unchecked]


def listed(told):
    """Lines on Verdicts, chart by chart and the worst first: what there is with its places, then once each what moved.

    The author's numbers stand by themselves.
    """
    lines = []
    for name, held in _grouped(told, "name").items():
        for state in _states(held):
            for is_number in (False, True):
                some = [one for one in held if one.state == state and (one.what == "number") is is_number]
                if some:
                    perhaps = "" if state == OUTDATED else "perhaps "
                    what = f"numbers in the text, {perhaps}of an earlier day" if is_number else _objects(some)
                    ours = ": ".join(filter(None, (state, name, what)))
                    lines.append(
                        ours if name or not is_number else "numbers in the text that the record does not bear out:"
                    )
                    lines += _detail_lines(some)
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
