//! The layers that the crate's documentation names: no module knows one of its own layer or of a later one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

#[test]
fn a_module_imports_only_from_the_layers_before_its_own() {
    let layers = layers();
    let mut wrong = Vec::new();
    for (module, layer) in &layers {
        for file in files(module) {
            let text = std::fs::read_to_string(&file).unwrap();
            for import in imports(&text) {
                if import != *module && layers.get(import).is_none_or(|other| other >= layer) {
                    wrong.push(format!("{} imports {import}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_a_layer() {
    let lib = std::fs::read_to_string(format!("{SOURCE}/lib.rs")).unwrap();
    let modules = lib.lines().filter_map(|line| {
        let name = line.strip_prefix("pub mod ")?;
        name.strip_suffix(';')
    });
    let mut modules: Vec<String> = modules.map(str::to_owned).collect();
    let layered: Vec<String> = layers().into_keys().collect();
    modules.sort();
    assert_eq!(modules, layered);
}

/// Each module and the number of its layer: `//! 3. values: [`json`]`
fn layers() -> BTreeMap<String, u32> {
    let lib = std::fs::read_to_string(format!("{SOURCE}/lib.rs")).unwrap();
    let mut layers = BTreeMap::new();
    for line in lib.lines().filter_map(|line| line.strip_prefix("//! ")) {
        let Some((Ok(number), rest)) = line.split_once(". ").map(|(n, rest)| (n.parse(), rest))
        else {
            continue;
        };
        for name in rest.split("[`").skip(1) {
            let (name, _) = name.split_once("`]").unwrap();
            layers.insert(name.to_owned(), number);
        }
    }
    layers
}

/// The files of a module.
fn files(module: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(SOURCE).join(module)];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            found.push(folder.with_extension("rs"));
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            match path.is_dir() {
                true => open.push(path),
                false => found.push(path),
            }
        }
    }
    found
}

/// The modules that a file names, in `use` or in passing; comments may speak of others. A group, `crate::{…}`, counts as
/// a module without a name, which has no layer.
fn imports(text: &str) -> Vec<&str> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let named = code.flat_map(|line| line.split("crate::").skip(1));
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    named
        .map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or(rest))
        .collect()
}
