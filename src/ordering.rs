//! Sorting, once for every type: each instance of the standard library's sort costs the module 5 KB, and nothing that
//! is sorted here is long.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts stably by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts stably. An order that contradicts itself gives some order, never a panic of its own.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order_of(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.iter().filter_map(|&place| taken[place].take()));
}

/// A map of its members, of which the last of a key wins. `collect` would sort them first, by a sort of its own.
pub fn map_of<K: Ord, V>(members: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in members {
        map.insert(key, value);
    }
    map
}

/// The places of `count` items in their order: a merge sort from below.
fn order_of(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut run = 1;
    while run < count {
        for pair in order.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let ([a, rest_of_left @ ..], [b, rest_of_right @ ..]) = (left, right) {
                if compare(*a, *b) == Ordering::Greater {
                    merged.push(*b);
                    right = rest_of_right;
                } else {
                    merged.push(*a);
                    left = rest_of_left;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        merged.clear();
        run *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{sort_by, sort_by_key};

    #[test]
    fn items_are_in_order_and_equals_stay_as_they_stood() {
        for count in [0_usize, 1, 2, 3, 7, 64, 1_000] {
            let made: Vec<(usize, usize)> = (0..count).map(|n| (n * 7_919 % 13, n)).collect();
            let mut expected = made.clone();
            expected.sort_by_key(|item| item.0);
            let mut sorted = made;
            sort_by_key(&mut sorted, |item| item.0);
            assert_eq!(sorted, expected);
        }
    }

    #[test]
    fn an_order_that_contradicts_itself_loses_nothing() {
        let mut items: Vec<usize> = (0..100).collect();
        sort_by(&mut items, |_, _| std::cmp::Ordering::Greater);
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
