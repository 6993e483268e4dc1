"""Reading documents: exemptions, sentences of findings, JSON read item by item."""

import json
import re
from datetime import date

from refused import Refused


def exemption_holds(given):
    if any(not given[key].strip() for key in ("rule", "subject", "reason", "approver")):
        raise Refused("document.exemption.blank")
    first, last, day = (
        date.fromisoformat(given[key]) for key in ("approved_on", "expires_on", "on")
    )
    if last < first:
        raise Refused("document.exemption.expires_before_approval")
    return first <= day <= last


def words_of(place, language):
    japanese = language == "ja"
    kind = place["kind"]
    if kind == "cell":
        return "!".join(filter(None, [place.get("sheet"), place["cell"]]))
    if kind == "pointer":
        return place["pointer"] or "/"
    if kind == "document":
        return "文書全体" if japanese else "the document"
    line, column = place["line"], place.get("column")
    if column is None:
        return f"{line}行目" if japanese else f"line {line}"
    return f"{line}行目の{column}文字目" if japanese else f"line {line}, column {column}"


def sentence(given):
    def value(match):
        name = match.group(1)
        if name in given["values"]:
            found = given["values"][name]
            return f"{found:,}" if isinstance(found, int) else found
        if name == "place":
            return words_of(given["place"], given["language"])
        if name == "subject":
            return given["subject"] or "-"
        return match.group(0)

    return re.sub(r"\{([^}]*)\}", value, given["template"])


class Defect(Exception):
    def __init__(self, rule, place):
        super().__init__(rule)
        self.found = {"rule": f"document.{rule}", "place": place}


def line_at(text, position):
    return "line " + str(text.count("\n", 0, position) + 1)


def check_limits(text, limits):
    """Nesting and lengths of texts, told apart by a small tokenizer."""
    depth = 0
    for token in re.finditer(r'"(?:\\.|[^"\\])*"|[\[\]{}]', text, re.DOTALL):
        word = token.group(0)
        if word[0] == '"':
            if len(word.encode()) - 2 > limits["text"]:
                raise Defect("limit.text", line_at(text, token.start()))
        elif word in "[{":
            depth += 1
            if depth > limits["depth"]:
                raise Defect("limit.depth", line_at(text, token.start()))
        else:
            depth -= 1


def typed(value, shape, at):
    """Checks an object against {key: type}; unknown keys first, in the order of the text."""
    if not isinstance(value, dict):
        raise Defect("json.wrong_type", at)
    for key, found in value.items():
        place = f"{at}/{key}"
        if key not in shape:
            raise Defect("json.unknown_key", place)
        if type(found) is not shape[key]:
            raise Defect("json.wrong_type", place)
        if shape[key] is int and not 0 <= found < 2**32:
            raise Defect("json.bad_value", place)
    if set(shape) - set(value):
        raise Defect("json.missing_key", at)


def json_reading(given):
    limits = {"bytes": 1 << 30, "depth": 64, "items": 10_000_000, "text": 1 << 20}
    limits.update(given.get("limits", {}))
    result = {"sum": 0, "raw": [], "findings": []}
    text = given["json"]
    try:
        if len(text.encode()) > limits["bytes"]:
            raise Defect("limit.bytes", "-")
        text = text.removeprefix("\ufeff")
        check_limits(text, limits)
        try:
            document = json.loads(text)
        except json.JSONDecodeError as error:
            raise Defect("json.syntax", line_at(text, error.pos)) from error
        typed(document, {"format": str, "format_version": int, "items": list}, "")
        if (document["format"], document["format_version"]) != ("test", 1):
            raise Defect("format", "/format_version")
    except Defect as defect:
        result["findings"].append(defect.found)
        return result
    for index, item in enumerate(document["items"]):
        if index == limits["items"]:
            result["findings"].append(Defect("limit.items", "/items").found)
            break
        place = f"/items/{index}"
        try:
            typed(item, {"id": str, "count": int}, place)
            result["sum"] += item["count"]
        except Defect as defect:
            result["findings"].append(defect.found)
            result["raw"].append(place)
    return result


OPERATIONS = {
    "document/exemption_holds": exemption_holds,
    "document/json_reading": json_reading,
    "document/sentence": sentence,
}
