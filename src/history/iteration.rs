//! One iteration of a Map on its own: the visits on its line, and all inside of them.

use super::inspection::{Line, Visit, VisitId};

/// An iteration of an attempt of a Map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iteration {
    /// The Map's visit.
    pub map: VisitId,
    /// Which attempt of the Map, from 1.
    pub attempt: u32,
    /// Which one, from 0.
    pub index: u32,
}

/// How a visit stands to an iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In it.
    Inside,
    /// Its Map, and what that is inside of.
    Around,
    /// Elsewhere.
    Outside,
}

impl Part {
    /// Leaves of a visit what the picture of the iteration shows: of what is around it, that it was entered.
    pub fn draw(self, visit: &mut Visit) {
        match self {
            Part::Inside => {}
            Part::Around => visit.exited_event = None,
            Part::Outside => visit.hide(),
        }
    }
}

/// The visits of an iteration's picture, by how each stands to it.
pub fn drawn(visits: &[Visit], parts: &[Part]) -> Vec<Visit> {
    let mut visits = visits.to_vec();
    for (visit, part) in visits.iter_mut().zip(parts) {
        part.draw(visit);
    }
    visits
}

/// The same without what is around the iteration.
pub fn alone(mut drawn: Vec<Visit>, parts: &[Part]) -> Vec<Visit> {
    for (visit, part) in drawn.iter_mut().zip(parts) {
        if *part == Part::Around {
            visit.hide();
        }
    }
    drawn
}

/// Whether an event of this visit is of the iteration.
pub fn is_inside(visit: Option<VisitId>, parts: &[Part]) -> bool {
    visit.is_some_and(|visit| parts.get(visit.0 as usize) == Some(&Part::Inside))
}

/// The first visits of the iterations beside one, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// Of the iteration before it.
    pub previous: Option<VisitId>,
    /// Of the iteration after it.
    pub next: Option<VisitId>,
    /// Iterations that began, or the place after the last of them.
    pub count: u32,
}

impl Iteration {
    /// The innermost one that a visit is in.
    pub fn around(visit: VisitId, visits: &[Visit]) -> Option<Iteration> {
        let mut line = visits.get(visit.0 as usize)?.line;
        loop {
            let map = line.parent?;
            if line.is_iteration {
                return Some(Iteration {
                    map,
                    attempt: line.attempt,
                    index: line.slot,
                });
            }
            line = visits.get(map.0 as usize)?.line;
        }
    }

    /// How each visit stands to it.
    pub fn parts(&self, visits: &[Visit]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::with_capacity(visits.len());
        for visit in visits {
            // what a visit is inside of was entered before it
            let within = visit.line.parent.and_then(|id| parts.get(id.0 as usize));
            let is_in = self.is_of(visit.line, self.index) || within == Some(&Part::Inside);
            parts.push(if is_in { Part::Inside } else { Part::Outside });
        }
        let mut around = Some(self.map);
        while let Some(id) = around {
            if let Some(part) = parts.get_mut(id.0 as usize) {
                *part = Part::Around;
            }
            around = visits
                .get(id.0 as usize)
                .and_then(|visit| visit.line.parent);
        }
        parts
    }

    /// The iterations beside it.
    pub fn neighbours(&self, visits: &[Visit]) -> Neighbours {
        let (mut before, mut after, mut count) = (None, None, 0);
        for (visit, id) in visits.iter().zip(0..) {
            let slot = visit.line.slot;
            if !self.is_of(visit.line, slot) {
                continue;
            }
            count = count.max(slot + 1);
            let found = Some((slot, VisitId(id)));
            if slot < self.index && before.is_none_or(|(nearest, _)| slot > nearest) {
                before = found;
            } else if slot > self.index && after.is_none_or(|(nearest, _)| slot < nearest) {
                after = found;
            }
        }
        Neighbours {
            previous: before.map(|(_, id)| id),
            next: after.map(|(_, id)| id),
            count,
        }
    }

    fn is_of(&self, line: Line, index: u32) -> bool {
        let own = (Some(self.map), self.attempt, index);
        line.is_iteration && (line.parent, line.attempt, line.slot) == own
    }
}
