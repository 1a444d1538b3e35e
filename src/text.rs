//! Places in a text: byte spans inside the crate, lines and UTF-16 columns at its edges.
//!
//! Everything in the crate that points into a definition does it with a [`Span`]; only [`LineIndex`] turns spans into what editors count in.

/// A range of bytes `start..end` of a UTF-8 text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`. Offsets past 4 GiB saturate; texts are far smaller.
    pub fn new(start: usize, end: usize) -> Span {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            start: narrow(start),
            end: narrow(end),
        }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Its first byte: where a finding about a whole object or array points, at the opening bracket.
    pub fn head(self) -> Span {
        Span {
            start: self.start,
            end: self.start.saturating_add(1),
        }
    }

    /// The text of the span, empty when it does not lie within `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it was read.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: f(self.value),
            span: self.span,
        }
    }
}

/// A place as an editor counts: line and column from 1, the column in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in UTF-16 code units, from 1.
    pub column: u32,
}

/// Bytes between two marks of a [`LineIndex`]: what a lookup may have to walk, also in a text of one line.
const MARK_DISTANCE: usize = 256;

/// Turns byte offsets of one text into UTF-16 offsets and positions.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// The first byte of each line.
    lines: Vec<u32>,
    /// Byte offsets and their UTF-16 offsets, every few hundred bytes.
    marks: Vec<(u32, u32)>,
}

impl<'a> LineIndex<'a> {
    /// Indexes `text`; costs its length once.
    pub fn new(text: &'a str) -> LineIndex<'a> {
        let mut lines = vec![0];
        let mut marks = vec![(0, 0)];
        let mut units = 0;
        let mut next_mark = MARK_DISTANCE;
        for (at, c) in text.char_indices() {
            if at >= next_mark {
                marks.push((at as u32, units));
                next_mark = at + MARK_DISTANCE;
            }
            units += c.len_utf16() as u32;
            if c == '\n' {
                lines.push(at as u32 + 1);
            }
        }
        LineIndex { text, lines, marks }
    }

    /// The UTF-16 offset of a byte offset; offsets past the end give the end.
    pub fn utf16(&self, byte: u32) -> u32 {
        let mark = self.marks.partition_point(|(at, _)| *at <= byte);
        let (from, units) = mark
            .checked_sub(1)
            .and_then(|mark| self.marks.get(mark))
            .copied()
            .unwrap_or_default();
        let rest = self.text.get(from as usize..).unwrap_or("");
        let limit = byte.saturating_sub(from) as usize;
        let between = rest
            .char_indices()
            .take_while(|(at, _)| *at < limit)
            .map(|(_, c)| c.len_utf16() as u32);
        units + between.sum::<u32>()
    }

    /// The byte offset of a UTF-16 offset: of the character it stands in or before; offsets past the end give the end.
    pub fn byte(&self, units: u32) -> usize {
        let mark = self.marks.partition_point(|(_, at)| *at <= units);
        let (from, mut at) = mark
            .checked_sub(1)
            .and_then(|mark| self.marks.get(mark))
            .copied()
            .unwrap_or_default();
        let rest = self.text.get(from as usize..).unwrap_or("");
        for (byte, c) in rest.char_indices() {
            at += c.len_utf16() as u32;
            if at > units {
                return from as usize + byte;
            }
        }
        self.text.len()
    }

    /// Line and column of a byte offset.
    pub fn position(&self, byte: u32) -> Position {
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = line
            .checked_sub(1)
            .and_then(|line| self.lines.get(line))
            .copied()
            .unwrap_or_default();
        Position {
            line: line as u32,
            column: self.utf16(byte) - self.utf16(start) + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position};

    #[test]
    fn columns_count_utf16_units_also_far_into_a_line() {
        let text = format!("é\n{}x", "😀".repeat(300));
        let index = LineIndex::new(&text);
        let at = text.len() as u32 - 1;
        assert_eq!(index.utf16(at), 602);
        assert_eq!(
            index.position(at),
            Position {
                line: 2,
                column: 601
            }
        );
        assert_eq!(index.utf16(u32::MAX), 603);
        assert_eq!(index.byte(602), at as usize);
        assert_eq!(index.byte(601), at as usize - 4);
        assert_eq!(index.byte(u32::MAX), text.len());
    }
}
