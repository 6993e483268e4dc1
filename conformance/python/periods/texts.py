"""Texts as people type them, folded to one spelling; what is reported about them."""

import re
from fractions import Fraction

CODE = "types.period."
NOTES = [
    "full_width_digits", "kanji_numeral", "bare_month", "shared_unit", "added_units",
    "approximation_word", "in_principle", "may_vary", "counted_from_filing", "excludes_correction",
    "zero_length", "missing_unit", "dash_only", "mixed_statements", "bounds_out_of_order",
    "promptness_word", "indefinite_amount", "missing_amount", "counted_from_event",
    "absence_unclear", "unrecognised",
]
DASHES = "-‐‑‒–—―−ーｰ─━"
LIMIT = Fraction(1_000_000)


def fold(text):
    """Full-width ASCII to half width, the ideographic space to a blank; nothing else."""
    table = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
    table[0x3000] = 0x20
    return text.translate(table)


def is_space(character):
    return character in "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" or (
        "\u2000" <= character <= "\u200a"
    )


def squeeze(text):
    """Drops white space; one blank stays between two numerals, for 2 3日 is not 23 days."""
    spaced = "".join(" " if is_space(c) else c for c in text)
    numeral = "[0-9.〇零一壱二弐三参四五六七八九十拾百千]"
    spaced = re.sub(f"(?<={numeral}) +(?={numeral})", "\0", spaced)
    return spaced.replace(" ", "").replace("\0", " ")


def trim(text, more=""):
    start, end = 0, len(text)
    while start < end and (is_space(text[start]) or text[start] in more):
        start += 1
    while end > start and (is_space(text[end - 1]) or text[end - 1] in more):
        end -= 1
    return text[start:end]
