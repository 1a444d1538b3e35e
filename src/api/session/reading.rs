//! What a run has recorded, told in parts: of an execution, or of one iteration of a Map in it.

use std::rc::Rc;

use crate::api::run_types as shapes;
use crate::api::{moment, summary, timeline_row, trace_row, trial, visit_detail};
use crate::history::aws_json::{self, Account};
use crate::history::inspection::{Visit, VisitId, VisitStatus};
use crate::history::iteration::{self, Iteration, Part};
use crate::history::{timeline, trace};
use crate::json::Value;
use crate::simulation::execution::{Execution, ExecutionId};

use super::Session;

/// What is told of: an execution, or one iteration of a Map in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The execution's number; an unknown one stands for the first.
    pub execution: u32,
    /// A visit inside of a Map: its iteration alone.
    pub within: Option<u32>,
}

impl From<u32> for Scope {
    fn from(execution: u32) -> Scope {
        Scope {
            execution,
            within: None,
        }
    }
}

/// The rows of the timeline that was read last.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Of which execution and iteration, and how many visits and events there were.
    of: Option<(ExecutionId, Option<u32>, usize)>,
    rows: Rc<[timeline::Row]>,
}

impl Session {
    /// All executions of the run, in the order of their start. The first is the one that was asked for; the methods
    /// below are about one of them, and take an unknown one for the first.
    pub fn executions(&self) -> Vec<shapes::ExecutionInfo> {
        summary::executions(&self.simulation)
    }

    /// An execution as a whole.
    pub fn summary(&self, scope: impl Into<Scope>) -> shapes::RunSummary {
        let scope = scope.into();
        let (id, execution) = self.execution(scope.execution);
        let rows = self.rows(id, scope.within).len();
        let all = self.simulation.visits();
        let Some((iteration, parts)) = self.iteration(scope.within) else {
            return summary::summary(&self.simulation, all, id, execution, rows);
        };
        let picture = iteration::drawn(all, &parts);
        let states = summary::states(&picture, id, &execution.program);
        let edges = summary::edges(&picture, id, &execution.program);
        let alone = iteration::alone(picture, &parts);
        let now = self.simulation.now();
        let inside = || alone.iter().filter(|visit| visit.is_of(id.0));
        let began = inside().map(|visit| visit.entered).min().unwrap_or(now);
        let ended = inside().map(|visit| visit.exited.unwrap_or(now)).max();
        let ended = ended.unwrap_or(now);
        let map = self.simulation.visit(iteration.map);
        let neighbours = iteration.neighbours(all);
        shapes::RunSummary {
            states,
            edges,
            trace_rows: trace_rows(self.with_history(scope), &parts).len() as u32,
            iteration: Some(shapes::ShownIteration {
                of: iteration.into(),
                count: neighbours.count,
                map: map.map_or_else(String::new, |map| {
                    execution.program.state(map.state).name.to_string()
                }),
                previous: neighbours.previous.map(|id| id.0),
                from_ms: began.since(execution.started) as f64,
                to_ms: ended.since(execution.started) as f64,
                next: neighbours.next.map(|id| id.0),
                around: Iteration::around(iteration.map, all).map(|_| iteration.map.0),
            }),
            ..summary::summary(&self.simulation, &alone, id, execution, rows)
        }
    }

    /// How the execution stood right after an event.
    pub fn moment(&self, scope: impl Into<Scope>, event: usize) -> Option<shapes::Moment> {
        let Scope { execution, within } = scope.into();
        let (id, execution) = self.execution(execution);
        let parts = self.iteration(within).map(|(_, parts)| parts);
        moment::moment(&self.simulation, id, execution, event, parts.as_deref())
    }

    /// The iteration that a visit is in, and how each visit stands to it.
    fn iteration(&self, within: Option<u32>) -> Option<(Iteration, Vec<Part>)> {
        let visits = self.simulation.visits();
        let iteration = Iteration::around(VisitId(within?), visits)?;
        Some((iteration, iteration.parts(visits)))
    }

    /// The execution whose history tells of it: an iteration of a distributed Map has a history of its own.
    fn with_history(&self, scope: Scope) -> &Execution {
        let visit = scope
            .within
            .and_then(|id| self.simulation.visit(VisitId(id)));
        let of = visit.map_or(scope.execution, |visit| visit.execution);
        self.execution(of).1
    }

    /// How many events there are.
    pub fn event_count(&self, execution: u32) -> usize {
        self.execution(execution).1.history.len()
    }

    /// Up to `count` events from the one at `from`, as a JSON array in the shape of GetExecutionHistory.
    pub fn events(&self, execution: u32, from: usize, count: usize) -> String {
        let (_, execution) = self.execution(execution);
        let settings = self.simulation.settings();
        let account = Account {
            role_arn: &execution.identity.role_arn,
            region: &settings.region,
        };
        aws_json::events(
            &execution.history,
            &execution.program,
            &account,
            from,
            count,
        )
    }

    /// Up to `count` rows of the trace from the one at `from`.
    pub fn trace(
        &self,
        scope: impl Into<Scope>,
        from: usize,
        count: usize,
    ) -> Vec<shapes::TraceRow> {
        let scope = scope.into();
        let (within, execution) = (scope.within, self.with_history(scope));
        let visits = self.simulation.visits();
        let row = |(number, place)| {
            let row = trace::row(&execution.history, place)?;
            Some(trace_row::trace_row(number, row, execution, visits))
        };
        let Some((_, parts)) = self.iteration(within) else {
            let last = from.saturating_add(count);
            let last = last.min(trace::len(&execution.history));
            return (from..last)
                .filter_map(|number| row((number, number)))
                .collect();
        };
        let places = trace_rows(execution, &parts);
        let shown = places.into_iter().enumerate().skip(from).take(count);
        shown.filter_map(row).collect()
    }

    /// Up to `count` rows of the timeline from the one at `from`.
    pub fn timeline(
        &self,
        scope: impl Into<Scope>,
        from: usize,
        count: usize,
    ) -> Vec<shapes::TimelineRow> {
        let Scope { execution, within } = scope.into();
        let rows = self.rows(self.execution(execution).0, within);
        let last = from.saturating_add(count).min(rows.len());
        (from..last)
            .filter_map(|number| timeline_row::timeline_row(number, &rows, &self.simulation))
            .collect()
    }

    /// Everything about one visit.
    pub fn visit(&self, id: u32) -> Option<shapes::VisitDetail> {
        visit_detail::visit_detail(VisitId(id), &self.simulation)
    }

    /// What an expression gives on the data of a visit, as [`trial`](crate::api::trial) says.
    pub fn try_expression(
        &self,
        visit: u32,
        attempt: u32,
        stage: u32,
        expression: &str,
    ) -> Option<shapes::Trial> {
        let (attempt, stage) = (attempt as usize, stage as usize);
        trial::trial(VisitId(visit), attempt, stage, expression, &self.simulation)
    }

    /// The last visit of a state, by its place in the definition.
    pub fn visit_of_state(&self, execution: u32, path: &str) -> Option<u32> {
        let (id, execution) = self.execution(execution);
        let is_of = |visit: &Visit| {
            visit.is_of(id.0) && &*execution.program.state(visit.state).location == path
        };
        Some(self.simulation.visits().iter().rposition(is_of)? as u32)
    }

    /// The visit an event belongs to.
    pub fn visit_of_event(&self, execution: u32, id: u32) -> Option<u32> {
        let visit = trace::visit_of(
            &self.execution(execution).1.history,
            crate::history::EventId(id),
        )?;
        Some(visit.0)
    }

    /// Where the run stands, JSON text: `{"now", "status", "running": [{"state", "path", "visit", "entered",
    /// "variables"}]}`.
    pub fn snapshot(&self) -> String {
        let (of, execution) = self.execution(0);
        let visits = self.simulation.visits().iter().zip(0i64..);
        let is_running =
            |visit: &Visit| visit.execution == of.0 && visit.status == VisitStatus::Running;
        let running = visits
            .filter(|(visit, _)| is_running(visit))
            .map(|(visit, id)| {
                let state = execution.program.state(visit.state);
                Value::object([
                    ("state", Value::String(state.name.clone())),
                    ("path", Value::String(state.location.clone())),
                    ("visit", Value::from(id)),
                    ("entered", Value::from(visit.entered.to_string())),
                    ("variables", Value::object(visit.variables.iter().cloned())),
                ])
            });
        let running = Value::array(running.collect());
        let now = Value::from(self.simulation.now().to_string());
        let status = Value::from(execution.status.as_str());
        Value::object([("now", now), ("status", status), ("running", running)]).to_string()
    }

    fn execution(&self, id: u32) -> (ExecutionId, &Execution) {
        let executions = self.simulation.executions();
        match executions.get(id as usize) {
            Some(execution) => (ExecutionId(id), execution),
            // INVARIANT: `new` starts the first one
            None => (ExecutionId(0), &executions[0]),
        }
    }

    fn rows(&self, id: ExecutionId, within: Option<u32>) -> Rc<[timeline::Row]> {
        let visits = self.simulation.visits();
        // visits and events only grow
        let stamp = visits.len() + self.execution(id.0).1.history.len();
        let of = Some((id, within, stamp));
        let mut cached = self.rows.borrow_mut();
        if cached.of != of {
            let rows = match self.iteration(within) {
                Some((_, parts)) => {
                    let alone = iteration::alone(iteration::drawn(visits, &parts), &parts);
                    timeline::rows(&alone, id.0)
                }
                None => timeline::rows(visits, id.0),
            };
            let rows = rows.into();
            *cached = Rows { of, rows };
        }
        cached.rows.clone()
    }
}

/// The numbers of the rows of the trace that are inside of an iteration.
fn trace_rows(execution: &Execution, parts: &[Part]) -> Vec<usize> {
    let is_inside = |number: &usize| {
        let visit = match trace::row(&execution.history, *number) {
            Some(trace::Row::Event(_, event)) => event.visit,
            Some(trace::Row::Note(note)) => Some(note.visit),
            None => None,
        };
        iteration::is_inside(visit, parts)
    };
    (0..trace::len(&execution.history))
        .filter(is_inside)
        .collect()
}
