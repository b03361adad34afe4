"""What a document is held against: the charts of today, in its language, and the time that it is given."""

import time

from campaigns.documents.audit import parts
from campaigns.documents.audit.held import LABEL, Picture, Words
from campaigns.documents.audit.traces import plain
from campaigns.documents.words import TAGS, tag_of

SECONDS = 13  # for judging the objects of one document, of the clock: nobody waits longer because a machine is busy
_TELLING = 12  # bytes: a longer title is told from other words; a Chinese character has three, and says as much
_LOOKS = 0.75  # share of it after which no further picture is looked at: the words are read too


def language_of(items):
    """The language of a document ("en" or "zh"): that of its titles and captions, or else of its pictures' alt texts,
    or else of all its words: sources keep their own language."""
    lines = [(item.kind, line) for item in items if isinstance(item, Words) for line in item.text.split("\n")]
    heads = [line for kind, line in lines if kind in ("title", "caption", "list") or LABEL.match(line)]
    alts = [item.alt for item in items if isinstance(item, Picture) and item.alt]
    return "zh" if tag_of("\n".join(heads or alts or [line for _, line in lines])) == TAGS["zh"] else "en"


class Today:
    """charts: today's, in English. failures: {notebook: problem} of those that do not run. language: a document's.

    late: where in the document each work ended for want of time.
    """

    def __init__(self, charts, failures=None, language="en"):
        self.language = language
        told = charts if language == "en" else [chart.at(language=language) for chart in charts]
        self.charts = {chart.name: chart for chart in told}
        self.failures = failures or {}
        self._small = {name.casefold(): name for name in self.charts}
        self._titled = {}
        self._began, self.late = time.monotonic(), []

    def is_over(self, share=1):
        """Whether the time, or a share of it, is over: no more is to be judged."""
        return time.monotonic() > self._began + share * SECONDS

    def is_over_for_pictures(self):
        """Whether no more pictures are to be looked at."""
        return self.is_over(_LOOKS)

    def within(self, numbers):
        """The numbers of items, one after the other, until the time is over."""
        for number in numbers:
            if self.is_over():
                self.late.append(number)
                return
            yield number

    def name(self, trace):
        """The name of the chart of a trace, as it is written today."""
        return self._small.get(trace.name, trace.name)

    def chart(self, trace):
        """The Chart of a trace, or None if it is not made today."""
        return self.charts.get(self.name(trace))

    def digest(self, name):
        """The digest of a chart of today, or None."""
        return self.charts[name].digest if name in self.charts else None

    def is_current(self, trace):
        """Whether a trace has the digest of today, which is the same in every language and layout."""
        return trace.digest == self.digest(self.name(trace))

    def moved_on(self, trace):
        """ "digest 1a2b3c4d, now 5e6f7a8b"."""
        return f"digest {trace.digest}, now {self.digest(self.name(trace))}"

    def lost(self, trace):
        """Why a chart is not made now: its notebook fails, or there is none."""
        for notebook, problem in self.failures.items():
            if notebook[:2] == trace.name[:2]:
                return f"{notebook} {problem}"
        return (
            "no notebook makes a chart of this name: one that did is gone, or a script drew it, which is not followed"
        )

    def named(self, text):
        """The chart whose name stands in a text, such as the name of a file; or None."""
        small = plain(text).casefold()
        return max((name for key, name in self._small.items() if key in small), key=len, default=None)

    def titled(self, text):
        """(chart whose title a text holds, None), or (chart, the older title that it holds), or (None, None)."""
        if text not in self._titled:
            self._titled[text] = self._find_title(text[:4000])
        return self._titled[text]

    def _find_title(self, text):
        titles = {name: chart.title for name, chart in self.charts.items()}
        exact = [name for name, title in titles.items() if len(title.encode()) > _TELLING and parts.holds(text, title)]
        if exact:
            return max(exact, key=lambda name: len(titles[name])), None
        near = ((parts.older(title, [text]), name) for name, title in titles.items())
        near = max(((parts.likeness(titles[name], old), name, old) for old, name in near if old), default=(0,))
        return near[1:] if near[0] >= 0.7 else (None, None)
