//! Due work ordered by time, then by ticks, then by the order in which it was asked for. Taking from it is the only way
//! time moves.
//!
//! An instant has as many *ticks* as it needs. What follows of itself is due at the next one: lines of control that run
//! side by side take turns, state by state. What a service answers is due [`ANSWER_TICKS`] later: it takes time to answer,
//! a transition none, but a line that goes round and round without taking time does not keep the others waiting.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use crate::time::Timestamp;

/// Ticks that the fastest service takes to answer: more than a line of control has states between two tasks, unless it
/// goes in a circle.
const ANSWER_TICKS: u64 = 100;

/// Whether virtual time may move on to what is due later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// It may.
    Runs,
    /// It may not: somebody is still busy at this instant.
    Stands,
}

/// The agenda of a simulation.
#[derive(Debug)]
pub struct Agenda<T> {
    now: Timestamp,
    /// Never goes back, so that ticks of two instants compare too.
    tick: u64,
    /// Due at `now`, in order, each with its tick.
    ready: VecDeque<(u64, T)>,
    /// What services answer at `now`, likewise.
    answers: VecDeque<(u64, T)>,
    /// Due later.
    later: BinaryHeap<Entry<T>>,
    sequence: u64,
}

#[derive(Debug)]
struct Entry<T> {
    at: Timestamp,
    sequence: u64,
    due: T,
}

/// What [`Agenda::next`] found.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// Due now.
    Due(T),
    /// Nothing is due before time moves, and it may not.
    Later(Timestamp),
    /// The next thing is due behind the horizon.
    Beyond(Timestamp),
    /// Nothing is due, ever.
    Nothing,
}

impl<T> Agenda<T> {
    /// An empty agenda at an instant.
    pub fn new(now: Timestamp) -> Agenda<T> {
        Agenda {
            now,
            tick: 0,
            ready: VecDeque::new(),
            answers: VecDeque::new(),
            later: BinaryHeap::new(),
            sequence: 0,
        }
    }

    /// The virtual time.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Asks for something in `ms` milliseconds; 0: at the next tick.
    pub fn after(&mut self, ms: u64, due: T) {
        self.at(self.now.after(ms), due);
    }

    /// Asks for something at an instant; one that is past is now.
    pub fn at(&mut self, at: Timestamp, due: T) {
        if at <= self.now {
            self.ready.push_back((self.tick + 1, due));
        } else {
            self.sequence += 1;
            self.later.push(Entry {
                at,
                sequence: self.sequence,
                due,
            });
        }
    }

    /// Asks for something when a service that answers now is heard.
    pub fn answer(&mut self, due: T) {
        self.answers.push_back((self.tick + ANSWER_TICKS, due));
    }

    /// Takes what is due next: now, or if the clock runs also later. What `is_live` refuses is dropped and moves no time;
    /// time moves no further than to `horizon`.
    pub fn next(
        &mut self,
        clock: Clock,
        horizon: Timestamp,
        is_live: impl Fn(&T) -> bool,
    ) -> Next<T> {
        while let Some((tick, due)) = self.pop_ready() {
            if is_live(&due) {
                self.tick = tick;
                return Next::Due(due);
            }
        }
        while let Some(entry) = self.later.peek() {
            let (at, live) = (entry.at, is_live(&entry.due));
            if live && clock == Clock::Stands {
                return Next::Later(at);
            }
            if live && at > horizon {
                return Next::Beyond(at);
            }
            let Some(entry) = self.later.pop() else { break };
            if live {
                self.now = at;
                self.collect_due();
                return Next::Due(entry.due);
            }
        }
        Next::Nothing
    }

    fn pop_ready(&mut self) -> Option<(u64, T)> {
        match (self.ready.front(), self.answers.front()) {
            (Some((tick, _)), Some((answer, _))) if answer < tick => self.answers.pop_front(),
            (None, _) => self.answers.pop_front(),
            _ => self.ready.pop_front(),
        }
    }

    /// Moves to an instant that nothing is due before.
    pub fn advance_to(&mut self, at: Timestamp) {
        if self.ready.is_empty()
            && self.answers.is_empty()
            && at > self.now
            && self.later.peek().is_none_or(|entry| entry.at >= at)
        {
            self.now = at;
            self.collect_due();
        }
    }

    /// Moves what has become due into the ready queue, in order.
    fn collect_due(&mut self) {
        while self.later.peek().is_some_and(|entry| entry.at <= self.now) {
            if let Some(entry) = self.later.pop() {
                self.ready.push_back((self.tick, entry.due));
            }
        }
    }
}

impl<T> Ord for Entry<T> {
    /// The earliest is the greatest, as [`BinaryHeap`] takes the greatest first.
    fn cmp(&self, other: &Entry<T>) -> Ordering {
        (other.at, other.sequence).cmp(&(self.at, self.sequence))
    }
}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Entry<T>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Entry<T>) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T> Eq for Entry<T> {}
