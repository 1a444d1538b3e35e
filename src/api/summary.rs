//! A run as a whole: how it ended, and what each state and edge did.

use std::rc::Rc;

use crate::definition::StateType;
use crate::definition::resource::{Pattern, ResourceKind};
use crate::graph::EdgeKind;
use crate::history::inspection::{Decision, Visit, VisitStatus};
use crate::history::{timeline, trace};
use crate::program::{Program, StateId};
use crate::simulation::Simulation;
use crate::simulation::execution::{Execution, ExecutionId, ExecutionStatus, Redriver};
use crate::time::Timestamp;

use super::run_types::{
    EdgeRun, ExecutionInfo, RedriveStatus, RunSummary, StateRun, WaitingFor, WaitingKind,
};
use super::trace_row::short_cause;

/// The summary of one execution, from its visits among `all`. `timeline_rows` are counted by the caller, who keeps them.
pub(super) fn summary(
    simulation: &Simulation,
    all: &[Visit],
    id: ExecutionId,
    execution: &Execution,
    timeline_rows: usize,
) -> RunSummary {
    let visits = || all.iter().filter(|visit| visit.is_of(id.0));
    let end = execution.stopped.unwrap_or(simulation.now());
    let is_task =
        |visit: &&Visit| execution.program.state(visit.state).kind.state_type() == StateType::Task;
    let attempts = visits().filter(is_task).map(|visit| visit.attempts.len());
    let is_retry = |decision: &&Decision| matches!(decision, Decision::Retry { .. });
    let retries = visits().map(|visit| visit.decisions.iter().filter(is_retry).count());
    let since = |at: Timestamp| at.since(execution.started) as f64;
    let idle = timeline::idle(
        all,
        id.0,
        &execution.program,
        (execution.started, end),
        simulation.settings().transition_ms,
    );
    let (error, cause) = reason(execution);
    RunSummary {
        status: execution.status,
        output: output(execution),
        error,
        cause,
        short_cause: execution.reason.cause.as_deref().map(short_cause),
        execution_arn: execution.identity.execution_arn.to_string(),
        start_date: execution.started.0 as f64,
        stop_date: execution.stopped.map(|at| at.0 as f64),
        duration_ms: since(end),
        events: execution.history.len() as u32,
        visits: visits().count() as u32,
        attempts: attempts.sum::<usize>() as u32,
        retries: retries.sum::<usize>() as u32,
        trace_rows: trace::len(&execution.history) as u32,
        timeline_rows: timeline_rows as u32,
        idle: idle
            .into_iter()
            .map(|(from, to)| (since(from), since(to)))
            .collect(),
        redrive_count: execution.redrives,
        redrive_status: redrive_status(execution),
        waiting_for: if execution.is_running() {
            waiting_for(simulation)
        } else {
            Vec::new()
        },
        states: states(all, id, &execution.program),
        edges: edges(all, id, &execution.program),
        failed_visit: match execution.status {
            ExecutionStatus::Failed => failed_visit(all, id),
            _ => None,
        },
        iteration: None,
    }
}

/// All executions of a run, in the order of their start.
pub(super) fn executions(simulation: &Simulation) -> Vec<ExecutionInfo> {
    let info = |(id, execution)| execution_info(simulation, id, execution);
    (0..).zip(simulation.executions()).map(info).collect()
}

fn execution_info(simulation: &Simulation, id: u32, execution: &Execution) -> ExecutionInfo {
    let (error, cause) = reason(execution);
    ExecutionInfo {
        execution: id,
        execution_arn: execution.identity.execution_arn.to_string(),
        state_machine_arn: execution.identity.machine_arn.to_string(),
        started_by: execution.started_by.map(|visit| visit.0),
        parent: execution
            .started_by
            .and_then(|visit| Some(simulation.visit(visit)?.execution)),
        status: execution.status,
        input: execution.input.to_text().to_string(),
        output: output(execution),
        error,
        cause,
        start_date: execution.started.0 as f64,
        stop_date: execution.stopped.map(|at| at.0 as f64),
        events: execution.history.len() as u32,
        redrive_count: execution.redrives,
        redrive_status: redrive_status(execution),
        redrive_status_reason: execution.not_redrivable(Redriver::Itself),
    }
}

/// Its output as JSON text.
fn output(execution: &Execution) -> Option<String> {
    let output = execution.output.as_ref()?;
    Some(output.to_text().to_string())
}

/// Its error and its cause.
fn reason(execution: &Execution) -> (Option<String>, Option<String>) {
    let text = |text: &Option<Rc<str>>| text.as_deref().map(str::to_owned);
    let reason = &execution.reason;
    (text(&reason.error), text(&reason.cause))
}

fn redrive_status(execution: &Execution) -> RedriveStatus {
    match execution.not_redrivable(Redriver::Itself) {
        None => RedriveStatus::Redrivable,
        Some(_) => RedriveStatus::NotRedrivable,
    }
}

/// What an unfinished run waits for, oldest first.
pub(super) fn waiting_for(simulation: &Simulation) -> Vec<WaitingFor> {
    let open = simulation.open_tasks();
    open.iter()
        .filter_map(|task| {
            let visit = simulation.visit(task.visit)?;
            let state = simulation
                .executions()
                .get(visit.execution as usize)?
                .program
                .state(visit.state);
            let kind = match task.resource.kind {
                ResourceKind::Activity => WaitingKind::Activity,
                _ if task.resource.pattern() == Pattern::WaitForTaskToken && task.submitted => {
                    WaitingKind::TaskToken
                }
                _ => WaitingKind::Task,
            };
            Some(WaitingFor {
                kind,
                task: task.id.0,
                state_name: state.name.to_string(),
                state_path: state.location.to_string(),
                resource: task.resource.text.to_string(),
                task_token: task.token.as_ref().map(|token| token.to_string()),
                since: task.since.0 as f64,
            })
        })
        .collect()
}

pub(super) fn states(visits: &[Visit], id: ExecutionId, program: &Program) -> Vec<StateRun> {
    let mut found: Vec<Option<StateRun>> = Vec::new();
    found.resize_with(program.states().count(), || None);
    for (at, visit) in visits
        .iter()
        .enumerate()
        .filter(|(_, visit)| visit.is_of(id.0))
    {
        let run = found[visit.state.0 as usize].get_or_insert_with(|| StateRun {
            path: program.state(visit.state).location.to_string(),
            visits: 0,
            attempts: 0,
            failed_attempts: 0,
            status: visit.status,
            first_visit: at as u32,
            last_visit: at as u32,
        });
        let failed = match visit.attempts.len() {
            0 => usize::from(visit.status == VisitStatus::Failed),
            _ => visit
                .attempts
                .iter()
                .filter(|attempt| attempt.error.is_some())
                .count(),
        };
        run.visits += 1;
        run.attempts += visit.attempts.len().max(1) as u32;
        run.failed_attempts += failed as u32;
        run.status = visit.status;
        run.last_visit = at as u32;
    }
    found.into_iter().flatten().collect()
}

/// Which end of a level an edge leads from or to, or which state.
type Ends = (Option<StateId>, Option<StateId>, EdgeKind);

/// Where an edge leads from a state.
type Way = (Option<StateId>, EdgeKind);

pub(super) fn edges(visits: &[Visit], id: ExecutionId, program: &Program) -> Vec<EdgeRun> {
    let states = program.states().count();
    let mut taken: Vec<Vec<(Way, u32)>> = vec![Vec::new(); states];
    let mut entered = vec![0_i64; states];
    for visit in visits.iter().filter(|visit| visit.is_of(id.0)) {
        let state = visit.state.0 as usize;
        entered[state] += 1;
        let left = visit.exited_event.is_some();
        let kind = match visit.decisions.last() {
            Some(Decision::Rule(_)) => EdgeKind::Choice,
            Some(Decision::Default) => EdgeKind::Default,
            Some(Decision::Catch { .. }) => EdgeKind::Catch,
            _ if visit.next.is_none() => EdgeKind::End,
            _ => EdgeKind::Next,
        };
        if left {
            count(&mut taken[state], (visit.next, kind));
        }
    }
    // a state that was entered more often than edges lead to it began its level the other times
    for ((to, _), count) in taken.iter().flatten() {
        if let Some(to) = to {
            entered[to.0 as usize] -= i64::from(*count);
        }
    }
    let starts = (0..).map(StateId).zip(entered);
    let starts = starts.filter(|(_, count)| *count > 0);
    let starts = starts.map(|(state, count)| ((None, Some(state), EdgeKind::Start), count as u32));
    let taken = (0..).map(StateId).zip(taken).flat_map(|(from, taken)| {
        let ends = move |((to, kind), count)| ((Some(from), to, kind), count);
        taken.into_iter().map(ends)
    });
    let place = |id: Option<StateId>| id.map(|id| program.state(id).location.to_string());
    let edge = |((from, to, kind), count): (Ends, u32)| EdgeRun {
        from: place(from),
        to: place(to),
        kind,
        count,
    };
    starts.chain(taken).map(edge).collect()
}

/// Counts one more edge among those of a state, which are few and in order.
fn count(taken: &mut Vec<(Way, u32)>, way: Way) {
    match taken.binary_search_by(|(known, _)| known.cmp(&way)) {
        Ok(place) => taken[place].1 += 1,
        Err(place) => taken.insert(place, (way, 1)),
    }
}

/// The innermost visit that failed last.
fn failed_visit(visits: &[Visit], id: ExecutionId) -> Option<u32> {
    let is_failed = |visit: &Visit| visit.is_of(id.0) && visit.status == VisitStatus::Failed;
    let failed = visits.iter().zip(0..).filter(|(visit, _)| is_failed(visit));
    failed
        .max_by_key(|(visit, id)| (visit.exited, *id))
        .map(|(_, id)| id)
}
