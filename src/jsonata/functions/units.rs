//! UTF-16 units, by which JSONata counts, and the bytes of a text. A long text is walked once, from one place to the next.

/// A place between two characters of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::jsonata) struct Place {
    pub byte: usize,
    pub unit: usize,
}

impl Place {
    /// The place of a byte offset further on.
    pub(crate) fn on_to_byte(self, text: &str, byte: usize) -> Place {
        let between = text.get(self.byte..byte).unwrap_or("");
        Place {
            byte,
            unit: self.unit + between.encode_utf16().count(),
        }
    }

    /// The place of a unit, or of the pair that it halves, or the end of the text.
    fn to_unit(self, text: &str, unit: usize) -> Place {
        let mut place = if unit < self.unit {
            Place::default()
        } else {
            self
        };
        for c in text.get(place.byte..).unwrap_or("").chars() {
            let next = place.unit + c.len_utf16();
            if next > unit {
                break;
            }
            place = Place {
                byte: place.byte + c.len_utf8(),
                unit: next,
            };
        }
        place
    }
}

/// The place of a unit of a text, of the character after it where it halves a pair; `None` past the end.
pub(super) fn place_of(text: &str, unit: usize) -> Option<Place> {
    let place = Place::default().to_unit(text, unit);
    if place.unit == unit {
        return Some(place);
    }
    let halved = text.get(place.byte..)?.chars().next()?;
    Some(Place {
        byte: place.byte + halved.len_utf8(),
        unit: place.unit + halved.len_utf16(),
    })
}

/// Parts of a text, quickest one after the other.
pub(super) struct Parts<'t> {
    text: &'t str,
    known: Place,
}

impl<'t> Parts<'t> {
    pub(super) fn of(text: &'t str) -> Parts<'t> {
        Parts {
            text,
            known: Place::default(),
        }
    }

    /// What stands between two units; half of a pair is the replacement character.
    pub(super) fn between(&mut self, from: usize, to: usize) -> String {
        let start = self.known.to_unit(self.text, from);
        let end = start.to_unit(self.text, to.max(from));
        self.known = end;
        let is_whole = start.unit == from && (end.unit == to || end.byte == self.text.len());
        if is_whole {
            return self.text.get(start.byte..end.byte).unwrap_or("").to_owned();
        }
        let units = self.text.get(start.byte..).unwrap_or("").encode_utf16();
        let part: Vec<u16> = units
            .skip(from.saturating_sub(start.unit))
            .take(to.saturating_sub(from))
            .collect();
        String::from_utf16_lossy(&part)
    }

    /// What stands from a unit on.
    pub(super) fn from(&mut self, unit: usize) -> String {
        self.between(unit, usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cut_by_utf_16_units() {
        let text = "aé😀b";
        let mut parts = Parts::of(text);
        let cases = [
            ((0, 1), "a"),
            ((1, 4), "é😀"),
            ((4, 5), "b"),
            ((0, 2), "aé"),
            ((2, 3), "\u{fffd}"),
            ((3, 5), "\u{fffd}b"),
            ((4, 2), ""),
            ((4, 9), "b"),
            ((9, 12), ""),
        ];
        for ((from, to), expected) in cases {
            assert_eq!(parts.between(from, to), expected, "{from}..{to}");
        }
        assert_eq!(parts.from(1), "é😀b");
        let bytes = [0, 1, 2, 3, 4, 5, 6].map(|unit| place_of(text, unit).map(|place| place.byte));
        let expected = [0, 1, 3, 7, 7, 8].map(Some);
        assert_eq!(bytes[..6], expected);
        assert_eq!(bytes[6], None);
        assert_eq!(
            Place::default().on_to_byte(text, 7),
            Place { byte: 7, unit: 4 }
        );
    }
}
