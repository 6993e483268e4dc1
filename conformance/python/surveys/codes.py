"""Coded cells, and what a wrong one was meant to be."""

import functools
import re

from operations import table
from surveys.characters import odd_characters
from surveys.edition import BLANKS, COLUMNS, EDITION, is_blank


def look_alike(text):
    folds = {"〇": "○", "◯": "○", "✕": "×", "╳": "×", "✖": "×", "〜": "~",
             "−": "-", "‐": "-", "–": "-", "—": "-", "―": "-", "ー": "-"}
    return "".join(folds.get(c, c) for c in table.header_form(text))


class Coded:
    """A coded cell: the codes it holds, whether it holds others, and its defects."""

    def __init__(self, column, text):
        self.listed = {code["text"]: code["code"] for code in column["codes"]} if (
            "codes" in column) else {}
        self.alike = {look_alike(text): code for text, code in self.listed.items()}
        self.codes, self.other, self.defects = set(), False, set()
        if not text:
            return
        if text[0] in BLANKS or text[-1] in BLANKS:
            self.defects.add("blank_ends")
        if odd_characters(text):
            self.defects.add("odd_character")
        if is_blank(text):
            return
        values = self.values(text)
        if len(values) > 1 and not column["multi_value"]:
            self.defects.add("joined")
        seen = set()
        for value in values:
            code = self.code(value)
            if code is None:
                self.other = True
                if not column.get("open_list"):
                    self.defects.add("unknown")
            else:
                self.codes.add(code)
                if value not in self.listed:
                    self.defects.add("variant")
            known = ("text", value) if code is None else ("code", code)
            if known in seen:
                self.defects.add("repeated")
            seen.add(known)

    def code(self, value):
        return self.listed.get(value) or self.alike.get(look_alike(value))

    def values(self, text):
        found = []
        for part in text.split(EDITION["separator"]):
            if self.code(part) is not None:
                found.append(part)
            elif is_blank(part) or re.search("[；;\n\r，]", part):
                self.defects.add("separator")
                found += [value for value in re.split("[；;\n\r，]", part) if not is_blank(value)]
            else:
                found.append(part)
        return found

    def is_empty(self):
        return not self.codes and not self.other

    def single(self):
        return next(iter(self.codes)) if len(self.codes) == 1 and not self.other else None


@functools.cache
def coded(key, text):
    return Coded(COLUMNS[key], text)
