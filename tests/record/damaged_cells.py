"""Damage of a few rows: filled down, counted on, pasted aside, replaced, corrected by a program; added to ROWS."""

import re

from damaged_rows import FIG, REF, VISITED, case, cell, column, doubled, each, filled, together, without


def counted(name, first, last):
    """The number within the first cell counted on, one more a row."""

    def damage(header, rows):
        place = header.index(name)
        number = re.search(r"\d+(?=\D*$)", rows[first][place])
        for n, row in enumerate(rows[first:last]):
            row[place] = f"{number.string[: number.start()]}{int(number[0]) + n}{number.string[number.end() :]}"

    return damage


def copied(one, other, first, last):
    """The filled cells of a column copied into another."""

    def damage(header, rows):
        for row in rows[first:last]:
            row[header.index(other)] = row[header.index(one)] or row[header.index(other)]

    return damage


def crossed(one, other, first, last):
    """The cells of two columns exchanged in some rows."""

    def damage(header, rows):
        a, b = header.index(one), header.index(other)
        for row in rows[first:last]:
            row[a], row[b] = row[b], row[a]

    return damage


def emptied(name, first, last):
    return column(name, lambda index, text: "" if first <= index < last else text)


def labels_of_others():
    """Labels pasted into some rows of which none had them, and no row of their metric."""
    return column("label_zh", lambda index, text: "投入警力" if index in (300, 380, 460, 620) else text)


def mistyped(times):
    """The first digit of printed words and of value and bounds alike changed."""

    def damage(header, rows):
        places = [header.index(name) for name in ("printed", "value", "low", "high")]
        found = [
            row for row in rows[200:]
            if row[places[1]].isdigit() and row[places[1]] in row[places[0]] and not row[header.index("part_of")]
            and row[header.index("metric_id")].endswith("_solved") and row[places[1]][0] in "1245"
        ]  # fmt: skip
        for row in found[:: len(found) // times]:
            old, digit = row[places[1]], {"1": "2", "2": "1", "4": "5", "5": "4"}[row[places[1]][0]]
            for place in places:
                row[place] = row[place].replace(old, digit + old[1:])

    return damage


case("areas", "as if filled down", a_parent_filled_down=filled("parent", first=225, last=231),
     a_name_filled_down=filled("name_zh", first=60, last=63))  # fmt: skip
case("sources", "as if filled down", a_title_filled_down=filled("title", first=100, last=103),
     claimants_filled_down=filled("claimant", first=100, last=104), kinds_filled_down=filled("claimant_kind", first=242, last=247),
     addresses_filled_down=filled("url", first=270, last=274))  # fmt: skip
case(REF, "as if filled down", publishers_filled_down=filled("publisher", first=162, last=167))
case(FIG, "as if filled down", wide_numbers_filled_down=filled(
    "printed", first=102, last=105))  # fmt: skip
case(FIG, "blank cells became", a_word_for_blank_labels=column("label_zh", lambda i, t: t or "未写"))
case("areas", "count on from the row above", codes_of_a_series=counted("gb_code", first=54, last=58))
case("numerals", "count on from the row above", paragraphs_of_a_series=counted("locator", first=60, last=66))
case("sources", "count on from the row above", addresses_of_a_series=counted("read_at", first=100, last=106))
case("sources", "stand in column read_at now", addresses_one_column_right=together(
    copied("url", "read_at", first=270, last=274), emptied("url", first=270, last=274)))  # fmt: skip
case(
    REF, "stand in column publisher now", print_in_place_of_publishers=copied("printed", "publisher", first=60, last=63)
)
case("sources", "stand in column", days_copied=copied("event_date", "published", first=0, last=90),
     publishers_and_claimants_exchanged=crossed("publisher", "claimant", first=100, last=110))  # fmt: skip
case(FIG, "stand in column", bases_exchanged=crossed("start_basis", "end_basis", first=100, last=200))
case(FIG, "in 35 texts '户' became '家'", a_sign_replaced_in_labels=each("label_zh", lambda t: t.replace("户", "家")))
case(FIG, "their beginning", labels_without_their_first_sign=column(
    "label_zh", lambda i, t: t[1:] if 300 < i < 320 and len(t) > 2 else t))  # fmt: skip
case(FIG, "other quotes, dashes or blanks", quotes_corrected=each("note", lambda t: re.sub('"([^"]*)"', "“\\1”", t)),
     dashes_corrected=each("printed", lambda t: t.replace("-", "–")))  # fmt: skip
case("sources", "other quotes, dashes or blanks", quotes_lost=each("title", lambda t: t.replace('"', "")))
case("areas", "web page", an_entity=cell("CN-GZ", name_en="Guizhou &amp; more"))
case("areas", "wrong encoding", Chinese_taken_for_Korean=cell("CN-GZ", name_zh="贵州省".encode("gbk").decode("euc-kr", "ignore")),
     Chinese_taken_for_Big5=cell("CN-HB-ezhou", name_zh="鄂州市".encode("gbk").decode("big5", "ignore")))  # fmt: skip
case("areas", "a program's signs for others", escapes_of_a_program=cell("CN-GZ", name_zh="贵\\u5dde省"),
     percent_signs=cell("CN-GZ", name_zh="贵%E5%B7%9E省"))  # fmt: skip
case("areas", "only looks like another", a_radical=cell("CN-GZ", name_zh="⽥州省"),
     a_loose_accent=cell("CN-GZ", name_en="Guizhou\u0301"))  # fmt: skip
case(FIG, "stands for words that are elsewhere", a_ditto=cell(VISITED, note="see above"),
     a_ditto_in_Chinese=cell(VISITED, label_zh="同上"))  # fmt: skip
case(FIG, "words that stood with other metrics", labels_pasted=labels_of_others())
case(FIG, "no line in CHANGES.md says why", numbers_and_print_mistyped=mistyped(12))
case(FIG, "became 'repaired'",
     readings_changed=column("reading", lambda i, t: "repaired" if 300 < i < 500 and i % 3 else t))  # fmt: skip
case("third_coding", "kept as it was", a_first_value_changed=column("first_value", lambda i, t: "7" if i == 3 else t),
     a_row_of_a_coding_gone=without(lambda i, _: i != 100))  # fmt: skip
case("wider_codings", "kept as it was",
     a_second_reading_made_alike=column("second_label", lambda i, t: "x" if i == 9 else t))  # fmt: skip
case("searches", "kept as it was", an_area_of_a_search_changed=column("area_id", lambda i, t: "CN-TJ" if i == 3 else t))
case("tasks", "rows are gone", the_last_tasks_gone=without(lambda i, _: i < 39),
     tasks_of_a_list_gone=without(lambda i, _: not 10 <= i < 16))  # fmt: skip
case(REF, "rows are gone", the_last_yardsticks_gone=without(lambda i, _: i < 376))
case("sources", "the script of their printed words",
     languages_exchanged=column("language", lambda i, t: "en" if i % 40 == 5 else t))  # fmt: skip
case("sources", "has the same title, publisher, published", a_source_doubled_with_a_note=together(
    doubled("china-cctv-y2022-1", "china-cctv-y2022-9"), cell("china-cctv-y2022-9", note="Again")))  # fmt: skip
case(REF, "has the same subject", a_yardstick_doubled_with_a_note=together(
    doubled("population-china-y2020", "population-china-y2020-b"), cell("population-china-y2020-b", note="Again")))  # fmt: skip
