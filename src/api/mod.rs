//! What crosses the boundary: plain data in, plain data out.

mod decision;
mod latency;
pub mod run_types;
pub mod session;
mod summary;
mod task_request;
mod timeline_row;
mod trace_row;
mod visit_detail;
