//! What crosses the boundary: plain data in, plain data out.

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
pub mod types;
pub mod validate;
mod visit_detail;
