"""Edits of elements and attributes that leave the rest as it was."""

from marked_up.reader import Defect, FORBIDDEN, LIMITS, Reader, XMLNS, parse
from refused import Refused


def escaped(text, quote, encoding="utf-8"):
    out = ""
    for character in text:
        if FORBIDDEN.match(character):
            raise Refused("markup.edit.character")
        if character == "&":
            out += "&amp;"
        elif character == "<":
            out += "&lt;"
        elif character == ">" and quote is None:
            out += "&gt;"
        elif character == quote:
            out += {'"': "&quot;", "'": "&apos;"}[quote]
        elif character == "\r" or (character in "\n\t" and quote) or not fits(character, encoding):
            out += f"&#{ord(character)};"
        else:
            out += character
    return out


def fits(character, encoding):
    try:
        return character.encode(encoding).decode(encoding) == character
    except UnicodeError:
        return False


def at_path(root, path):
    for number in path:
        children = [child[1] for child in root["children"] if child[0] == "element"]
        root = children[number]
    return root


def edit(given):
    """Each edit alone gives a span and what stands there; they are put in from the end."""
    text = given["text"]
    root = parse(text).root
    pieces = []
    for order, wanted in enumerate(given["edits"]):
        element = at_path(root, wanted["path"])
        pieces.append((*one_edit(text, root, element, wanted), order))
    for start, end, new, _ in sorted(pieces, key=lambda piece: (piece[0], piece[1], piece[3]), reverse=True):
        text = text[:start] + new + text[end:]
    parse(text)
    return text


def one_edit(text, root, element, wanted):
    kind = wanted["edit"]
    if kind in ("set_attribute", "remove_attribute"):
        name = wanted["name"]
        attribute = next((a for a in element["attributes"] if a["name"] == name), None)
        if kind == "set_attribute" and (name == "xmlns" or name.startswith("xmlns:")):
            raise Refused("markup.edit.namespace_declaration")
        if kind == "remove_attribute":
            if not attribute:
                raise Refused("markup.edit.no_such_attribute")
            if attribute["expanded"][0] == XMLNS:
                raise Refused("markup.edit.namespace_declaration")
            return attribute["blank"], attribute["value"][1] + 1, ""
        if attribute:
            return *attribute["value"], escaped(wanted["value"], attribute["quote"])
        try:
            expanded = Reader("", LIMITS).expand(name, 0, element["scope"], False)
        except Defect:
            raise Refused("markup.edit.name") from None
        if any(a["expanded"] == expanded for a in element["attributes"]):
            raise Refused("markup.edit.duplicate_attribute")
        last = max([a["value"][1] + 1 for a in element["attributes"]],
                   default=element["start"] + 1 + len(element["name"]))
        return last, last, f' {name}="{escaped(wanted["value"], chr(34))}"'
    if kind == "set_text":
        if any(child[0] in ("element", "other") for child in element["children"]):
            raise Refused("markup.edit.not_only_text")
        new = escaped(wanted["value"], None)
        return inside(element, new, element["open_end"], element["close"])
    if kind == "remove":
        if element is root:
            raise Refused("markup.edit.root")
        return element["start"], element["end"], ""
    context = element
    if kind in ("insert_before", "insert_after"):
        if element is root:
            raise Refused("markup.edit.no_such_node")
        context = at_path(root, wanted["path"][:-1])
    declared = "".join(
        f' xmlns{":" + prefix if prefix else ""}="{uri}"'
        for prefix, uri in context["scope"].items() if prefix != "xml" and uri
    )
    try:
        parse(f"<f{declared}>{wanted['fragment']}</f>")
    except Defect:
        raise Refused("markup.edit.fragment") from None
    place = {"insert_before": element["start"], "insert_after": element["end"],
             "insert_start": element["open_end"], "insert_end": element["close"]}[kind]
    if context is element:
        return inside(element, wanted["fragment"], place, place)
    return place, place, wanted["fragment"]


def inside(element, new, start, end):
    """Content of an element; one that is a single tag gets two."""
    if element["single"]:
        return element["open_end"] - 2, element["open_end"], f">{new}</{element['name']}>"
    return start, end, new
