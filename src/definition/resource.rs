//! What a Task calls: the grammar of `"Resource"`.

use std::rc::Rc;

use super::QueryLanguage;
use crate::integrations::{self, Action};

/// How long a service integration waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// For the answer of the call.
    RequestResponse,
    /// `.sync`: for the job's end.
    Sync,
    /// `.sync:2`: for the job's end, its output parsed.
    SyncParsed,
    /// `.waitForTaskToken`: for a callback.
    WaitForTaskToken,
}

impl Pattern {
    /// Patterns whose task has a token in the context object.
    ///
    /// Source: recorded on AWS; `.sync` tasks have one too.
    pub fn has_token(self) -> bool {
        self != Pattern::RequestResponse
    }
}

/// What a Task calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// `"Resource"` as written.
    pub text: Rc<str>,
    /// What kind of thing it is.
    pub kind: ResourceKind,
}

/// The three kinds of resource, which differ in their history events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// `arn:aws:lambda:…:function:name`: `LambdaFunction…` events
    Lambda,
    /// `arn:aws:states:…:activity:name`: `Activity…` events
    Activity,
    /// `arn:aws:states:::service:action.pattern`, in published definitions also with region and account: `Task…` events
    Service(Service),
}

/// How a service is called, which decides the form of what is sent, and of what comes back when it refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integration {
    /// Step Functions' own: `arn:aws:states:::sqs:sendMessage`.
    Optimised,
    /// That of the AWS SDK: `arn:aws:states:::aws-sdk:sqs:sendMessage`.
    AwsSdk,
}

/// A service integration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// As history events name it: `lambda`, `sqs`, `aws-sdk:s3`.
    pub resource_type: Rc<str>,
    /// As history events name it: `invoke`, `sendMessage.waitForTaskToken`.
    pub resource: Rc<str>,
    /// The action without its pattern: `sendMessage`.
    pub action: Rc<str>,
    /// How long it waits.
    pub pattern: Pattern,
}

impl Service {
    /// The service's name, the same for both kinds of integration: `s3`.
    pub fn name(&self) -> &str {
        let whole = &*self.resource_type;
        whole.strip_prefix(SDK).unwrap_or(whole)
    }

    /// Which kind of integration it is called by.
    pub fn integration(&self) -> Integration {
        match self.resource_type.starts_with(SDK) {
            true => Integration::AwsSdk,
            false => Integration::Optimised,
        }
    }

    /// What is known of its optimised integration.
    fn optimised(&self) -> Option<&'static Action> {
        integrations::optimised(&self.resource_type, &self.action)
    }

    /// The fields that a request must have.
    pub fn required(&self) -> &'static [&'static str] {
        self.optimised().map_or(&[], |action| action.required)
    }

    /// Whether a field that a request must have names something, as a text: a table, not an item.
    pub fn is_name(&self, required: &str) -> bool {
        let of_any_type = self
            .optimised()
            .map_or(&[][..], |action| action.of_any_type);
        !of_any_type.contains(&required)
    }

    /// The fields that a request may have; none when they are not listed here.
    pub fn known(&self) -> Option<&'static [&'static str]> {
        self.optimised()?.known
    }

    /// Whether a request may have a field. Step Functions begins every name with a capital, also those of services that
    /// do not. In JSONPath a name that ends in `.$` is told of elsewhere; no field has such a name.
    ///
    /// Source: AWS developer guide, "API naming conventions".
    pub fn takes(&self, field: &str, language: QueryLanguage) -> bool {
        match self.known() {
            Some(known) => known.contains(&field),
            None => {
                let is_path = language == QueryLanguage::Jsonata && field.ends_with(".$");
                !is_path && !field.starts_with(|c: char| c.is_ascii_lowercase())
            }
        }
    }

    /// AWS's words for a field that a request may not have. A name that is wrong in its case alone is told of; when others
    /// are is not known.
    ///
    /// Source: AWS's answers quoted in public.
    pub(crate) fn unsupported(&self, field: &str) -> String {
        let words = unsupported_field(field);
        match self.in_its_case(field) {
            Some(meant) => format!("{words}. Did you mean '{meant}'?"),
            None => words,
        }
    }

    fn in_its_case(&self, field: &str) -> Option<String> {
        let same = |known: &&&str| known.eq_ignore_ascii_case(field);
        match self.known() {
            Some(known) => known.iter().find(same).map(|known| (*known).to_owned()),
            None if field.ends_with(".$") => None,
            None => Some(capitalised(field)),
        }
    }

    /// Whether Step Functions may wait for the action as it is asked to.
    pub fn offers_pattern(&self) -> bool {
        let suffix = self.resource.get(self.action.len()..).unwrap_or_default();
        match self.optimised() {
            Some(action) => action.suffixes().any(|known| known == suffix),
            None => match self.integration() {
                Integration::Optimised => true,
                Integration::AwsSdk => matches!(suffix, "" | ".waitForTaskToken"),
            },
        }
    }
}

impl Resource {
    /// Reads a resource. A text that is no ARN of a service integration or an activity is taken for a function, so
    /// that a definition with a placeholder such as `${ChargeCard}` can be tried.
    pub fn parse(text: &str) -> Resource {
        Resource {
            text: text.into(),
            kind: parse_kind(text),
        }
    }

    /// The pattern of a service integration; functions and activities are request-response.
    pub fn pattern(&self) -> Pattern {
        match &self.kind {
            ResourceKind::Service(service) => service.pattern,
            _ => Pattern::RequestResponse,
        }
    }

    /// Which kind of integration a service is called by; functions and activities are Step Functions' own.
    pub fn integration(&self) -> Integration {
        match &self.kind {
            ResourceKind::Service(service) => service.integration(),
            _ => Integration::Optimised,
        }
    }

    /// True for `lambda:invoke`, whatever its pattern, also as an AWS SDK integration.
    pub fn is_lambda_invoke(&self) -> bool {
        match &self.kind {
            ResourceKind::Service(service) => {
                service.name() == "lambda" && &*service.action == "invoke"
            }
            _ => false,
        }
    }
}

/// AWS's words for a field of a request that the service does not take.
pub(crate) fn unsupported_field(name: &str) -> String {
    format!("The field \"{name}\" is not supported by Step Functions")
}

/// A name as Step Functions spells those of services.
pub(crate) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// What stands before the service's name in an AWS SDK integration's type.
const SDK: &str = "aws-sdk:";

/// The parts of an ARN, the seventh whole; the `:` of a placeholder such as `${AWS::Region}` part nothing.
pub(crate) fn arn_parts(text: &str) -> Vec<&str> {
    let (mut is_inside, mut before) = (false, ' ');
    let parts = text.splitn(7, |c| {
        is_inside = (is_inside || before == '$' && c == '{') && c != '}';
        before = c;
        c == ':' && !is_inside
    });
    parts.collect()
}

fn parse_kind(text: &str) -> ResourceKind {
    match arn_parts(text)[..] {
        ["arn", _, "states", _, _, "activity", _] => ResourceKind::Activity,
        ["arn", _, "states", _, _, first, rest] => {
            let (resource_type, resource) = match (first, rest.split_once(':')) {
                ("aws-sdk", Some((service, action))) => (format!("{SDK}{service}"), action),
                _ => (first.to_owned(), rest),
            };
            let (action, pattern) = split_pattern(resource);
            let (resource_type, resource) = (resource_type.into(), resource.into());
            ResourceKind::Service(Service {
                resource_type,
                resource,
                action: action.into(),
                pattern,
            })
        }
        _ => ResourceKind::Lambda,
    }
}

fn split_pattern(resource: &str) -> (&str, Pattern) {
    let patterns = [
        (".sync:2", Pattern::SyncParsed),
        (".sync", Pattern::Sync),
        (".waitForTaskToken", Pattern::WaitForTaskToken),
    ];
    let found = patterns
        .iter()
        .find_map(|(suffix, pattern)| Some((resource.strip_suffix(suffix)?, *pattern)));
    found.unwrap_or((resource, Pattern::RequestResponse))
}

/// The name of a function in an ARN, partial ARN or name, version and alias stripped.
///
/// ```
/// # use asl_playground::definition::resource::function_name;
/// assert_eq!(function_name("arn:aws:lambda:us-east-1:123456789012:function:charge:$LATEST"), "charge");
/// assert_eq!(function_name("123456789012:function:charge"), "charge");
/// assert_eq!(function_name("charge:live"), "charge");
/// ```
pub fn function_name(function: &str) -> &str {
    let tail = function
        .split_once("function:")
        .map_or(function, |(_, tail)| tail);
    tail.split(':').next().unwrap_or(tail)
}
