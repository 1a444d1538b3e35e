//! `Choices`: rules, the connectives that nest them, and their comparisons.

use super::Parser;
use super::object::{CONDITION, Object};
use super::shape::{self, Expected};
use crate::definition::fields::{self, Owner};
use crate::definition::{Choice, ChoiceRule, Condition, QueryLanguage};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Severity};
use crate::json::node::{Member, Node, NodeKind};

const CONNECTIVES: [&str; 3] = ["And", "Or", "Not"];

impl Parser {
    pub(super) fn choice(&mut self, object: &Object) -> Choice {
        let rules = object.inner_list("Choices", Owner::ChoiceRule);
        Choice {
            rules: rules.iter().map(|rule| self.rule(rule)).collect(),
            default: object.name("Default"),
        }
    }

    fn rule(&mut self, object: &Object) -> ChoiceRule {
        let condition = match object.language {
            QueryLanguage::JsonPath => self.comparison_rule(object),
            QueryLanguage::Jsonata => self.expression_rule(object),
        };
        ChoiceRule {
            location: object.location.clone(),
            span: object.node.span,
            condition,
            next: object.name("Next"),
            assign: object.template("Assign"),
            output: object.template("Output"),
        }
    }

    /// A rule of a JSONata state. One that is written in JSONPath gets one finding, not one for each of its fields.
    fn expression_rule(&mut self, object: &Object) -> Option<Condition> {
        let foreign = object
            .node
            .members()
            .iter()
            .find(|member| is_comparison_field(&member.key.value));
        match foreign {
            None => {
                object.check(&mut self.diagnostics);
                if object.node.get(CONDITION).is_none() {
                    let missing = object.missing(&[CONDITION]);
                    self.diagnostics.push(one_kind(missing, object));
                }
            }
            Some(member) => self.diagnostics.push(comparison_in_jsonata(object, member)),
        }
        // any other text is of the wrong type, and has been reported
        let is_condition = |node: &Node| match &node.kind {
            NodeKind::Bool(_) => true,
            NodeKind::String(text) => shape::is_expression(&text.value),
            _ => false,
        };
        object
            .template(CONDITION)
            .filter(is_condition)
            .map(Condition::Jsonata)
    }

    fn comparison_rule(&mut self, object: &Object) -> Option<Condition> {
        object.check(&mut self.diagnostics);
        let is_operator = |member: &&Member| fields::operand_of(&member.key.value).is_some();
        let operators = object.node.members().iter().filter(is_operator);
        let connectives = CONNECTIVES
            .iter()
            .filter_map(|name| object.node.member(name));
        let tests: Vec<&Member> = connectives.chain(operators).collect();
        let [test] = tests.as_slice() else {
            self.diagnostics.push(match (tests.first(), tests.get(1)) {
                (Some(first), Some(second)) => two_comparisons(object, first, second),
                _ if says_otherwise(object) => return None,
                _ => no_comparison(object),
            });
            return None;
        };
        let name = &*test.key.value;
        if !CONNECTIVES.contains(&name) {
            return self.comparison(object, test);
        }
        if let Some(variable) = object.node.member("Variable") {
            let conflict = object.conflict(variable, test);
            self.diagnostics.push(one_kind(conflict, object));
        }
        self.connective(object, name)
    }

    fn connective(&mut self, object: &Object, name: &str) -> Option<Condition> {
        if name == "Not" {
            let inner = object.inner(name, Owner::NestedRule)?;
            return Some(Condition::Not(Box::new(self.comparison_rule(&inner)?)));
        }
        let rules = object.inner_list(name, Owner::NestedRule);
        let written = object.get(name)?.as_array()?.len();
        let parts: Vec<Condition> = rules
            .iter()
            .filter_map(|rule| self.comparison_rule(rule))
            .collect();
        // a part that cannot be read leaves the whole without meaning
        (parts.len() == written && written > 0).then_some(match name {
            "And" => Condition::And(parts),
            _ => Condition::Or(parts),
        })
    }

    fn comparison(&mut self, object: &Object, test: &Member) -> Option<Condition> {
        let name = &*test.key.value;
        let expected = Expected {
            name,
            shape: fields::operand_of(name)?.shape(),
            expression: false,
        };
        let fits = shape::check(
            expected,
            &test.value,
            object.language,
            &object.at(name),
            &mut self.diagnostics,
        );
        let Some(variable) = object.text("Variable") else {
            if object.node.get("Variable").is_none() {
                self.diagnostics.push(object.missing(&["Variable"]));
            }
            return None;
        };
        fits.then(|| Condition::Comparison {
            variable,
            operator: test.key.clone(),
            operand: test.value.clone(),
        })
    }
}

/// Whether a rule without a comparison has a field in its place that has been reported: one of JSONata, or one that nothing
/// has, such as a misspelt operator.
#[cold]
fn says_otherwise(object: &Object) -> bool {
    let members = object.node.members().iter();
    let mut unread = members.filter(|member| {
        let field = fields::find(object.owner, &member.key.value);
        field.is_none_or(|field| !field.is_in(object.language))
    });
    object.is_downgraded || unread.next().is_some()
}

fn is_comparison_field(name: &str) -> bool {
    name == "Variable" || CONNECTIVES.contains(&name) || fields::operand_of(name).is_some()
}

fn comparison_in_jsonata(object: &Object, member: &Member) -> Diagnostic {
    let name = &*member.key.value;
    let message = format!("`{name}` is a field of JSONPath, but this state uses JSONata");
    Diagnostic::new(Code::WrongQueryLanguage, Severity::Error, member.key.span, message)
        .with_location(object.at(name))
        .with_help("write the rule as `\"Condition\": \"{% … %}\"`")
        .with_aws_at(
            AwsCode::SchemaValidationFailed,
            format!("The QueryLanguage is set to 'JSONata', but field '{name}' is only supported for the 'JSONPath' QueryLanguage"),
            Some(object.location.to_string()),
        )
}

/// Source: public measurements on AWS, for rules that have none of these fields and for those that have several.
fn one_kind(diagnostic: Diagnostic, object: &Object) -> Diagnostic {
    diagnostic.with_aws_at(
        AwsCode::SchemaValidationFailed,
        "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]",
        object.location.to_string(),
    )
}

fn two_comparisons(object: &Object, first: &Member, second: &Member) -> Diagnostic {
    let message = "a choice rule has one comparison, and this one has several";
    let diagnostic = Diagnostic::new(
        Code::ComparisonCount,
        Severity::Error,
        second.key.span,
        message,
    )
    .with_location(object.at(&second.key.value))
    .with_help("put the comparisons into `And` or `Or`, each with its own `Variable`")
    .with_related(first.key.span, "the first one");
    if CONNECTIVES.contains(&&*first.key.value) {
        return one_kind(diagnostic, object);
    }
    one_operator(
        diagnostic,
        "There should only be one of the following fields:",
        object,
    )
}

/// AWS lists all the operators, not the ones that stand there.
fn one_operator(diagnostic: Diagnostic, text: &str, object: &Object) -> Diagnostic {
    diagnostic.with_aws_at(
        AwsCode::SchemaValidationFailed,
        format!("{text} [{}]", fields::LISTED.join(", ")),
        object.location.to_string(),
    )
}

fn no_comparison(object: &Object) -> Diagnostic {
    let message = "the choice rule compares nothing";
    let diagnostic = Diagnostic::new(
        Code::ComparisonCount,
        Severity::Error,
        object.head(),
        message,
    )
    .with_location(object.location.to_string())
    .with_help("add an operator such as `StringEquals`, or `And`, `Or`, `Not`");
    match object.node.member("Variable") {
        None => one_kind(diagnostic, object),
        Some(_) => one_operator(
            diagnostic,
            "This object should have only one of the following fields:",
            object,
        ),
    }
}
