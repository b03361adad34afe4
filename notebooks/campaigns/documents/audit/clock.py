"""The time that one document is given, of the clock on the wall: nobody waits longer because a machine is busy."""

import time

SECONDS = 11  # for judging the objects of one document
_LOOKS = 0.75  # share of it after which no further picture is looked at: the words are read too


class Clock:
    """Says when the time is over. late: where in the document each work ended for want of time."""

    def __init__(self, seconds=None):
        now, seconds = time.monotonic(), SECONDS if seconds is None else seconds
        self._end, self._looks, self.late = now + seconds, now + seconds * _LOOKS, []

    def is_over(self):
        """Whether no more words are to be judged."""
        return time.monotonic() > self._end

    def is_over_for_pictures(self):
        """Whether no more pictures are to be looked at."""
        return time.monotonic() > self._looks

    def within(self, numbers):
        """The numbers of items, one after the other, until the time is over."""
        for number in numbers:
            if self.is_over():
                self.late.append(number)
                return
            yield number
