"""What is done to the rows of a table, and the words of what must come of it: one line a damage.

A damage is a function of the header and the rows (lists of cells, free to be changed).
"""

from datetime import date, timedelta

from campaigns.record import schema

FIG, REF = "reported_figures", "reference"
VISITED = "gz22-households-visited"


def column(name, change):
    """Every cell of a column passed through change(index, text)."""

    def damage(header, rows):
        place = header.index(name)
        for index, row in enumerate(rows):
            row[place] = change(index, row[place])

    return damage


def each(name, change):
    """Every filled cell of a column passed through change(text)."""
    return column(name, lambda _, text: change(text) if text else text)


def reordered(order):
    def of(*names, first=0, last=None):
        """Columns, from a row to a row (0-based, last not included), in another order of rows."""

        def damage(header, rows):
            for name in names:
                place = header.index(name)
                cells = order([row[place] for row in rows[first:last]])
                for row, cell in zip(rows[first:last], cells, strict=True):
                    row[place] = cell

        return damage

    return of


alone = reordered(sorted)
backwards = reordered(lambda cells: sorted(cells, reverse=True))
down = reordered(lambda cells: [cells[0], *cells[:-1]])
up = reordered(lambda cells: [*cells[1:], cells[-1]])
turned = reordered(lambda cells: cells[::-1])
filled = reordered(lambda cells: [cells[0]] * len(cells))


def exchanged(name, one, other):
    """Two values of a column exchanged wherever they stand."""
    return each(name, lambda text: {one: other, other: one}.get(text, text))


def two_rows(*names, keys):
    """The cells of two rows exchanged."""

    def damage(header, rows):
        one, other = (next(row for row in rows if row[0] == key) for key in keys)
        for place in map(header.index, names):
            one[place], other[place] = other[place], one[place]

    return damage


def headers(one, other):
    def damage(header, rows):
        a, b = header.index(one), header.index(other)
        header[a], header[b] = header[b], header[a]

    return damage


def cell(key, **cells):
    def damage(header, rows):
        row = next(row for row in rows if row[0] == key)
        for name, text in cells.items():
            row[header.index(name)] = text

    return damage


def without(keep):
    def damage(header, rows):
        rows[:] = [row for index, row in enumerate(rows) if keep(index, dict(zip(header, row, strict=True)))]

    return damage


def scaled(*names, by, first=0):
    def times(text):
        number = float(text) * by
        return f"{number:.0f}" if number == int(number) else f"{number:.12g}"

    def damage(header, rows):
        for name in names:
            place = header.index(name)
            for row in rows[first:]:
                row[place] = times(row[place]) if row[place] else ""

    return damage


def later(*names, days):
    def damage(header, rows):
        for name in names:
            each(name, lambda text: (date.fromisoformat(text) + timedelta(days)).isoformat())(header, rows)

    return damage


def doubled(key, new):
    def damage(header, rows):
        rows.append([new, *next(row for row in rows if row[0] == key)[1:]])

    return damage


def together(*damages):
    def damage(header, rows):
        for one in damages:
            one(header, rows)

    return damage


def underscores(cell):
    return "".join("_" if char > "\x7f" else char for char in cell)


#: Damage of the rows: name, table, what is done, words that the first lines of the outcome must hold.
ROWS = []


def case(table, told, **damages):
    ROWS.extend((name.replace("_", " "), table, damage, told) for name, damage in damages.items())


for table, names in {
    FIG: "source_id campaign_id area_id metric_id printed label_zh value unit qualifier baseline scope counted_by "
    "period_start period_end start_basis claim note",
    "areas": "name_en name_zh parent gb_code level",
    "metrics": "name_en name_zh counts object act broader units kind stage",
    "sources": "title publisher claimant claimant_kind published url note",
    "campaigns": "name_en name_zh kind run_by area_id from what_it_is source_ids",
    REF: "subject area_id year value printed publisher published note",
    "tasks": "task function addressed_to",
    "candidates": "listed figure_id reason",
    "searches": "area_id summer query found",
    "first_coding": "value metric_id",
    "second_coding": "value",
    "third_coding": "third_value printed",
    "fourth_coding": "fourth_scope first_area_id",
    "numerals": "token disposition reason",
    "wider_codings": "second_value second_label",
}.items():
    for name in names.split():
        case(table, name, **{f"{table}: {name} sorted alone": alone(name)})

for table in (FIG, "areas", "metrics", "sources", "campaigns", REF, "candidates"):
    [key] = schema.keys(table)
    case(table, f"column {key}: no longer fits its rows", **{f"{table}: the keys sorted alone": backwards(key)})

case(FIG, "area_id: no longer fits its rows from row",
     areas_one_row_down=down("area_id", first=800, last=900), areas_one_row_up=up("area_id"),
     areas_turned_round=turned("area_id", first=300, last=700))  # fmt: skip
case(FIG, "'CN-HN' and 'CN-GD' are exchanged",
     areas_of_Hunan_and_Guangdong_exchanged=exchanged("area_id", "CN-HN", "CN-GD"))  # fmt: skip
case(FIG, "columns printed, value, qualifier, low, high: no longer fits",
     numbers_shifted_together=down("printed", "value", "qualifier", "low", "high", first=60, last=400))  # fmt: skip
case(FIG, "stand exchanged", numbers_of_two_rows_exchanged=two_rows("printed", "value", "low", "high", "qualifier", "unit", keys=(
    "sichuan-fazhibao-y2022-1-police-deployed", "sichuan-fazhibao-y2022-1-social-forces")))  # fmt: skip
case(FIG, "keys of rows", keys_of_two_rows_exchanged=two_rows("figure_id", keys=(
    "sichuan-fazhibao-y2022-1-police-deployed", "sichuan-fazhibao-y2022-1-social-forces")))  # fmt: skip
case(FIG, "stand exchanged", areas_of_two_rows_exchanged=two_rows("area_id", keys=(VISITED, "sc22-suspects-caught")),
     ends_of_two_rows_exchanged=two_rows("period_end", "note", keys=(VISITED, "sc22-suspects-caught")))  # fmt: skip
case(FIG, "as if filled down", an_area_filled_down=filled("area_id", first=400, last=500),
     a_note_filled_down=filled("note", first=400, last=450), an_end_filled_down=filled("period_end", first=100, last=600))  # fmt: skip
case(FIG, "filled down", an_actor_filled_down=filled("counted_by"))
case(FIG, "earlier", dates_a_day_earlier=later("period_start", "period_end", days=-1),
     dates_of_the_1904_calendar=later("period_start", "period_end", days=-1462))  # fmt: skip
case(FIG, "later", starts_a_day_later=later("period_start", days=1))
case(FIG, "multiplied by 10", values_times_ten=scaled("value", "low", "high", by=10, first=100))
case(FIG, "divided by 1000", values_by_a_thousand=scaled("value", "low", "high", by=0.001, first=1700))
case(
    FIG, "another case", claims_in_upper_case=each("claim", str.upper), labels_in_upper_case=each("printed", str.upper)
)
case(FIG, "emptied", notes_blanked=each("note", lambda _: ""), labels_blanked=column("label_zh", lambda i, t: "" if i > 900 else t),
     scopes_blanked=each("scope", lambda _: ""), links_blanked=each("same_as", lambda _: ""),
     parts_blanked=each("part_of", lambda _: ""), incomplete_blanked=each("incomplete", lambda _: ""))  # fmt: skip
case(FIG, "each holds what the other held", headers_of_start_and_end=headers("period_start", "period_end"),
     headers_of_low_and_high=headers("low", "high"), headers_of_value_and_low=headers("value", "low"),
     headers_of_links=headers("same_as", "part_of"), headers_of_bases=headers("start_basis", "end_basis"),
     headers_of_label_and_note=headers("label_zh", "note"))  # fmt: skip
case("sources", "each holds what the other held", headers_of_publisher_and_claimant=headers("publisher", "claimant"),
     headers_of_days=headers("published", "event_date"), headers_of_addresses=headers("url", "read_at"))  # fmt: skip
case("campaigns", "each holds what the other held", headers_of_from_and_to=headers("from", "to"))
case("areas", "each holds what the other held", headers_of_the_names=headers("name_en", "name_zh"))
case("metrics", "each holds what the other held", headers_of_object_and_act=headers("object", "act"))
case(FIG, "rows are gone", the_end_cut_off=without(lambda i, _: i < 1500),
     a_stretch_cut_out=without(lambda i, _: not 200 <= i < 230))  # fmt: skip
case("sources", "their Chinese signs",
     titles_without_Chinese=each("title", lambda t: "".join(c for c in t if c < "\u3000").strip() or "x"))  # fmt: skip
case(FIG, "every 'result' became", claims_replaced=each("claim", lambda t: "standing" if t == "result" else t))
case(FIG, "became 'police'", actors_replaced=each("counted_by", lambda t: "police"))
case(FIG, "lost their end", notes_cut_at_40_signs=each("note", lambda t: t[:40].strip()))
case(FIG, "around them", apostrophes_before_texts=each("printed", lambda t: f"'{t}"))
case(FIG, "differ from what was last accepted", every_note_another=column("note", lambda i, t: f"see line {i * 7}"))
case(FIG, "only", a_row_doubled=doubled(VISITED, "gz22-households-visited-b"))
case("sources", "has the same title, publisher, published",
     a_source_doubled=doubled("china-cctv-y2022-1", "china-cctv-y2022-9"))  # fmt: skip
case(REF, "has the same subject", a_yardstick_doubled=doubled("population-china-y2020", "population-china-y2020-b"))
case(REF, "columns value, low, high: ", yardsticks_by_a_thousand=scaled("value", "low", "high", by=0.001),
     printed_too=together(scaled("value", "low", "high", by=0.001), each("printed", lambda t: f"{float(t) / 1000:.12g}" if t.isdigit() else t)))  # fmt: skip
case(REF, "columns value, low, high, printed: no longer fits",
     yardsticks_one_row_down=down("value", "printed", "low", "high"))  # fmt: skip
case(REF, "area_id", areas_of_yardsticks_shifted=down("area_id"))
case(REF, "stand exchanged", two_provinces_exchanged=two_rows("value", "low", "high", "printed", keys=(
    "population-he-y2020", "population-sx-y2020")))  # fmt: skip
case(REF, "is not the sum of the 31 provinces", a_province_mistyped=cell(
    "population-he-y2020", value="74610253", low="74610253", high="74610253", printed="74610253"))  # fmt: skip
case(REF, "published", dates_a_day_earlier_in_yardsticks=later("published", days=-1))
case("sources", "published", publication_a_day_earlier=later("published", days=-1), a_year_wrong=cell(
    "sichuan-fazhibao-y2022-1", published="2021-07-21"))  # fmt: skip
case("campaigns", "column from", campaigns_of_the_1904_calendar=later("from", days=-1462))

# Words that are no words.
for word in ("nan", "NULL", "None", "N/A", "Loading...", "undefined", "<NA>"):
    told = "where nothing stands"
    case(FIG, told, **{f"{word} in blank scopes": column("baseline", lambda i, t, w=word: t or w)})
    case("sources", told, **{f"{word} in blank addresses": column("url", lambda i, t, w=word: t or w)})
for told, marks in {
    "a sign that shows nothing": "\u200b \u200d \u202e \u200f \u00ad \x07 \x1b \x7f \x85 \ue000 \u2066".split(" "),
    "a line break stands": ["\n", "\u2028", "\r\n"],
    "cannot be read with certainty": ["\ufffd"],
}.items():
    for mark in marks:
        name = " ".join(f"U+{ord(char):04X}" for char in mark)
        case("areas", told, **{f"{name} in a name": cell("CN-GZ", name_zh=f"贵{mark}州省")})
        case(FIG, told, **{f"{name} in printed words": cell(VISITED, printed=f"more than{mark} 870,000 households")})
case("areas", "underscores stand", Chinese_as_underscores=each("name_zh", underscores))
case("metrics", "underscores stand", Chinese_as_underscores_in_metrics=each("name_zh", underscores))
case(FIG, "underscores stand", Chinese_as_underscores_in_print=each("printed", underscores))
case("areas", "question marks stand", Chinese_as_question_marks=each("name_zh", lambda t: "?" * len(t)))
case("areas", "two alphabets", a_Cyrillic_o=cell("CN-GZ", name_en="Guizh\u043eu"),
     a_Greek_o=cell("CN-GZ", name_en="Guizh\u03bfu"))  # fmt: skip
case(FIG, "spreadsheet's error", a_lost_reference=cell(VISITED, note="#REF!"),
     a_lost_name=cell(VISITED, label_zh="#NAME?"))  # fmt: skip
case(FIG, "turned the name into", a_name_eaten=cell(VISITED, figure_id="22-Mar"))
case(FIG, "turned it into a date", a_locator_as_a_date=cell(VISITED, locator="2-Mar"))
case(FIG, "count of days", a_date_as_a_number=cell(VISITED, period_end="44781"))
case("first_coding", "count of days", a_date_of_a_coding_as_a_number=cell(VISITED, period_end="44781"))
case(FIG, "can mean 2022-07-08 or 2022-08-07", a_date_of_two_days=cell(VISITED, period_end="07/08/2022"))
case(FIG, "area_id: no longer fits its rows", four_areas_one_row_down=down("area_id", first=718, last=732))
case(FIG, "counted_by", actors_one_row_up=up("counted_by", first=100, last=1000))
case("metrics", "no longer fits its rows", a_few_names_one_row_down=down("name_en", first=20, last=25))
case(FIG, "day and month stand exchanged",
     days_taken_for_months=each("period_end", lambda t: f"{t[:4]}-{t[8:]}-{t[5:7]}" if t[8:] < "13" else t))  # fmt: skip
case(FIG, "dates stand 100 years earlier", another_century=each("period_start", lambda t: "19" + t[2:]))
case(REF, "changed their sign", signs_lost=each("value", lambda t: t.lstrip("-")))
case("areas", "is not Chinese", names_of_a_row_exchanged=cell("CN-GZ", name_en="贵州省", name_zh="Guizhou"))
case("areas", "is not English", an_English_name_in_Chinese=cell("CN-GZ", name_en="贵州省"))
