//! The raw exports of the WebAssembly module. Plain data in, plain data out; the package and the page wrap them.
//!
//! Objects cross through `serde-wasm-bindgen`, payloads and events as JSON text.

mod run;

use js_sys::{Error, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::api::evaluate::{self, EvaluateRequest, NoValue};
use crate::api::session::RequestError;
use crate::api::{analyze, assist, validate};
use crate::definition::MachineType;

pub use run::Session;

/// Lets a panic be read in the console; none is reachable, but a trap without words helps nobody.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into())
    }));
}

/// What the text-only exports take beside the text.
#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(
        rename = "type",
        deserialize_with = "crate::api::run_types::machine_type"
    )]
    machine_type: Option<MachineType>,
}

fn machine_type(options: JsValue) -> Result<MachineType, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(MachineType::default());
    }
    Ok(from_js::<Options>(options)?
        .machine_type
        .unwrap_or_default())
}

/// Everything the page knows about a definition before it runs.
///
/// # Errors
/// Options that cannot be read.
#[wasm_bindgen]
pub fn analyze(definition: &str, options: JsValue) -> Result<JsValue, JsValue> {
    to_js(&analyze::analyze(definition, machine_type(options)?))
}

/// What is wrong or suspicious in a definition.
///
/// # Errors
/// Options that cannot be read.
#[wasm_bindgen]
pub fn check(definition: &str, options: JsValue) -> Result<JsValue, JsValue> {
    to_js(&analyze::check(definition, machine_type(options)?))
}

/// AWS's ValidateStateMachineDefinition.
///
/// # Errors
/// Options that cannot be read.
#[wasm_bindgen]
pub fn validate(definition: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let options = match options.is_undefined() || options.is_null() {
        true => validate::ValidateOptions::default(),
        false => from_js(options)?,
    };
    to_js(&validate::validate(definition, options))
}

/// One expression on its own; JSON text, or nothing for JSONata's undefined.
///
/// # Errors
/// An `Error` of the name `EvaluationError`, with `code` and `position` where there are any; one with `code`
/// `InvalidRequest` and no such name when it is the request that makes no sense.
#[wasm_bindgen]
pub fn evaluate(request: JsValue) -> Result<Option<String>, JsValue> {
    let request: EvaluateRequest = from_js(request)?;
    evaluate::evaluate(&request).map_err(|no_value| match no_value {
        NoValue::Request(message) => invalid_request(message),
        NoValue::Expression(error) => {
            let thrown = Error::new(&error.message);
            thrown.set_name("EvaluationError");
            if let Some(code) = &error.code {
                let _ = Reflect::set(&thrown, &"code".into(), &code.as_str().into());
            }
            if let Some(position) = error.position {
                let position = JsValue::from_f64(position as f64);
                let _ = Reflect::set(&thrown, &"position".into(), &position);
            }
            thrown.into()
        }
    })
}

/// AWS's TestState. See `www/src/engine/types/test-state.ts` for the shapes.
///
/// # Errors
/// An `Error` with `code`: `ValidationException`, `InvalidDefinition`, `InvalidExecutionInput`.
#[wasm_bindgen(js_name = testState)]
pub fn test_state(request: JsValue) -> Result<JsValue, JsValue> {
    let request: crate::api::test_state::TestStateRequest = from_js(request)?;
    match crate::api::test_state::test_state(&request) {
        Ok(answer) => to_js(&answer),
        Err(error) => Err(thrown_with(&error, &request.definition)),
    }
}

/// The definition laid out anew; a text that is no JSON stays as it is.
#[wasm_bindgen]
pub fn format(definition: &str, indent: Option<u32>) -> String {
    crate::definition::format(definition, indent.unwrap_or(2).min(16) as usize)
}

/// The definition in the other notation, JSON or YAML, and how many comments that loses; null for a text that
/// cannot be read.
///
/// # Errors
/// Only when the answer cannot be built.
#[wasm_bindgen]
pub fn convert(definition: &str) -> Result<JsValue, JsValue> {
    let converted = crate::definition::convert(definition).map_err(Error::new)?;
    to_js(&converted)
}

/// The state machines of a template of CloudFormation or SAM; none for any other text.
///
/// # Errors
/// Only when the answer cannot be built.
#[wasm_bindgen(js_name = deployedMachines)]
pub fn deployed_machines(template: &str) -> Result<JsValue, JsValue> {
    to_js(&crate::definition::deployed_machines(template))
}

/// What can stand at an offset of a definition; `input` is the execution's as JSON text.
///
/// # Errors
/// Only when the answer cannot be built; so for `hover` and `locate`.
#[wasm_bindgen]
pub fn complete(definition: &str, offset: u32, input: Option<String>) -> Result<JsValue, JsValue> {
    to_js(&assist::complete(definition, offset, input.as_deref()))
}

/// The meaning of what stands at an offset of a definition; null for none.
#[wasm_bindgen]
pub fn hover(definition: &str, offset: u32) -> Result<JsValue, JsValue> {
    to_js(&assist::hover(definition, offset))
}

/// The state that is named at an offset of a definition; null for none.
#[wasm_bindgen]
pub fn locate(definition: &str, offset: u32) -> Result<JsValue, JsValue> {
    to_js(&assist::locate(definition, offset))
}

/// The replacements that give the state that is named at an offset another name.
///
/// # Errors
/// An `Error` that says why it cannot have it.
#[wasm_bindgen]
pub fn rename(definition: &str, offset: u32, new_name: &str) -> Result<JsValue, JsValue> {
    match assist::rename(definition, offset, new_name) {
        Ok(edits) => to_js(&edits),
        Err(message) => Err(Error::new(&message).into()),
    }
}

/// The definition's graph as Mermaid's flowchart, or nothing when the text has no readable `States`.
#[wasm_bindgen]
pub fn mermaid(definition: &str) -> Option<String> {
    crate::api::analyze::mermaid(definition)
}

/// IAM's actions that the machine's role must be allowed.
#[wasm_bindgen]
pub fn permissions(definition: &str) -> Vec<String> {
    crate::api::permissions::permissions(definition)
}

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        let words = words(&error.to_string());
        invalid_request(format!("The request cannot be read: {words}."))
    })
}

fn invalid_request(message: String) -> JsValue {
    thrown(&RequestError {
        code: "InvalidRequest",
        message,
        diagnostics: Vec::new(),
    })
}

/// What serde says about a value, without the names of Rust's types.
fn words(message: &str) -> String {
    let message = message.strip_prefix("Error: ").unwrap_or(message);
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("{} is missing", field.replace('`', ""));
    }
    let Some((_, expected)) = message.split_once(", expected ") else {
        // what we say ourselves, or that no form of an enum fits
        let is_own = !message.starts_with("data did not match");
        return (if is_own {
            message
        } else {
            "a member has no known form"
        })
        .to_owned();
    };
    let expected = match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "f32" | "f64" => "a number",
        "a sequence" => "a list",
        "a string" => "a text",
        "a boolean" => "true or false",
        _ => "an object",
    };
    format!("{expected} is expected where there is something else")
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

fn thrown(error: &RequestError) -> JsValue {
    let thrown = Error::new(&error.message);
    let _ = Reflect::set(&thrown, &"code".into(), &error.code.into());
    thrown.into()
}

/// As [`thrown`], with the findings about the definition.
fn thrown_with(error: &RequestError, definition: &str) -> JsValue {
    let thrown = thrown(error);
    let diagnostics = crate::api::types::diagnostics(&error.diagnostics, definition);
    let diagnostics = to_js(&diagnostics).unwrap_or(JsValue::NULL);
    let _ = Reflect::set(&thrown, &"diagnostics".into(), &diagnostics);
    thrown
}
