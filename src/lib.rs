//! ASL Playground
