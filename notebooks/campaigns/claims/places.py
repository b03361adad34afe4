"""What lies in what: areas in larger areas, rounds in the action that they belong to, by the column ``parent``."""


def outer(table):
    """{id: set of the ids of all that it lies in}. table: a DataFrame, ids first; without ``parent`` a flat list."""
    ids = table.iloc[:, 0]
    parents = dict(zip(ids, table.parent if "parent" in table else [""] * len(ids), strict=True))

    def above(one):
        return {parents[one]} | above(parents[one]) if parents.get(one) else set()

    return {one: above(one) for one in parents}


def within(table, ids):
    """The given ids and those of all that lies in them, in the order of the table."""
    around = outer(table)
    return [one for one in around if one in ids or around[one] & set(ids)]


def province(table):
    """{area_id: area_id of the province that it lies in, or its own}: of a province and of the nation themselves."""
    levels = dict(zip(table.area_id, table.level, strict=True))
    return {
        one: next((other for other in (one, *around) if levels[other] == "province"), one)
        for one, around in outer(table).items()
    }
