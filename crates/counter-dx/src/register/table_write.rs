//! A register as a table that spreadsheet programs open.

use super::{CounterRegister, CounterTableLayout};
use std::io::Write;
use tosei_table::CsvWriter;
use tosei_types::Language;

/// Writes the counters of a register as CSV: one row a counter, one column a service.
///
/// [`read_counter_table`](super::read_counter_table) with the default layout reads it back. Hours,
/// staff, forwarding and lineage have no column; they stand in the JSON document only.
///
/// # Errors
///
/// Whatever the writer gives.
pub fn write_counter_table<W: Write>(register: &CounterRegister, output: W) -> std::io::Result<()> {
    let layout = CounterTableLayout::default();
    let mut csv = CsvWriter::new(output)?;
    let fixed = [
        &layout.id,
        &layout.counter_name,
        &layout.name,
        &layout.address,
        &layout.business_column,
        &layout.organisation,
        &layout.booths,
        &layout.prototype,
        &layout.tools,
        &layout.note,
    ];
    let services = register.services.iter();
    let services = services.map(|service| format!("{}{}", layout.service_prefix, service.name));
    csv.row(fixed.into_iter().cloned().chain(services))?;
    let points: std::collections::HashMap<_, _> = register
        .service_points
        .iter()
        .map(|point| (&point.id, point))
        .collect();
    for counter in &register.counters {
        let point = points.get(&counter.service_point);
        let tools = counter.tools.as_ref().map(|tools| match tools.as_slice() {
            [] => "なし".to_owned(),
            tools => tools
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        });
        let fixed = [
            counter.id.to_string(),
            counter.name.clone(),
            point.map_or_else(|| counter.service_point.to_string(), |p| p.name.clone()),
            point.and_then(|p| p.address.clone()).unwrap_or_default(),
            counter.business.clone(),
            counter
                .organisation
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            counter
                .booths
                .map(|booths| booths.to_string())
                .unwrap_or_default(),
            match counter.prototype {
                Some(true) => "○".to_owned(),
                Some(false) => "×".to_owned(),
                None => String::new(),
            },
            tools.unwrap_or_default(),
            counter.note.clone().unwrap_or_default(),
        ];
        let services = register.services.iter().map(|service| {
            let handled = counter.services.iter().find(|h| h.service == service.id);
            match handled {
                Some(handled) => match handled.mode {
                    Some(mode) => mode.label(Language::Ja).to_owned(),
                    None => handled.raw.clone().unwrap_or_default(),
                },
                None => String::new(),
            }
        });
        csv.row(fixed.into_iter().chain(services))?;
    }
    csv.finish()
}
