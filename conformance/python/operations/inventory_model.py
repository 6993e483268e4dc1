"""The model of an inventory: what is digital, what is within discretion, who may amend what."""

import re

from refused import Refused

ELEMENTS = ["application", "attachment", "identification", "payment", "correction", "result"]
PREDICATES = {
    "entry_online": ELEMENTS[:1],
    "no_paper_from_applicant": ELEMENTS[:5],
    "end_to_end": ELEMENTS,
}


def digital_predicate(given):
    """One 未実施 decides; else one unknown leaves it open; else one 実施済 makes it hold."""
    if given["predicate"] not in PREDICATES:
        raise Refused("conformance.no_such_predicate")
    required = PREDICATES[given["predicate"]]
    by_state = {}
    for element in required:
        by_state.setdefault(given["elements"].get(element, "unknown"), []).append(element)
    order = [("not_done", "fails"), ("unknown", "unknown"), ("done", "holds")]
    for state, answer in order:
        if state in by_state:
            return {"answer": answer, "decided_by": by_state[state]}
    return {"answer": "does_not_apply", "decided_by": []}


def discretion(given):
    """The gravest answer among the barriers that stand on the day; nobody looked: unknown."""
    if given["barriers"] is None:
        return {"discretion": "unknown", "decided_by": []}
    standing = {}
    for position, barrier in enumerate(given["barriers"]):
        resolved = barrier["resolved_on"]
        if resolved is None or given["day"] < resolved:
            standing.setdefault(barrier["discretion"], []).append(position)
    for gravest in ("beyond", "unknown"):
        if gravest in standing:
            return {"discretion": gravest, "decided_by": standing[gravest]}
    return {"discretion": "within", "decided_by": []}


HEADS = {"municipality", "prefecture"}
COMMISSIONS = {
    "board_of_education",
    "election_commission",
    "audit_commissioners",
    "equity_commission",
    "agricultural_commission",
    "assessment_review_commission",
    "public_safety_commission",
    "other_commission",
}
ANY_OWN_ORGAN = HEADS | COMMISSIONS | {"public_enterprise", "assembly"}
PARTNERS = {
    "policy_partner",
    "project_partner",
    "local_incorporated_agency",
    "incorporated_agency",
    "designated_manager",
}
# instrument: (whose it is, who decides, who proposes)
INSTRUMENTS = {
    "act": ("state", {"state"}, set()),
    "cabinet_order": ("state", {"state"}, set()),
    "ministerial_ordinance": ("state", {"state"}, set()),
    "state_notice": ("state", {"state"}, set()),
    "prefectural_ordinance": ("prefecture", {"prefecture"}, set()),
    "prefectural_rule": ("prefecture", {"prefecture"}, set()),
    "prefectural_guideline": ("prefecture", {"prefecture"}, set()),
    "ordinance": ("own", {"assembly"}, HEADS),
    "rule": ("own", HEADS, set()),
    "commission_rule": ("own", COMMISSIONS, set()),
    "enterprise_rule": ("own", {"public_enterprise"}, set()),
    "assembly_rule": ("own", {"assembly"}, set()),
    "directive": ("own", ANY_OWN_ORGAN, set()),
    "guideline": ("own", ANY_OWN_ORGAN, set()),
    "form": ("own", ANY_OWN_ORGAN, set()),
    "association_rule": (
        "other_body",
        {"partial_affairs_association", "wide_area_union"},
        set(),
    ),
    "body_rule": ("other_body", PARTNERS, set()),
    "other": ("unknown", set(), set()),
}


def rule_authority(given):
    """What an organ may do about an instrument, and whether that is the body's own matter."""
    level, decides, proposes = INSTRUMENTS[given["instrument"]]
    if given["organ"] in decides:
        authority = "decides"
    elif given["organ"] in proposes:
        authority = "proposes"
    else:
        authority = "asks" if decides else "unknown"
    own = {"own": "within", "unknown": "unknown"}.get(level, "beyond")
    return {"authority": authority, "discretion": own}


def notice_only_on_paper(given):
    """One electronic way is enough; without it, one unknown way leaves it open."""
    ways = set(given["delivery"])
    if ways - {"paper_by_post", "paper_at_counter", "unknown"}:
        return False
    return True if ways and "unknown" not in ways else None


def volume_choice(given):
    """The first volume of exactly that year, measure and state."""
    wanted = given["choice"]
    for volume in given["volumes"]:
        if all(volume[key] == wanted[key] for key in ("fiscal_year", "measure", "state")):
            return {"cases": volume["cases"], "online_cases": volume["online_cases"]}
    return None


FULL_WIDTH = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９，", "0123456789,")}


def csv_count_cell(given):
    """A cell of a count column: unknown, a number, or a text that is refused."""
    text = given["cell"].strip()
    if text in ("", "不明", "－", "-", "―", "unknown"):
        return {"says": "unknown"}
    plain = re.fullmatch(r"[0-9]+", text) is not None
    folded = re.sub(r"\s", "", text).translate(FULL_WIDTH)
    folded = folded.removesuffix("件")
    if not plain and not re.fullmatch(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+", folded):
        raise Refused("inventory.document.csv.number")
    cases = int(folded.replace(",", ""))
    if cases > 2**53 - 1:
        raise Refused("inventory.document.csv.number")
    return {"says": "cases", "cases": cases, "other_spelling": not plain}


OPERATIONS = {
    "inventory/digital_predicate": digital_predicate,
    "inventory/discretion": discretion,
    "inventory/rule_authority": rule_authority,
    "inventory/notice_only_on_paper": notice_only_on_paper,
    "inventory/volume_choice": volume_choice,
    "inventory/csv_count_cell": csv_count_cell,
}
