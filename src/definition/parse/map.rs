//! The fields of a Map: its processor and the parts of the distributed mode.

use super::Parser;
use super::object::Object;
use crate::definition::fields::Owner;
use crate::definition::{ItemBatcher, ItemReader, MachineType, Map, ResultWriter, StateMachine};
use crate::diagnostic::{AwsCode, Code, Diagnostic, Severity};
use crate::json::node::{Member, Node, NodeKind};

impl Parser {
    pub(super) fn map(&mut self, object: &Object) -> Map {
        let item_processor = self.processor(object, "ItemProcessor");
        let iterator = self.processor(object, "Iterator");
        if object.node.get("ItemProcessor").is_none() && object.node.get("Iterator").is_none() {
            self.diagnostics
                .push(object.missing(&["ItemProcessor"]).with_aws_at(
                    AwsCode::SchemaValidationFailed,
                    "This object should have only one of the following fields: [ItemProcessor, Iterator]",
                    Some(object.location.to_string()),
                ));
        }
        let (processor, distributed) = item_processor.or(iterator).unzip();
        let distributed = distributed.flatten();
        let batcher = object.inner("ItemBatcher", Owner::ItemBatcher);
        // an inline Map does nothing with it
        if let Some(batcher) = batcher.as_ref().filter(|_| distributed.is_some()) {
            self.check_limits(batcher);
        }
        Map {
            processor,
            distributed,
            items_path: object.text("ItemsPath"),
            items: object.template("Items"),
            item_selector: object
                .template("ItemSelector")
                .or_else(|| object.template("Parameters")),
            max_concurrency: object.quantity("MaxConcurrency"),
            tolerated_failure_count: object.quantity("ToleratedFailureCount"),
            tolerated_failure_percentage: object.quantity("ToleratedFailurePercentage"),
            item_reader: object
                .inner("ItemReader", Owner::ItemReader)
                .map(|inner| self.item_reader(&inner)),
            item_batcher: batcher.map(|inner| self.item_batcher(&inner)),
            result_writer: object
                .inner("ResultWriter", Owner::ResultWriter)
                .map(|inner| self.result_writer(&inner)),
            label: object.name("Label"),
        }
    }

    /// The machine that each item goes through, and the type of its executions in the distributed mode.
    fn processor(
        &mut self,
        object: &Object,
        name: &str,
    ) -> Option<(StateMachine, Option<MachineType>)> {
        let inner = object.inner(name, Owner::Processor)?;
        let machine = self.nested(&inner);
        let config = inner.inner("ProcessorConfig", Owner::ProcessorConfig);
        Some((
            machine,
            config.and_then(|config| self.processor_config(&config)),
        ))
    }

    fn processor_config(&mut self, object: &Object) -> Option<MachineType> {
        object.check(&mut self.diagnostics);
        let text = |name: &str| object.get(name).and_then(Node::as_str);
        if text("Mode") != Some("DISTRIBUTED") {
            if let Some(member) = object.node.member("ExecutionType")
                && text("Mode") == Some("INLINE")
            {
                self.diagnostics.push(inline_executions(object, member));
            }
            return None;
        }
        if object.node.get("ExecutionType").is_none() {
            self.diagnostics.push(
                object
                    .missing(&["ExecutionType"])
                    .with_help("write `STANDARD` or `EXPRESS`"),
            );
        }
        Some(match text("ExecutionType") {
            Some("EXPRESS") => MachineType::Express,
            _ => MachineType::Standard,
        })
    }

    fn item_reader(&mut self, object: &Object) -> ItemReader {
        object.check(&mut self.diagnostics);
        let config = object.inner("ReaderConfig", Owner::ReaderConfig);
        if let Some(config) = &config {
            config.check(&mut self.diagnostics);
        }
        ItemReader {
            span: object.node.span,
            resource: object.text("Resource"),
            parameters: object
                .template("Parameters")
                .or_else(|| object.template("Arguments")),
            max_items: config
                .as_ref()
                .and_then(|config| config.quantity("MaxItems")),
            config: config.map(|config| plain_config(config.node)),
        }
    }

    /// Source: AWS developer guide, "ItemBatcher": one of the two limits must be given. AWS's words are not known.
    fn check_limits(&mut self, batcher: &Object) {
        const LIMITS: [&str; 4] = [
            "MaxItemsPerBatch",
            "MaxItemsPerBatchPath",
            "MaxInputBytesPerBatch",
            "MaxInputBytesPerBatchPath",
        ];
        if LIMITS.iter().any(|name| batcher.node.get(name).is_some()) {
            return;
        }
        let message = "`ItemBatcher` limits neither items nor bytes";
        self.diagnostics.push(
            Diagnostic::new(Code::MissingField, Severity::Error, batcher.head(), message)
                .with_location(batcher.location.to_string())
                .with_help("add `MaxItemsPerBatch` or `MaxInputBytesPerBatch`"),
        );
    }

    fn item_batcher(&mut self, object: &Object) -> ItemBatcher {
        object.check(&mut self.diagnostics);
        ItemBatcher {
            span: object.node.span,
            max_items: object.quantity("MaxItemsPerBatch"),
            max_input_bytes: object.quantity("MaxInputBytesPerBatch"),
            batch_input: object.template("BatchInput"),
        }
    }

    fn result_writer(&mut self, object: &Object) -> ResultWriter {
        object.check(&mut self.diagnostics);
        if let Some(config) = object.inner("WriterConfig", Owner::WriterConfig) {
            config.check(&mut self.diagnostics);
        }
        if object.node.members().is_empty() {
            self.diagnostics.push(empty_writer(object));
        }
        ResultWriter {
            span: object.node.span,
            resource: object.text("Resource"),
            parameters: object
                .template("Parameters")
                .or_else(|| object.template("Arguments")),
            config: object.template("WriterConfig"),
        }
    }
}

/// Source: public measurements on AWS.
fn inline_executions(object: &Object, member: &Member) -> Diagnostic {
    let message = "an inline Map has no `ExecutionType`";
    let span = member.key.span;
    Diagnostic::new(Code::MisplacedField, Severity::Error, span, message)
        .with_location(object.at("ExecutionType"))
        .with_reason("its iterations are part of the execution around it")
        .with_help("remove it, or write `\"Mode\": \"DISTRIBUTED\"`")
        .with_aws_at(
            AwsCode::SchemaValidationFailed,
            "Field 'ExecutionType' is not supported",
            object.location.to_string(),
        )
}

/// `ReaderConfig` without the fields that are read apart.
fn plain_config(node: &Node) -> Node {
    let is_apart = |name: &str| matches!(name, "MaxItems" | "MaxItemsPath");
    let members = node
        .members()
        .iter()
        .filter(|member| !is_apart(&member.key.value));
    Node {
        span: node.span,
        kind: NodeKind::Object(members.cloned().collect()),
    }
}

fn empty_writer(object: &Object) -> Diagnostic {
    let message = "`ResultWriter` must not be empty";
    Diagnostic::new(Code::EmptyValue, Severity::Error, object.node.span, message)
        .with_location(object.location.to_string())
        .with_help("add `Resource` with `Parameters`, or `WriterConfig`")
        .with_aws(AwsCode::SchemaValidationFailed, "Value cannot be empty")
}
