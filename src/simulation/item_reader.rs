//! ItemReader: from objects to items.
//!
//! Source: the causes are recorded on AWS where they say so; the others are the playground's own words.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::definition::QueryLanguage;
use crate::json::{self, Key, ParseError, Value};
use crate::limits::MAX_MAP_RUN_ITEMS;
use crate::program::distributed::ReaderAction;
use crate::scope::{ItemSource, MapItem};

use super::objects::{Object, Objects};

/// What an ItemReader asks for, evaluated.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) action: ReaderAction,
    /// `{"Bucket", "Key", "Prefix"}`
    pub(super) parameters: Value,
    /// `"ReaderConfig"`
    pub(super) config: Value,
    /// No more items than these; `None` for all.
    pub(super) limit: Option<usize>,
    /// The state's.
    pub(super) language: QueryLanguage,
}

/// The items. The error is the cause of `States.ItemReaderFailed`.
pub(super) fn read(objects: &Objects, reading: &Reading) -> Result<Vec<Rc<MapItem>>, String> {
    let parameter = |name: &str| reading.parameters.get(name).and_then(Value::as_str);
    let bucket = parameter("Bucket").ok_or("The request names no Bucket.")?;
    let config = Config::new(&reading.config);
    let mut found = Found::default();
    match reading.action {
        ReaderAction::ListObjects => {
            let prefix = parameter("Prefix").unwrap_or("");
            if !objects.has_bucket(bucket) {
                return Err(no_bucket(bucket));
            }
            for (key, object) in objects.list(bucket, prefix) {
                match config.text("Transformation") {
                    Some("LOAD_AND_FLATTEN") => {
                        found.extend(contents(object, key, &config)?, bucket, key)
                    }
                    _ => {
                        let listed = object.listed(key, reading.language);
                        found.extend(vec![(None, listed)], bucket, "");
                    }
                }
            }
        }
        ReaderAction::GetObject => {
            let key = parameter("Key").ok_or("The request names no Key.")?;
            // Source: measured on AWS, which does not look for the object then
            if config.text("InputType") == Some("PARQUET") && parameter("VersionId").is_some() {
                let refused =
                    "S3 Version ID selection is not currently supported for PARQUET files";
                return Err(refused.to_owned());
            }
            let object = find(objects, bucket, key)?;
            match config.manifest_type() {
                Some("ATHENA_DATA") => athena_data(objects, object, key, &config, &mut found)?,
                Some(_) => inventory(objects, object, key, &mut found)?,
                None => found.extend(contents(object, key, &config)?, bucket, key),
            }
        }
    }
    let mut items = found.0;
    items.truncate(reading.limit.unwrap_or(items.len()));
    if items.len() > MAX_MAP_RUN_ITEMS {
        return Err(format!(
            "A run of the playground reads at most {MAX_MAP_RUN_ITEMS} items."
        ));
    }
    Ok(items)
}

/// An item, with its name when it is the member of an object.
type Item = (Option<Key>, Value);

fn unnamed(values: Vec<Value>) -> Vec<Item> {
    values.into_iter().map(|value| (None, value)).collect()
}

/// Items with where they were found.
#[derive(Default)]
struct Found(Vec<Rc<MapItem>>);

impl Found {
    /// More items, all of an object, or without a key of a bucket.
    fn extend(&mut self, items: Vec<Item>, bucket: &str, key: &str) {
        let uri = match key {
            "" => format!("s3://{bucket}"),
            key => format!("s3://{bucket}/{key}"),
        };
        let source = Some(ItemSource::S3(uri.into()));
        let index = self.0.len() as u32;
        let item = |(index, (key, value))| {
            Rc::new(MapItem {
                index,
                key,
                value,
                source: source.clone(),
            })
        };
        self.0.extend((index..).zip(items).map(item));
    }
}

/// The items in a text that stands for what would be read: JSON, or lines as `InputType` has them.
pub(super) fn given(text: &str, reading: &Reading) -> Result<Vec<Rc<MapItem>>, String> {
    let config = Config::new(&reading.config);
    let mut items = match config.text("InputType") {
        Some("CSV") => unnamed(csv_items(text, &config)?),
        Some("JSONL") => unnamed(jsonl_items(text)?),
        _ => json_items(text, config.text("ItemsPointer"))?,
    };
    items.truncate(reading.limit.unwrap_or(items.len()));
    let parameter = |name: &str| reading.parameters.get(name).and_then(Value::as_str);
    let mut found = Found::default();
    found.extend(
        items,
        parameter("Bucket").unwrap_or_default(),
        parameter("Key").unwrap_or_default(),
    );
    Ok(found.0)
}

/// `"ReaderConfig"`, which may be missing.
struct Config<'a>(&'a Value);

impl<'a> Config<'a> {
    fn new(value: &'a Value) -> Config<'a> {
        Config(value)
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// Which manifest the object is, if it is one. `ManifestType` alone says so, and `InputType` is then that of the
    /// files it names; an inventory was `"InputType": "MANIFEST"` before there was another manifest.
    ///
    /// Source: AWS developer guide, "ItemReader".
    fn manifest_type(&self) -> Option<&'a str> {
        let is_manifest = self.text("InputType") == Some("MANIFEST");
        let assumed = is_manifest.then_some("S3_INVENTORY");
        self.text("ManifestType").or(assumed)
    }
}

fn no_bucket(bucket: &str) -> String {
    format!("The specified bucket does not exist: {bucket}")
}

fn find<'a>(objects: &'a Objects, bucket: &str, key: &str) -> Result<&'a Object, String> {
    objects
        .get(bucket, key)
        .ok_or_else(|| match objects.has_bucket(bucket) {
            true => format!("The specified key does not exist: s3://{bucket}/{key}"),
            false => no_bucket(bucket),
        })
}

/// The text of an object, without a byte order mark; `otherwise` ends the sentence about one that is no text.
fn text_of<'a>(object: &'a Object, key: &str, otherwise: &str) -> Result<&'a str, String> {
    match std::str::from_utf8(&object.body) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(_) => Err(format!("{key} is not UTF-8 text{otherwise}.")),
    }
}

/// The items in one object.
fn contents(object: &Object, key: &str, config: &Config<'_>) -> Result<Vec<Item>, String> {
    let kind = config.text("InputType").unwrap_or("JSON");
    let text = || {
        let otherwise = "; compressed objects and Parquet are not read here";
        text_of(object, key, otherwise)
    };
    match kind {
        "JSON" => json_items(text()?, config.text("ItemsPointer")),
        "JSONL" => jsonl_items(text()?)
            .map(unnamed)
            .map_err(|error| format!("{key}: {error}")),
        "CSV" => csv_items(text()?, config).map(unnamed),
        "PARQUET" => Err("The playground does not read Parquet.".to_owned()),
        "MANIFEST" => Err(format!("InputType says nothing of how {key} is written.")),
        other => Err(format!("InputType {other} is not known.")),
    }
}

fn jsonl_items(text: &str) -> Result<Vec<Value>, String> {
    let lines = text.lines().zip(1..);
    lines
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(line, number)| {
            json::parse(line).map_err(|error| {
                let of_file = ParseError {
                    line: number,
                    ..error
                };
                of_file.to_string()
            })
        })
        .collect()
}

fn json_items(text: &str, pointer: Option<&str>) -> Result<Vec<Item>, String> {
    let whole = json::parse(text).map_err(|error| {
        // Source: by analogy; AWS words every text that is no JSON as its parser does
        json::jackson::refusal(text, &error.to_string())
    })?;
    let pointer = pointer.unwrap_or_default();
    let mut found = &whole;
    for part in pointer.split('/').skip(1) {
        let name = part.replace("~1", "/").replace("~0", "~");
        let inner = match found {
            Value::Array(items) => name.parse().ok().and_then(|index| items.get(index)),
            other => other.get(&name),
        };
        // Source: public reports of AWS's answer
        let nowhere = "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON structure.";
        found = inner.ok_or(nowhere)?;
    }
    match found {
        Value::Array(items) => Ok(unnamed(items.items().to_vec())),
        // Source: public measurements on AWS
        Value::Object(object) if !pointer.is_empty() => {
            let members = object.members().iter().cloned();
            Ok(members.map(|(key, value)| (Some(key), value)).collect())
        }
        // Source: recorded on AWS, before there were pointers
        _ => Err("Attempting to map over non-iterable node.".to_owned()),
    }
}

/// Rows as objects of texts.
///
/// Source: recorded on AWS: no trimming, a short row is filled up with empty texts, surplus fields are dropped.
fn csv_items(text: &str, config: &Config<'_>) -> Result<Vec<Value>, String> {
    let delimiter = match config.text("CSVDelimiter") {
        None | Some("COMMA") => ',',
        Some("PIPE") => '|',
        Some("SEMICOLON") => ';',
        Some("SPACE") => ' ',
        Some("TAB") => '\t',
        Some(other) => return Err(format!("CSVDelimiter {other} is not known.")),
    };
    let mut rows = csv_rows(text, delimiter).into_iter();
    let headers: Vec<String> = match config.text("CSVHeaderLocation") {
        Some("GIVEN") => {
            let given = config.0.get("CSVHeaders").and_then(Value::as_array);
            let given = given.map_or(&[][..], |headers| headers.items());
            given
                .iter()
                .filter_map(|header| header.as_str().map(str::to_owned))
                .collect()
        }
        _ => rows.next().unwrap_or_default(),
    };
    let mut seen = BTreeSet::new();
    if !headers.iter().all(|header| seen.insert(&**header)) {
        return Err("CSV headers cannot contain duplicates.".to_owned());
    }
    let keys: Vec<Key> = headers.iter().map(|header| Key::from(&**header)).collect();
    Ok(rows.map(|row| csv_item(&keys, &row)).collect())
}

fn csv_item(keys: &[Key], row: &[String]) -> Value {
    let fields = keys.iter().enumerate().map(|(at, key)| {
        let field = row.get(at).map_or("", String::as_str);
        (key.clone(), Value::from(field))
    });
    Value::object(fields)
}

/// The fields of each row. Quotation marks hold delimiters and line ends; two of them stand for one, in a field without any
/// around it too. A backslash keeps another one, a quotation mark and the delimiter, and is dropped before anything else.
///
/// Source: AWS developer guide, "How Step Functions parses input CSV files".
fn csv_rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let (mut row, mut field, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        match char {
            '\\' => {
                let kept = |next: &char| matches!(next, '\\' | '"') || *next == delimiter;
                field.extend(rest.next_if(kept));
            }
            '"' if (is_quoted || !field.is_empty()) && rest.next_if_eq(&'"').is_some() => {
                field.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if field.is_empty() => is_quoted = true,
            _ if is_quoted => field.push(char),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ if char == delimiter => row.push(std::mem::take(&mut field)),
            _ => field.push(char),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    // an empty line is no row
    rows.retain(|row| row.iter().map(String::as_str).ne([""]));
    rows
}

/// The items in the files that a manifest of Athena names, an address a line.
fn athena_data(
    objects: &Objects,
    object: &Object,
    key: &str,
    config: &Config<'_>,
    found: &mut Found,
) -> Result<(), String> {
    let lines = text_of(object, key, "")?.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty()) {
        let place = line.trim_matches('"').strip_prefix("s3://");
        let (bucket, key) = place
            .and_then(|place| place.split_once('/'))
            .ok_or_else(|| format!("{line} is not an S3 address."))?;
        let items = contents(find(objects, bucket, key)?, key, config)?;
        found.extend(items, bucket, key);
    }
    Ok(())
}

/// The rows of the lists that an inventory's manifest names.
fn inventory(
    objects: &Objects,
    object: &Object,
    key: &str,
    found: &mut Found,
) -> Result<(), String> {
    let text = text_of(object, key, "")?;
    let manifest = json::parse(text).map_err(|error| format!("{key}: {error}"))?;
    let member = |name: &str| manifest.get(name).and_then(Value::as_str);
    let bucket = member("destinationBucket").unwrap_or_default();
    let bucket = bucket.strip_prefix("arn:aws:s3:::").unwrap_or(bucket);
    let schema = member("fileSchema").unwrap_or_default();
    let keys: Vec<Key> = schema
        .split(',')
        .map(|name| Key::from(name.trim()))
        .collect();
    let files = manifest.get("files").and_then(Value::as_array);
    let files: Vec<Rc<str>> = files
        .map_or(&[][..], |files| files.items())
        .iter()
        .filter_map(|file| file.get("key").and_then(Value::as_str).map(Rc::from))
        .collect();
    for file in files {
        let otherwise = "; give the inventory's lists uncompressed";
        let text = text_of(find(objects, bucket, &file)?, &file, otherwise)?;
        let rows = csv_rows(text, ',');
        let items = rows.iter().map(|row| csv_item(&keys, row));
        found.extend(unnamed(items.collect()), bucket, &file);
    }
    Ok(())
}
