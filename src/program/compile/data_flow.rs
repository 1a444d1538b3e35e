//! How input becomes arguments and a result becomes output.

use crate::definition::{self, PathField, QueryLanguage};
use crate::diagnostic::Code;
use crate::json::node::Node;
use crate::json::{Key, Value};
use crate::jsonpath::ReferencePath;
use crate::program::data_flow::{
    DataFlow, Handoff, JsonPathFlow, JsonataFlow, Placement, Selection,
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
                result_selector: self.jsonpath_template(
                    fields.result_selector.as_ref(),
                    place.field("ResultSelector"),
                ),
                result_path: self.placement(fields.result_path.as_ref(), place.field("ResultPath")),
                output_path: self.selection(fields.output_path.as_ref(), place.field("OutputPath")),
                assign: self.jsonpath_assign(fields.assign.as_ref(), place.field("Assign")),
            })),
            QueryLanguage::Jsonata => DataFlow::Jsonata(Box::new(JsonataFlow {
                arguments: self.jsonata_template(fields.arguments.as_ref(), place, "Arguments"),
                output: self.jsonata_template(fields.output.as_ref(), place, "Output"),
                assign: self.jsonata_template(fields.assign.as_ref(), place, "Assign"),
            })),
        }
    }

    fn selection(&mut self, field: Option<&PathField>, location: String) -> Selection {
        match field {
            None => Selection::All,
            Some(PathField::Null(_)) => Selection::Nothing,
            Some(PathField::Path(text)) => match self.path(text, location) {
                Some(path) if !path.is_root() => Selection::Path(path),
                _ => Selection::All,
            },
        }
    }

    pub(super) fn placement(&mut self, field: Option<&PathField>, location: String) -> Placement {
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

    /// `"Assign"` and `"Output"` of a choice rule or catcher, which is the state's `own`.
    pub(super) fn handoff(
        &mut self,
        assign: Option<&Node>,
        output: Option<&Node>,
        place: Place<'_>,
        own: &str,
    ) -> Handoff {
        let assign_field = format!("{own}/Assign");
        match place.language {
            QueryLanguage::JsonPath => Handoff::JsonPath {
                assign: self.jsonpath_assign(assign, place.field(&assign_field)),
            },
            QueryLanguage::Jsonata => Handoff::Jsonata {
                assign: self.jsonata_template(assign, place, &assign_field),
                output: self.jsonata_template(output, place, &format!("{own}/Output")),
            },
        }
    }
}
