"""Reading an inventory document: the shell first, then item by item, one finding for each that does
not fit.

A shape is a dictionary of keys. A key that ends in "!" must be there. A value's type is a name of
`VALUES`, a set of codes, another shape, or a list with the type of its items; what has no "!" may
also be null.
"""

import datetime
import json
import re

AFFAIRS = {"autonomous", "entrusted_first", "entrusted_second", "not_local"}
PARTIES = set(
    "state incorporated_agency local_body state_or_agency agency_or_local_body state_or_local_body "
    "any_public_body citizens businesses citizens_or_businesses unknown".split()
)
STATUS = {"done", "partial", "not_done", "exempt", "other", "unknown"}
DISCRETION = {"within", "beyond", "unknown"}
ORGANISATIONS = set(
    "state incorporated_agency prefecture municipality department division accounting_manager "
    "branch_office sub_office board_of_education election_commission audit_commissioners "
    "equity_commission agricultural_commission assessment_review_commission "
    "public_safety_commission other_commission public_enterprise fire_department police assembly "
    "public_facility designated_manager contractor partial_affairs_association wide_area_union "
    "local_incorporated_agency policy_partner project_partner other".split()
)
INSTRUMENTS = set(
    "act cabinet_order ministerial_ordinance state_notice prefectural_ordinance prefectural_rule "
    "prefectural_guideline ordinance rule commission_rule enterprise_rule assembly_rule directive "
    "guideline form association_rule body_rule other".split()
)
VOLUME_STATES = {"final", "preliminary", "expected"}
VOLUME = {
    "fiscal_year!": "year",
    "measure!": {"applications", "handled"},
    "state!": VOLUME_STATES,
    "cases!": "count or null",
    "online_cases": "count",
}
BASIS = {"kind!": INSTRUMENTS, "title": "text", "number": "text", "provision": "text"}
REQUEST = {
    "addressee!": "text",
    "status!": {"preparing", "waiting", "answered", "promised", "declined", "realised"},
    "provision": BASIS,
    "requested_on": "day",
    "reply": "text",
    "replied_on": "day",
    "promised_for": "day",
}
BARRIER = {
    "obstacle!": set("form attachment presence fee system notice other unknown".split()),
    "cause!": set(
        "state_system other_bodies nature_of_procedure physical_material presence_or_identity "
        "system_renewal own_rule resources other unknown".split()
    ),
    "discretion!": DISCRETION,
    "rule": BASIS,
    "changeable_by": ["id"],
    "action": {
        "text!": "text",
        "status!": {"planned", "in_progress", "done", "stopped", "unknown"},
        "due": "day",
    },
    "request": REQUEST,
    "resolved_on": "day",
    "note": "text",
    "extensions": "any",
}
ELEMENT = {"done", "not_done", "not_applicable", "unknown"}
NOTICE = {
    "delivery!": [
        set(
            "paper_by_post paper_at_counter download email myna_portal application_system "
            "other_electronic unknown".split()
        )
    ],
    "signature!": {"official_seal", "seal_omitted", "electronic", "none", "unknown"},
    "consent!": {"needed", "not_needed", "unknown"},
    "retention": {"years": "small", "text": "text"},
}
PERIOD = {
    "state!": {"set", "not_set", "not_applicable", "unknown"},
    "basis": {"law", "ordinance", "voluntary", "unknown"},
    "processing": "text",
    "online_processing": "text",
    "forwarding": "text",
    "not_set_reason": set(
        "exhausted_by_law case_by_case few_bodies no_precedent rare other unknown".split()
    ),
    "publication": {"published", "not_published", "unknown"},
    "published_at": "text",
    "statutory_deadline": "text",
}
ORGANISATION = {
    "id!": "id",
    "kind!": ORGANISATIONS,
    "kind_raw": "text",
    "name!": "text",
    "parent": "id",
    "operated_by": "id",
    "corporate_number": "text",
    "local_government_code": "text",
    "exists_from": "day",
    "exists_until": "day",
    "successors": ["id"],
    "former_names": [{"name!": "text", "until!": "day"}],
    "note": "text",
    "extensions": "any",
}
PROCEDURE = {
    "id!": "id",
    "name!": "text",
    "category": "text",
    "organisation": "id",
    "affairs_class": AFFAIRS,
    "legal_basis": [BASIS],
    "volumes": [VOLUME],
    "important_because": "text",
    "related": ["id"],
    "exists_from": "day",
    "exists_until": "day",
    "note": "text",
    "extensions": "any",
}
PROCESS = {
    "id!": "id",
    "procedure!": "id",
    "kind!": "text",
    "name": "text",
    "actor": PARTIES,
    "receiver": PARTIES,
    "status!": STATUS,
    "online_since": "day",
    "elements": {
        element: ELEMENT
        for element in "application attachment identification payment correction result".split()
    },
    "not_online": {
        "kind!": set(
            "planned reform_no_time reform_low_priority no_system paper_originals unsuitable "
            "not_cost_effective none_of_these planned_with_system_renewal barrier unknown".split()
        ),
        "planned_for": "day",
        "text": "text",
    },
    "notice": NOTICE,
    "barriers": [BARRIER],
    "roles": [
        {
            "role!": {"rule_owner", "executor", "acceptor", "operator"},
            "organisation!": "id",
            "from": "day",
            "until": "day",
        }
    ],
    "legal_basis": [BASIS],
    "standard_period": PERIOD,
    "volumes": [VOLUME],
    "note": "text",
    "extensions": "any",
}
TOUCHPOINT = {
    "id!": "id",
    "kind!": set(
        "contract_document claim report consultation entry counter_form event other".split()
    ),
    "kind_raw": "text",
    "name!": "text",
    "organisation": "id",
    "status!": STATUS,
    "barriers": [BARRIER],
    "volumes": [VOLUME],
    "note": "text",
    "extensions": "any",
}
BODY = {
    "name!": "text",
    "name_en": "text",
    "local_government_code": "text",
    "corporate_number": "text",
    "extensions": "any",
}
LISTS = {
    "organisations": ORGANISATION,
    "procedures": PROCEDURE,
    "processes": PROCESS,
    "touchpoints": TOUCHPOINT,
}
SHELL = {
    "$schema": "text",
    "format!": "text",
    "format_version!": "small",
    "fictional!": "flag",
    "body!": BODY,
    "status_date!": "day",
    "volume_years": [{"fiscal_year!": "year", "state!": VOLUME_STATES}],
    **{f"{key}!": "list" for key in LISTS},
    "extensions": "any",
}


class Misfit(Exception):
    """The first thing in an item that does not fit: rule and pointer."""


class Twice(dict):
    """An object in which a key stands twice."""


def without_repeats(pairs):
    keys = [key for key, _ in pairs]
    return (Twice if len(keys) != len(set(keys)) else dict)(pairs)


def misfit(rule, path):
    raise Misfit("document.json." + rule, path)


def is_day(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        return datetime.date.fromisoformat(text).year >= 1867
    except ValueError:
        return False


def is_id(text):
    return 1 <= len(text) <= 128 and not re.search(r"[\s\x00-\x1f\x7f-\x9f]", text)


TEXTS = {
    "text": lambda text: True,
    "id": is_id,
    "day": is_day,
    "year": lambda text: re.fullmatch(r"[0-9]{4}", text) and 1867 <= int(text) <= 9998,
}


def check_value(kind, value, path):
    if kind == "any":
        return
    if isinstance(kind, set) or kind in TEXTS:
        if not isinstance(value, str):
            misfit("wrong_type", path)
        good = value in kind if isinstance(kind, set) else TEXTS[kind](value)
        if not good:
            misfit("bad_value", path)
    elif kind == "flag":
        if not isinstance(value, bool):
            misfit("wrong_type", path)
    elif kind == "list":
        if not isinstance(value, list):
            misfit("wrong_type", path)
    else:
        if isinstance(value, bool) or not isinstance(value, int):
            misfit("wrong_type", path)
        largest = 2**53 - 1 if kind == "count" else 2**16 - 1
        if not 0 <= value <= largest:
            misfit("bad_value", path)


def check(kind, value, path):
    if isinstance(kind, list):
        if not isinstance(value, list):
            misfit("wrong_type", path)
        for at, item in enumerate(value):
            check(kind[0], item, f"{path}/{at}")
    elif isinstance(kind, dict):
        check_object(kind, value, path)
    elif kind == "count or null":
        if value is not None:
            check_value("count", value, path)
    else:
        check_value(kind, value, path)


def check_object(shape, value, path):
    if not isinstance(value, dict):
        misfit("wrong_type", path)
    for key, inner in value.items():
        where = f"{path}/{key}"
        if f"{key}!" in shape:
            check(shape[f"{key}!"], inner, where)
        elif key in shape:
            # Lists that are left out may not be null, but for the barriers nobody examined.
            is_list = isinstance(shape[key], list) and key != "barriers"
            is_plain = key in ("elements", "extensions")
            if inner is not None or is_list or is_plain or shape[key] is ELEMENT:
                check(shape[key], inner, where)
        else:
            misfit("unknown_key", where)
    if isinstance(value, Twice):
        misfit("bad_value", path)
    for key in shape:
        if key.endswith("!") and key[:-1] not in value:
            misfit("missing_key", path)


def document_reading(given):
    """The ids that were read, the places kept raw, and the findings."""
    found, raw = [], []
    try:
        document = json.loads(given["text"], object_pairs_hook=without_repeats)
    except ValueError:
        return {"read": None, "raw": [], "findings": [{"rule": "document.json.syntax"}]}
    try:
        check_object(SHELL, document, "")
    except Misfit as error:
        rule, place = error.args
        return {"read": None, "raw": [], "findings": [{"rule": rule, "place": place or "/"}]}
    if (document["format"], document["format_version"]) != ("tosei-inventory", 1):
        finding = {"rule": "document.format", "place": "/format_version"}
        return {"read": None, "raw": [], "findings": [finding]}
    read = {}
    for key, shape in LISTS.items():
        read[key] = []
        for at, item in enumerate(document[key]):
            place = f"/{key}/{at}"
            try:
                check_object(shape, item, place)
                read[key].append(item["id"])
            except Misfit as error:
                rule, where = error.args
                found.append({"rule": rule, "place": where})
                raw.append(place)
    found.sort(key=lambda finding: (finding["rule"], finding["place"]))
    return {"read": read, "raw": raw, "findings": found}


OPERATIONS = {"inventory/document_reading": document_reading}
