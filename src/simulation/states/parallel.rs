//! Parallel: branches that run side by side and join.

use crate::history::EventDetails;
use crate::history::inspection::{Line, VisitStatus};
use crate::json::Value;
use crate::program::MachineId;
use crate::simulation::Simulation;
use crate::simulation::failure::Failure;
use crate::simulation::thread::{Branches, Children, ThreadId, Work};

impl Simulation {
    pub(in crate::simulation) fn start_branches(
        &mut self,
        id: ThreadId,
        branches: &[MachineId],
    ) -> Result<(), Failure> {
        let input = self.arguments(id)?;
        self.emit_of_state(id, |_| EventDetails::ParallelStateStarted);
        let thread = self.thread(id);
        let (started, execution) = (thread.last_event, thread.execution);
        if !self.execution(execution).is_running() {
            return Ok(());
        }
        let stay = thread.inside()?;
        let (visit, attempt) = (stay.visit, stay.attempts);
        let line = |slot| Line {
            parent: Some(visit),
            slot,
            attempt,
            is_iteration: false,
        };
        let children: Vec<ThreadId> = (0..branches.len() as u32)
            .map(|slot| self.spawn(id, line(slot), started))
            .collect();
        let running = Children::Branches(Box::new(Branches {
            children: children.clone(),
            outputs: vec![None; branches.len()],
            pending: branches.len(),
        }));
        self.thread_mut(id).turn_to(Work::Children(running));
        for (child, machine) in children.into_iter().zip(branches) {
            self.start_machine(child, *machine, input.clone());
        }
        Ok(())
    }

    pub(in crate::simulation) fn branch_ended(
        &mut self,
        id: ThreadId,
        child: ThreadId,
        output: Value,
    ) -> Result<(), Failure> {
        let (slot, last) = (self.thread(child).line.slot, self.thread(child).last_event);
        let Some(Children::Branches(branches)) = self.thread_mut(id).children_mut() else {
            return Ok(());
        };
        if let Some(place) = branches.outputs.get_mut(slot as usize) {
            *place = Some(output);
        }
        branches.pending -= 1;
        if branches.pending > 0 {
            return Ok(());
        }
        let outputs = std::mem::take(&mut branches.outputs);
        self.join(id, last, EventDetails::ParallelStateSucceeded, outputs)
    }

    /// All branches or iterations are done: the state has a result. `last` is the newest event of the last of them.
    pub(in crate::simulation) fn join(
        &mut self,
        id: ThreadId,
        last: crate::history::EventId,
        succeeded: EventDetails,
        outputs: Vec<Option<Value>>,
    ) -> Result<(), Failure> {
        let thread = self.thread_mut(id);
        thread.last_event = last;
        thread.turn_to(Work::Instant);
        self.emit_of_state(id, |_| succeeded);
        if let Some(stay) = self.thread_mut(id).stay_mut() {
            // Source: recorded on AWS; the Exited event follows what the Succeeded one follows
            stay.exit_previous = Some(last);
        }
        let outputs = outputs.into_iter().map(Option::unwrap_or_default);
        let result = Value::array(outputs.collect());
        self.record(id, |stages| stages.result = Some(result.clone()));
        self.end_attempt(id, VisitStatus::Succeeded, None);
        self.finish(id, result)
    }
}
