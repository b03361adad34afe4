"""What is said of one object of a document."""

from dataclasses import dataclass, field, replace

CURRENT, OUTDATED, MENTIONED, UNSURE = "current", "outdated", "mentioned, no picture", "cannot tell"
_WORST = [OUTDATED, UNSURE, MENTIONED, CURRENT]


@dataclass
class Verdict:
    """What is said of one object: name (of the chart, "" where it is not known), state, what it is, place, details.

    what: "picture", "alt text", "caption", "notes", "list of figures", "table of figures", "number". item: the object.
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
    """The lines that say what was found in a file: a chart that is current in all its objects has one line."""
    if not told:
        return [f"{path}: no chart of this project, and no picture that could be one"]
    by_name = {}
    for verdict in told:
        by_name.setdefault(verdict.name, []).append(verdict)
    states = {name: worst(v.state for v in all_of_it) for name, all_of_it in by_name.items() if name}
    unknown = len(by_name.get("", ()))
    counted = [
        f"{list(states.values()).count(state)} {state}" for state in (CURRENT, *_WORST[:3]) if state in states.values()
    ]
    counted += [f"{unknown} picture{'s' * (unknown > 1)} not identified"] if unknown else []
    lines = [f"{path}: {', '.join(counted)}"]
    for name, all_of_it in by_name.items():
        whole = {verdict.state for verdict in all_of_it} == {CURRENT} and not any(v.details for v in all_of_it)
        seen = ", ".join(dict.fromkeys(f"{v.what}{v.place and f' ({v.place})'}" for v in all_of_it))
        lines.append(f"  {states[name]}: {name}" + (f": {seen}" if whole else "") if name else "  not identified:")
        lines += [] if whole else _object_lines(all_of_it)
    return lines


def _object_lines(verdicts):
    """The lines on the objects of one chart; what was said of one is not said again of the next."""
    said = set()
    for verdict in verdicts:
        new = [line for line in verdict.details if line not in said]
        said.update(new)
        yield from (f"    {line}" for line in str(replace(verdict, details=tuple(new))).split("\n"))
