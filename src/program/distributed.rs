//! What a Map has beyond its inline form: where its items come from, how they are put together, where results go.

use std::rc::Rc;

use crate::definition::MachineType;
use crate::template::Template;

use super::data_flow::Quantity;

/// A Map in the distributed mode.
#[derive(Debug)]
pub struct Distributed {
    /// `"ExecutionType"` of the child executions.
    pub child_type: MachineType,
    /// `"Label"`
    pub label: Option<Rc<str>>,
    /// `"ItemReader"`
    pub reader: Option<ItemReader>,
    /// `"ItemBatcher"`
    pub batcher: Option<ItemBatcher>,
    /// `"ResultWriter"`
    pub writer: Option<ResultWriter>,
    /// `"ToleratedFailureCount"`, `"ToleratedFailureCountPath"`
    pub tolerated_count: Option<Quantity>,
    /// `"ToleratedFailurePercentage"`, `"ToleratedFailurePercentagePath"`
    pub tolerated_percentage: Option<Quantity>,
}

/// `"ItemReader"`
#[derive(Debug)]
pub struct ItemReader {
    /// What it calls.
    pub action: ReaderAction,
    /// `"Parameters"` or `"Arguments"`
    pub parameters: Option<Template>,
    /// `"ReaderConfig"` but for its limit.
    pub config: Option<Template>,
    /// `"MaxItems"`, `"MaxItemsPath"`
    pub max_items: Option<Quantity>,
}

/// What an ItemReader calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderAction {
    /// `s3:getObject`: the items are in one object, or in those that it names.
    GetObject,
    /// `s3:listObjectsV2`: the objects are the items, or each has some.
    ListObjects,
}

/// `"ItemBatcher"`
#[derive(Debug)]
pub struct ItemBatcher {
    /// `"MaxItemsPerBatch"`, `"MaxItemsPerBatchPath"`
    pub max_items: Option<Quantity>,
    /// `"MaxInputBytesPerBatch"`, `"MaxInputBytesPerBatchPath"`
    pub max_bytes: Option<Quantity>,
    /// `"BatchInput"`
    pub input: Option<Template>,
}

/// `"ResultWriter"`
#[derive(Debug)]
pub struct ResultWriter {
    /// Whether results go to S3; otherwise they are only shaped.
    pub has_resource: bool,
    /// `"Parameters"` or `"Arguments"`
    pub parameters: Option<Template>,
    /// `"WriterConfig"`
    pub config: Option<Template>,
}
