//! How Jackson, the parser behind AWS's API, words the first syntax error of a text.
//!
//! Only the first error counts, since Jackson stops there. The place is where Jackson's reader stood when it gave up:
//! past the character or token that it could not take.
//!
//! Source: AWS-recorded answers of CreateStateMachine; Jackson 2.15 and 2.17, `ReaderBasedJsonParser`.

/// The first syntax error of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Jackson's text, a line break, and ` at ` with the location.
    pub message: String,
    /// `[Source: (String)"…"; line: 1, column: 4]`
    pub location: String,
}

/// Characters of the text that a location quotes.
const QUOTED_CHARACTERS: usize = 500;

/// Characters of a token that a message quotes.
const TOKEN_CHARACTERS: usize = 256;

/// Reads `text` as Jackson does and gives its first error; `None` for JSON, and for a text without a value.
///
/// Source: recorded on AWS for syntax errors; Jackson 2.15 for a text that goes on after its value, which its
/// `FAIL_ON_TRAILING_TOKENS` refuses.
pub fn first_error(text: &str) -> Option<SyntaxError> {
    error_of(Reader::new(text, Version::V2_15))
}

fn error_of(mut reader: Reader) -> Option<SyntaxError> {
    let read = reader.document().and_then(|()| reader.end());
    let fault = read.err()?;
    let before = match reader.version {
        Version::V2_17 if fault.is_of_character => 1,
        _ => 0,
    };
    let location = reader.location(reader.at.saturating_sub(before));
    Some(SyntaxError {
        message: format!("{}\n at {location}", fault.words),
        location,
    })
}

/// What AWS says of a text that is no JSON. `otherwise` is the playground's own sentence, for a text that Jackson would
/// take and the playground does not, such as one that nests too deep.
///
/// Source: Jackson 2.15 for a text without a value.
pub fn refusal(text: &str, otherwise: &str) -> String {
    if let Some(error) = first_error(text) {
        return error.message;
    }
    let mut reader = Reader::new(text, Version::V2_15);
    if reader.token().is_some() {
        return otherwise.to_owned();
    }
    let location = reader.location(0).replace("column: 1]", "column: 0]");
    format!("No content to map due to end-of-input\n at {location}")
}

/// The same of a text that has a value, as the version of Jackson says it that keeps the text to itself.
///
/// Source: measured on AWS, of `States.StringToJson`.
pub fn refusal_without_source(text: &str, otherwise: &str) -> String {
    let error = error_of(Reader::new(text, Version::V2_17));
    error.map_or_else(|| otherwise.to_owned(), |error| error.message)
}

fn trailing(token: &str) -> Fault {
    Fault::from(format!(
        "Trailing token (of type {token}) found after value (bound as `com.fasterxml.jackson.databind.JsonNode`): not allowed as per `DeserializationFeature.FAIL_ON_TRAILING_TOKENS`"
    ))
}

/// A version of Jackson. The later one does not quote the text, and its place of a character that it could not take is
/// that character's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    V2_15,
    V2_17,
}

/// What is wrong with a text.
struct Fault {
    words: String,
    /// It is the character that was read last.
    is_of_character: bool,
}

impl From<String> for Fault {
    fn from(words: String) -> Fault {
        Fault {
            words,
            is_of_character: false,
        }
    }
}

impl Fault {
    fn of_character(words: String) -> Fault {
        Fault {
            words,
            is_of_character: true,
        }
    }
}

struct Reader {
    version: Version,
    text: Vec<char>,
    at: usize,
    /// The containers that are open: the opening bracket and where it stands.
    open: Vec<(char, usize)>,
}

type Step<T> = Result<T, Fault>;

const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

impl Reader {
    fn new(text: &str, version: Version) -> Reader {
        Reader {
            version,
            text: text.chars().collect(),
            at: 0,
            open: Vec::new(),
        }
    }

    /// Reads values until the outermost container is closed. Nesting costs no stack.
    fn document(&mut self) -> Step<()> {
        let Some(first) = self.token() else {
            return Ok(());
        };
        self.value(first)?;
        while let Some((bracket, _)) = self.open.last().copied() {
            self.entry(bracket)?;
        }
        Ok(())
    }

    /// What stands behind the value: nothing.
    fn end(&mut self) -> Step<()> {
        let fault = match self.token() {
            None => return Ok(()),
            Some('{') => trailing("START_OBJECT"),
            Some('[') => trailing("START_ARRAY"),
            Some('"') => trailing("VALUE_STRING"),
            Some('-' | '0'..='9') => trailing("VALUE_NUMBER_INT"),
            Some(c) if is_identifier_start(c) => {
                self.at -= 1;
                self.unrecognized()
            }
            Some(c) => unexpected(c, &format!("expected a valid value {VALUES}")),
        };
        Err(fault)
    }

    /// The next thing inside a container: its end, or a separator and a value.
    fn entry(&mut self, bracket: char) -> Step<()> {
        let is_first = self.previous() == Some(bracket);
        let Some(mut next) = self.token() else {
            return Err(self.unclosed());
        };
        if matches!(next, '}' | ']') {
            return self.close(next);
        }
        if !is_first {
            if next != ',' {
                let words = format!("was expecting comma to separate {} entries", kind(bracket));
                return Err(unexpected(next, &words));
            }
            next = self.token_within()?;
        }
        if bracket == '{' {
            next = self.name(next)?;
        }
        self.value(next)
    }

    /// The significant character before the reader.
    fn previous(&self) -> Option<char> {
        let before = self.text.get(..self.at)?;
        before.iter().rev().copied().find(|c| !is_space(*c))
    }

    /// A member's name and its colon; gives the first character of the value.
    fn name(&mut self, quote: char) -> Step<char> {
        if quote != '"' {
            return Err(unexpected(
                quote,
                "was expecting double-quote to start field name",
            ));
        }
        self.string("name", "Unexpected end-of-input in field name")?;
        let colon = self.token_within()?;
        if colon != ':' {
            return Err(unexpected(
                colon,
                "was expecting a colon to separate field name and value",
            ));
        }
        self.token_within()
    }

    fn value(&mut self, first: char) -> Step<()> {
        match first {
            '{' | '[' => {
                self.open.push((first, self.at - 1));
                Ok(())
            }
            '"' => self.string(
                "string value",
                "Unexpected end-of-input: was expecting closing quote for a string value",
            ),
            't' => self.word("true"),
            'f' => self.word("false"),
            'n' => self.word("null"),
            '-' | '0'..='9' => self.number(first),
            c if is_identifier_start(c) => {
                self.at -= 1;
                Err(self.unrecognized())
            }
            c => Err(unexpected(c, &format!("expected a valid value {VALUES}"))),
        }
    }

    fn close(&mut self, bracket: char) -> Step<()> {
        let expected = match self.open.pop() {
            Some(('{', _)) if bracket == '}' => return Ok(()),
            Some(('[', _)) if bracket == ']' => return Ok(()),
            Some(container) => container,
            None => return Ok(()),
        };
        let (open, start) = expected;
        let close = if open == '{' { '}' } else { ']' };
        let place = self.location(start);
        Err(Fault::of_character(format!(
            "Unexpected close marker '{bracket}': expected '{close}' (for {} starting at {place})",
            kind(open)
        )))
    }

    fn unclosed(&self) -> Fault {
        let (bracket, start) = self.open.last().copied().unwrap_or(('{', 0));
        Fault::from(format!(
            "Unexpected end-of-input: expected close marker for {} (start marker at {})",
            kind(bracket),
            self.location(start)
        ))
    }

    /// The rest of a string whose quote has been read.
    fn string(&mut self, what: &str, unended: &str) -> Step<()> {
        loop {
            match self.next() {
                None => return Err(unended.to_owned().into()),
                Some('"') => return Ok(()),
                Some('\\') => self.escape()?,
                Some(c) if c < ' ' => {
                    let code = c as u32;
                    return Err(Fault::of_character(format!(
                        "Illegal unquoted character ((CTRL-CHAR, code {code})): has to be escaped using backslash to be included in {what}"
                    )));
                }
                Some(_) => {}
            }
        }
    }

    fn escape(&mut self) -> Step<()> {
        let unended =
            || Fault::from("Unexpected end-of-input in character escape sequence".to_owned());
        match self.next().ok_or_else(unended)? {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => Ok(()),
            'u' => {
                for _ in 0..4 {
                    let digit = self.next().ok_or_else(unended)?;
                    if !digit.is_ascii_hexdigit() {
                        return Err(unexpected(
                            digit,
                            "expected a hex-digit for character escape sequence",
                        ));
                    }
                }
                Ok(())
            }
            c => Err(Fault::of_character(format!(
                "Unrecognized character escape {}",
                described(c)
            ))),
        }
    }

    /// `true`, `false` or `null`, whose first letter has been read.
    fn word(&mut self, word: &str) -> Step<()> {
        let start = self.at - 1;
        for letter in word.chars().skip(1) {
            if self.peek() != Some(letter) {
                self.at = start;
                return Err(self.unrecognized());
            }
            self.at += 1;
        }
        if self.peek().is_some_and(is_identifier_part) {
            self.at = start;
            return Err(self.unrecognized());
        }
        Ok(())
    }

    /// Reads the token at the reader to quote it.
    fn unrecognized(&mut self) -> Fault {
        let mut token = String::new();
        while let Some(c) = self.peek().filter(|c| is_identifier_part(*c)) {
            self.at += 1;
            token.push(c);
            if token.chars().count() >= TOKEN_CHARACTERS {
                token.push_str("...");
                break;
            }
        }
        format!("Unrecognized token '{token}': was expecting {VALUES}").into()
    }

    fn number(&mut self, first: char) -> Step<()> {
        let mut digit = first;
        if first == '-' {
            let words = "expected digit (0-9) to follow minus sign, for valid numeric value";
            digit = match self.next() {
                Some(c) if c.is_ascii_digit() => c,
                other => return Err(not_a_digit(other, words)),
            };
        }
        if digit == '0' && self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            return Err("Invalid numeric value: Leading zeroes not allowed"
                .to_owned()
                .into());
        }
        self.digits();
        if self.peek() == Some('.') {
            self.at += 1;
            self.some_digits("Decimal point not followed by a digit")?;
        }
        if let Some('e' | 'E') = self.peek() {
            self.at += 1;
            if let Some('+' | '-') = self.peek() {
                self.at += 1;
            }
            self.some_digits("Exponent indicator not followed by a digit")?;
        }
        self.root_end()
    }

    /// A number that stands alone ends at white space only.
    fn root_end(&mut self) -> Step<()> {
        match self.peek() {
            Some(c) if self.open.is_empty() && !is_space(c) => {
                self.at += 1;
                Err(unexpected(c, "Expected space separating root-level values"))
            }
            _ => Ok(()),
        }
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn some_digits(&mut self, otherwise: &str) -> Step<()> {
        match self.next() {
            Some(c) if c.is_ascii_digit() => {
                self.digits();
                Ok(())
            }
            other => Err(not_a_digit(other, otherwise)),
        }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    /// The next character that is no white space.
    fn token(&mut self) -> Option<char> {
        loop {
            let c = self.next()?;
            if !is_space(c) {
                return Some(c);
            }
        }
    }

    /// The same, in the middle of an entry.
    fn token_within(&mut self) -> Step<char> {
        let container = self
            .open
            .last()
            .map_or("root", |(bracket, _)| kind(*bracket));
        self.token().ok_or_else(|| {
            format!("Unexpected end-of-input within/between {container} entries").into()
        })
    }

    fn location(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.iter().filter(|c| **c == '\n').count() + 1;
        let row = before.iter().rev().take_while(|c| **c != '\n');
        let column = row.map(|c| c.len_utf16()).sum::<usize>() + 1;
        let source = self.source();
        format!("[Source: {source}; line: {line}, column: {column}]")
    }

    fn source(&self) -> String {
        if self.version == Version::V2_17 {
            return "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)".to_owned();
        }
        let quoted: String = self.text.iter().take(QUOTED_CHARACTERS).collect();
        let rest = self.text.len().saturating_sub(QUOTED_CHARACTERS);
        let cut = if rest > 0 {
            format!("[truncated {rest} chars]")
        } else {
            String::new()
        };
        format!("(String)\"{quoted}\"{cut}")
    }
}

fn kind(bracket: char) -> &'static str {
    if bracket == '{' { "Object" } else { "Array" }
}

fn unexpected(c: char, words: &str) -> Fault {
    Fault::of_character(format!("Unexpected character ({}): {words}", described(c)))
}

/// What stands in a number where a digit should.
fn not_a_digit(c: Option<char>, words: &str) -> Fault {
    match c {
        Some(c) => Fault::of_character(format!(
            "Unexpected character ({}) in numeric value: {words}",
            described(c)
        )),
        None => "Unexpected end-of-input in a Number value"
            .to_owned()
            .into(),
    }
}

/// `'x' (code 120)`
fn described(c: char) -> String {
    let code = c as u32;
    match code {
        0..32 => format!("(CTRL-CHAR, code {code})"),
        32..256 => format!("'{c}' (code {code})"),
        _ => format!("'{c}' (code {code} / 0x{code:x})"),
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn is_identifier_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '$'
}

fn is_identifier_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}
