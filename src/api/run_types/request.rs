//! What a run is made of, as the host gives it.

use serde::Deserialize;

use crate::definition::MachineType;

/// What a run is made of.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct SessionRequest {
    /// ASL text as typed.
    pub definition: String,
    /// JSON text; absent: `{}`.
    pub input: Option<String>,
    /// Absent: Standard.
    #[serde(rename = "type", default, deserialize_with = "machine_type")]
    pub machine_type: Option<MachineType>,
    /// The machine's name; absent: `StateMachine`.
    pub name: Option<String>,
    /// The execution's name; absent: drawn from the seed.
    pub execution_name: Option<String>,
    /// Absent: `us-east-1`.
    pub region: Option<String>,
    /// Absent: `123456789012`.
    pub account_id: Option<String>,
    /// The ARN of the role of the machine's executions; absent: a role of the machine's name.
    pub role_arn: Option<String>,
    /// What StartExecution can start beside the machine itself.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub machines: Vec<MachineRequest>,
    /// RFC 3339, in UTC of the years 0000 to 9999; absent: 2025-01-01T00:00:00.000Z.
    pub start_time: Option<String>,
    /// A whole number in 0..2^53; absent: 0.
    pub seed: Option<f64>,
    /// How long things take that AWS does.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub timing: Timing,
    /// AWS's quotas.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "Partial<Limits>"))]
    pub limits: RequestLimits,
    /// What is in S3.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub objects: Vec<ObjectRequest>,
}

/// An object in the run's S3.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct ObjectRequest {
    /// Its bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// What it holds, as text.
    pub body: Option<String>,
    /// What it holds, in Base64; wins over the text.
    pub body_base64: Option<String>,
}

/// A machine of the workspace that StartExecution can start.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct MachineRequest {
    /// Absent: the last part of the ARN.
    pub name: Option<String>,
    /// Absent: made of the name and the run's region and account.
    pub arn: Option<String>,
    /// ASL text as typed.
    pub definition: String,
    /// Absent: Standard.
    #[serde(rename = "type", default, deserialize_with = "machine_type")]
    pub machine_type: Option<MachineType>,
}

/// How long things take that AWS does.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Timing {
    /// Virtual time of one transition in milliseconds.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub transition_ms: u32,
}

/// AWS's quotas; absent: as AWS has them.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Limits"))]
#[serde(rename_all = "camelCase", default)]
pub struct RequestLimits {
    /// Bytes of a payload; more than [`MAX_PAYLOAD_BYTES`](crate::limits::MAX_PAYLOAD_BYTES) counts as that.
    #[cfg_attr(test, ts(as = "u32"))]
    pub payload_bytes: Option<u32>,
    /// Events of a history, at least [`MIN_HISTORY_EVENTS`](crate::limits::MIN_HISTORY_EVENTS).
    #[cfg_attr(test, ts(as = "u32"))]
    pub history_events: Option<u32>,
}

/// Reads `STANDARD`, `EXPRESS` or nothing.
pub(crate) fn machine_type<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<MachineType>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let Some(text) = text else { return Ok(None) };
    match MachineType::named(&text) {
        None => Err(serde::de::Error::custom(format!(
            "type must be STANDARD or EXPRESS, not {text}"
        ))),
        found => Ok(found),
    }
}

/// How long an attempt takes beyond what its handler slept, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Latency {
    /// Always the same.
    Ms(f64),
    /// One of the named forms.
    Drawn(LatencyForm),
}

/// The named forms of a latency.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum LatencyForm {
    /// Always the same.
    Fixed(f64),
    /// Anything from the first to the second, equally likely.
    Uniform(f64, f64),
    /// A normal distribution, cut off at 0.
    #[serde(rename_all = "camelCase")]
    Normal {
        /// Its mean.
        mean: f64,
        /// Its standard deviation.
        sd: f64,
    },
    /// A log-normal distribution through two percentiles.
    #[serde(rename_all = "camelCase")]
    LogNormal {
        /// The median.
        p50: f64,
        /// 99 of 100 are below it.
        p99: f64,
    },
}
