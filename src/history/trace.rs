//! The rows of the trace: AWS's events, and between them what AWS has no event for.
//!
//! Rows are numbered from 0 in the order in which they came about; a note stands behind the event it came after. Any
//! row is found in logarithmic time, so a long trace costs nothing until it is looked at.

use super::inspection::{Visit, VisitId};
use super::{EventId, History, HistoryEvent, Note};

/// One row.
#[derive(Clone, Copy, Debug)]
pub enum Row<'a> {
    /// An event of AWS's history.
    Event(EventId, &'a HistoryEvent),
    /// Our own.
    Note(&'a Note),
}

/// How many rows a history has.
pub fn len(history: &History) -> usize {
    history.len() + history.notes().len()
}

/// The row with a number.
pub fn row(history: &History, number: usize) -> Option<Row<'_>> {
    let notes = history.notes();
    // the note at `k` has all events up to `after` and `k` notes before it
    let row_of = |k: usize, note: &Note| note.after.0 as usize + k;
    let (mut low, mut high) = (0, notes.len());
    while low < high {
        let middle = low.midpoint(high);
        match notes.get(middle) {
            Some(note) if row_of(middle, note) < number => low = middle + 1,
            _ => high = middle,
        }
    }
    if let Some(note) = notes.get(low).filter(|note| row_of(low, note) == number) {
        return Some(Row::Note(note));
    }
    let id = EventId(u32::try_from(number - low).ok()? + 1);
    history.get(id).map(|event| Row::Event(id, event))
}

/// Which attempt of its visit an event belongs to, from 1; `None` before the first one and for a visit without any.
pub fn attempt_of(event: EventId, visit: &Visit) -> Option<u32> {
    let begun = visit
        .attempts
        .partition_point(|attempt| attempt.after < event);
    let is_exit = visit.exited_event == Some(event);
    (begun > 0 && !is_exit).then_some(begun as u32)
}

/// The visit an event belongs to.
pub fn visit_of(history: &History, event: EventId) -> Option<VisitId> {
    history.get(event)?.visit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{EventDetails, NoteKind};
    use crate::time::Timestamp;

    /// Three events, a note behind the first and two behind the third.
    #[test]
    fn notes_stand_behind_the_event_they_came_after() {
        let mut history = History::default();
        let at = Timestamp::DEFAULT_START;
        let event = || HistoryEvent {
            at,
            previous: EventId::NONE,
            visit: None,
            details: EventDetails::MapStateFailed,
        };
        let note = NoteKind::Backoff {
            ms: 1,
            next_attempt: 2,
        };
        history.push(event());
        history.note(at, VisitId(0), note);
        history.push(event());
        history.push(event());
        history.note(at, VisitId(0), note);
        history.note(at, VisitId(0), note);
        let shown: Vec<String> = (0..len(&history) + 1)
            .map(|number| match row(&history, number) {
                Some(Row::Event(EventId(id), _)) => format!("event {id}"),
                Some(Row::Note(note)) => format!("note after {}", note.after.0),
                None => "none".to_owned(),
            })
            .collect();
        let wanted = [
            "event 1",
            "note after 1",
            "event 2",
            "event 3",
            "note after 3",
            "note after 3",
            "none",
        ];
        assert_eq!(shown, wanted);
    }
}
