//! What is known of AWS's services: one row an action in `actions`, and one a service in `services` where more is to be
//! said of it than its name. The rules, completion, the run, stubs, permissions and TestState read there what they need.

mod actions;
mod examples;
mod services;
pub mod shape;

use shape::Shape;

/// An action of a service.
pub struct Action {
    /// The service: `sqs`.
    pub service: &'static str,
    /// `sendMessage`
    pub name: &'static str,
    /// It has an optimised integration; else only that of the AWS SDK.
    pub is_optimised: bool,
    /// It may wait for the end of a job.
    pub sync: bool,
    /// It may wait for a callback.
    pub token: bool,
    /// The fields that a request of the optimised integration must have.
    ///
    /// Source: as AWS's ValidateStateMachineDefinition was seen to ask for them; the AWS guide for API Gateway. Of
    /// `http:invoke` AWS was seen to take a request without a connection.
    pub required: &'static [&'static str],
    /// Those of them whose value may be of any type; the others name something, as a text.
    pub of_any_type: &'static [&'static str],
    /// The fields beside those that name something which are sent as text: of an object or an array its JSON.
    pub texts: &'static [&'static str],
    /// The fields that a request of the optimised integration may have; none when nobody has told what becomes of others.
    ///
    /// Source: the API references of the services; of `apigateway:invoke` and `http:invoke` the AWS guide. AWS was seen
    /// to refuse others: with the definition when their names are written out, else when the task starts.
    pub known: Option<&'static [&'static str]>,
    /// IAM's actions that a role needs for the call, when they are others than the action's own.
    pub permissions: Option<&'static [&'static str]>,
    /// An example of what the call answers, as JSON.
    pub answer: Option<&'static str>,
    /// An example of what the job is when it has ended.
    pub ended: Option<&'static str>,
    /// The same with `.sync:2`.
    pub ended_parsed: Option<&'static str>,
    /// What the answer of the call looks like; none when a mock of it is not looked at.
    pub shape: Option<&'static Shape>,
}

impl Action {
    /// Whether a field is sent as text.
    pub fn sends_text(&self, field: &str) -> bool {
        let is_name = self.required.contains(&field) && !self.of_any_type.contains(&field);
        is_name || self.texts.contains(&field)
    }

    /// What may follow the action in a `Resource` of the optimised integration, nothing among it.
    pub fn suffixes(&self) -> impl Iterator<Item = &'static str> {
        let suffixes = [
            (true, ""),
            (self.sync, ".sync"),
            (self.sync && self.service == "states", ".sync:2"),
            (self.token, ".waitForTaskToken"),
        ];
        let has = suffixes.into_iter().filter(|(has, _)| *has);
        has.map(|(_, suffix)| suffix)
    }
}

/// A service that has other names than its own, jobs to wait for, or requests of which AWS looks at the inside.
struct Service {
    /// In an optimised integration: `events`.
    name: &'static str,
    /// In AWS SDK integrations; empty: the same.
    sdk: &'static [&'static str],
    /// Before IAM's actions.
    prefix: &'static str,
    /// IAM's actions for waiting for the end of a job, beyond starting it.
    to_wait: &'static [&'static str],
    /// What stands within members of its requests.
    ///
    /// Source: the API references of the services.
    contents: &'static [(&'static str, Content)],
}

/// What stands within a member of a request, at any depth.
#[derive(Clone, Copy)]
pub(crate) enum Content {
    /// Texts, under these names; under any when none are named.
    Texts(&'static [&'static str]),
    /// DynamoDB's attributes, by their names.
    Attributes,
}

/// The actions of which something is known, by service.
pub fn actions() -> impl Iterator<Item = &'static Action> {
    actions::ACTIONS.iter()
}

/// Those with an optimised integration.
pub fn optimised_actions() -> impl Iterator<Item = &'static Action> {
    actions().filter(|action| action.is_optimised)
}

/// An action of an optimised integration.
pub fn optimised(service: &str, name: &str) -> Option<&'static Action> {
    optimised_actions().find(|action| action.service == service && action.name == name)
}

/// An action, by the service's name in either kind of integration.
pub fn action(service: &str, name: &str) -> Option<&'static Action> {
    let service = own_name(service);
    actions().find(|action| action.service == service && action.name == name)
}

/// The ARNs of the optimised integrations, with every way of waiting that they have.
pub fn arns() -> impl Iterator<Item = String> {
    optimised_actions().flat_map(|action| {
        let (service, name) = (action.service, action.name);
        let suffixes = action.suffixes();
        suffixes.map(move |suffix| format!("arn:aws:states:::{service}:{name}{suffix}"))
    })
}

/// The name in optimised integrations of a service named as either kind of integration does.
pub fn own_name(service: &str) -> &str {
    row(service).map_or(service, |row| row.name)
}

/// The name of a service in AWS SDK integrations, when they do not know it by this one.
pub fn sdk_name(service: &str) -> Option<&'static str> {
    // what it is called elsewhere, though by no integration
    if service == "stepfunctions" {
        return Some("sfn");
    }
    let names = row(service)?.sdk;
    names.first().copied().filter(|_| !names.contains(&service))
}

/// What stands before IAM's actions of a service.
pub fn permission_prefix(service: &str) -> &str {
    row(service).map_or(service, |row| row.prefix)
}

/// IAM's actions for waiting for a service's job, beyond starting it.
pub fn permissions_to_wait(service: &str) -> &'static [&'static str] {
    row(service).map_or(&[], |row| row.to_wait)
}

/// What stands within the members of the requests of an optimised integration, by their names.
pub(crate) fn contents(service: &str) -> &'static [(&'static str, Content)] {
    let row = row(service).filter(|row| row.name == service);
    row.map_or(&[], |row| row.contents)
}

fn row(service: &str) -> Option<&'static Service> {
    let is_this = |row: &&Service| row.name == service || row.sdk.contains(&service);
    services::SERVICES.iter().find(is_this)
}
