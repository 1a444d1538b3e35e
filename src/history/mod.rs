//! The events of an execution, as AWS records them, and what the simulation noted beside them.
//!
//! Append-only. Event ids are given out here alone, dense from 1. Everything the page shows is derived from a
//! [`History`] and the visits of [`inspection`].

pub mod aws_json;
pub mod details;
pub mod inspection;
pub mod iteration;
pub mod timeline;
pub mod trace;

pub use details::{EventDetails, Reason};

use crate::time::Timestamp;
use inspection::VisitId;

/// The id of an event: dense from 1; 0 stands for "before the first".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

impl EventId {
    /// What the first state's Entered event has for its previous one.
    pub const NONE: EventId = EventId(0);
}

/// One event.
#[derive(Clone, Debug)]
pub struct HistoryEvent {
    /// The virtual time at which it was written.
    pub at: Timestamp,
    /// The event that caused it on the same path.
    pub previous: EventId,
    /// The visit it belongs to; absent for the execution's own events.
    pub visit: Option<VisitId>,
    /// Type and data.
    pub details: EventDetails,
}

/// Something that AWS has no event for.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The event it comes after.
    pub after: EventId,
    /// When it begins.
    pub at: Timestamp,
    /// The visit it belongs to.
    pub visit: VisitId,
    /// What it is.
    pub kind: NoteKind,
}

/// What a [`Note`] says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoteKind {
    /// A retrier waits before the attempt of this number.
    Backoff {
        /// How long, in milliseconds.
        ms: u64,
        /// The attempt that follows it.
        next_attempt: u32,
    },
}

/// The history of one execution.
#[derive(Clone, Debug, Default)]
pub struct History {
    events: Vec<HistoryEvent>,
    /// In the order of `after`.
    notes: Vec<Note>,
}

impl History {
    /// Appends an event and gives it its id.
    pub fn push(&mut self, event: HistoryEvent) -> EventId {
        self.events.push(event);
        self.last_id()
    }

    /// Notes something after the newest event.
    pub fn note(&mut self, at: Timestamp, visit: VisitId, kind: NoteKind) {
        self.notes.push(Note {
            after: self.last_id(),
            at,
            visit,
            kind,
        });
    }

    /// The newest event's id.
    pub fn last_id(&self) -> EventId {
        EventId(self.events.len() as u32)
    }

    /// How many events.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// True before the first event.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The event with an id.
    pub fn get(&self, id: EventId) -> Option<&HistoryEvent> {
        self.events.get((id.0 as usize).checked_sub(1)?)
    }

    /// The events with their ids, from the one at `from` (0 is the first).
    pub fn events_from(&self, from: usize) -> impl Iterator<Item = (EventId, &HistoryEvent)> {
        let first = from.min(self.events.len());
        let tail = self.events.get(first..).unwrap_or(&[]);
        tail.iter()
            .zip(first as u32 + 1..)
            .map(|(event, id)| (EventId(id), event))
    }

    /// What was noted, in order.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}
