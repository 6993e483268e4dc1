//! Closed forms, with services of mean 1 unless said otherwise.

/// Mean wait in M/M/c.
pub(crate) fn wait_mmc(offered: f64, servers: u32) -> f64 {
    let mut blocked = 1.0;
    for server in 1..=servers {
        blocked = offered * blocked / (f64::from(server) + offered * blocked);
    }
    let servers = f64::from(servers);
    let waits = servers * blocked / (servers - offered * (1.0 - blocked));
    waits / (servers - offered)
}

/// Mean wait in M/G/1, by Pollaczek and Khinchine.
pub(crate) fn wait_mg1(rate: f64, mean: f64, variance: f64) -> f64 {
    rate * (variance + mean * mean) / (2.0 * (1.0 - rate * mean))
}

/// Share of those lost, and mean wait of the others, in M/M/c/K.
pub(crate) fn mmck(offered: f64, servers: u32, capacity: u32) -> (f64, f64) {
    let weights = weights(capacity, |state| offered / f64::from(state.min(servers)));
    let total: f64 = weights.iter().sum();
    let lost = weights[capacity as usize] / total;
    let waiting = |state: usize| state.saturating_sub(servers as usize) as f64;
    let queue: f64 = (0..weights.len())
        .map(|n| waiting(n) * weights[n] / total)
        .sum();
    (lost, queue / (offered * (1.0 - lost)))
}

/// Share of those who leave unserved in Erlang A: exponential patience.
pub(crate) fn left_erlang_a(offered: f64, servers: u32, patience: f64) -> f64 {
    let rate_out = |state: u32| {
        f64::from(state.min(servers)) + f64::from(state.saturating_sub(servers)) / patience
    };
    let weights = weights(2_000, |state| offered / rate_out(state));
    let total: f64 = weights.iter().sum();
    let waiting = |state: usize| state.saturating_sub(servers as usize) as f64;
    let queue: f64 = (0..weights.len())
        .map(|n| waiting(n) * weights[n] / total)
        .sum();
    queue / patience / offered
}

/// Weights of the states of a birth-and-death process, each from the one before.
fn weights(states: u32, step: impl Fn(u32) -> f64) -> Vec<f64> {
    let mut weights = vec![1.0];
    for state in 1..=states {
        let before = weights[weights.len() - 1];
        weights.push(before * step(state));
    }
    weights
}
