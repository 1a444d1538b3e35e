//! JSONata's errors: its codes, each with the message text of JSONata 2.0.6 and an expression that triggers it.
//!
//! Inside the engine an error travels as a [`Fault`], whose operator, function name and place are filled in on the
//! way out; [`Error`] is what a caller sees.

use std::fmt::{self, Write};
use std::rc::Rc;

use super::stringify::json_text;
use super::value::Val;
use crate::json::write_string;

/// Why an expression cannot be parsed or evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// JSONata's code, as `T2001`. `None` for the guards on memory, depth and steps, which AWS reports without one.
    pub code: Option<&'static str>,
    /// JSONata 2.0.6's text with its inserts, without the code.
    pub message: String,
    /// Where: the byte offset in the expression that follows the token at fault, as JSONata counts.
    pub position: Option<usize>,
    /// The operator, function name or token at fault.
    pub token: Option<String>,
    /// AWS gives no reason for it, only that it happened inside; `message` is then ours.
    pub is_internal: bool,
}

/// `T2001: The left side of the "+" operator must evaluate to a number`
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "{code}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}

/// What an evaluation step gives.
pub(super) type Result<T> = std::result::Result<T, Box<Fault>>;

/// An insert of a message.
#[derive(Clone, Debug)]
pub(super) enum Insert {
    /// Text, quoted where the message asks for JSON.
    Text(Rc<str>),
    /// JSON text.
    Json(String),
}

/// An error on its way out.
#[derive(Clone, Debug, Default)]
pub(super) struct Fault {
    pub code: Option<&'static str>,
    pub position: Option<u32>,
    pub token: Option<Insert>,
    value: Option<Insert>,
    value2: Option<Insert>,
    index: Option<usize>,
    kind: Option<&'static str>,
    text: Option<String>,
    is_internal: bool,
}

impl Fault {
    /// An error of JSONata's catalogue.
    #[cold]
    pub fn new(code: &'static str) -> Box<Fault> {
        Box::new(Fault {
            code: Some(code),
            ..Fault::default()
        })
    }

    /// A guard of ours, worded as AWS words it.
    #[cold]
    pub fn guard(text: &str) -> Box<Fault> {
        Box::new(Fault {
            text: Some(text.to_owned()),
            ..Fault::default()
        })
    }

    /// What AWS gives no reason for, in our words.
    #[cold]
    pub fn internal(text: &str) -> Box<Fault> {
        Box::new(Fault {
            is_internal: true,
            ..*Fault::guard(text)
        })
    }

    pub fn at(mut self: Box<Self>, position: u32) -> Box<Fault> {
        self.position = Some(position);
        self
    }

    pub fn token(mut self: Box<Self>, token: impl Into<Rc<str>>) -> Box<Fault> {
        self.token = Some(Insert::Text(token.into()));
        self
    }

    pub fn token_insert(mut self: Box<Self>, token: Insert) -> Box<Fault> {
        self.token = Some(token);
        self
    }

    pub fn value(mut self: Box<Self>, value: &Val) -> Box<Fault> {
        self.value = Some(Insert::Json(json_text(value)));
        self
    }

    pub fn value_insert(mut self: Box<Self>, value: Insert) -> Box<Fault> {
        self.value = Some(value);
        self
    }

    pub fn value_text(mut self: Box<Self>, value: impl Into<Rc<str>>) -> Box<Fault> {
        self.value = Some(Insert::Text(value.into()));
        self
    }

    pub fn value2(mut self: Box<Self>, value: &Val) -> Box<Fault> {
        self.value2 = Some(Insert::Json(json_text(value)));
        self
    }

    pub fn index(mut self: Box<Self>, index: usize) -> Box<Fault> {
        self.index = Some(index);
        self
    }

    pub fn kind(mut self: Box<Self>, kind: Option<&'static str>) -> Box<Fault> {
        self.kind = kind;
        self
    }

    /// The free text of `$error`, `$assert` and of the function a URL error names.
    pub fn text(mut self: Box<Self>, text: impl Into<String>) -> Box<Fault> {
        self.text = Some(text.into());
        self
    }

    /// The error as the outside sees it.
    pub fn into_error(self) -> Error {
        let token = self.token.as_ref().map(|token| match token {
            Insert::Text(text) => text.to_string(),
            Insert::Json(text) => text.clone(),
        });
        Error {
            code: self.code,
            message: self.message(),
            position: self.position.map(|at| at as usize),
            token,
            is_internal: self.is_internal,
        }
    }

    fn message(&self) -> String {
        let Some(code) = self.code else {
            return self.text.clone().unwrap_or_default();
        };
        let known = CATALOGUE.iter().find(|(known, _)| *known == code);
        let mut rest = known.map_or("", |(_, template)| *template);
        let mut out = String::new();
        while let Some((before, from)) = rest.split_once("{{") {
            out.push_str(before);
            let (raw, from) = match from.strip_prefix('{') {
                Some(from) => (true, from),
                None => (false, from),
            };
            let Some((name, after)) = from.split_once(if raw { "}}}" } else { "}}" }) else {
                break;
            };
            self.insert(name, raw, &mut out);
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn insert(&self, name: &str, raw: bool, out: &mut String) {
        let insert = match name {
            "token" => &self.token,
            "value" => &self.value,
            "value2" | "exp" => &self.value2,
            "index" => {
                match self.index {
                    Some(index) => {
                        let _ = write!(out, "{index}");
                    }
                    None => out.push_str("undefined"),
                }
                return;
            }
            "type" => {
                match self.kind {
                    Some(kind) => write_string(kind, out),
                    None => out.push_str("undefined"),
                }
                return;
            }
            _ => {
                out.push_str(self.text.as_deref().unwrap_or("undefined"));
                return;
            }
        };
        match insert {
            None => out.push_str("undefined"),
            Some(Insert::Json(text)) => out.push_str(text),
            Some(Insert::Text(text)) if raw => out.push_str(text),
            Some(Insert::Text(text)) => write_string(text, out),
        }
    }
}

/// Text of the guard on depth. Source: public measurements on AWS.
pub(super) const STACK_GUARD: &str = "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive";

/// Text of the guard on sizes. Source: public measurements on AWS.
pub(super) const MEMORY_GUARD: &str =
    "Expression evaluation memory limit exceeded: Check for excessive memory usage";

/// Text of the guard on steps, as JSONata's own time limit words it.
pub(super) const STEP_GUARD: &str = "Expression evaluation timeout: Check for infinite loop";

/// Every code with its message.
///
/// Source: the catalogue of JSONata 2.0.6.
#[rustfmt::skip]
pub const CATALOGUE: &[(&str, &str)] = &[
    ("S0101", "String literal must be terminated by a matching quote"),
    ("S0102", "Number out of range: {{token}}"),
    ("S0103", "Unsupported escape sequence: \\{{token}}"),
    ("S0104", "The escape sequence \\u must be followed by 4 hex digits"),
    ("S0105", "Quoted property name must be terminated with a backquote (`)"),
    ("S0106", "Comment has no closing tag"),
    ("S0201", "Syntax error: {{token}}"),
    ("S0202", "Expected {{value}}, got {{token}}"),
    ("S0203", "Expected {{value}} before end of expression"),
    ("S0204", "Unknown operator: {{token}}"),
    ("S0205", "Unexpected token: {{token}}"),
    ("S0206", "Unknown expression type: {{token}}"),
    ("S0207", "Unexpected end of expression"),
    ("S0208", "Parameter {{value}} of function definition must be a variable name (start with $)"),
    ("S0209", "A predicate cannot follow a grouping expression in a step"),
    ("S0210", "Each step can only have one grouping expression"),
    ("S0211", "The symbol {{token}} cannot be used as a unary operator"),
    ("S0212", "The left side of := must be a variable name (start with $)"),
    ("S0213", "The literal value {{value}} cannot be used as a step within a path expression"),
    ("S0214", "The right side of {{token}} must be a variable name (start with $)"),
    ("S0215", "A context variable binding must precede any predicates on a step"),
    ("S0216", "A context variable binding must precede the 'order-by' clause on a step"),
    ("S0217", "The object representing the 'parent' cannot be derived from this expression"),
    ("S0301", "Empty regular expressions are not allowed"),
    ("S0302", "No terminating / in regular expression"),
    ("S0402", "Choice groups containing parameterized types are not supported"),
    ("S0401", "Type parameters can only be applied to functions and arrays"),
    ("S0500", "Attempted to evaluate an expression containing syntax error(s)"),
    ("T0410", "Argument {{index}} of function {{token}} does not match function signature"),
    ("T0411", "Context value is not a compatible type with argument {{index}} of function {{token}}"),
    ("T0412", "Argument {{index}} of function {{token}} must be an array of {{type}}"),
    ("D1001", "Number out of range: {{value}}"),
    ("D1002", "Cannot negate a non-numeric value: {{value}}"),
    ("T1003", "Key in object structure must evaluate to a string; got: {{value}}"),
    ("D1004", "Regular expression matches zero length string"),
    ("T1005", "Attempted to invoke a non-function. Did you mean ${{{token}}}?"),
    ("T1006", "Attempted to invoke a non-function"),
    ("T1007", "Attempted to partially apply a non-function. Did you mean ${{{token}}}?"),
    ("T1008", "Attempted to partially apply a non-function"),
    ("D1009", "Multiple key definitions evaluate to same key: {{value}}"),
    ("D1010", "Attempted to access the Javascript object prototype"),
    ("T1010", "The matcher function argument passed to function {{token}} does not return the correct object structure"),
    ("T2001", "The left side of the {{token}} operator must evaluate to a number"),
    ("T2002", "The right side of the {{token}} operator must evaluate to a number"),
    ("T2003", "The left side of the range operator (..) must evaluate to an integer"),
    ("T2004", "The right side of the range operator (..) must evaluate to an integer"),
    ("D2005", "The left side of := must be a variable name (start with $)"),
    ("T2006", "The right side of the function application operator ~> must be a function"),
    ("T2007", "Type mismatch when comparing values {{value}} and {{value2}} in order-by clause"),
    ("T2008", "The expressions within an order-by clause must evaluate to numeric or string values"),
    ("T2009", "The values {{value}} and {{value2}} either side of operator {{token}} must be of the same data type"),
    ("T2010", "The expressions either side of operator {{token}} must evaluate to numeric or string values"),
    ("T2011", "The insert/update clause of the transform expression must evaluate to an object: {{value}}"),
    ("T2012", "The delete clause of the transform expression must evaluate to a string or array of strings: {{value}}"),
    ("T2013", "The transform expression clones the input object using the $clone() function.  This has been overridden in the current scope by a non-function."),
    ("D2014", "The size of the sequence allocated by the range operator (..) must not exceed 1e6.  Attempted to allocate {{value}}."),
    ("D3001", "Attempting to invoke string function on Infinity or NaN"),
    ("D3010", "Second argument of replace function cannot be an empty string"),
    ("D3011", "Fourth argument of replace function must evaluate to a positive number"),
    ("D3012", "Attempted to replace a matched string with a non-string value"),
    ("D3020", "Third argument of split function must evaluate to a positive number"),
    ("D3030", "Unable to cast value to a number: {{value}}"),
    ("D3040", "Third argument of match function must evaluate to a positive number"),
    ("D3050", "The second argument of reduce function must be a function with at least two arguments"),
    ("D3060", "The sqrt function cannot be applied to a negative number: {{value}}"),
    ("D3061", "The power function has resulted in a value that cannot be represented as a JSON number: base={{value}}, exponent={{exp}}"),
    ("D3070", "The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function"),
    ("D3080", "The picture string must only contain a maximum of two sub-pictures"),
    ("D3081", "The sub-picture must not contain more than one instance of the 'decimal-separator' character"),
    ("D3082", "The sub-picture must not contain more than one instance of the 'percent' character"),
    ("D3083", "The sub-picture must not contain more than one instance of the 'per-mille' character"),
    ("D3084", "The sub-picture must not contain both a 'percent' and a 'per-mille' character"),
    ("D3085", "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a member of the 'decimal digit family'"),
    ("D3086", "The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character"),
    ("D3087", "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a 'decimal-separator' character"),
    ("D3088", "The sub-picture must not contain a 'grouping-separator' at the end of the integer part"),
    ("D3089", "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character"),
    ("D3090", "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is followed by an instance of the 'optional digit character'"),
    ("D3091", "The fractional part of the sub-picture must not contain an instance of the 'optional digit character' that is followed by a member of the 'decimal digit family'"),
    ("D3092", "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated as an 'exponent-separator'"),
    ("D3093", "The exponent part of the sub-picture must comprise only of one or more characters that are members of the 'decimal digit family'"),
    ("D3100", "The radix of the formatBase function must be between 2 and 36.  It was given {{value}}"),
    ("D3110", "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {{value}}"),
    ("D3120", "Syntax error in expression passed to function eval: {{value}}"),
    ("D3121", "Dynamic error evaluating the expression passed to function eval: {{value}}"),
    ("D3130", "Formatting or parsing an integer as a sequence starting with {{value}} is not supported by this implementation"),
    ("D3131", "In a decimal digit pattern, all digits must be from the same decimal group"),
    ("D3132", "Unknown component specifier {{value}} in date/time picture string"),
    ("D3133", "The 'name' modifier can only be applied to months and days in the date/time picture string, not {{value}}"),
    ("D3134", "The timezone integer format specifier cannot have more than four digits"),
    ("D3135", "No matching closing bracket ']' in date/time picture string"),
    ("D3136", "The date/time picture string is missing specifiers required to parse the timestamp"),
    ("D3137", "{{{message}}}"),
    ("D3138", "The $single() function expected exactly 1 matching result.  Instead it matched more."),
    ("D3139", "The $single() function expected exactly 1 matching result.  Instead it matched 0."),
    ("D3140", "Malformed URL passed to ${{{functionName}}}(): {{value}}"),
    ("D3141", "{{{message}}}"),
];
