//! Everything that can be asked for: one table, from which come the addresses, the checks of
//! requests, and the OpenAPI document.

use crate::{
    call::Call, handler, problem::ServiceError, reply::Reply, service::Service, settings::Settings,
    wire,
};
use axum::http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use std::sync::OnceLock;
use tosei_criteria::StandardDocument;
use tosei_inventory::{Inventory, VolumeMeasure, VolumeState};
use tosei_qos_model::{Review, ReviewSummary};
use tosei_types::{Date, FiscalYear, ProcedureId};

/// How a schema is named in a document.
pub type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

const fn schema<T: JsonSchema>() -> SchemaOf {
    SchemaGenerator::subschema_for::<T>
}

/// 分野 (area): what an operation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// 棚卸.
    Inventory,
    /// 記録.
    Records,
    /// 判定.
    Assessments,
    /// 運用.
    Running,
}

impl Area {
    /// All areas, in the order in which they are shown.
    pub const ALL: [Self; 4] = [
        Self::Inventory,
        Self::Records,
        Self::Assessments,
        Self::Running,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inventory => "棚卸 / Inventory",
            Self::Records => "記録 / Records",
            Self::Assessments => "判定 / Assessments",
            Self::Running => "運用 / Running",
        }
    }
}

/// パラメーター (parameter) of an address.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it says.
    pub text: &'static str,
    /// What it may be.
    pub schema: SchemaOf,
}

/// 本文 (body) that an operation takes.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    /// The media types, the ordinary one first.
    pub media: &'static [&'static str],
    /// The schema of the first media type.
    pub schema: SchemaOf,
}

impl Body {
    /// How large it may be: documents are larger than records.
    pub(crate) fn limit(&self, settings: &Settings) -> u64 {
        if self.media.contains(&CSV) {
            settings.inventory_bytes
        } else {
            settings.record_bytes
        }
    }
}

/// 応答 (answer) when all goes well.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// What it means.
    pub text: &'static str,
    /// What it carries; `None` for nothing.
    pub schema: Option<SchemaOf>,
}

/// 操作 (operation): one method of one address.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The method.
    pub method: Method,
    /// The address; its part between braces is the id of a procedure or record.
    pub path: &'static str,
    /// Its name for programs.
    pub id: &'static str,
    /// What it is about.
    pub area: Area,
    /// What it does.
    pub text: &'static str,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// What it takes.
    pub body: Option<Body>,
    /// What it answers when all goes well.
    pub answers: Vec<Answer>,
    /// The statuses of its problems, beside those that every operation has.
    pub problems: &'static [u16],
    /// Whether it is answered also when as many requests as are allowed are being worked on.
    pub always: bool,
    pub(crate) handler: fn(&Service, &Call) -> Result<Reply, ServiceError>,
}

pub(crate) const JSON: &str = "application/json";
pub(crate) const CSV: &str = "text/csv";

const fn required<T: JsonSchema>(name: &'static str, text: &'static str) -> Parameter {
    Parameter {
        name,
        required: true,
        text,
        schema: schema::<T>(),
    }
}

const fn optional<T: JsonSchema>(name: &'static str, text: &'static str) -> Parameter {
    Parameter {
        required: false,
        ..required::<T>(name, text)
    }
}

/// How many items a page has.
#[derive(JsonSchema)]
#[schemars(transparent)]
#[allow(dead_code, reason = "it stands for its schema only")]
struct PageLimit(#[schemars(range(min = 1, max = 500))] u16);

/// What becomes of what cannot be typed.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[allow(dead_code, reason = "it stands for its schema only")]
enum Unreadable {
    Refuse,
    LeaveOut,
}

const LIMIT: Parameter = optional::<PageLimit>(
    "limit",
    "1頁の件数（既定50、最大500） / items of a page, 50 if left out",
);
const AS_OF: Parameter = required::<Date>(
    "as_of",
    "判定日。根拠と基準の版はこの日のもの / the day of the assessment: its evidence, its edition",
);
const AFTER: Parameter = optional::<ProcedureId>(
    "after",
    "この手続IDより後 / procedures behind this id: `next` of the page before",
);

const fn answer<T: JsonSchema>(status: u16, text: &'static str) -> Answer {
    Answer {
        status,
        text,
        schema: Some(schema::<T>()),
    }
}

const fn bare(status: u16, text: &'static str) -> Answer {
    Answer {
        status,
        text,
        schema: None,
    }
}

const fn json_body<T: JsonSchema>() -> Option<Body> {
    Some(Body {
        media: &[JSON],
        schema: schema::<T>(),
    })
}

fn get(
    path: &'static str,
    id: &'static str,
    area: Area,
    text: &'static str,
    handler: fn(&Service, &Call) -> Result<Reply, ServiceError>,
) -> Operation {
    Operation {
        method: Method::GET,
        path,
        id,
        area,
        text,
        parameters: Vec::new(),
        body: None,
        answers: Vec::new(),
        problems: &[],
        always: false,
        handler,
    }
}

const RECORDED: [Answer; 2] = [
    answer::<wire::RecordReceipt>(201, "記録した / recorded"),
    answer::<wire::RecordReceipt>(200, "同じものが記録済み / it was there already, the same"),
];

/// Everything that can be asked for.
#[must_use]
pub fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let mut all = inventory();
        all.extend(records());
        all.extend(assessments());
        all.extend(running());
        all
    })
}

fn inventory() -> Vec<Operation> {
    vec![
        Operation {
            method: Method::PUT,
            parameters: vec![optional::<Unreadable>(
                "unreadable",
                "型に合わない部分の扱い。既定は refuse（受け取らない） / what becomes of parts that cannot be typed: `refuse` (if left out) or `leave_out`",
            )],
            body: Some(Body {
                media: &[JSON, CSV],
                schema: schema::<Inventory>(),
            }),
            answers: vec![
                answer::<wire::InventoryReceipt>(
                    200,
                    "置き換えた、または同じもの / replaced, or the same",
                ),
                answer::<wire::InventoryReceipt>(201, "登録した / loaded"),
            ],
            problems: &[409, 412, 413, 415, 422, 428],
            ..get(
                "/v1/inventory",
                "putInventory",
                Area::Inventory,
                "棚卸を登録する。CSVは手続と手続プロセスだけを置き換える。既にある棚卸は If-Match で示す / Loads an inventory. A CSV table replaces procedures and processes only. What is there must be named by If-Match.",
                handler::put_inventory,
            )
        },
        Operation {
            answers: vec![
                answer::<Inventory>(200, "棚卸 / the inventory"),
                bare(
                    304,
                    "If-None-Match の版のまま / still the one that If-None-Match names",
                ),
            ],
            problems: &[409],
            ..get(
                "/v1/inventory",
                "getInventory",
                Area::Inventory,
                "棚卸を読む / The inventory as it is, with its ETag.",
                handler::get_inventory,
            )
        },
        Operation {
            parameters: vec![AFTER, LIMIT],
            answers: vec![answer::<wire::ProcedurePage>(200, "手続 / procedures")],
            problems: &[409],
            ..get(
                "/v1/procedures",
                "getProcedures",
                Area::Inventory,
                "手続を手続IDの順に読む / The procedures by id, page by page.",
                handler::get_procedures,
            )
        },
        Operation {
            answers: vec![answer::<wire::ProcedureAnswer>(200, "手続 / the procedure")],
            problems: &[404, 409],
            ..get(
                "/v1/procedures/{id}",
                "getProcedure",
                Area::Inventory,
                "一つの手続を手続プロセスとともに読む / One procedure with its processes.",
                handler::get_procedure,
            )
        },
        Operation {
            parameters: vec![
                required::<FiscalYear>("fiscal_year", "件数の年度 / fiscal year of the volumes"),
                required::<VolumeMeasure>("measure", "件数の種類 / what was counted"),
                required::<VolumeState>("state", "件数の状態 / how sure the counts are"),
            ],
            answers: vec![answer::<wire::RatesAnswer>(200, "率 / rates")],
            problems: &[409],
            ..get(
                "/v1/rates",
                "getRates",
                Area::Inventory,
                "名前のある率をすべて、分子・分母・幅とともに返す / Every named rate with both integers and the interval that the unknowns leave.",
                handler::get_rates,
            )
        },
    ]
}

fn records() -> Vec<Operation> {
    let post = |operation: Operation| Operation {
        method: Method::POST,
        answers: RECORDED.to_vec(),
        problems: &[409, 413, 415, 422],
        ..operation
    };
    vec![
        post(Operation {
            body: json_body::<wire::EvidenceRecord>(),
            ..get(
                "/v1/evidence",
                "postEvidence",
                Area::Records,
                "根拠を記録する。同じIDと内容なら二重に記録しない / Records evidence. The same id with the same content is recorded once.",
                handler::post_evidence,
            )
        }),
        Operation {
            parameters: vec![
                optional::<u64>(
                    "after",
                    "この番号より後 / records behind this number: `next` of the page before",
                ),
                LIMIT,
            ],
            answers: vec![answer::<wire::RecordPage>(200, "根拠 / evidence")],
            ..get(
                "/v1/evidence",
                "getEvidencePage",
                Area::Records,
                "根拠を記録された順に読む / The evidence in the order in which it came, page by page.",
                handler::get_evidence_page,
            )
        },
        Operation {
            answers: vec![answer::<wire::EvidenceRecord>(200, "根拠 / the evidence")],
            problems: &[404],
            ..get(
                "/v1/evidence/{id}",
                "getEvidence",
                Area::Records,
                "一つの根拠を読む / One record of evidence.",
                handler::get_evidence,
            )
        },
        post(Operation {
            body: json_body::<wire::ExemptionRecord>(),
            ..get(
                "/v1/exemptions",
                "postExemption",
                Area::Records,
                "判定項目の除外を記録する / Records that a criterion is not asked of a procedure for a time.",
                handler::post_exemption,
            )
        }),
        Operation {
            answers: vec![answer::<wire::ExemptionRecord>(200, "除外 / the exemption")],
            problems: &[404],
            ..get(
                "/v1/exemptions/{id}",
                "getExemption",
                Area::Records,
                "一つの除外を読む / One exemption.",
                handler::get_exemption,
            )
        },
        post(Operation {
            body: json_body::<Review>(),
            ..get(
                "/v1/reviews",
                "postReview",
                Area::Records,
                "ユーザーレビューを記録する / Records a user review.",
                handler::post_review,
            )
        }),
        Operation {
            answers: vec![answer::<wire::StoredReview>(
                200,
                "レビュー（自由記述を除く） / the review without its text",
            )],
            problems: &[404],
            ..get(
                "/v1/reviews/{id}",
                "getReview",
                Area::Records,
                "一つのレビューを自由記述を除いて読む / One review; its free text is kept and not sent.",
                handler::get_review,
            )
        },
        Operation {
            parameters: vec![
                required::<Date>("from", "期間の初日 / first day"),
                required::<Date>("until", "期間の末日 / last day"),
            ],
            answers: vec![answer::<ReviewSummary>(200, "集計 / the summary")],
            problems: &[404, 409],
            ..get(
                "/v1/procedures/{id}/reviews",
                "getReviewSummary",
                Area::Records,
                "一つの手続のレビューを集計する / The reviews of one procedure put together.",
                handler::get_review_summary,
            )
        },
    ]
}

fn assessments() -> Vec<Operation> {
    vec![
        Operation {
            parameters: vec![AS_OF],
            answers: vec![answer::<wire::AssessmentAnswer>(
                200,
                "判定 / the assessment",
            )],
            problems: &[404, 409, 422],
            ..get(
                "/v1/procedures/{id}/assessment",
                "getAssessment",
                Area::Assessments,
                "一つの手続の段階を、確実な段階と可能な段階、理由とともに返す / The levels of one procedure: certain and possible, with reasons and what would raise them.",
                handler::get_assessment,
            )
        },
        Operation {
            parameters: vec![AS_OF, AFTER, LIMIT],
            answers: vec![answer::<wire::AssessmentPage>(
                200,
                "判定の一覧 / assessments",
            )],
            problems: &[409, 422],
            ..get(
                "/v1/assessments",
                "getAssessments",
                Area::Assessments,
                "すべての手続の段階を手続IDの順に返す / The levels of all procedures by id, page by page.",
                handler::get_assessments,
            )
        },
        Operation {
            parameters: vec![AS_OF],
            answers: vec![answer::<StandardDocument>(200, "品質基準 / the standard")],
            problems: &[422],
            ..get(
                "/v1/standard",
                "getStandard",
                Area::Assessments,
                "その日に使われる品質基準の版を返す / The edition of the quality standard that is used on a day.",
                handler::get_standard,
            )
        },
    ]
}

fn running() -> Vec<Operation> {
    vec![
        Operation {
            answers: vec![bare(204, "動いている / the process answers")],
            always: true,
            ..get(
                "/health",
                "getHealth",
                Area::Running,
                "プロセスが応答するか / Whether the process answers at all.",
                handler::health,
            )
        },
        Operation {
            answers: vec![
                answer::<wire::Readiness>(200, "受け付けられる / ready"),
                answer::<wire::Readiness>(503, "受け付けられない / not ready"),
            ],
            always: true,
            ..get(
                "/ready",
                "getReady",
                Area::Running,
                "要求を受け付けられるか / Whether requests will be answered: the database can be written to, and nobody is stopping the service.",
                handler::ready,
            )
        },
        Operation {
            answers: vec![bare(200, "OpenAPI 3.1 の文書 / this document")],
            always: true,
            ..get(
                "/openapi.json",
                "getOpenapi",
                Area::Running,
                "このサービスの OpenAPI 文書 / The OpenAPI document of this service.",
                handler::openapi,
            )
        },
    ]
}
