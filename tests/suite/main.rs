//! The native suite: one binary, one module a topic.

mod corpus;
