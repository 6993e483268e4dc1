//! From an inventory to the graph.

mod acts;
mod duration;

use super::{
    BaseIri, Profile,
    node::{Graph, Node},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tosei_inventory::{
    Inventory, LegalBasis, OnlineStatus, Organisation, OrganisationKind, Procedure,
    ProcedureCategories, Process, ProcessKind, ProcessKinds,
};
use tosei_types::{Language, OrganisationId, coded_enum};

coded_enum! {
    /// 書き出さなかった理由 (why something was left out).
    ///
    /// # Source
    ///
    /// `project-decision:cpsv-mapping`.
    pub enum LeftOutReason: "reason for leaving out" {
        /// 日数の数え方: business days, or days that nobody says how to count, are no `xsd:duration`.
        DayCounting = "day_counting" ("開庁日か暦日か決まらない日数", "days that are not calendar days"),
        /// 一つの値でない: a range, a bound, an estimate, several cases, or no length at all.
        NoSingleLength = "no_single_length" ("一つの長さでない", "no single length"),
        /// 複数: processes of one procedure state different periods.
        Several = "several" ("手続プロセスごとに違う", "differs between processes"),
        /// 名称なし: a legal basis without a title.
        Untitled = "untitled" ("規程の名称がない", "a legal basis without a title"),
        /// 一覧にない組織: an organisation that the inventory does not list.
        UnknownOrganisation = "unknown_organisation" ("組織が一覧にない", "an organisation that is not listed"),
        /// 一覧にない手続: a procedure that the inventory does not list.
        UnknownProcedure = "unknown_procedure" ("手続が一覧にない", "a procedure that is not listed"),
        /// IDの重複: the id stands before already.
        DuplicateId = "duplicate_id" ("IDが重複", "a repeated id"),
    }
}

/// 書き出さなかったもの (left out): something the inventory says and the document does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The id of the procedure, process or organisation.
    pub subject: String,
    /// The property that it would have become.
    pub property: &'static str,
    /// Why.
    pub reason: LeftOutReason,
    /// What stands in the inventory.
    pub text: String,
}

/// 公共サービスの文書 (document of public services) and what is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublicServices {
    /// The JSON-LD document.
    pub document: Value,
    /// What was left out, in the order of the inventory.
    pub left_out: Vec<LeftOut>,
}

/// Writes an inventory as linked data of CPSV-AP 3.2.0.
///
/// # Examples
///
/// ```
/// use tosei::cpsv_ap::{Profile, public_services};
/// use tosei::inventory::{Body, Inventory, Procedure};
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// inventory.procedures.push(Procedure::new("P-0001".parse()?, "住民票の写しの交付"));
/// let services = public_services(&inventory, &"https://example.jp/id/".parse()?);
///
/// assert!(Profile::standard().check(&services.document).is_empty());
/// let graph = services.document["@graph"].as_array().unwrap();
/// let service = graph.iter().find(|node| node["@type"][0] == "cpsv:PublicService").unwrap();
/// assert_eq!(service["@id"], "https://example.jp/id/procedure/P-0001");
/// assert_eq!(service["dct:title"][0]["@value"], "住民票の写しの交付");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn public_services(inventory: &Inventory, base: &BaseIri) -> PublicServices {
    let mut writer = Writer {
        inventory,
        base,
        graph: Graph::default(),
        left_out: Vec::new(),
        organisations: BTreeMap::new(),
        procedures: inventory
            .procedures
            .iter()
            .map(|one| one.id.as_str())
            .collect(),
    };
    writer.body();
    writer.organisations();
    writer.dataset();
    let mut processes: BTreeMap<&str, Vec<&Process>> = BTreeMap::new();
    for process in &inventory.processes {
        let its = processes.entry(process.procedure.as_str()).or_default();
        its.push(process);
    }
    for procedure in &inventory.procedures {
        let its = processes.get(procedure.id.as_str());
        writer.procedure(procedure, its.map(Vec::as_slice).unwrap_or_default());
    }
    PublicServices {
        document: writer
            .graph
            .into_json(&Profile::standard().document().prefixes),
        left_out: writer.left_out,
    }
}

struct Writer<'i> {
    inventory: &'i Inventory,
    base: &'i BaseIri,
    graph: Graph,
    left_out: Vec<LeftOut>,
    organisations: BTreeMap<&'i str, &'i Organisation>,
    procedures: BTreeSet<&'i str>,
}

/// Whether an organisation is of the public sector by its kind; a partner or contractor may be anything.
fn is_public(kind: OrganisationKind) -> bool {
    !matches!(
        kind,
        OrganisationKind::Contractor
            | OrganisationKind::DesignatedManager
            | OrganisationKind::PolicyPartner
            | OrganisationKind::ProjectPartner
            | OrganisationKind::Other
    )
}

fn is_online(status: OnlineStatus) -> bool {
    matches!(status, OnlineStatus::Done | OnlineStatus::Partial)
}

fn kind_of(process: &Process) -> Option<&'static ProcessKind> {
    let mut kinds = ProcessKinds::standard().iter();
    kinds.find_map(|(_, kind)| (kind.code == process.kind).then_some(kind))
}

impl<'i> Writer<'i> {
    fn leave_out(
        &mut self,
        subject: &str,
        property: &'static str,
        reason: LeftOutReason,
        text: &str,
    ) {
        self.left_out.push(LeftOut {
            subject: subject.to_owned(),
            property,
            reason,
            text: text.to_owned(),
        });
    }

    fn area(&self) -> String {
        self.base.of("area", &[])
    }

    fn body_address(&self) -> String {
        self.base.of("body", &[])
    }

    fn body(&mut self) {
        let body = &self.inventory.body;
        let code = body
            .local_government_code
            .as_ref()
            .map(tosei_inventory::Stated::text);
        let number = body
            .corporate_number
            .as_ref()
            .map(tosei_inventory::Stated::text);
        let id = code.or(number).unwrap_or(&body.name);
        let area = Node::of(&["dct:Location", "euds:atu-type"])
            .plain("dct:identifier", id)
            .ja("skos:prefLabel", &body.name);
        self.graph.put(self.area(), area);
        let types = ["cv:PublicOrganisation", "org:Organization", "foaf:Agent"];
        let mut node = Node::of(&types)
            .plain("dct:identifier", id)
            .ja("dct:title", &body.name)
            .ja("skos:prefLabel", &body.name)
            .link("dct:spatial", &self.area());
        if let Some(name) = &body.name_en {
            node = node.en("skos:prefLabel", name);
        }
        self.graph.put(self.body_address(), node);
    }

    fn organisation_address(&self, id: &OrganisationId) -> String {
        self.base.of("organisation", &[id.as_str()])
    }

    fn organisations(&mut self) {
        for organisation in &self.inventory.organisations {
            self.organisations
                .entry(organisation.id.as_str())
                .or_insert(organisation);
        }
        for organisation in &self.inventory.organisations {
            let mut types = vec!["org:Organization", "foaf:Agent"];
            if is_public(organisation.kind) {
                types.insert(0, "cv:PublicOrganisation");
            }
            let mut node = Node::of(&types)
                .plain("dct:identifier", organisation.id.as_str())
                .ja("dct:title", &organisation.name);
            if is_public(organisation.kind) {
                node = node
                    .ja("skos:prefLabel", &organisation.name)
                    .link("dct:spatial", &self.area());
            }
            let id = organisation.id.as_str();
            match &organisation.parent {
                Some(parent) if self.organisations.contains_key(parent.as_str()) => {
                    node = node.link("org:subOrganizationOf", &self.organisation_address(parent));
                }
                Some(parent) => self.leave_out(
                    id,
                    "org:subOrganizationOf",
                    LeftOutReason::UnknownOrganisation,
                    parent.as_str(),
                ),
                None => {}
            }
            if !self
                .graph
                .put(self.organisation_address(&organisation.id), node)
            {
                self.leave_out(
                    id,
                    "cv:PublicOrganisation",
                    LeftOutReason::DuplicateId,
                    &organisation.name,
                );
            }
        }
    }

    fn dataset_address(&self) -> String {
        let day = self.inventory.status_date.to_string();
        self.base.of("dataset", &[&day])
    }

    fn dataset(&mut self) {
        let inventory = self.inventory;
        let fictional = if inventory.fictional {
            "架空のデータ。"
        } else {
            ""
        };
        let description = format!("{fictional}基準日 {}。", inventory.status_date.label_ja());
        let mut node = Node::of(&["dcat:Dataset"])
            .ja(
                "dct:title",
                &format!("{} 行政手続の棚卸", inventory.body.name),
            )
            .ja("dct:description", &description)
            .link("dct:publisher", &self.body_address());
        for procedure in &inventory.procedures {
            node = node.link(
                "dct:hasPart",
                &self.procedure_address(procedure.id.as_str()),
            );
        }
        self.graph.put(self.dataset_address(), node);
    }

    fn procedure_address(&self, id: &str) -> String {
        self.base.of("procedure", &[id])
    }

    /// The address of a concept, which is put into the graph.
    fn concept(&mut self, list: &str, code: &str, ja: &str, en: &str) -> String {
        let address = self.base.of("concept", &[list, code]);
        let node = Node::of(&["skos:Concept"])
            .plain("dct:identifier", code)
            .ja("skos:prefLabel", ja)
            .en("skos:prefLabel", en);
        self.graph.put(address.clone(), node);
        address
    }

    fn procedure(&mut self, procedure: &Procedure, processes: &[&Process]) {
        let id = procedure.id.as_str();
        let categories = ProcedureCategories::standard();
        let category = procedure.category.as_deref();
        let category = category.and_then(|code| categories.get(code));
        let mut words = vec![procedure.name.clone()];
        words.extend(category.map(|category| category.label.ja.clone()));
        words.extend(
            procedure
                .affairs_class
                .map(|class| class.label(Language::Ja).to_owned()),
        );
        let mut node = Node::of(&["cpsv:PublicService"])
            .plain("dct:identifier", id)
            .ja("dct:title", &procedure.name)
            .ja("dct:description", &words.join("、"))
            .link("dct:isPartOf", &self.dataset_address())
            .link("dct:spatial", &self.area());
        node = node.link("cv:hasCompetentAuthority", &self.authority(procedure));
        if let Some(category) = category {
            let concept = self.concept(
                "category",
                &category.code,
                &category.label.ja,
                &category.label.en,
            );
            node = node.link("cv:isClassifiedBy", &concept);
        }
        if let Some(class) = procedure.affairs_class {
            let (ja, en) = (class.label(Language::Ja), class.label(Language::En));
            let concept = self.concept("affairs-class", class.code(), ja, en);
            node = node.link("cv:isClassifiedBy", &concept);
        }
        for related in &procedure.related {
            if self.procedures.contains(related.as_str()) {
                let address = self.procedure_address(related.as_str());
                node = node.link("cv:relatedService", &address);
            } else {
                let reason = LeftOutReason::UnknownProcedure;
                self.leave_out(id, "cv:relatedService", reason, related.as_str());
            }
        }
        node = self.legal_basis(node, procedure, processes);
        node = self.acts(node, procedure, processes);
        node = self.participations(node, id, processes);
        if !self.graph.put(self.procedure_address(id), node) {
            self.leave_out(
                id,
                "cpsv:PublicService",
                LeftOutReason::DuplicateId,
                &procedure.name,
            );
        }
    }

    /// The owning organisation if it is a public one, else the body.
    fn authority(&mut self, procedure: &Procedure) -> String {
        let Some(owner) = &procedure.organisation else {
            return self.body_address();
        };
        match self.organisations.get(owner.as_str()) {
            Some(organisation) if is_public(organisation.kind) => self.organisation_address(owner),
            Some(_) => self.body_address(),
            None => {
                self.leave_out(
                    procedure.id.as_str(),
                    "cv:hasCompetentAuthority",
                    LeftOutReason::UnknownOrganisation,
                    owner.as_str(),
                );
                self.body_address()
            }
        }
    }

    fn legal_basis(
        &mut self,
        mut node: Node,
        procedure: &Procedure,
        processes: &[&Process],
    ) -> Node {
        let id = procedure.id.as_str();
        let own = procedure.legal_basis.iter();
        let of_processes = processes.iter().flat_map(|process| &process.legal_basis);
        let mut seen: Vec<&LegalBasis> = Vec::new();
        for basis in own.chain(of_processes) {
            if seen.contains(&basis) {
                continue;
            }
            seen.push(basis);
            let kind = basis.kind.label(Language::Ja);
            let Some(title) = basis
                .title
                .as_deref()
                .filter(|title| !title.trim().is_empty())
            else {
                self.leave_out(id, "cv:hasLegalResource", LeftOutReason::Untitled, kind);
                continue;
            };
            let law = self.law(basis, title);
            node = node.link("cv:hasLegalResource", &law);
            let Some(provision) = basis
                .provision
                .as_deref()
                .filter(|text| !text.trim().is_empty())
            else {
                continue;
            };
            let number = seen.len().to_string();
            let address = self.base.of("rule", &[id, &number]);
            let rule = Node::of(&["cpsv:Rule"])
                .plain("dct:identifier", &format!("{id}-rule-{number}"))
                .ja("dct:title", &format!("{title}{provision}"))
                .ja("dct:description", &format!("{kind}「{title}」{provision}"))
                .link("cpsv:implements", &law);
            self.graph.put(address.clone(), rule);
            node = node.link("cpsv:follows", &address);
        }
        node
    }

    fn law(&mut self, basis: &LegalBasis, title: &str) -> String {
        let number = basis.number.as_deref().unwrap_or_default();
        let address = self.base.of("law", &[basis.kind.code(), title, number]);
        let (ja, en) = (
            basis.kind.label(Language::Ja),
            basis.kind.label(Language::En),
        );
        let kind = self.concept("instrument", basis.kind.code(), ja, en);
        let mut law = Node::of(&["eli:LegalResource"])
            .ja("dct:title", title)
            .link("dct:type", &kind);
        if !number.is_empty() {
            law = law.plain("eli:id_local", number);
        }
        self.graph.put(address.clone(), law);
        address
    }
}
