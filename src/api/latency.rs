//! How long an attempt takes, drawn from the run's generator.

use crate::ambient::Random;

use super::run_types::{Latency, LatencyForm};

/// The 99th percentile of the standard normal distribution.
const Z99: f64 = 2.326_347_874_040_841;

/// Milliseconds, at least 0 and whole. What is no number is 0.
pub(super) fn draw(latency: &Latency, random: &mut Random) -> f64 {
    let ms = match *latency {
        Latency::Ms(ms) | Latency::Drawn(LatencyForm::Fixed(ms)) => ms,
        Latency::Drawn(LatencyForm::Uniform(low, high)) => low + (high - low) * random.next_f64(),
        Latency::Drawn(LatencyForm::Normal { mean, sd }) => mean + sd * standard_normal(random),
        Latency::Drawn(LatencyForm::LogNormal { p50, p99 }) => {
            let sigma = (p99 / p50).ln() / Z99;
            p50 * (sigma * standard_normal(random)).exp()
        }
    };
    // `max` gives 0 for NaN
    ms.max(0.0).round()
}

/// Source: Box and Muller, "A note on the generation of random normal deviates" (1958).
fn standard_normal(random: &mut Random) -> f64 {
    let (u, v) = (1.0 - random.next_f64(), random.next_f64());
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percentile(latency: LatencyForm, part: f64) -> f64 {
        let mut random = Random::new(1);
        let mut drawn: Vec<f64> = (0..10_000)
            .map(|_| draw(&Latency::Drawn(latency), &mut random))
            .collect();
        drawn.sort_by(f64::total_cmp);
        drawn[(part * 10_000.0) as usize]
    }

    #[test]
    fn a_log_normal_latency_goes_through_its_percentiles() {
        let latency = LatencyForm::LogNormal {
            p50: 100.0,
            p99: 400.0,
        };
        assert!((percentile(latency, 0.50) - 100.0).abs() < 5.0);
        assert!((percentile(latency, 0.99) - 400.0).abs() < 40.0);
    }

    #[test]
    fn no_latency_is_negative_or_not_a_number() {
        assert_eq!(
            percentile(
                LatencyForm::Normal {
                    mean: 0.0,
                    sd: 10.0
                },
                0.0
            ),
            0.0
        );
        assert_eq!(percentile(LatencyForm::Fixed(f64::NAN), 0.5), 0.0);
        assert_eq!(
            percentile(LatencyForm::LogNormal { p50: 0.0, p99: 0.0 }, 0.5),
            0.0
        );
    }

    #[test]
    fn a_fixed_latency_draws_nothing() {
        let mut random = Random::new(7);
        draw(&Latency::Ms(5.0), &mut random);
        assert_eq!(random.next_u64(), Random::new(7).next_u64());
    }
}
