"""Tables: CSV as rows with the numbers of a spreadsheet, cell addresses, headers, safe cells."""

import re
import unicodedata

from refused import Refused

MAX_CELLS = 16_384
DEFAULT_LIMITS = {"bytes": 1 << 30, "items": 10_000_000, "text": 1 << 20}
FOREIGN = [b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG",
           b"\xff\xd8\xff", b"GIF8", b"\xff\xfe", b"\xfe\xff", b"{\\rtf"]
ASCII_BLANKS = b" \t\n\x0c\r"
WHITE_SPACE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {
    chr(code) for code in range(0x2000, 0x200B)
}


# Cell addresses -------------------------------------------------------------------------------


def letters(column):
    """Base 26 without a zero: 26 is Z, 27 is AA."""
    out = ""
    while column:
        column, digit = divmod(column - 1, 26)
        out = chr(ord("A") + digit) + out
    return out


def address(column, row):
    """The address of a cell, both counted from 1."""
    return f"{letters(column)}{row}"


def cell_address(given):
    text = given["text"]
    match = re.fullmatch("([A-Z]+)([1-9][0-9]*)", text)
    if match:
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        row = int(match[2])
        if column < 1 << 32 and row < 1 << 32:
            return {"column": column, "row": row}
    raise Refused("document.cell_address.malformed")


def cell_name(given):
    return address(given["column"], given["row"])


# CSV ------------------------------------------------------------------------------------------


def is_foreign(data):
    if data.startswith(tuple(FOREIGN)):
        return True
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip(ASCII_BLANKS)
    return bool(re.match(rb"<[!?a-zA-Z]|[{\[]", text)) or b"\0" in data


def records(data):
    """(row number, cells, whether a quote was left open) of each row but blank lines."""
    number, at = 0, 0
    while at < len(data):
        number += 1
        if data.startswith(b"\n", at) or data.startswith(b"\r\n", at):
            at = data.index(b"\n", at) + 1
            continue
        cells, at, unclosed = record(data, at)
        yield number, cells, unclosed


def record(data, at):
    cells = []
    while True:
        cell, at, unclosed = one_cell(data, at)
        cells.append(cell)
        if not data.startswith(b",", at):
            break
        at += 1
    # What follows is a line end or nothing.
    end = re.compile(rb"\r?\n?").match(data, at).end()
    return cells, end, unclosed


def one_cell(data, at):
    """A cell, where it ends, and whether its quote was left open."""
    cell = b""
    if data.startswith(b'"', at):
        at += 1
        while True:
            quote = data.find(b'"', at)
            if quote < 0:
                return cell + data[at:], len(data), True
            cell += data[at:quote]
            at = quote + 1
            if not data.startswith(b'"', at):
                break
            cell += b'"'
            at += 1
    # Unquoted, or what stands behind a closing quote.
    end = re.compile(rb",|\r?\n|\r\Z|\Z").search(data, at).start()
    return cell + data[at:end], end, False


def given_bytes(given):
    return bytes.fromhex(given["csv_hex"]) if "csv_hex" in given else given["csv"].encode()


def opened(data, limits):
    """The rows of a file, the header row first; each is checked when it is asked for."""
    if len(data) > limits["bytes"]:
        raise Refused("table.too_large")
    if is_foreign(data[:4096]):
        raise Refused("table.foreign_format")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.strip(ASCII_BLANKS):
        raise Refused("table.empty")
    for number, cells, unclosed in records(data):
        if any(len(cell) > limits["text"] for cell in cells):
            raise Refused("table.cell_too_long")
        if len(cells) > MAX_CELLS:
            raise Refused("table.too_many_cells")
        if sum(map(len, cells)) > 16 * limits["text"]:
            raise Refused("table.row_too_long")
        yield number, cells, unclosed


def decoded(cells):
    """The cells as text, or the position of the first that is not UTF-8."""
    texts = []
    for position, cell in enumerate(cells):
        try:
            texts.append(cell.decode())
        except UnicodeDecodeError:
            return None, position
    return texts, None


def read(given):
    """The file's headers, its other rows as (number, cells), the cell with a quote left open, and
    whether a limit left rows unread."""
    limits = DEFAULT_LIMITS | given.get("limits", {})
    headers, rows, unclosed_at = None, [], None
    for number, cells, unclosed in opened(given_bytes(given), limits):
        if len(rows) == limits["items"]:
            return headers, rows, None, True
        if headers is None:
            headers, wrong = decoded(cells)
            if wrong is not None:
                raise Refused("table.header_not_utf8")
        else:
            rows.append((number, cells))
        if unclosed:
            unclosed_at = address(len(cells), number)
    return headers, rows, unclosed_at, False


def csv_rows(given):
    headers, kept, unclosed_at, stopped = read(given)
    if re.search("\r[^\n]", ",".join(headers)):  # lines that end in CR alone
        raise Refused("table.foreign_format")
    rows = []
    for number, cells in kept:
        texts, wrong = decoded(cells)
        if wrong is None:
            rows.append({"row": number, "cells": texts})
        else:
            rows.append({"row": number, "not_utf8": address(wrong + 1, number)})
    return {"headers": headers, "rows": rows, "unclosed_quote": unclosed_at, "stopped": stopped}


# Headers --------------------------------------------------------------------------------------


def header_form(text):
    def visible(text):
        return "".join(
            c for c in text if c not in WHITE_SPACE and unicodedata.category(c) != "Cc"
        )

    text = visible(unicodedata.normalize("NFKC", visible(text.lstrip("\ufeff"))))
    return unicodedata.normalize("NFKC", "".join(c.lower() for c in text))


def header_key(given):
    return header_form(given["text"])


def find_columns(wanted, headers):
    """(positions, unknown headers, repeated columns, missing wanted columns)."""
    keys = [header_form(header) for header in headers]
    positions, repeated, missing, lacking, known = [], [], [], [], set()
    for column in wanted:
        names = {header_form(name) for name in column["headers"]}
        found = [at for at, key in enumerate(keys) if key in names]
        known.update(found)
        positions.append(found[0] if found else None)
        repeated += found[1:]
        if not found:
            (lacking if column["required"] else missing).append(column["headers"][0])
    if lacking:
        raise Refused("table.missing_columns")
    unknown = [
        header for at, header in enumerate(headers)
        if at not in known and any(c not in WHITE_SPACE for c in header)
    ]
    return positions, unknown, repeated, missing


def columns(given):
    positions, unknown, repeated, missing = find_columns(given["wanted"], given["headers"])
    return {
        "positions": positions,
        "unknown": unknown,
        "repeated": [{"position": at, "header": given["headers"][at]} for at in repeated],
        "missing": missing,
    }


# Writing --------------------------------------------------------------------------------------


def inert(given):
    text = given["text"]
    if re.match("[=+\\-@\t\r\n＝＋－＠]", text.lstrip(" ")) and not re.fullmatch(
            r"-?[0-9]+(\.[0-9]+)?", text):
        return "'" + text
    return text


OPERATIONS = {
    "table/cell_address": cell_address,
    "table/cell_name": cell_name,
    "table/csv_rows": csv_rows,
    "table/header_key": header_key,
    "table/columns": columns,
    "table/inert": inert,
}
