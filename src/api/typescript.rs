//! Compares the shapes that cross to JavaScript with the TypeScript that says the same.

use std::collections::{BTreeMap, BTreeSet};

use ts_rs::{Config, TS};

use super::assist::{Completion, Explanation, NamedState, TextEdit};
use super::run_types::*;
use super::test_state::*;
use super::types::*;
use crate::assist::CompletionKind;
use crate::definition::{Converted, DeployedMachine, MachineType, QueryLanguage, StateType};
use crate::graph::{EdgeKind, GraphEdge, GraphNode, GraphScope};
use crate::history::inspection::VisitStatus;
use crate::simulation::execution::ExecutionStatus;
use crate::simulation::lambda::Invocation;

/// Where TypeScript says them.
const WRITTEN: [&str; 4] = [
    include_str!("../../www/src/engine/types/definition.ts"),
    include_str!("../../www/src/engine/types/request.ts"),
    include_str!("../../www/src/engine/types/run.ts"),
    include_str!("../../www/src/engine/types/test-state.ts"),
];

/// Shapes by the names of their types.
type Shapes = BTreeMap<String, String>;

fn written() -> Shapes {
    let code = WRITTEN.map(without_comments).concat();
    let declarations = code.split("export type ").skip(1);
    let named = declarations.filter_map(|declaration| declaration.split_once('='));
    named
        .map(|(name, shape)| (name.trim().to_owned(), plain(shape)))
        .collect()
}

fn add<T: TS>(shapes: &mut Shapes) {
    let config = Config::default();
    let declaration = T::decl(&config);
    let shape = declaration.split_once('=').map_or("", |(_, shape)| shape);
    shapes.insert(T::name(&config), plain(&without_comments(shape)));
}

/// All types given, by their names.
macro_rules! shapes {
    ($($type:ty),* $(,)?) => {{
        let mut shapes = Shapes::new();
        $(add::<$type>(&mut shapes);)*
        shapes
    }};
}

fn without_comments(code: &str) -> String {
    let mut parts = code.split("/*");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    let lines = kept.lines();
    lines
        .filter(|line| !line.starts_with("//") && !line.starts_with("import "))
        .collect()
}

/// The same for all ways to write a shape: white space, quotes around a member's name, the ends of members, `T[]` or
/// `Array<T>`.
fn plain(shape: &str) -> String {
    let mut plain: String = shape.split_whitespace().collect();
    for (way, other) in [("{\"", "{"), ("\":", ":"), (",", ";"), (";}", "}")] {
        plain = plain.replace(way, other);
    }
    while let Some((before, (item, after))) = plain
        .rsplit_once("Array<")
        .and_then(|(before, list)| Some((before, list.split_once('>')?)))
    {
        plain = format!("{before}{item}[]{after}");
    }
    let plain = plain.trim_start_matches('|').trim_end_matches(';');
    plain.to_owned()
}

#[test]
fn typescript_says_the_same_shapes() {
    let generated = shapes![
        // of a definition
        Analysis,
        BuiltIn,
        Completion,
        CompletionKind,
        Converted,
        DeployedMachine,
        Diagnostic,
        EdgeKind,
        Explanation,
        Fix,
        GraphEdge,
        GraphNode,
        GraphScope,
        MachineType,
        NamedState,
        Pattern,
        QueryLanguage,
        RelatedPlace,
        ResourceKind,
        ResourceUse,
        Severity,
        StateOutline,
        StateType,
        TextEdit,
        TextRange,
        ValidateFinding,
        ValidateResult,
        ValidateSeverity,
        Verdict,
        // of what a run is made of
        Breakpoint,
        Latency,
        LatencyForm,
        MachineRequest,
        ObjectRequest,
        RequestLimits,
        SessionRequest,
        Timing,
        // of a run
        AttemptDetail,
        Candidate,
        DecisionDetail,
        DecisionKind,
        EdgeRun,
        ExecutionInfo,
        ExecutionStatus,
        Held,
        IntervalKind,
        Invocation,
        IterationOf,
        Moment,
        NamedValue,
        Origin,
        Output,
        RedriveStatus,
        RunSummary,
        ShownIteration,
        Stage,
        StageName,
        StateRun,
        TaskRequest,
        TimelineInterval,
        TimelineRow,
        Tone,
        TraceRow,
        Trial,
        TrialError,
        VisitDetail,
        VisitStatus,
        WaitingFor,
        WaitingKind,
        // of TestState
        ErrorDetails,
        HttpRequest,
        HttpResponse,
        InspectionData,
        TestStateResponse,
        TestStateStatus,
    ];
    let written = written();
    let names: BTreeSet<&String> = written.keys().chain(generated.keys()).collect();
    let differences: Vec<String> = names
        .into_iter()
        .filter(|name| written.get(*name) != generated.get(*name))
        .map(|name| {
            let shape = |shapes: &Shapes| shapes.get(name).cloned().unwrap_or_default();
            let (rust, typescript) = (shape(&generated), shape(&written));
            format!("{name}\n  Rust       {rust}\n  TypeScript {typescript}")
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
