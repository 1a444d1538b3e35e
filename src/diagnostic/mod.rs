//! Findings about a definition's text: what is wrong, why it matters, what to do.
//!
//! A diagnostic is never about a run; a failing execution is a simulated failure.

mod aws_code;
mod code;
mod suggest;
mod words;

pub use aws_code::AwsCode;
pub use code::Code;
pub use suggest::{closest, slip_of};
pub use words::{joined, quoted};

use crate::ordering::sort_by_key;
use crate::text::Span;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// AWS refuses the definition, or it cannot run.
    Error,
    /// AWS accepts it, but it is surely not meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// A second place that explains a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub message: String,
}

/// A remedy that is certain: replace `span` by `insert`.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What applying it does, for a menu.
    pub title: String,
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub insert: String,
}

/// How AWS's ValidateStateMachineDefinition words a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsFinding {
    /// AWS's code.
    pub code: AwsCode,
    /// AWS's message.
    pub message: String,
    /// AWS's location, such as `/States/A/Next`; absent where AWS gives none.
    pub location: Option<String>,
}

/// One finding. Wording: starts in lower case, no final period, the user's own text in backticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Which rule found it.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, one terse sentence.
    pub message: String,
    /// Why it matters.
    pub reason: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// The narrowest place.
    pub span: Span,
    /// The place as AWS writes it: keys from the root, array elements as `[i]`.
    pub location: Option<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// Remedies that are certain.
    pub fixes: Vec<Fix>,
    /// What AWS says of it, where AWS says something.
    pub aws: Option<AwsFinding>,
}

impl Diagnostic {
    /// A finding with a headline and a place; the rest is added by the `with_` methods.
    pub fn new(
        code: Code,
        severity: Severity,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            reason: None,
            help: None,
            span,
            location: None,
            related: Vec::new(),
            fixes: Vec::new(),
            aws: None,
        }
    }

    /// Adds why it matters.
    pub fn with_reason(mut self, reason: impl Into<String>) -> Diagnostic {
        self.reason = Some(reason.into());
        self
    }

    /// Adds what to do.
    pub fn with_help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds the place as AWS writes it.
    pub fn with_location(mut self, location: impl Into<String>) -> Diagnostic {
        self.location = Some(location.into());
        self
    }

    /// Adds a second place.
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.related.push(Related {
            span,
            message: message.into(),
        });
        self
    }

    /// Adds a certain remedy.
    pub fn with_fix(
        mut self,
        title: impl Into<String>,
        span: Span,
        insert: impl Into<String>,
    ) -> Diagnostic {
        self.fixes.push(Fix {
            title: title.into(),
            span,
            insert: insert.into(),
        });
        self
    }

    /// Asks whether another name was meant, and adds the change to it; `span` is the wrong name with its quotes.
    pub fn with_meant(self, span: Span, meant: &str) -> Diagnostic {
        self.with_help(format!("did you mean `{meant}`?")).with_fix(
            format!("Change to `{meant}`"),
            span,
            format!("\"{meant}\""),
        )
    }

    /// Adds AWS's wording at the location that the diagnostic has been given by now.
    pub fn with_aws(mut self, code: AwsCode, message: impl Into<String>) -> Diagnostic {
        self.aws = Some(AwsFinding {
            code,
            message: message.into(),
            location: self.location.clone(),
        });
        self
    }

    /// Adds AWS's wording where AWS names another place than the diagnostic does.
    pub fn with_aws_at(
        mut self,
        code: AwsCode,
        message: impl Into<String>,
        location: impl Into<Option<String>>,
    ) -> Diagnostic {
        self.aws = Some(AwsFinding {
            code,
            message: message.into(),
            location: location.into(),
        });
        self
    }
}

/// What was found in one text.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds findings.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(more);
    }

    /// True when AWS would refuse the text, or it cannot run.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// All findings, by place, then by severity.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        sort_by_key(&mut self.found, |d| (d.span.start, d.severity, d.span.end));
        self.found
    }

    /// All findings in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Takes over what another collection found.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.found.append(&mut other.found);
    }
}
