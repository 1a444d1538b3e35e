//! The fields of a Map, inline or distributed.

use std::rc::Rc;

use super::{MachineType, Quantity, StateMachine};
use crate::json::node::{Node, Text};
use crate::text::{Span, Spanned};

/// The fields of a Map.
#[derive(Clone, Debug)]
pub struct Map {
    /// `"ItemProcessor"` or `"Iterator"`; absent when missing.
    pub processor: Option<StateMachine>,
    /// `"ProcessorConfig"` with `"Mode": "DISTRIBUTED"`: the type of the child executions.
    pub distributed: Option<MachineType>,
    /// `"ItemsPath"`
    pub items_path: Option<Spanned<Text>>,
    /// `"Items"` (JSONata)
    pub items: Option<Node>,
    /// `"ItemSelector"` or the older `"Parameters"`
    pub item_selector: Option<Node>,
    /// `"MaxConcurrency"`, `"MaxConcurrencyPath"`
    pub max_concurrency: Option<Quantity>,
    /// `"ToleratedFailureCount"`, `"ToleratedFailureCountPath"`
    pub tolerated_failure_count: Option<Quantity>,
    /// `"ToleratedFailurePercentage"`, `"ToleratedFailurePercentagePath"`
    pub tolerated_failure_percentage: Option<Quantity>,
    /// `"ItemReader"`
    pub item_reader: Option<ItemReader>,
    /// `"ItemBatcher"`
    pub item_batcher: Option<ItemBatcher>,
    /// `"ResultWriter"`
    pub result_writer: Option<ResultWriter>,
    /// `"Label"`
    pub label: Option<Spanned<Rc<str>>>,
}

/// `"ItemReader"`
#[derive(Clone, Debug)]
pub struct ItemReader {
    /// The object.
    pub span: Span,
    /// `"Resource"`
    pub resource: Option<Spanned<Text>>,
    /// `"Parameters"` or `"Arguments"`
    pub parameters: Option<Node>,
    /// `"ReaderConfig"` without the fields below, as written
    pub config: Option<Node>,
    /// `"MaxItems"`, `"MaxItemsPath"`
    pub max_items: Option<Quantity>,
}

/// `"ItemBatcher"`
#[derive(Clone, Debug)]
pub struct ItemBatcher {
    /// The object.
    pub span: Span,
    /// `"MaxItemsPerBatch"`, `"MaxItemsPerBatchPath"`
    pub max_items: Option<Quantity>,
    /// `"MaxInputBytesPerBatch"`, `"MaxInputBytesPerBatchPath"`
    pub max_input_bytes: Option<Quantity>,
    /// `"BatchInput"`
    pub batch_input: Option<Node>,
}

/// `"ResultWriter"`
#[derive(Clone, Debug)]
pub struct ResultWriter {
    /// The object.
    pub span: Span,
    /// `"Resource"`
    pub resource: Option<Spanned<Text>>,
    /// `"Parameters"` or `"Arguments"`
    pub parameters: Option<Node>,
    /// `"WriterConfig"` as written
    pub config: Option<Node>,
}
