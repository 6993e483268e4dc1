//! Prints how many cases a second a simulated flow does beside a loop written by hand, in one run.
#![allow(clippy::print_stdout, reason = "a report")]

use anyhow::ensure;
use tosei_benches::{Work, flow_simulation, interleaved_medians};
use tosei_bpr::simulate::Simulation;

/// The library may take at most so many times as long.
const LIMIT: f64 = 3.0;

fn main() -> anyhow::Result<()> {
    let (flow, parameters) = flow_simulation::documents()?;
    let simulation = Simulation::try_new(&flow, &parameters)?;
    let (hand, library) = (
        flow_simulation::by_hand(),
        flow_simulation::by_library(&simulation)?,
    );
    flow_simulation::agree(hand, library)?;
    println!("8 tasks, 3 pools: {} cases", hand.ended);
    let mut works: Vec<Work<'_>> = vec![
        ("by hand", Box::new(|| flow_simulation::by_hand().ended)),
        (
            "library",
            Box::new(|| flow_simulation::by_library(&simulation).map_or(0, |all| all.ended)),
        ),
    ];
    let medians = interleaved_medians(9, &mut works);
    let Some((_, base, _)) = medians.first().cloned() else {
        return Ok(());
    };
    for (name, time, cases) in &medians {
        ensure!(*cases == hand.ended, "{name} counts {cases} cases");
        let seconds = time.as_secs_f64();
        let rate = f64::from(u32::try_from(*cases)?) / seconds;
        let ratio = seconds / base.as_secs_f64();
        println!(
            "{name:10} {:8.1} ms  {rate:9.0} cases/s  {ratio:.2}×",
            seconds * 1e3
        );
        ensure!(ratio <= LIMIT, "{name} takes {ratio:.2} times as long");
    }
    Ok(())
}
