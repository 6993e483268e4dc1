//! Quantiles of the normal, Student's and gamma distributions, on portable arithmetic.

/// Steps of an iteration that halves or better; more than a double has bits.
const STEPS: u32 = 200;

/// The share of a standard normal distribution up to a value.
pub(crate) fn normal_share(value: f64) -> f64 {
    libm::erfc(-value / std::f64::consts::SQRT_2) / 2.0
}

/// The value up to which a share of a standard normal distribution lies; for a share strictly
/// between 0 and 1.
pub(crate) fn normal_quantile(share: f64) -> f64 {
    bisect(-40.0, 40.0, |value| normal_share(value) < share)
}

/// The value up to which a share of Student's distribution lies; `freedom` of 1 or more, a share
/// from ½ to below 1.
pub(crate) fn student_quantile(share: f64, freedom: f64) -> f64 {
    // The upper tail of both sides together is the regularized incomplete beta function.
    let tail = 2.0 * (1.0 - share);
    let above = |value: f64| {
        let x = freedom / (freedom + value * value);
        incomplete_beta(freedom / 2.0, 0.5, x) > tail
    };
    let mut high = 2.0;
    for _ in 0..STEPS {
        if !above(high) {
            break;
        }
        high *= 2.0;
    }
    bisect(0.0, high, above)
}

/// The value up to which a share of a gamma distribution of scale 1 lies.
pub(crate) fn gamma_quantile(shape: f64, share: f64) -> f64 {
    if share <= 0.0 {
        return 0.0;
    }
    let mut high = shape.max(1.0);
    for _ in 0..STEPS {
        if gamma_share(shape, high) >= share {
            break;
        }
        high *= 2.0;
    }
    bisect(0.0, high, |value| gamma_share(shape, value) < share)
}

/// The share of a gamma distribution of scale 1 up to a value: the regularized incomplete gamma
/// function.
pub(crate) fn gamma_share(shape: f64, value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let front = libm::exp(shape * libm::log(value) - value - libm::lgamma(shape));
    if value < shape + 1.0 {
        // The power series.
        let mut term = 1.0 / shape;
        let (mut sum, mut denominator) = (term, shape);
        for _ in 0..100_000u32 {
            denominator += 1.0;
            term *= value / denominator;
            sum += term;
            if term < sum * f64::EPSILON {
                break;
            }
        }
        return (front * sum).min(1.0);
    }
    // The continued fraction of the other side, by the method of Lentz.
    let mut b = value + 1.0 - shape;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut fraction = d;
    let mut n = 0.0;
    for _ in 0..100_000u32 {
        n += 1.0;
        let a = -n * (n - shape);
        b += 2.0;
        d = 1.0 / away_from_zero(a * d + b);
        c = away_from_zero(b + a / c);
        let factor = d * c;
        fraction *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    (1.0 - front * fraction).clamp(0.0, 1.0)
}

/// The regularized incomplete beta function.
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let logarithm = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)
        + a * libm::log(x)
        + b * libm::log1p(-x);
    let front = libm::exp(logarithm);
    // The fraction converges fast on this side of the mean.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    let mut m = 0.0;
    for _ in 0..100_000u32 {
        m += 1.0;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let factor = d * c;
        fraction *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

fn away_from_zero(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}

/// The place between two ends where `is_below` turns from true to false.
fn bisect(mut low: f64, mut high: f64, is_below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if is_below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Gamma, Normal, StudentsT};

    fn close(ours: f64, theirs: f64) {
        let size = theirs.abs().max(1.0);
        assert!((ours - theirs).abs() < 1e-6 * size, "{ours} {theirs}");
    }

    /// Law: the quantiles are those of another library.
    #[test]
    fn another_library_agrees() {
        let normal = Normal::new(0.0, 1.0).unwrap();
        for share in [0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.999] {
            close(normal_quantile(share), normal.inverse_cdf(share));
            for shape in [0.3, 1.0, 2.5, 40.0] {
                let gamma = Gamma::new(shape, 1.0).unwrap();
                close(gamma.cdf(gamma_quantile(shape, share)), share);
            }
        }
        for freedom in [1.0, 2.0, 4.0, 9.0, 29.0, 120.0, 5_000.0] {
            let student = StudentsT::new(0.0, 1.0, freedom).unwrap();
            for share in [0.5, 0.75, 0.95, 0.975, 0.995] {
                close(student_quantile(share, freedom), student.inverse_cdf(share));
            }
        }
    }

    /// Printed in every table.
    #[test]
    fn tables_agree() {
        for (freedom, printed) in [(1.0, 12.706), (9.0, 2.262), (19.0, 2.093), (29.0, 2.045)] {
            assert!((student_quantile(0.975, freedom) - printed).abs() < 5e-4);
        }
        assert!((normal_quantile(0.975) - 1.959_964).abs() < 1e-6);
    }
}
