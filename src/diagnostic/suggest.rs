//! "Did you mean": the known name that a wrong one was probably meant to be.

/// Typing errors in a word that stands for something else with a few more: `sendMessage` and `deleteMessage`.
const MAX_SLIPS: usize = 2;

/// The candidate nearest to `name`: equal but for case and blanks, or a few typing errors away. The first one wins a tie.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let others = candidates
        .into_iter()
        .filter(|candidate| *candidate != name);
    nearest(name, others, folded(name).len() / 3)
}

/// The candidate that `name` was written for with a slip or two; for names that resemble each other and mean different
/// things.
pub fn slip_of<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(name, candidates, MAX_SLIPS)
}

fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    allowed: usize,
) -> Option<&'a str> {
    let wanted = folded(name);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&wanted, &folded(candidate), allowed)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters and digits in lower case, at most as many as the longest state name.
fn folded(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(crate::limits::MAX_STATE_NAME)
        .collect()
}

/// Insertions, deletions, replacements and swaps of neighbours between two texts; `None` above `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, x) in a.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, y) in b.iter().enumerate() {
            let cell = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut best = cell(&above, column) + usize::from(x != y);
            best = best.min(cell(&above, column + 1) + 1);
            best = best.min(cell(&line, column) + 1);
            let swapped =
                row > 0 && column > 0 && b.get(column - 1) == Some(x) && a.get(row - 1) == Some(y);
            if swapped {
                best = best.min(cell(&before, column - 1) + 1);
            }
            line.push(best);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_name_is_suggested_for_case_blanks_and_typing_errors() {
        let names = ["Validate Order", "Charge", "Ship"];
        assert_eq!(closest("validateorder", names), Some("Validate Order"));
        assert_eq!(closest("Chrage", names), Some("Charge"));
        assert_eq!(closest("Shipp", names), Some("Ship"));
        assert_eq!(closest("Refund", names), None);
    }
}
