//! ResultWriter: the results of a Map Run as the files S3 would hold.
//!
//! Source: AWS developer guide, "ResultWriter".

use std::rc::Rc;

use crate::json::{Key, Value};

use super::execution::{Execution, ExecutionStatus, Redriver};

/// `"ResultWriter"`, evaluated.
#[derive(Debug)]
pub(super) struct Writing {
    /// Where results go; without a place they are only shaped.
    pub(super) place: Option<Place>,
    pub(super) config: WriterConfig,
}

/// `"WriterConfig"`
#[derive(Clone, Copy, Debug)]
pub(super) struct WriterConfig {
    pub(super) transformation: Transformation,
    output_type: OutputType,
}

/// `"Transformation"`: what is kept of each child execution.
#[derive(Clone, Copy, Debug)]
pub(super) enum Transformation {
    /// `NONE`, as without one: its input, its output, its status and what else identifies it.
    None,
    /// `COMPACT`: its output.
    Compact,
    /// `FLATTEN`: the items of its output, or the output that is no array.
    Flatten,
}

/// `"OutputType"`
#[derive(Clone, Copy, Debug)]
enum OutputType {
    /// `JSON`, as without one: an array.
    Json,
    /// `JSONL`: a result on each line.
    Jsonl,
}

impl From<&Value> for WriterConfig {
    fn from(config: &Value) -> WriterConfig {
        let text = |name: &str| config.get(name).and_then(Value::as_str);
        WriterConfig {
            transformation: match text("Transformation") {
                Some("COMPACT") => Transformation::Compact,
                Some("FLATTEN") => Transformation::Flatten,
                _ => Transformation::None,
            },
            output_type: match text("OutputType") {
                Some("JSONL") => OutputType::Jsonl,
                _ => OutputType::Json,
            },
        }
    }
}

/// Where results go.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) bucket: Rc<str>,
    prefix: Rc<str>,
}

impl Place {
    /// From `{"Bucket", "Prefix"}`. The error is the cause of `States.ResultWriterFailed`.
    pub(super) fn new(parameters: &Value) -> Result<Place, String> {
        let text = |name: &str| match parameters.get(name) {
            None => Ok(Rc::default()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(other) => Err(format!("{name} is no text: {other}")),
        };
        let (bucket, prefix) = (text("Bucket")?, text("Prefix")?);
        match bucket.is_empty() {
            true => Err("The request names no Bucket.".to_owned()),
            false => Ok(Place { bucket, prefix }),
        }
    }
}

/// What was written.
pub(super) struct Written {
    /// All of them in the bucket of the place.
    pub(super) files: Vec<File>,
    /// The state's result.
    pub(super) result: Value,
}

/// An object in S3.
pub(super) struct File {
    pub(super) key: String,
    pub(super) body: Rc<[u8]>,
}

/// What a transformation makes of the child executions. A child that failed has no output, and is told of whatever is wanted.
///
/// Source: AWS developer guide, "ResultWriter".
pub(super) fn transformed(children: &[&Execution], transformation: Transformation) -> Vec<Value> {
    let result = |child: &&Execution| child.output.clone().unwrap_or_else(|| record(child));
    let outputs = || children.iter().map(result);
    match transformation {
        Transformation::Compact => outputs().collect(),
        Transformation::Flatten => outputs()
            .flat_map(|output| match output {
                Value::Array(items) => items.items().to_vec(),
                other => vec![other],
            })
            .collect(),
        Transformation::None => children.iter().map(|child| record(child)).collect(),
    }
}

/// The manifest and one file per outcome; `pending` has the inputs of the executions that were never started.
pub(super) fn files(
    children: &[&Execution],
    pending: &[&Value],
    run_arn: &str,
    place: &Place,
    config: WriterConfig,
) -> Written {
    let mut folder = Folder::new(place, run_arn, config.output_type);
    let (succeeded, failed): (Vec<&Execution>, Vec<&Execution>) = children
        .iter()
        .partition(|child| child.status == ExecutionStatus::Succeeded);
    let failed = failed.iter().map(|child| record(child)).collect();
    let pending = pending.iter().map(|input| pending_record(input)).collect();
    let succeeded = transformed(&succeeded, config.transformation);
    let result_files = Value::object([
        ("FAILED", folder.put_results("FAILED", failed)),
        ("PENDING", folder.put_results("PENDING", pending)),
        ("SUCCEEDED", folder.put_results("SUCCEEDED", succeeded)),
    ]);
    let bucket = Value::from(&*place.bucket);
    let manifest = Value::object([
        ("DestinationBucket", bucket.clone()),
        ("MapRunArn", Value::from(run_arn)),
        ("ResultFiles", result_files),
    ]);
    let key = folder.put("manifest.json", manifest.to_string());
    let details = Value::object([("Bucket", bucket), ("Key", key)]);
    Written {
        files: folder.files,
        result: Value::object([
            ("MapRunArn", Value::from(run_arn)),
            ("ResultWriterDetails", details),
        ]),
    }
}

/// The folder of a Map Run below its place.
struct Folder {
    path: String,
    output_type: OutputType,
    files: Vec<File>,
}

impl Folder {
    fn new(place: &Place, run_arn: &str, output_type: OutputType) -> Folder {
        let run_id = run_arn.rsplit(':').next().unwrap_or_default();
        let path = match place.prefix.trim_end_matches('/') {
            "" => run_id.to_owned(),
            prefix => format!("{prefix}/{run_id}"),
        };
        Folder {
            path,
            output_type,
            files: Vec::new(),
        }
    }

    /// Puts a file into it and gives its key.
    fn put(&mut self, name: &str, body: String) -> Value {
        let key = format!("{}/{name}", self.path);
        let shown = Value::from(&*key);
        let body = body.into_bytes().into();
        self.files.push(File { key, body });
        shown
    }

    /// Puts the results of one outcome into it, if there are any, and gives what the manifest lists of them.
    fn put_results(&mut self, outcome: &str, results: Vec<Value>) -> Value {
        if results.is_empty() {
            return Value::array(Vec::new());
        }
        let (body, extension) = match self.output_type {
            OutputType::Jsonl => {
                let lines = results.iter().map(|value| format!("{value}\n"));
                (lines.collect::<String>(), "jsonl")
            }
            OutputType::Json => (Value::array(results).to_string(), "json"),
        };
        let size = Value::from(body.len() as i64);
        let key = self.put(&format!("{outcome}_0.{extension}"), body);
        Value::array(vec![Value::object([("Key", key), ("Size", size)])])
    }
}

/// A child execution as a result file tells of it.
///
/// Source: files that AWS wrote, in public tests; one that failed has OutputDetails without Output.
fn record(child: &Execution) -> Value {
    let text = |text: &Rc<str>| Value::String(text.clone());
    let [count, status, status_reason] = child.redrive_members(Redriver::MapRun);
    let members = [
        ("Cause", child.reason.cause.as_ref().map(text)),
        ("Error", child.reason.error.as_ref().map(text)),
        ("ExecutionArn", Some(text(&child.identity.execution_arn))),
        ("Input", Some(payload(&child.input))),
        ("InputDetails", Some(included())),
        ("Name", Some(text(&child.identity.execution_name))),
        ("Output", child.output.as_ref().map(payload)),
        ("OutputDetails", Some(included())),
        count,
        status,
        status_reason,
        ("StartDate", Some(Value::from(child.started.in_data()))),
        ("StateMachineArn", Some(text(&child.identity.machine_arn))),
        ("Status", Some(Value::from(child.status.as_str()))),
        (
            "StopDate",
            child.stopped.map(|at| Value::from(at.in_data())),
        ),
    ];
    let present = members.into_iter();
    Value::object(present.filter_map(|(key, value)| Some((Key::from(key), value?))))
}

/// An execution that was never started.
///
/// Source: a file that AWS wrote, in public tests.
fn pending_record(input: &Value) -> Value {
    Value::object([
        ("Input", payload(input)),
        ("InputDetails", included()),
        ("Status", Value::from("PENDING")),
    ])
}

fn payload(value: &Value) -> Value {
    Value::String(value.to_text())
}

fn included() -> Value {
    Value::object([("Included", Value::from(true))])
}
