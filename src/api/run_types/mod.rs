//! The shapes of a run as they cross to JavaScript. `request.ts` and `run.ts` in `www/src/engine/types` say the same in
//! TypeScript.
//!
//! Payloads cross as JSON text, so that numbers keep their digits and nothing is built that nobody reads. Times are
//! virtual milliseconds, since the epoch or, where the name says `Ms`, since the start of the run.

mod driving;
mod execution;
mod request;
mod rows;
mod visit;

pub use driving::{Breakpoint, Candidate, Held, Output, TaskRequest, WaitingFor, WaitingKind};
pub use execution::{
    EdgeRun, ExecutionInfo, IterationOf, Moment, RedriveStatus, RunSummary, ShownIteration,
    StateRun,
};
pub(crate) use request::machine_type;
pub use request::{
    Latency, LatencyForm, MachineRequest, ObjectRequest, RequestLimits, SessionRequest, Timing,
};
pub use rows::{IntervalKind, Origin, TimelineInterval, TimelineRow, Tone, TraceRow};
pub use visit::{
    AttemptDetail, DecisionDetail, DecisionKind, NamedValue, Stage, StageName, Trial, TrialError,
    VisitDetail,
};
