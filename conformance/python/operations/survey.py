"""The State's survey: what a row says, and everything that is wrong with a file.

Headers and code lists are the edition's data, severities are the catalogue's; the rules themselves
are written out here, one after the other, as a person would check them.
"""

from operations import table
from surveys.checks import Check, period
from surveys.codes import coded
from surveys.edition import COLUMNS, COUNTS, KINDS, is_blank
from surveys.rows import AFFAIRS, PARTIES


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def file_of(given):
    """The file that a case describes: a text, bytes, or rows of the edition's own columns."""
    if "rows" not in given:
        return given
    lines = [[column["header"] for column in COLUMNS.values()]]
    for row in given["rows"]:
        if set(row) - set(COLUMNS):
            raise ValueError(f"unknown columns {set(row) - set(COLUMNS)}")
        lines.append([row.get(key, "") for key in COLUMNS])
    return {"csv": "".join(",".join(map(quoted, line)) + "\n" for line in lines)}


def checked(given):
    limits = {"items": given["limit_rows"]} if "limit_rows" in given else {}
    headers, rows, unclosed_at, stopped = table.read(file_of(given) | {"limits": limits})
    check = Check(headers)
    for number, cells in rows:
        check.take(number, cells)
    if unclosed_at:
        place = table.cell_address({"text": unclosed_at})
        check.found.add("quote_unclosed", (place["row"], place["column"]))
    if stopped:
        check.found.add("rows_beyond_limit", None, rows=given["limit_rows"])
    return check


def survey_findings(given):
    check = checked(given)
    left_out = given.get("leave_out", [])
    findings = [found for found in check.found.sorted() if found["rule"] not in left_out]
    return {"rows": check.rows, "untyped": check.untyped, "findings": findings}


def survey_row(given):
    _, rows, _, _ = table.read(file_of({"rows": [given["row"]]}))
    row = Check([column["header"] for column in COLUMNS.values()]).take(*rows[0])
    if row is None:
        return None
    party = lambda key: PARTIES.get(row.coded(key).single(), "unknown")
    kind = KINDS.get(row.coded("kind").single()) if row.coded("kind").single() else None
    counts = {name: row.count(key) for name, key in COUNTS.items()}
    periods = {
        name: period(text)[0] if not is_blank(text) else None
        for name, text in (("online", row.text("period_online")),
                           ("offline", row.text("period_offline")))
    }
    return {
        "kind": kind,
        "actor": party("actor"),
        "recipient": party("recipient"),
        "via": party("via"),
        "affairs_class": AFFAIRS.get(row.coded("affairs_class").single()),
        "online_status": row.status(),
        "counts": {
            name: {"written": written} if number is None else {"written": written, "number": number}
            for name, (written, number) in counts.items()
        },
        "periods": periods,
        "facts": {
            "kind": kind,
            "status": row.status(),
            "actor": party("actor"),
            "discretion": "unknown",
            "cases": counts["total"][1],
            "online_cases": counts["online"][1],
        },
    }


def survey_code(given):
    read = coded(given["column"], given["text"])
    order = [code["code"] for code in COLUMNS[given["column"]].get("codes", [])]
    return {
        "codes": [code for code in order if code in read.codes],
        "other": read.other,
        "single": read.single(),
        "blank": read.is_empty(),
        "defects": sorted(read.defects),
    }


OPERATIONS = {
    "inventory/survey_findings": survey_findings,
    "inventory/survey_row": survey_row,
    "inventory/survey_code": survey_code,
}
