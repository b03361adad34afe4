"""What was found of each province in the reports that were read, for a map of tiles: silence told from no search."""

import pandas as pd

from campaigns.claims import needs
from campaigns.claims.names import KIND
from campaigns.record import coverage

#: State of record.coverage -> what it means for a province, from the fullest to the emptiest.
ANSWERS = (
    ("record", ("one or more of the figures, of the whole province", "有全省的数字")),
    (
        "neighbouring",
        ("only of night rounds, of a place in it, or counted otherwise", "仅有夜间行动、局部地区或口径不同的数字"),
    ),
    ("looked for and not found", ("looked for and not found", "查找而未见")),
    ("not looked for", ("not looked for", "未查找")),
)


@needs.reckoned
def by_province(record):
    """One row a province: figure_id and area_id (both its area_id), name, name_zh, answer, own, sought, said, said_zh.

    answer: the best of its states. own: how many figures are of the whole province, interim ones too. sought: how many
    were looked for or found.
    """
    cells = coverage.frame(record)
    areas = record.areas.set_index("area_id")
    rows = []
    for area, held in cells.groupby("area_id", sort=False):
        answer = min(held.state, key=coverage.STATES.index)
        own, sought = int((held.state == "record").sum()), int((held.state != "not looked for").sum())
        words = dict(ANSWERS)[answer]
        rows.append({"figure_id": area, "area_id": area, "name": areas.name_en[area],
                     "name_zh": KIND.sub("", areas.name_zh[area]), "answer": answer, "own": own,
                     "sought": sought, "number": str(own), "said": f"{own} of {sought}: {words[0]}",
                     "said_zh": f"{sought}项中有{own}项：{words[1]}"})  # fmt: skip
    return pd.DataFrame(rows)
