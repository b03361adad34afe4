"""Visits to doors: whom a count of those who are sent is said to be of."""

import campaigns as pc
from campaigns.claims import visits


def test_each_who_are_sent_are_named_as_their_report_counts_them():
    record = pc.load()
    doors = visits.households(record).only(unit="households")
    told = visits.visits_and_officers(record, doors)
    held = visits.per_officer(record, doors.rows)
    said = {row.area_en.split()[0]: [told(row, one) for one in ("en", "zh")] for row in doors if row.figure_id in held}
    for place, whom in {
        "Faku": ("50 community officers", "50名社区（驻村）民警"), "Jingyan": ("50 part-time auxiliaries", "50名兼职辅警"),
        "Chongzuo": ("26 Party-member officers", "26名党员民警代表"),
        "Wensheng": ("390 police and auxiliaries", "390名民（辅）警"), "Jiuquan": ("56 people sent to households", "56名入户人员"),
    }.items():  # fmt: skip
        for words, sentence in zip(whom, said[place], strict=True):
            assert words in sentence
