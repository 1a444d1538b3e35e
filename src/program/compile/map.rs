//! The fields of a Map.

use crate::definition::{self, QueryLanguage};
use crate::json::node::{Node, Text};
use crate::program::data_flow::Quantity;
use crate::program::distributed::{
    Distributed, ItemBatcher, ItemReader, ReaderAction, ResultWriter,
};
use crate::program::{Items, Map};
use crate::template::Template;
use crate::text::Spanned;

use super::{Compiler, Place};

impl Compiler {
    pub(super) fn map(&mut self, map: &definition::Map, place: Place<'_>) -> Option<Map> {
        let processor = map
            .processor
            .as_ref()
            .and_then(|processor| self.machine(processor));
        let items = match (&map.items_path, &map.items) {
            (Some(text), _) => match self.path_of_map(text, place.field("ItemsPath"), true) {
                Some(path) if path.is_root() => Items::Input,
                Some(path) => Items::Path(path),
                None => Items::Input,
            },
            (None, Some(node)) => {
                Items::Jsonata(self.jsonata_template(Some(node), place, "Items")?)
            }
            (None, None) => Items::Input,
        };
        let selector = map.item_selector.as_ref();
        let item_selector = self.payload(selector, place, "ItemSelector");
        let max_concurrency = self.limit(map.max_concurrency.as_ref(), place, "MaxConcurrency");
        let distributed = self.distributed(map, place);
        let has_parts = distributed.reader.is_some()
            || distributed.batcher.is_some()
            || distributed.writer.is_some();
        Some(Map {
            processor: processor?,
            items,
            item_selector,
            max_concurrency,
            has_distributed_parts: has_parts && map.distributed.is_none(),
            distributed: map.distributed.is_some().then(|| Box::new(distributed)),
        })
    }

    /// A number of a Map.
    fn limit(
        &mut self,
        limit: Option<&definition::Quantity>,
        place: Place<'_>,
        field: &str,
    ) -> Option<Quantity> {
        match limit? {
            definition::Quantity::Path(text) => self
                .path_of_map(text, place.field(&format!("{field}Path")), false)
                .map(Quantity::Path),
            limit => self.quantity(limit, place, field),
        }
    }

    /// The parts of the distributed mode, which must be right in an inline Map too.
    ///
    /// Source: public measurements on AWS for the BatchInput of an inline Map; the other parts by analogy.
    fn distributed(&mut self, map: &definition::Map, place: Place<'_>) -> Distributed {
        let reader = map.item_reader.as_ref();
        let batcher = map.item_batcher.as_ref();
        let writer = map.result_writer.as_ref();
        Distributed {
            child_type: map.distributed.unwrap_or_default(),
            label: map.label.as_ref().map(|label| label.value.clone()),
            reader: reader.map(|reader| self.item_reader(reader, place)),
            batcher: batcher.map(|batcher| self.item_batcher(batcher, place)),
            writer: writer.map(|writer| self.result_writer(writer, place)),
            tolerated_count: self.limit(
                map.tolerated_failure_count.as_ref(),
                place,
                "ToleratedFailureCount",
            ),
            tolerated_percentage: self.limit(
                map.tolerated_failure_percentage.as_ref(),
                place,
                "ToleratedFailurePercentage",
            ),
        }
    }

    fn item_reader(&mut self, reader: &definition::ItemReader, place: Place<'_>) -> ItemReader {
        ItemReader {
            action: action(reader.resource.as_ref()),
            parameters: self.payload(
                reader.parameters.as_ref(),
                place,
                &format!("ItemReader/{}", parameters_field(place.language)),
            ),
            config: self.payload(reader.config.as_ref(), place, "ItemReader/ReaderConfig"),
            max_items: self.limit(
                reader.max_items.as_ref(),
                place,
                "ItemReader/ReaderConfig/MaxItems",
            ),
        }
    }

    fn item_batcher(&mut self, batcher: &definition::ItemBatcher, place: Place<'_>) -> ItemBatcher {
        ItemBatcher {
            max_items: self.limit(
                batcher.max_items.as_ref(),
                place,
                "ItemBatcher/MaxItemsPerBatch",
            ),
            max_bytes: self.limit(
                batcher.max_input_bytes.as_ref(),
                place,
                "ItemBatcher/MaxInputBytesPerBatch",
            ),
            input: self.payload(
                batcher.batch_input.as_ref(),
                place,
                "ItemBatcher/BatchInput",
            ),
        }
    }

    fn result_writer(
        &mut self,
        writer: &definition::ResultWriter,
        place: Place<'_>,
    ) -> ResultWriter {
        ResultWriter {
            has_resource: writer.resource.is_some(),
            parameters: self.payload(
                writer.parameters.as_ref(),
                place,
                &format!("ResultWriter/{}", parameters_field(place.language)),
            ),
            config: self.payload(writer.config.as_ref(), place, "ResultWriter/WriterConfig"),
        }
    }

    /// A payload template in the state's language.
    fn payload(&mut self, node: Option<&Node>, place: Place<'_>, field: &str) -> Option<Template> {
        match place.language {
            QueryLanguage::JsonPath => self.jsonpath_template(node, place.field(field)),
            QueryLanguage::Jsonata => self.jsonata_template(node, place, field),
        }
    }
}

fn action(resource: Option<&Spanned<Text>>) -> ReaderAction {
    match resource {
        Some(text) if text.value.value.ends_with(":listObjectsV2") => ReaderAction::ListObjects,
        _ => ReaderAction::GetObject,
    }
}

/// What the request of a reader or writer is called in each language.
fn parameters_field(language: QueryLanguage) -> &'static str {
    match language {
        QueryLanguage::JsonPath => "Parameters",
        QueryLanguage::Jsonata => "Arguments",
    }
}
