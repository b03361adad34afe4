"""The charts of today as a document is held against them: by name, by digest, by title, in its language."""

from campaigns.documents.audit import parts
from campaigns.documents.audit.held import LABEL, Words
from campaigns.documents.audit.traces import plain
from campaigns.documents.words import TAGS, tag_of


def language_of(items):
    """The language of a document ("en" or "zh"): that of its titles and captions, or of all its words without any."""
    lines = [(item.kind, line) for item in items if isinstance(item, Words) for line in item.text.split("\n")]
    heads = [line for kind, line in lines if kind in ("title", "caption", "list") or LABEL.match(line)]
    return "zh" if tag_of("\n".join(heads or [line for _, line in lines])) == TAGS["zh"] else "en"


class Today:
    """charts: today's, in English. failures: {notebook: problem} of those that do not run. language: a document's."""

    def __init__(self, charts, failures=None, language="en"):
        self.language = language
        told = charts if language == "en" else [chart.at(language=language) for chart in charts]
        self.charts = {chart.name: chart for chart in told}
        self.failures = failures or {}
        self._small = {name.casefold(): name for name in self.charts}
        self._titled = {}

    def known(self, trace):
        """Whether the chart of a trace is made today."""
        return trace.name in self._small

    def name(self, trace):
        """The name of the chart of a trace, as it is written today."""
        return self._small.get(trace.name, trace.name)

    def chart(self, trace):
        """The Chart of a trace."""
        return self.charts[self._small[trace.name]]

    def digest(self, name):
        """The digest of a chart of today, or None."""
        return self.charts[name].digest if name in self.charts else None

    def is_current(self, trace):
        """Whether a trace has the digest of today, which is the same in every language and layout."""
        return trace.digest == self.chart(trace).digest

    def moved_on(self, trace):
        """ "digest 1a2b3c4d, now 5e6f7a8b"."""
        return f"digest {trace.digest}, now {self.chart(trace).digest}"

    def lost(self, trace):
        """Why a chart is not made now: its notebook fails, or there is none."""
        for notebook, problem in self.failures.items():
            if notebook[:2] == trace.name[:2]:
                return f"{notebook} {problem}"
        return "no notebook makes a chart of this name any more"

    def named(self, text):
        """The chart whose name stands in a text, such as the name of a file; or None."""
        small = plain(text).casefold()
        return max((name for key, name in self._small.items() if key in small), key=len, default=None)

    def titled(self, text):
        """(chart whose title a text holds, None), or (chart, the older title that it holds), or (None, None)."""
        if text not in self._titled:
            self._titled[text] = self._find_title(text)
        return self._titled[text]

    def _find_title(self, text):
        text = text[:4000]
        exact = [
            name
            for name, chart in self.charts.items()
            if parts.is_telling(chart.title) and parts.holds(text, chart.title)
        ]
        if exact:
            return max(exact, key=lambda name: len(self.charts[name].title)), None
        near = ((parts.older(chart.title, [text]), name) for name, chart in self.charts.items())
        near = [(parts.likeness(self.charts[name].title, old), name, old) for old, name in near if old]
        return max(near)[1:] if near and max(near)[0] >= 0.7 else (None, None)
