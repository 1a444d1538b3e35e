//! The state machines in a template of CloudFormation or SAM.

use serde::Serialize;

use super::{MachineType, format};
use crate::json::node::{Node, NodeKind};
use crate::json::{Value, parse, yaml};

/// A state machine that a template has.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct DeployedMachine {
    /// As it is written, or its logical id where AWS makes its name up.
    pub name: String,
    /// Its type, where it is written.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub machine_type: Option<MachineType>,
    /// The text of its definition. What is filled in when the template is deployed is a placeholder, `${Charge.Arn}`.
    pub definition: String,
}

/// The state machines of a template in JSON or YAML, in their order; none in a text that is no template or cannot be read. One whose
/// definition is not written yet, is in another file, or is made of more than plain texts, is left out.
///
/// Source: AWS CloudFormation and SAM user guides, `AWS::StepFunctions::StateMachine` and
/// `AWS::Serverless::StateMachine`.
///
/// ```
/// use asl_playground::definition::deployed_machines;
/// let template = "Resources:\n  Orders:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      \
///                 Definition:\n        StartAt: A\n";
/// let machines = deployed_machines(template);
/// assert_eq!((&*machines[0].name, &*machines[0].definition), ("Orders", "StartAt: A\n"));
/// ```
pub fn deployed_machines(text: &str) -> Vec<DeployedMachine> {
    let (root, found) = match yaml::is_yaml(text) {
        true => yaml::parse(text),
        false => parse::parse(text),
    };
    // a part of a definition would be opened for the whole
    if found.has_errors() {
        return Vec::new();
    }
    let resources = root.get("Resources").map_or(&[][..], Node::members);
    let machines = resources.iter().filter_map(|resource| {
        let (name, machine_type) = match resource.value.get("Type")?.as_str()? {
            "AWS::StepFunctions::StateMachine" => ("StateMachineName", "StateMachineType"),
            "AWS::Serverless::StateMachine" => ("Name", "Type"),
            _ => return None,
        };
        let properties = resource.value.get("Properties")?;
        let written = properties.get(name).and_then(Node::as_str);
        // a name that is filled in is none yet
        let name = written.filter(|name| !name.contains("${"));
        let definition = match properties.get("Definition") {
            Some(definition) => filled_in(definition).or_else(|| object(definition, text))?,
            None => filled_in(properties.get("DefinitionString")?)?,
        };
        Some(DeployedMachine {
            name: name.unwrap_or(&resource.key.value).to_owned(),
            machine_type: properties
                .get(machine_type)
                .and_then(Node::as_str)
                .and_then(MachineType::named),
            definition,
        })
    });
    machines.collect()
}

/// A definition that is part of the template: its lines as they stand in YAML, where they mean the same alone.
fn object(node: &Node, text: &str) -> Option<String> {
    if !matches!(node.kind, NodeKind::Object(_)) {
        return None;
    }
    let lines = lines_of(node, text).filter(|lines| {
        let (alone, found) = yaml::parse(lines);
        yaml::is_yaml(lines) && !found.has_errors() && alone.to_value() == node.to_value()
    });
    Some(lines.unwrap_or_else(|| format(&value(node).to_text(), 2)))
}

/// The lines of a node without the indentation that they share.
fn lines_of(node: &Node, text: &str) -> Option<String> {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let before = text.get(..start)?;
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
    let outdented = |line: &str| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        line.get(blanks.min(column)..).unwrap_or(line).to_owned() + "\n"
    };
    let mut lines = text.get(start..end)?.lines();
    let first = lines.next()?.to_owned() + "\n";
    Some(lines.map(outdented).fold(first, |all, line| all + &line))
}

/// The value, with a placeholder for each function of CloudFormation that has a text.
fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Object(members) => match filled_in(node) {
            Some(text) => Value::from(text.as_str()),
            None => Value::object(
                members
                    .iter()
                    .map(|member| (member.key.value.clone(), value(&member.value))),
            ),
        },
        NodeKind::Array(items) => Value::array(items.iter().map(value).collect()),
        _ => node.to_value(),
    }
}

/// A text, or what a function of CloudFormation makes of texts; of the short forms with several arguments YAML has left
/// the arguments.
fn filled_in(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::String(text) => Some(text.value.to_string()),
        NodeKind::Array(_) => of_arguments(node),
        NodeKind::Object(members) => {
            let [member] = &members[..] else {
                return None;
            };
            let argument = &member.value;
            match &*member.key.value {
                "Ref" => Some(format!("${{{}}}", argument.as_str()?)),
                "Fn::GetAtt" => {
                    let parts = argument
                        .as_array()
                        .unwrap_or(std::slice::from_ref(argument));
                    let parts: Option<Vec<&str>> = parts.iter().map(Node::as_str).collect();
                    Some(format!("${{{}}}", parts?.join(".")))
                }
                "Fn::Sub" if argument.as_str().is_some() => filled_in(argument),
                "Fn::Sub" | "Fn::Join" => of_arguments(argument),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `[text, variables]` of `Fn::Sub`, or `[delimiter, [text, text]]` of `Fn::Join`.
fn of_arguments(node: &Node) -> Option<String> {
    let [first, second] = node.as_array()? else {
        return None;
    };
    let first = first.as_str()?;
    match &second.kind {
        NodeKind::Object(_) => Some(first.to_owned()),
        NodeKind::Array(parts) => {
            let parts: Option<Vec<String>> = parts.iter().map(filled_in).collect();
            Some(parts?.join(first))
        }
        _ => None,
    }
}
