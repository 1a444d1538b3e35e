//! What crosses the boundary: plain data in, plain data out. The TypeScript in `www/src/engine/types` says its shapes
//! too; a test compares the two.

pub mod analyze;
pub mod assist;
mod decision;
pub mod evaluate;
mod latency;
mod moment;
pub mod permissions;
mod resources;
pub mod run_types;
pub mod session;
mod stub_fields;
mod stub_template;
mod summary;
mod task_request;
pub mod test_state;
mod timeline_row;
mod trace_row;
mod trial;
pub mod types;
#[cfg(test)]
mod typescript;
pub mod validate;
mod visit_detail;
