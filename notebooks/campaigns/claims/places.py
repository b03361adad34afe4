"""The tree of areas: what lies in what, by the column ``parent`` of areas.csv."""


def outer(areas):
    """{area_id: set of the ids of all areas that it lies in}."""
    parents = dict(zip(areas.area_id, areas.parent, strict=True))

    def above(area):
        return {parents[area]} | above(parents[area]) if parents.get(area) else set()

    return {area: above(area) for area in parents}


def within(areas, ids):
    """The ids of the given areas and of all that lie in them, in the order of areas.csv."""
    around = outer(areas)
    return [area for area in areas.area_id if area in ids or around[area] & set(ids)]
