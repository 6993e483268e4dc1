"""Writing: CP932 and strict Shift_JIS without silent loss, cells of forms that came back."""

import re
import unicodedata
from datetime import date, timedelta

from operations import dates
from refused import Refused
from operations.table import WHITE_SPACE, header_form

MAX_COUNT = 2**53 - 1

# Characters ------------------------------------------------------------------------------------


def in_codec(char, codec):
    """Whether a codec of Python writes a character and reads it back as the same one."""
    try:
        return char.encode(codec).decode(codec) == char
    except UnicodeError:
        return False


# Where IBM's characters stand (FA40 to FC4B); NEC has them a second time (ED40 to EEFC), and there
# Python's cp932 writes them.
IBM = {}
for lead in (0xFA, 0xFB, 0xFC):
    for trail in range(0x40, 0xFD):
        try:
            IBM[bytes((lead, trail)).decode("cp932")] = bytes((lead, trail))
        except UnicodeError:
            pass


def is_private(char):
    return unicodedata.category(char) == "Co"


def code(char, encoding):
    """The bytes of a character, or None.

    Python's cp932 writes U+0080, U+00A0 and U+F8F0 to U+F8F3 as single bytes that are no
    characters, and it writes 〜, − and others that it reads back as other characters.
    """
    point = ord(char)
    if point in (0x80, 0xA0) or 0xE758 <= point <= 0xF8FF:
        return None
    if not in_codec(char, "cp932"):
        return None
    data = char.encode("cp932")
    if data[0] in (0xED, 0xEE):
        data = IBM[char]
    # JIS X 0208 stands in rows 1 to 8 and 16 to 84; row 13 is of NEC, the rest of IBM and of users.
    if encoding == "shift_jis" and len(data) == 2:
        if not (0x81 <= data[0] <= 0x84 or 0x88 <= data[0] <= 0x9F or 0xE0 <= data[0] <= 0xEA):
            return None
    return data


def fits(text, encoding):
    return all(code(char, encoding) is not None for char in text)


def is_selector(char):
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


def is_mark(char):
    return unicodedata.category(char) in ("Mn", "Mc", "Me")


def kind(unit, encoding):
    if any(is_private(char) for char in unit):
        return "user_defined"
    if any(is_selector(char) for char in unit):
        return "variation"
    if any(in_codec(char, "shift_jis_2004") and ord(char) > 0x9F and code(char, "cp932") is None
           for char in unit):
        return "jis_x_0213"
    if any(is_mark(char) for char in unit[1:]):
        return "combining"
    if encoding != "cp932" and fits(unit, "cp932"):
        return "vendor_extension"
    return "other"


def equivalent(unit, encoding):
    plain = "".join(char for char in unit if not is_selector(char))
    for form in ("NFC", "NFKC"):
        text = unicodedata.normalize(form, plain)
        if text and fits(text, encoding):
            return text
    return None


def cp932_text(given):
    text, encoding = given["text"], given["encoding"]
    table = {line["from"]: line for line in given["replacements"]}
    out, notes, refused, at = b"", [], False, 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (is_selector(text[end]) or is_mark(text[end])) \
                and code(text[end], encoding) is None:
            end += 1
        unit = text[at:end]
        note = {"position": at + 1, "text": None}
        if fits(unit, encoding):
            out += b"".join(code(char, encoding) for char in unit)
            if is_private(unit[0]):
                note["outcome"] = "kept"
        else:
            longest = max((source for source in table if text.startswith(source, at)),
                          key=len, default=None)
            line = table.get(longest)
            if line and (fits(longest, encoding) or not fits(line["to"], encoding)
                         or len(longest) < len(unit)):
                line = None
            if line and line["application"] == "always":
                unit, note["outcome"], note["text"] = longest, "replaced", line["to"]
                out += b"".join(code(char, encoding) for char in line["to"])
            elif given["unrepresentable"] == "geta":
                note["outcome"] = "geta"
                out += "〓".encode("cp932")
            elif given["unrepresentable"] == "leave_out":
                note["outcome"] = "left_out"
            else:
                refused = True
                note["outcome"] = "unrepresentable"
                note["text"] = line["to"] if line else equivalent(unit, encoding)
        if "outcome" in note:
            note["kind"] = kind(unit, encoding)
            note["code_points"] = " ".join(f"U+{ord(char):04X}" for char in unit)
            notes.append(note)
        at += len(unit)
    return {"hex": None if refused else out.hex(), "notes": notes}


# Cells -----------------------------------------------------------------------------------------


def is_formula(text):
    return bool(re.match("[=+\\-@\t\r\n＝＋－＠]", text.lstrip(" "))) and not re.fullmatch(
        r"-?[0-9]+(\.[0-9]+)?", text)


def unguarded(text):
    if text.startswith("'") and is_formula(text.lstrip("'")):
        return text[1:]
    return text


def trimmed(text):
    return text.strip("".join(WHITE_SPACE))


def serial_day(number, system):
    """The day of a whole serial number."""
    if system == "1904":
        return date(1904, 1, 1) + timedelta(days=number)
    if number in (0, 60):
        return None
    return date(1899, 12, 31 if number < 60 else 30) + timedelta(days=number)


def as_shown(cell, system):
    """The text that a program shows for a cell."""
    kind, value = cell["type"], cell["value"]
    if kind == "boolean":
        return "TRUE" if value else "FALSE"
    if kind == "date":
        day = serial_day(int(value), system)
        return day.isoformat() if day else value
    return value


def as_count(digits):
    if re.fullmatch("[0-9]+", digits) and int(digits) <= MAX_COUNT:
        return int(digits)
    return None


def grouped(text):
    """Digits without commas, if the commas stand between groups of three."""
    if re.fullmatch("[0-9]+|[0-9]{1,3}(,[0-9]{3})+", text):
        return text.replace(",", "")
    return ""


def half_width(text):
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else " " if c == "\u3000" else c
                   for c in text)


def count(cell, text):
    if cell["type"] not in ("text", "number"):
        return None, "count_unreadable"
    text = trimmed(text)
    value = as_count(grouped(text))
    if value is not None:
        zeros = cell["type"] == "text" and text.startswith("0") and text != "0"
        return value, "count_spelling" if zeros else None
    if cell["type"] == "number":
        return None, "count_unreadable"
    folded = half_width(text)
    value = as_count(grouped(trimmed(re.sub("[件人回通枚]+$", "", trimmed(folded)))))
    if value is not None:
        return value, "count_spelling"
    if re.search("[0-9]", folded) and re.search(
            "約|およそ|程度|前後|未満|以上|以下|超|余|~|〜", folded):
        return None, "count_inexact"
    return None, "count_unreadable"


def day(cell, text, system):
    if cell["type"] in ("date", "date_time"):
        whole, _, part = cell["value"].partition(".")
        found = serial_day(int(whole), system)
        if found is None:
            return None, "date_unreadable"
        return found.isoformat(), "date_spelling" if part.strip("0") else None
    if cell["type"] == "number":
        number = as_count(cell["value"])
        if number is None or not 18264 <= number <= 73050:
            return None, "date_unreadable"
        return serial_day(number, system).isoformat(), "date_from_number"
    if cell["type"] != "text":
        return None, "date_unreadable"
    try:
        read = dates.wareki_cell({"text": trimmed(text)})
    except Refused:
        return None, "date_unreadable"
    if read["kind"] != "date":
        return None, "date_imprecise"
    year, month, date_day = (int(part) for part in read["value"].split("-"))
    plain = (read["value"], f"{year}/{month}/{date_day}", f"{year}/{month:02}/{date_day:02}")
    return read["value"], None if text in plain else "date_spelling"


YES = {"はい", "有", "有り", "あり", "○", "〇", "◯", "yes", "y", "true", "1"}
NO = {"いいえ", "無", "無し", "なし", "×", "✕", "╳", "no", "n", "false", "0"}


def yes_no(text):
    if trimmed(text) in ("はい", "いいえ"):
        return trimmed(text) == "はい", None
    key = header_form(text)
    if key in YES or key in NO:
        return key in YES, "yes_no_spelling"
    return None, "yes_no_unreadable"


def one_code(text, codes):
    for own, name in codes:
        if text in (own, f"{own} {name}"):
            return own, None
    key = header_form(text)
    for own, name in codes:
        if key in (header_form(own), header_form(own + name)):
            return own, "code_spelling"
    for own, name in codes:
        if key == header_form(name):
            return own, "code_by_label"
    parts = re.split(r"[\s.．:：)）、]", trimmed(text), maxsplit=1)
    if len(parts) == 2:
        for own, name in codes:
            if header_form(parts[0]) == header_form(own):
                if header_form(parts[1]) == header_form(name):
                    return own, "code_spelling"
                return None, "code_contradiction"
    return None, "code_unknown"


def several_codes(text, codes):
    parts = []
    for line in map(trimmed, text.split("\n")):
        if line and one_code(line, codes)[0] is None:
            parts += [part for part in map(trimmed, re.split("[、,，;；]", line)) if part]
        elif line:
            parts.append(line)
    found, finding = [], None
    for part in parts:
        own, said = one_code(part, codes)
        if own is None:
            return None, said
        if own in found:
            finding = "code_repeated"
        else:
            found.append(own)
            finding = finding or said
    return (found, finding) if found else (None, "code_unknown")


def form_cell(given):
    cell, kind, system = given["cell"], given["kind"], given["date_system"]
    value, finding = None, None
    if cell["type"] == "error":
        finding = "cell_error"
    elif cell["type"] == "unknown_formula":
        finding = "formula_unknown"
    elif cell["type"] != "empty" and not (cell["type"] == "text" and not trimmed(cell["value"])):
        text = unguarded(as_shown(cell, system))
        if kind == "text":
            value, finding = text, None if cell["type"] == "text" else "text_from_number"
        elif kind == "count":
            value, finding = count(cell, text)
        elif kind == "date":
            value, finding = day(cell, text, system)
        elif kind == "yes_no":
            value, finding = yes_no(text)
        elif kind == "code":
            value, finding = one_code(text, given["codes"])
        else:
            value, finding = several_codes(text, given["codes"])
    return {"value": value, "finding": f"table.form.{finding}" if finding else None}


OPERATIONS = {
    "table/cp932_text": cp932_text,
    "table/form_cell": form_cell,
}
