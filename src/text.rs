//! Places in a text: byte spans inside the crate, lines and UTF-16 columns at its edges.
//!
//! Depends on nothing. Everything in the crate that points into a definition does it with a [`Span`];
//! only [`LineIndex`] turns spans into what editors count in.

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

/// Turns byte offsets of one text into UTF-16 offsets and positions.
#[derive(Debug)]
pub struct LineIndex {
    /// For each line: its first byte and its first UTF-16 unit.
    lines: Vec<(u32, u32)>,
    text: String,
}

impl LineIndex {
    /// Indexes `text`; costs its length once.
    pub fn new(text: &str) -> LineIndex {
        let mut lines = vec![(0, 0)];
        let mut units = 0u32;
        for (at, c) in text.char_indices() {
            units += c.len_utf16() as u32;
            if c == '\n' {
                lines.push((at as u32 + 1, units));
            }
        }
        LineIndex {
            lines,
            text: text.to_owned(),
        }
    }

    /// The UTF-16 offset of a byte offset; offsets past the end give the end.
    pub fn utf16(&self, byte: u32) -> u32 {
        let (_, start_byte, start_units) = self.line_of(byte);
        start_units + self.units_between(start_byte, byte)
    }

    /// Line and column of a byte offset.
    pub fn position(&self, byte: u32) -> Position {
        let (line, start_byte, _) = self.line_of(byte);
        Position {
            line: line as u32 + 1,
            column: self.units_between(start_byte, byte) + 1,
        }
    }

    fn line_of(&self, byte: u32) -> (usize, u32, u32) {
        let line = self
            .lines
            .partition_point(|(start, _)| *start <= byte)
            .saturating_sub(1);
        let (start, units) = self.lines.get(line).copied().unwrap_or_default();
        (line, start, units)
    }

    fn units_between(&self, from: u32, to: u32) -> u32 {
        let rest = self.text.get(from as usize..).unwrap_or("");
        let limit = to.saturating_sub(from) as usize;
        let units = rest
            .char_indices()
            .take_while(|(at, _)| *at < limit)
            .map(|(_, c)| c.len_utf16());
        units.sum::<usize>() as u32
    }
}
