//! The counters of 見本市: a register, what visitors said, and what a peak looks like.

use super::spread::{evenly, interleave};
use super::{SCHEMAS, plan};
use crate::generate::{Content, Generated};
use crate::workspace::Workspace;
use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use tosei_counter_dx::register::{CounterRegister, ServiceMode};
use tosei_counter_dx::rollout::RolloutPlan;
use tosei_types::{Date, Weekday};

const PLAN: &str = "xtask/data/mihon_counters_plan.json";
pub(crate) const FOLDER: &str = "crates/counter-dx/data/sample";
const COUNTERS: usize = 64;
/// The counter of the observations: 証明 at the city hall, with eight booths.
const BUSY: &str = "W-01";
const BUSY_BOOTHS: usize = 8;
const BUSIEST_DAY: &str = "2025-03-31";
const TICKETS: usize = 521;
/// Who is still inside when the doors close.
const INSIDE: usize = 11;
const OPENS: usize = 8 * 3_600 + 1_800;
const CLOSES: usize = 17 * 3_600 + 900;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    services: Vec<Service>,
    places: Vec<Place>,
    hall: Vec<HallCounter>,
    branch_businesses: Vec<String>,
    office_businesses: Vec<String>,
    other_counters: Vec<(String, String)>,
    modes: BTreeMap<ServiceMode, usize>,
    booths: usize,
    prototypes: usize,
    fee_taking: usize,
    cashless: usize,
    reservation: usize,
    ticket_machine: usize,
    ratings: Vec<[usize; 5]>,
    texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    id: String,
    name: String,
    fee: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    id: String,
    name: String,
    organisation: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HallCounter {
    business: String,
    organisation: String,
}

/// The documents and tables of the counters.
pub(crate) fn generate(workspace: &Workspace) -> anyhow::Result<Vec<Generated>> {
    let plan: Plan = plan(workspace, PLAN)?;
    let register = register(&plan).context(PLAN)?;
    let rollout = rollout(&register)?;
    let text = |name: &str, text: String| Generated {
        path: format!("{FOLDER}/{name}").into(),
        content: Content::Text(text),
    };
    Ok(vec![
        text(
            "mihon_counters.json",
            document("counter-register", &register)?,
        ),
        text("mihon_rollout.json", document("rollout-plan", &rollout)?),
        text("mihon_counter_reviews.csv", reviews(&plan)?),
        text("mihon_counter_days.csv", days()?),
        text("mihon_counter_tickets.csv", tickets()?),
        text("mihon_counter_demand.csv", demand(&register)?),
    ])
}

/// A document that names its schema in its second line.
fn document<T: serde::Serialize>(schema: &str, value: &T) -> anyhow::Result<String> {
    let json = serde_json::to_string_pretty(value)?;
    let first = format!("{{\n  \"$schema\": \"{SCHEMAS}/{schema}.schema.json\",\n");
    Ok(json.replacen("{\n", &first, 1) + "\n")
}

fn id(at: usize) -> String {
    format!("W-{:02}", at + 1)
}

/// Place, business and organisation of each counter.
fn counters(plan: &Plan) -> anyhow::Result<Vec<(String, String, String)>> {
    let mut counters = Vec::new();
    for (at, place) in plan.places.iter().enumerate() {
        let mut add = |business: &str, organisation: &str| {
            counters.push((
                place.id.clone(),
                business.to_owned(),
                organisation.to_owned(),
            ));
        };
        match at {
            0 => plan
                .hall
                .iter()
                .for_each(|one| add(&one.business, &one.organisation)),
            1..=3 => plan
                .branch_businesses
                .iter()
                .for_each(|business| add(business, &place.organisation)),
            4..=8 => plan
                .office_businesses
                .iter()
                .for_each(|business| add(business, &place.organisation)),
            _ => plan
                .other_counters
                .iter()
                .filter(|(of, _)| *of == place.id)
                .for_each(|(_, business)| add(business, &place.organisation)),
        }
    }
    ensure!(counters.len() == COUNTERS, "{} counters", counters.len());
    Ok(counters)
}

/// The modes of every counter, service by service.
fn modes(plan: &Plan) -> anyhow::Result<Vec<Vec<ServiceMode>>> {
    let services = plan.services.len();
    let with_fee = plan.services.iter().filter(|service| service.fee).count();
    let free = services - with_fee;
    let mut cells = vec![vec![ServiceMode::None; services]; COUNTERS];
    // 支所 and 出張所 come after the city hall; the last of them does nothing itself.
    let branches: Vec<usize> = (plan.hall.len()..plan.hall.len() + 28).collect();
    let only_forwards = *branches.last().context("no branches")?;
    let mut takes_fees = [false; COUNTERS];
    for at in evenly(plan.fee_taking - 1, COUNTERS - 1)? {
        let at = if at >= only_forwards { at + 1 } else { at };
        *takes_fees.get_mut(at).context("no such counter")? = true;
    }
    *takes_fees
        .get_mut(only_forwards)
        .context("no such counter")? = true;
    let processes = *plan.modes.get(&ServiceMode::Processes).context("no 有")?;
    let (each, more) = (processes / (COUNTERS - 1), processes % (COUNTERS - 1));
    let mut number = 0;
    for (at, row) in cells.iter_mut().enumerate() {
        let fees = takes_fees.get(at) == Some(&true);
        let mut put = |service: usize, mode| -> anyhow::Result<()> {
            let cell = row.get_mut(service).context("no such service")?;
            ensure!(*cell == ServiceMode::None, "two modes for one cell");
            *cell = mode;
            Ok(())
        };
        if at == only_forwards {
            for service in 0..5 {
                put(service, ServiceMode::Forwards)?;
            }
            continue;
        }
        let wanted = each + usize::from(number < more);
        number += 1;
        let of_fees = if fees { 4 } else { 0 };
        for step in 0..of_fees {
            put((at + step) % with_fee, ServiceMode::Processes)?;
        }
        for step in 0..wanted - of_fees {
            put(with_fee + (at * 3 + step) % free, ServiceMode::Processes)?;
        }
        // What a branch passes on lies behind what it does itself.
        let turn = branches.iter().position(|branch| *branch == at);
        if turn.is_some_and(|turn| turn < 26) {
            for step in 0..2 {
                let service = with_fee + (at * 3 + wanted - of_fees + step) % free;
                put(service, ServiceMode::Forwards)?;
            }
        }
        if turn.is_some_and(|turn| turn < 16) {
            for step in 2..4 {
                let service = with_fee + (at * 3 + wanted - of_fees + step) % free;
                put(service, ServiceMode::ForwardsHandOverLater)?;
            }
        }
    }
    Ok(cells)
}

fn register(plan: &Plan) -> anyhow::Result<CounterRegister> {
    let (counters, modes) = (counters(plan)?, modes(plan)?);
    let spare = plan.booths - BUSY_BOOTHS - (COUNTERS - 1);
    let two_booths: Vec<usize> = evenly(spare, COUNTERS - 1)?;
    let takes_fees: Vec<usize> = modes
        .iter()
        .enumerate()
        .filter(|(_, row)| {
            let cells = row.iter().zip(&plan.services);
            cells
                .clone()
                .any(|(mode, service)| service.fee && *mode != ServiceMode::None)
        })
        .map(|(at, _)| at)
        .collect();
    let cashless: Vec<usize> = evenly(plan.cashless, takes_fees.len())?
        .into_iter()
        .filter_map(|at| takes_fees.get(at).copied())
        .collect();
    let reserve = evenly(plan.reservation, COUNTERS)?;
    let machines = evenly(plan.ticket_machine, COUNTERS)?;
    let prototypes = evenly(plan.prototypes, COUNTERS)?;
    let list: Vec<Value> = counters
        .iter()
        .zip(&modes)
        .enumerate()
        .map(|(at, ((place, business, organisation), row))| {
            let mut tools = Vec::new();
            for (tool, has) in [
                ("reservation", reserve.contains(&at)),
                ("ticket_machine", machines.contains(&at)),
                ("cashless_terminal", cashless.contains(&at)),
            ] {
                if has {
                    tools.push(tool);
                }
            }
            let services: Vec<Value> = row
                .iter()
                .zip(&plan.services)
                .map(|(mode, service)| json!({"service": service.id, "mode": mode}))
                .collect();
            let booths = match at {
                0 => BUSY_BOOTHS,
                _ if two_booths.contains(&(at - 1)) => 2,
                _ => 1,
            };
            let day = json!([{"from": "08:30", "to": "17:15"}]);
            json!({
                "id": id(at), "name": format!("{}番窓口", at + 1), "service_point": place,
                "business": business, "organisation": organisation, "booths": booths,
                "prototype": prototypes.contains(&at), "tools": tools, "services": services,
                "hours": {"monday": day, "tuesday": day, "wednesday": day, "thursday": day,
                          "friday": day},
                "opened": "2011-04-01",
            })
        })
        .collect();
    let services: Vec<Value> = plan
        .services
        .iter()
        .map(|service| json!({"id": service.id, "name": service.name, "fee": service.fee}))
        .collect();
    let places: Vec<Value> = plan
        .places
        .iter()
        .map(|place| json!({"id": place.id, "name": place.name}))
        .collect();
    let register: CounterRegister = serde_json::from_value(json!({
        "format": "tosei-counter-register", "format_version": 1,
        "title": "見本市の窓口台帳（架空）", "as_of": "2025-06-30", "fictional": true,
        "service_points": places, "services": services,
        "tools": CounterRegister::usual_tools(), "counters": list,
    }))?;
    let counts = register.counts();
    for (mode, wanted) in &plan.modes {
        let found = counts.modes.of(*mode);
        ensure!(
            found == u64::try_from(*wanted)?,
            "{mode:?}: {found} of {wanted}"
        );
    }
    ensure!(
        counts.booths == u64::try_from(plan.booths)?,
        "{} booths",
        counts.booths
    );
    ensure!(
        takes_fees.len() == plan.fee_taking,
        "{} take fees",
        takes_fees.len()
    );
    Ok(register)
}

/// Working days between two days, both included.
fn working_days(first: &str, last: &str) -> anyhow::Result<Vec<Date>> {
    let (mut day, last): (Date, Date) = (first.parse()?, last.parse()?);
    let holidays: Vec<Date> = ["2025-03-20", "2025-04-29", "2025-05-05", "2025-05-06"]
        .iter()
        .map(|text| text.parse())
        .collect::<Result<_, _>>()?;
    let mut days = Vec::new();
    while day <= last {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if !weekend && !holidays.contains(&day) {
            days.push(day);
        }
        day = day.add_days(1)?;
    }
    Ok(days)
}

/// One row an answer. A burst stands on 13 June: all the best answers of the seventh counter.
fn reviews(plan: &Plan) -> anyhow::Result<String> {
    let days = working_days("2025-04-01", "2025-06-30")?;
    let burst: Date = "2025-06-13".parse()?;
    let mut rows = Vec::new();
    for (at, ratings) in plan.ratings.iter().enumerate() {
        let order = interleave(ratings);
        let number = order.len();
        for (n, lot) in order.into_iter().enumerate() {
            let even = days.get(n * days.len() / number.max(1));
            let day = if at == 6 && lot == 0 {
                burst
            } else {
                *even.context("no day")?
            };
            rows.push((day, at, n, 5 - lot));
        }
    }
    rows.sort_unstable();
    let mut csv = "窓口ID,回答日,評価,自由記述\n".to_owned();
    let step = rows.len() / plan.texts.len().max(1);
    for (n, (day, at, _, points)) in rows.iter().enumerate() {
        let text = (n % step == step / 2)
            .then(|| plan.texts.get(n / step))
            .flatten();
        let text = text.map_or("", String::as_str);
        writeln!(csv, "{},{day},{points},{text}", id(*at))?;
    }
    Ok(csv)
}

/// The days of the busy counter: from 24 March to 8 April more than twice as many come.
fn days() -> anyhow::Result<String> {
    let mut csv =
        "窓口ID,日付,来庁数,対応数,離脱数,平均待ち時間（分）,最長待ち時間（分）\n".to_owned();
    let (from, until): (Date, Date) = ("2025-03-24".parse()?, "2025-04-08".parse()?);
    for day in working_days("2025-03-03", "2025-04-25")? {
        let usual = match day.weekday() {
            Weekday::Monday => 227,
            Weekday::Tuesday => 205,
            Weekday::Wednesday => 190,
            Weekday::Thursday => 195,
            _ => 210,
        };
        let peak = from <= day && day <= until;
        let (visits, left, mean, longest) = if day.to_string() == BUSIEST_DAY {
            continue_with_tickets()?
        } else if peak {
            (usual * 23 / 10, 9, "38.5".to_owned(), "97".to_owned())
        } else {
            (usual, 0, "6.5".to_owned(), "21".to_owned())
        };
        writeln!(
            csv,
            "{BUSY},{day},{visits},{},{left},{mean},{longest}",
            visits - left
        )?;
    }
    Ok(csv)
}

/// The busiest day's totals are those of its tickets.
fn continue_with_tickets() -> anyhow::Result<(usize, usize, String, String)> {
    let visits = peak_day()?;
    let waits = visits.iter().map(|visit| visit.called - visit.issued);
    let (sum, longest) = (waits.clone().sum::<usize>(), waits.max().unwrap_or(0));
    let tenths = |seconds: usize, people: usize| {
        let tenths = (seconds * 10 + people * 30) / (people * 60);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    Ok((
        TICKETS,
        0,
        tenths(sum, TICKETS),
        tenths(longest.div_ceil(60) * 60, 1),
    ))
}

struct Visit {
    issued: usize,
    called: usize,
    finished: usize,
}

/// A queue in order of arrival before eight booths, with a dip at noon; the service time is the first
/// with which exactly eleven are inside when the doors close.
fn peak_day() -> anyhow::Result<Vec<Visit>> {
    // People by quarter-hour, 08:30 to 17:15.
    let shape = [
        22, 20, 19, 18, 18, 17, 17, 16, 16, 15, 15, 14, 13, 12, 8, 7, 6, 7, 9, 13, 15, 16, 17, 17,
        17, 17, 17, 17, 17, 17, 17, 16, 15, 14, 10usize,
    ];
    let people: usize = shape.iter().sum();
    ensure!(people == TICKETS, "{people} tickets");
    let mut issued = Vec::with_capacity(TICKETS);
    for (quarter, number) in shape.iter().enumerate() {
        for n in 0..*number {
            issued.push(OPENS + quarter * 900 + n * 900 / number);
        }
    }
    for (base, step) in (300..560).flat_map(|base| (31..67).map(move |step| (base, step))) {
        let mut free = [OPENS; BUSY_BOOTHS];
        let mut visits = Vec::with_capacity(TICKETS);
        for (n, issued) in issued.iter().enumerate() {
            let booth = free.iter_mut().min().context("no booth")?;
            let called = (*booth).max(*issued);
            // From half to one and a half times the base, in an order without a pattern to see.
            let finished = called + base / 2 + base * (n * step % 101) / 100;
            *booth = finished;
            visits.push(Visit {
                issued: *issued,
                called,
                finished,
            });
        }
        if visits
            .iter()
            .filter(|visit| visit.finished > CLOSES)
            .count()
            == INSIDE
        {
            return Ok(visits);
        }
    }
    bail!("no service time leaves {INSIDE} inside")
}

fn tickets() -> anyhow::Result<String> {
    let clock = |seconds: usize| {
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
    };
    let mut csv = "受付番号,日付,発券時刻,呼出時刻,対応開始時刻,対応終了時刻\n".to_owned();
    for (n, visit) in peak_day()?.iter().enumerate() {
        let (issued, called) = (clock(visit.issued), clock(visit.called));
        let finished = clock(visit.finished);
        writeln!(
            csv,
            "A{:03},{BUSIEST_DAY},{issued},{called},{called},{finished}",
            n + 1
        )?;
    }
    Ok(csv)
}

/// People an hour and minutes each; two counters cannot keep up with them.
fn demand(register: &CounterRegister) -> anyhow::Result<String> {
    let mut csv = "窓口ID,時間当たり来庁数,平均対応時間（分）\n".to_owned();
    for (at, counter) in register.counters.iter().enumerate() {
        let booths = usize::try_from(counter.booths.context("no booths")?)?;
        let minutes = 5 + at % 7;
        // Of what the booths can do, 40 to 88 %; at the nineteenth and the forty-third all and more.
        let percent = match at {
            18 => 100,
            42 => 115,
            _ => 40 + at * 7 % 49,
        };
        let tenths = booths * 600 * percent / (minutes * 100);
        let tenths = if percent >= 100 { tenths + 1 } else { tenths };
        writeln!(
            csv,
            "{},{}.{},{minutes}",
            counter.id,
            tenths / 10,
            tenths % 10
        )?;
    }
    Ok(csv)
}

/// Reservations for every counter that is no prototype and has none; some figures nobody knows.
fn rollout(register: &CounterRegister) -> anyhow::Result<RolloutPlan> {
    let mut candidates = Vec::new();
    for (at, counter) in register.counters.iter().enumerate() {
        let has = counter
            .tools
            .iter()
            .flatten()
            .any(|tool| tool.as_str() == "reservation");
        if counter.prototype == Some(true) || has {
            continue;
        }
        let booths = u64::from(counter.booths.unwrap_or(0));
        let mut candidate = json!({
            "counter": counter.id, "tool": "reservation",
            "visits_a_year": u64::try_from(3_000 + at * 977 % 9_000)? * booths,
            "seconds_saved_per_visit": 60 + at * 29 % 240,
            "cost_yen": 300_000 + 250_000 * booths, "work_days": 6 + 4 * booths,
            "basis": "試行窓口4か所の前後の平均待ち時間の差（架空）",
        });
        if at % 11 == 5 {
            candidate
                .as_object_mut()
                .and_then(|fields| fields.remove("visits_a_year"));
        }
        candidates.push(candidate);
    }
    let quarter = |n: usize| json!({"name": format!("令和8年度第{n}四半期"), "work_days": 120, "budget_yen": 8_000_000});
    Ok(serde_json::from_value(json!({
        "format": "tosei-rollout-plan", "format_version": 1,
        "title": "見本市の予約システムの横展開（架空）", "fictional": true,
        "quarters": [quarter(1), quarter(2), quarter(3), quarter(4)],
        "candidates": candidates,
    }))?)
}
