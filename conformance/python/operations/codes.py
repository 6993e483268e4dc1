"""Corporate numbers and local government codes, from their published check-digit rules."""

import unicodedata

from refused import Refused

HYPHENS = "-‐‑–—―ー−－"

# Designated cities that are not number 100 of their prefecture, 2024-01-01.
DESIGNATED = {"14130", "14150", "22130", "27140", "40130"}


def ascii_digits(text, reading, family):
    if reading == "written":
        text = "".join(
            unicodedata.normalize("NFKC", c) if "０" <= c <= "９" else c
            for c in text
            if not c.isspace() and c not in HYPHENS
        )
    if any(c not in "0123456789" for c in text):
        raise Refused(f"types.{family}.not_a_digit")
    if not text:
        raise Refused(f"types.{family}.empty")
    return text


def corporate_check(base):
    total = 0
    for n in range(1, 13):
        digit = int(base[12 - n])
        total += digit * (1 if n % 2 == 1 else 2)
    return 9 - total % 9


def corporate_number(given):
    text = ascii_digits(given["text"], given["reading"], "corporate_number")
    if len(text) == 12:
        raise Refused("types.corporate_number.base_number_only")
    if len(text) != 13:
        raise Refused("types.corporate_number.wrong_length")
    if int(text[0]) != corporate_check(text[1:]):
        raise Refused("types.corporate_number.check_digit")
    return {"number": text, "base_number": text[1:], "check_digit": int(text[0])}


def corporate_number_completed(given):
    base = ascii_digits(given["base_number"], "strict", "corporate_number")
    if len(base) != 12:
        raise Refused("types.corporate_number.wrong_length")
    return f"{corporate_check(base)}{base}"


def government_check(body):
    total = sum(int(digit) * weight for digit, weight in zip(body, (6, 5, 4, 3, 2)))
    difference = 11 - total if total < 11 else 11 - total % 11
    return difference % 10


def kind_of(body):
    prefecture, number = int(body[:2]), int(body[2:])
    if number == 0:
        return "prefecture"
    if not 1 <= prefecture <= 47:
        return "municipality"
    if 100 <= number <= 199:
        if prefecture == 13:
            return "other" if number == 100 else "municipality"
        return "municipality" if number == 100 or body in DESIGNATED else "ward"
    return "municipality" if 200 <= number <= 799 else "other"


def local_government_code(given):
    text = ascii_digits(given["text"], given["reading"], "local_government_code")
    if len(text) == 5:
        raise Refused("types.local_government_code.five_digits")
    if len(text) != 6:
        raise Refused("types.local_government_code.wrong_length")
    body = text[:5]
    if int(text[5]) != government_check(body):
        raise Refused("types.local_government_code.check_digit")
    return {
        "code": text,
        "body": body,
        "prefecture": int(body[:2]),
        "prefecture_code": f"{body[:2]}000{government_check(body[:2] + '000')}",
        "kind": kind_of(body),
    }


def local_government_five_digits(given):
    """Which codes five digits can be: without the check digit, and without a leading zero."""
    text = ascii_digits(given["text"], "strict", "local_government_code")
    if len(text) != 5:
        raise Refused("types.local_government_code.wrong_length")
    zero_lost = None
    if text[0] != "0" and int(text[4]) == government_check("0" + text[:4]):
        zero_lost = "0" + text
    return {
        "without_check_digit": f"{text}{government_check(text)}",
        "without_leading_zero": zero_lost,
    }


OPERATIONS = {
    "types/corporate_number": corporate_number,
    "types/corporate_number_completed": corporate_number_completed,
    "types/local_government_code": local_government_code,
    "types/local_government_five_digits": local_government_five_digits,
}
