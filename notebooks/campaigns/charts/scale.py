"""A scale: where a value stands on the page, and the ticks that say so."""

import math
from dataclasses import dataclass

from campaigns.claims import wording


@dataclass(frozen=True)
class Scale:
    """Values ``low`` to ``high`` on the points ``start`` to ``end`` of a sheet.

    what: the metric and unit that share this scale in a chart, e.g. ("disputes_resolved", "disputes"); one chart gives
    one such pair one scale. log: equal steps are equal ratios. limit: the natural end of what is counted (100 percent,
    all households), beyond which nothing is drawn. percent: tick labels carry "%". signed: a rise carries "+".
    """

    low: float
    high: float
    start: float
    end: float
    what: tuple = ()
    log: bool = False
    limit: float | None = None
    percent: bool = False
    signed: bool = False

    def __call__(self, value):
        """The place of a value in points; values outside the scale raise ValueError, nothing is cut in silence."""
        slack = 1e-9 * (self.high - self.low)
        if not self.low - slack <= value <= self.high + slack:
            raise ValueError(f"{value} lies outside the scale {self.low} to {self.high}")
        low, high, value = (math.log10(v) if self.log else v for v in (self.low, self.high, value))
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def ticks(self, most=6):
        """Values of the ticks: 1-2-5 steps; on a log scale whole decades, with 2 and 5 where there is room."""
        return self._log_ticks(most) if self.log else self._linear_ticks(most)

    def _linear_ticks(self, most):
        span = self.high - self.low
        raw = span / most
        power = 10 ** math.floor(math.log10(raw))
        step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= raw * (1 - 1e-9))
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [round(n * step, 12) for n in range(first, last + 1)]

    def _log_ticks(self, most):
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for steps in ((1, 2, 5), (1,)):
            found = [step * 10.0**decade for decade in decades for step in steps]
            found = [value for value in found if self.low * 0.999 <= value <= self.high * 1.001]
            if len(found) <= 2 * most:
                break
        return found

    def tick_words(self, value, language="en"):
        """What stands at a tick: "20,000", "−25%", "+10%"."""
        sign = "+" if self.signed and value > 0 else ""
        return f"{sign}{wording.number(round(value, 10), language)}{'%' if self.percent else ''}"


def fitting(values, start, end, *, what=(), log=False, limit=None, percent=False):
    """A Scale that holds all values: from zero (or the lowest change) to a round end, or to the limit given."""
    known = [float(v) for v in values if v is not None and not math.isnan(v)]
    if log:
        low = 10 ** math.floor(math.log10(min(known)))
        high = _one_two_five(max(known))
    else:
        low, high = min([0.0, *known]), max([0.0, *known])
        step = _step((high - low) or 1)
        low, high = math.floor(low / step) * step, math.ceil(high / step - 1e-9) * step
    return Scale(low, limit if limit is not None else high, start, end, what, log, limit, percent)


def _step(span):
    power = 10 ** math.floor(math.log10(span / 4))
    return next(s * power for s in (0.5, 1, 2, 2.5, 5, 10) if span / (s * power) <= 8)


def _one_two_five(value):
    power = 10 ** math.floor(math.log10(value))
    return next(s * power for s in (1, 2, 5, 10) if s * power >= value * (1 - 1e-12))
