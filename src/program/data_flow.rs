//! How input becomes arguments and a result becomes output, compiled.

use std::rc::Rc;

use crate::json::{Key, Number};
use crate::jsonpath::{Path, ReferencePath};
use crate::template::{Located, Template};

/// The fields that shape a state's data, in its query language.
#[derive(Debug)]
pub enum DataFlow {
    /// InputPath → Parameters → (work) → ResultSelector → Assign → ResultPath → OutputPath
    JsonPath(Box<JsonPathFlow>),
    /// Arguments → (work) → Assign, Output
    Jsonata(Box<JsonataFlow>),
}

impl DataFlow {
    /// Whether the arguments are the value of one expression, so that nothing of them is known before.
    pub fn computes_arguments(&self) -> bool {
        match self {
            DataFlow::JsonPath(_) => false,
            DataFlow::Jsonata(flow) => matches!(flow.arguments, Some(Template::Expression(_))),
        }
    }
}

/// The fields of a JSONPath state.
#[derive(Debug, Default)]
pub struct JsonPathFlow {
    /// `"InputPath"`
    pub input_path: Selection,
    /// `"Parameters"`
    pub parameters: Option<Template>,
    /// What becomes of its result.
    pub handoff: JsonPathHandoff,
}

/// The fields of a JSONata state.
#[derive(Debug, Default)]
pub struct JsonataFlow {
    /// `"Arguments"`
    pub arguments: Option<Template>,
    /// What becomes of its result.
    pub handoff: JsonataHandoff,
}

/// How a choice rule or a catcher hands data on, in the query language of its state.
#[derive(Debug)]
pub enum Handoff {
    /// In JSONPath.
    JsonPath(Box<JsonPathHandoff>),
    /// In JSONata.
    Jsonata(Box<JsonataHandoff>),
}

/// From a result to the next state's input in JSONPath, in this order.
#[derive(Debug, Default)]
pub struct JsonPathHandoff {
    /// `"ResultSelector"`
    pub result_selector: Option<Template>,
    /// `"Assign"`
    pub assign: Vec<(Key, Template)>,
    /// `"ResultPath"`
    pub result_path: Placement,
    /// `"OutputPath"`; of a choice rule that of its state.
    pub output_path: Selection,
}

/// From a result to the next state's input in JSONata.
#[derive(Debug, Default)]
pub struct JsonataHandoff {
    /// `"Assign"`
    pub assign: Option<Template>,
    /// `"Output"`
    pub output: Option<Template>,
}

/// `"InputPath"` or `"OutputPath"`.
#[derive(Clone, Debug, Default)]
pub enum Selection {
    /// Absent or `"$"`
    #[default]
    All,
    /// `null`: `{}`
    Nothing,
    /// A path, which the rules of a Choice share.
    Path(Rc<Path>),
}

/// `"ResultPath"`.
#[derive(Debug, Default)]
pub enum Placement {
    /// Absent or `"$"`: the result is the output.
    #[default]
    Replace,
    /// `null`: the result is dropped.
    Discard,
    /// The result is put into the raw input.
    At(ReferencePath),
}

/// A number that may come from the data.
#[derive(Debug)]
pub enum Quantity {
    /// As written.
    Literal(Number),
    /// `"{% … %}"`
    Expression(Located),
    /// The `…Path` field.
    Path(Path),
}

/// A text that may come from the data.
#[derive(Debug)]
pub enum Words {
    /// As written.
    Literal(std::rc::Rc<str>),
    /// `"{% … %}"`
    Expression(Located),
    /// The `…Path` field with a path.
    Path(Path),
    /// `"ErrorPath"` or `"CausePath"` with an intrinsic function.
    Intrinsic(crate::intrinsic::Call),
}
