//! Numbers that are the same for values that are equal.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::value::Val;

/// The digest of a value. Functions have one digest, members of objects no order.
pub(super) fn digest(value: &Val) -> u64 {
    let mut hasher = DefaultHasher::new();
    if let Some(number) = value.number() {
        // so that 0 and -0 are one
        (1, (number + 0.0).to_bits()).hash(&mut hasher);
    } else if let Some(text) = value.text() {
        (2, text).hash(&mut hasher);
    } else if let Some(items) = value.items() {
        3.hash(&mut hasher);
        for item in items.iter() {
            digest(&item).hash(&mut hasher);
        }
    } else if let Some(members) = value.members() {
        let of_member = |(key, member): (&_, Val)| {
            let mut hasher = DefaultHasher::new();
            (key, digest(&member)).hash(&mut hasher);
            hasher.finish()
        };
        let members = members.iter().map(of_member).fold(0, u64::wrapping_add);
        (4, members).hash(&mut hasher);
    } else {
        match value {
            Val::Bool(value) => (5, *value).hash(&mut hasher),
            Val::Null => 6.hash(&mut hasher),
            _ => 7.hash(&mut hasher),
        }
    }
    hasher.finish()
}
