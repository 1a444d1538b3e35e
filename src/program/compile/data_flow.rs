//! How input becomes arguments and a result becomes output.

use std::rc::Rc;

use crate::definition::{self, PathField, QueryLanguage};
use crate::diagnostic::Code;
use crate::json::node::Node;
use crate::json::{Key, Value};
use crate::jsonpath::ReferencePath;
use crate::program::data_flow::{
    DataFlow, Handoff, JsonPathFlow, JsonPathHandoff, JsonataFlow, JsonataHandoff, Placement,
    Selection,
};
use crate::template::Template;

use super::{Compiler, Place};

impl Compiler {
    pub(super) fn data_flow(
        &mut self,
        fields: &definition::DataFlow,
        place: Place<'_>,
    ) -> DataFlow {
        match place.language {
            QueryLanguage::JsonPath => DataFlow::JsonPath(Box::new(JsonPathFlow {
                input_path: self.selection(fields.input_path.as_ref(), place.field("InputPath")),
                parameters: self
                    .jsonpath_template(fields.parameters.as_ref(), place.field("Parameters")),
                handoff: self.state_handoff(fields, place),
            })),
            QueryLanguage::Jsonata => DataFlow::Jsonata(Box::new(JsonataFlow {
                arguments: self.jsonata_template(fields.arguments.as_ref(), place, "Arguments"),
                handoff: self.jsonata_handoff(
                    fields.assign.as_ref(),
                    fields.output.as_ref(),
                    place,
                    "",
                ),
            })),
        }
    }

    fn state_handoff(
        &mut self,
        fields: &definition::DataFlow,
        place: Place<'_>,
    ) -> JsonPathHandoff {
        JsonPathHandoff {
            result_selector: self.jsonpath_template(
                fields.result_selector.as_ref(),
                place.field("ResultSelector"),
            ),
            result_path: self.placement(fields.result_path.as_ref(), place.field("ResultPath")),
            output_path: self.selection(fields.output_path.as_ref(), place.field("OutputPath")),
            assign: self.jsonpath_assign(fields.assign.as_ref(), place.field("Assign")),
        }
    }

    fn selection(&mut self, field: Option<&PathField>, location: String) -> Selection {
        match field {
            None => Selection::All,
            Some(PathField::Null(_)) => Selection::Nothing,
            Some(PathField::Path(text)) => match self.path(text, location) {
                Some(path) if !path.is_root() => Selection::Path(Rc::new(path)),
                _ => Selection::All,
            },
        }
    }

    fn placement(&mut self, field: Option<&PathField>, location: String) -> Placement {
        match field {
            None => Placement::Replace,
            Some(PathField::Null(_)) => Placement::Discard,
            Some(PathField::Path(text)) => match ReferencePath::parse(&text.value.value) {
                Ok(path) if path.is_root() => Placement::Replace,
                Ok(path) => Placement::At(path),
                Err(error) => {
                    self.bad_path(Code::InvalidReferencePath, text, &error, location);
                    Placement::Replace
                }
            },
        }
    }

    fn jsonpath_assign(&mut self, node: Option<&Node>, location: String) -> Vec<(Key, Template)> {
        match self.jsonpath_template(node, location) {
            Some(Template::Object(members)) => members,
            Some(Template::Literal(Value::Object(object))) => object
                .members()
                .iter()
                .map(|(key, value)| (key.clone(), Template::Literal(value.clone())))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What a choice rule, which is the state's `own`, hands on.
    pub(super) fn rule_handoff(
        &mut self,
        rule: &definition::ChoiceRule,
        state: &DataFlow,
        place: Place<'_>,
        own: &str,
    ) -> Handoff {
        match state {
            DataFlow::JsonPath(flow) => Handoff::JsonPath(Box::new(JsonPathHandoff {
                assign: self
                    .jsonpath_assign(rule.assign.as_ref(), place.field(&format!("{own}/Assign"))),
                output_path: flow.handoff.output_path.clone(),
                ..JsonPathHandoff::default()
            })),
            DataFlow::Jsonata(_) => Handoff::Jsonata(Box::new(self.jsonata_handoff(
                rule.assign.as_ref(),
                rule.output.as_ref(),
                place,
                &format!("{own}/"),
            ))),
        }
    }

    /// What a catcher, which is the state's `own`, hands on.
    pub(super) fn catcher_handoff(
        &mut self,
        catcher: &definition::Catcher,
        place: Place<'_>,
        own: &str,
    ) -> Handoff {
        match place.language {
            QueryLanguage::JsonPath => Handoff::JsonPath(Box::new(JsonPathHandoff {
                result_path: self.placement(
                    catcher.result_path.as_ref(),
                    place.field(&format!("{own}/ResultPath")),
                ),
                assign: self.jsonpath_assign(
                    catcher.assign.as_ref(),
                    place.field(&format!("{own}/Assign")),
                ),
                ..JsonPathHandoff::default()
            })),
            QueryLanguage::Jsonata => Handoff::Jsonata(Box::new(self.jsonata_handoff(
                catcher.assign.as_ref(),
                catcher.output.as_ref(),
                place,
                &format!("{own}/"),
            ))),
        }
    }

    /// `prefix` stands before the names of the fields of a rule or a catcher.
    fn jsonata_handoff(
        &mut self,
        assign: Option<&Node>,
        output: Option<&Node>,
        place: Place<'_>,
        prefix: &str,
    ) -> JsonataHandoff {
        JsonataHandoff {
            output: self.jsonata_template(output, place, &format!("{prefix}Output")),
            assign: self.jsonata_template(assign, place, &format!("{prefix}Assign")),
        }
    }
}
