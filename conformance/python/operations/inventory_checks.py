"""The checks of an inventory document: which rule finds what, at which JSON Pointer.

Written from the rules' texts in the catalogue; the rules about the wording of processing periods and
provisions are left to the suites of those.
"""

KINDS = {
    "application": (True, False),
    "notice_on_application": (False, True),
    "notice_unprompted": (False, False),
    "private_delivery": (False, False),
    "public_inspection": (False, False),
    "record_keeping": (False, False),
    "payment": (False, False),
    "identification": (False, False),
    "attachment": (False, False),
}
# category: whether an answer is due; None where some of the category do and some do not
CATEGORIES = {
    "certificate": True,
    "resident_and_family_registry": False,
    "permit": True,
    "notification": False,
    "grant": True,
    "relief": True,
    "facility_use": True,
    "examination_and_course": None,
    "inspection_and_disclosure": True,
    "tax_return": False,
    "training": None,
    "consultation_and_notification": False,
    "other": None,
}
PAPER = {"paper_by_post", "paper_at_counter"}
BEYOND = {
    "act",
    "cabinet_order",
    "ministerial_ordinance",
    "state_notice",
    "prefectural_ordinance",
    "prefectural_rule",
    "prefectural_guideline",
    "association_rule",
    "body_rule",
}
# Organisations that act in the name of what they belong to.
DEPENDENT = {
    "department",
    "division",
    "accounting_manager",
    "branch_office",
    "sub_office",
    "fire_department",
    "police",
    "public_facility",
    "other",
}
NO_AGENCY = {"contractor", "policy_partner", "project_partner"}


def is_corporate_number(text):
    if len(text) != 13 or not text.isascii() or not text.isdigit():
        return False
    digits = [int(d) for d in text]
    weighted = sum(d * (1 if n % 2 == 0 else 2) for n, d in enumerate(reversed(digits[1:])))
    return digits[0] == 9 - weighted % 9


def is_local_government_code(text):
    if len(text) != 6 or not text.isascii() or not text.isdigit():
        return False
    rest = sum(int(d) * w for d, w in zip(text, (6, 5, 4, 3, 2))) % 11
    return int(text[5]) == (11 - rest) % 10


HIDDEN = {0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)}


def hidden(character):
    """Control characters, and those that are not seen or turn what follows them round."""
    code = ord(character)
    return code < 0x20 or 0x7F <= code < 0xA0 or code in HIDDEN


class Checks:
    def __init__(self, document):
        self.document = document
        self.day = document["status_date"]
        self.found = []
        self.organisations = self.first(document["organisations"])
        self.procedures = self.first(document["procedures"])

    @staticmethod
    def first(items):
        positions = {}
        for item in items:
            positions.setdefault(item["id"], item)
        return positions

    def report(self, rule, place, subject=None):
        self.found.append(("inventory.document." + rule, place, subject))

    def run(self):
        document = self.document
        for key in ("organisations", "procedures", "processes", "touchpoints"):
            seen = set()
            for at, item in enumerate(document[key]):
                if item["id"] in seen:
                    rule = key[:-2] if key == "processes" else key[:-1]
                    self.report(f"{rule}.duplicate_id", f"/{key}/{at}/id", item["id"])
                seen.add(item["id"])
        self.numbers(document["body"], "/body", None)
        for at, item in enumerate(document["organisations"]):
            self.organisation(item, f"/organisations/{at}")
        self.rings()
        for at, item in enumerate(document["procedures"]):
            self.procedure(item, f"/procedures/{at}")
        for at, item in enumerate(document["processes"]):
            self.process(item, f"/processes/{at}")
        for at, item in enumerate(document["touchpoints"]):
            self.touchpoint(item, f"/touchpoints/{at}")
        return self.found

    # What several kinds of item share.

    def named(self, item, place, key="name"):
        if key in item and not item[key].strip():
            self.report("name.blank", f"{place}/{key}", item["id"])
        if key in item and any(hidden(character) for character in item[key]):
            self.report("name.hidden_character", f"{place}/{key}", item["id"])

    def known(self, organisation, place, subject):
        if organisation is not None and organisation not in self.organisations:
            self.report("reference.organisation", place, subject)

    def in_order(self, item, first, last, place, subject):
        if first in item and last in item and item[last] < item[first]:
            self.report("dates_reversed", place, subject)

    def numbers(self, item, place, subject):
        number = item.get("corporate_number")
        if number is not None and not is_corporate_number(number):
            self.report("organisation.corporate_number", f"{place}/corporate_number", subject)
        code = item.get("local_government_code")
        if code is not None and not is_local_government_code(code):
            where = f"{place}/local_government_code"
            self.report("organisation.local_government_code", where, subject)

    def volumes(self, item, place):
        years = {(y["fiscal_year"], y["state"]) for y in self.document.get("volume_years", [])}
        seen = set()
        for at, volume in enumerate(item.get("volumes", [])):
            where = f"{place}/volumes/{at}"
            cases, online = volume["cases"], volume.get("online_cases")
            if online is not None and cases is None:
                self.report("volume.cases_missing", f"{where}/online_cases", item["id"])
            elif online is not None and online > cases:
                self.report("volume.online_exceeds_cases", f"{where}/online_cases", item["id"])
            key = (volume["fiscal_year"], volume["measure"], volume["state"])
            if key in seen:
                self.report("volume.duplicate", where, item["id"])
            seen.add(key)
            last_day = f"{int(volume['fiscal_year']) + 1}-03-31"
            if volume["state"] == "final" and last_day >= self.day:
                self.report("volume.future_final", f"{where}/state", item["id"])
            if years and (volume["fiscal_year"], volume["state"]) not in years:
                self.report("volume.year_unlisted", where, item["id"])

    # Organisations.

    def organisation(self, item, place):
        self.named(item, place)
        if item["kind"] == "other":
            self.report("organisation.kind_unlisted", f"{place}/kind", item["id"])
        self.known(item.get("parent"), f"{place}/parent", item["id"])
        self.known(item.get("operated_by"), f"{place}/operated_by", item["id"])
        for at, successor in enumerate(item.get("successors", [])):
            self.known(successor, f"{place}/successors/{at}", item["id"])
        self.numbers(item, place, item["id"])
        self.in_order(item, "exists_from", "exists_until", f"{place}/exists_until", item["id"])

    def rings(self):
        """A ring is reported once, at its member that stands first in the list."""
        items = self.document["organisations"]
        ids = list(self.organisations)
        told = set()
        for start in ids:
            path, at = [], start
            while at in self.organisations and at not in path:
                path.append(at)
                at = self.organisations[at].get("parent")
            if at in path:
                ring = frozenset(path[path.index(at) :])
                if ring not in told:
                    told.add(ring)
                    first = min(n for n, item in enumerate(items) if item["id"] in ring)
                    where = f"/organisations/{first}/parent"
                    self.report("organisation.parent_ring", where, items[first]["id"])

    def exists(self, organisation):
        first = organisation.get("exists_from", "0000-01-01")
        return first <= self.day <= organisation.get("exists_until", "9999-12-31")

    def organ(self, organisation):
        seen = set()
        while organisation in self.organisations and organisation not in seen:
            seen.add(organisation)
            kind = self.organisations[organisation]["kind"]
            if kind not in DEPENDENT:
                return kind
            organisation = self.organisations[organisation].get("parent")
        return None

    # Procedures.

    def procedure(self, item, place):
        self.named(item, place)
        mine = [p for p in self.document["processes"] if p["procedure"] == item["id"]]
        if self.procedures[item["id"]] is not item:
            mine = []  # they belong to the first of that id
        elif not mine:
            self.report("procedure.without_process", place, item["id"])
        if item.get("category") is not None and item["category"] not in CATEGORIES:
            self.report("procedure.category_unknown", f"{place}/category", item["id"])
        self.known(item.get("organisation"), f"{place}/organisation", item["id"])
        for at, related in enumerate(item.get("related", [])):
            if related not in self.procedures:
                self.report("reference.procedure", f"{place}/related/{at}", item["id"])
        self.in_order(item, "exists_from", "exists_until", f"{place}/exists_until", item["id"])
        if item.get("exists_until", "9999-12-31") < self.day:
            self.report("procedure.ended", f"{place}/exists_until", item["id"])
        self.volumes(item, place)
        filings = [p for p in mine if KINDS.get(p["kind"], (False, False))[0]]
        for at, volume in enumerate(item.get("volumes", [])):
            parts = [self.cases(p, volume) for p in filings]
            if volume["cases"] is not None and parts and None not in parts:
                if sum(parts) != volume["cases"]:
                    where = f"{place}/volumes/{at}/cases"
                    self.report("procedure.volume_differs", where, item["id"])
        online = any(p["status"] in ("done", "partial") for p in filings)
        paper = any(self.answered_on_paper(p, p in filings) for p in mine)
        if online and paper:
            self.report("procedure.applied_online_result_on_paper", place, item["id"])

    @staticmethod
    def cases(process, like):
        for volume in process.get("volumes", []):
            if all(volume[k] == like[k] for k in ("fiscal_year", "measure", "state")):
                return volume["cases"]
        return None

    @staticmethod
    def answered_on_paper(process, is_filing):
        ways = set(process.get("notice", {}).get("delivery", []))
        on_paper = bool(ways) and ways <= PAPER
        result = process.get("elements", {}).get("result", "unknown")
        return on_paper or (is_filing and result == "not_done")

    # Processes.

    def process(self, item, place):
        name = item["id"]
        if item["procedure"] not in self.procedures:
            self.report("reference.procedure", f"{place}/procedure", name)
        self.named(item, place)
        is_filing, is_result = KINDS.get(item["kind"], (False, False))
        if item["kind"] not in KINDS:
            self.report("process.kind_unknown", f"{place}/kind", name)
        status = item["status"]
        if status == "unknown":
            self.report("process.status_unknown", f"{place}/status", name)
        element = item.get("elements", {}).get("application", "unknown")
        if is_filing and (status, element) in (("done", "not_done"), ("not_done", "done")):
            where = f"{place}/elements/application"
            self.report("process.status_contradicts_elements", where, name)
        if status == "not_done" and "not_online" not in item and not item.get("barriers"):
            self.report("process.reason_missing", place, name)
        planned = item.get("not_online", {}).get("planned_for")
        if planned is not None and planned < self.day and status != "done":
            self.report("process.planned_date_passed", f"{place}/not_online/planned_for", name)
        since = item.get("online_since")
        if since is not None and (status in ("done", "partial")) != (since <= self.day):
            self.report("process.online_since_contradicts", f"{place}/online_since", name)
        executors = self.roles(item, place)
        self.volumes(item, place)
        for at, volume in enumerate(item.get("volumes", [])):
            if status in ("not_done", "exempt") and (volume.get("online_cases") or 0) > 0:
                where = f"{place}/volumes/{at}/online_cases"
                self.report("volume.online_without_status", where, name)
        notice = item.get("notice")
        ways = notice["delivery"] if notice else []
        if is_result and not ways:
            self.report("notice.delivery_missing", f"{place}/notice", name)
        electronic = ways and not set(ways) & (PAPER | {"unknown"})
        if electronic and notice["signature"] == "official_seal":
            self.report("notice.seal_without_paper", f"{place}/notice/signature", name)
        self.barriers(item, place)
        self.period(item, place, executors)

    def roles(self, item, place):
        executors = []
        for at, role in enumerate(item.get("roles", [])):
            where = f"{place}/roles/{at}"
            self.known(role["organisation"], where, item["id"])
            self.in_order(role, "from", "until", where, item["id"])
            holds = role.get("from", "0000-01-01") <= self.day <= role.get("until", "9999-12-31")
            organisation = self.organisations.get(role["organisation"])
            if holds and organisation is not None and not self.exists(organisation):
                self.report("process.role_of_ended", where, item["id"])
            if holds and role["role"] == "executor":
                executors.append(role["organisation"])
        if not executors:
            self.report("process.executor_missing", place, item["id"])
        return executors

    def barriers(self, item, place):
        for at, barrier in enumerate(item.get("barriers") or []):
            where = f"{place}/barriers/{at}"
            for n, organisation in enumerate(barrier.get("changeable_by", [])):
                self.known(organisation, f"{where}/changeable_by/{n}", item["id"])
            if barrier.get("resolved_on", "9999-12-31") <= self.day:
                continue
            discretion = barrier["discretion"]
            if discretion == "beyond" and not barrier.get("changeable_by"):
                self.report("barrier.authority_missing", where, item["id"])
            rule = barrier.get("rule", {}).get("kind", "other")
            said = "unknown" if rule == "other" else "beyond" if rule in BEYOND else "within"
            if "unknown" not in (discretion, said) and discretion != said:
                self.report("barrier.discretion_contradicts_rule", where, item["id"])
            action = barrier.get("action")
            if action is not None:
                if action["status"] == "done":
                    self.report("barrier.done_but_standing", f"{where}/action", item["id"])
                over = action["status"] in ("done", "stopped")
                if not over and action.get("due", "9999-12-31") < self.day:
                    self.report("barrier.due_passed", f"{where}/action", item["id"])
            request = barrier.get("request")
            if request is not None:
                self.request(request, f"{where}/request", item["id"])

    def request(self, request, where, subject):
        status = request["status"]
        if status != "preparing" and "requested_on" not in request:
            self.report("barrier.request_undated", where, subject)
        if status == "promised" and "promised_for" not in request:
            self.report("barrier.promise_undated", where, subject)
        if request.get("promised_for", "9999-12-31") < self.day and status != "realised":
            self.report("barrier.promise_passed", where, subject)

    def period(self, item, place, executors):
        period = item.get("standard_period")
        if period is None:
            return
        where = f"{place}/standard_period"
        category = self.procedures.get(item["procedure"], {}).get("category")
        if period["state"] in ("set", "not_set") and CATEGORIES.get(category) is False:
            self.report("period.no_answer_due", f"{where}/state", item["id"])
        is_set = period["state"] == "set"
        if is_set and "processing" not in period and "online_processing" not in period:
            self.report("period.text_missing", where, item["id"])
        if not is_set or period.get("basis") not in ("law", "ordinance"):
            return
        if period.get("publication") == "not_published":
            self.report("period.not_published", f"{where}/publication", item["id"])
        for executor in executors:
            if self.organ(executor) in NO_AGENCY:
                self.report("period.body_without_authority", f"{where}/basis", item["id"])

    # Touchpoints.

    def touchpoint(self, item, place):
        self.named(item, place)
        self.known(item.get("organisation"), f"{place}/organisation", item["id"])
        if item["kind"] == "other":
            self.report("touchpoint.kind_unlisted", f"{place}/kind", item["id"])
        if item["status"] == "unknown":
            self.report("touchpoint.status_unknown", f"{place}/status", item["id"])
        self.volumes(item, place)
        self.barriers(item, place)


def document_findings(given):
    found = Checks(given["document"]).run()
    key = lambda finding: (finding[0], finding[1])
    return [{"rule": r, "place": p, "subject": s} for r, p, s in sorted(found, key=key)]


OPERATIONS = {"inventory/document_findings": document_findings}
