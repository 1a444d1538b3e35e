//! What can hold fields.

use crate::definition::StateType;

/// Kinds of objects that hold fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The whole definition.
    Machine,
    /// An element of `Branches`.
    Branch,
    /// `ItemProcessor` or `Iterator`.
    Processor,
    /// A state.
    State(StateType),
    /// An element of `Choices`.
    ChoiceRule,
    /// A rule inside `And`, `Or`, `Not`.
    NestedRule,
    /// An element of `Retry`.
    Retrier,
    /// An element of `Catch`.
    Catcher,
    /// `ProcessorConfig`
    ProcessorConfig,
    /// `ItemReader`
    ItemReader,
    /// `ReaderConfig`
    ReaderConfig,
    /// `ItemBatcher`
    ItemBatcher,
    /// `ResultWriter`
    ResultWriter,
    /// `WriterConfig`
    WriterConfig,
}

impl Owner {
    /// The owner in a sentence: `a Task state`.
    pub fn words(self) -> String {
        match self {
            Owner::Machine => "a state machine".to_owned(),
            Owner::Branch => "a branch".to_owned(),
            Owner::Processor => "an item processor".to_owned(),
            Owner::State(state_type) => format!("a {} state", state_type.as_str()),
            Owner::ChoiceRule => "a choice rule".to_owned(),
            Owner::NestedRule => "a rule inside `And`, `Or` or `Not`".to_owned(),
            Owner::Retrier => "a retrier".to_owned(),
            Owner::Catcher => "a catcher".to_owned(),
            Owner::ProcessorConfig => "`ProcessorConfig`".to_owned(),
            Owner::ItemReader => "`ItemReader`".to_owned(),
            Owner::ReaderConfig => "`ReaderConfig`".to_owned(),
            Owner::ItemBatcher => "`ItemBatcher`".to_owned(),
            Owner::ResultWriter => "`ResultWriter`".to_owned(),
            Owner::WriterConfig => "`WriterConfig`".to_owned(),
        }
    }

    pub(super) const fn bit(self) -> u32 {
        match self {
            Owner::State(StateType::Task) => TASK,
            Owner::State(StateType::Parallel) => PARALLEL,
            Owner::State(StateType::Map) => MAP,
            Owner::State(StateType::Pass) => PASS,
            Owner::State(StateType::Wait) => WAIT,
            Owner::State(StateType::Choice) => CHOICE,
            Owner::State(StateType::Succeed) => SUCCEED,
            Owner::State(StateType::Fail) => FAIL,
            Owner::Machine => MACHINE,
            Owner::Branch => BRANCH,
            Owner::Processor => PROCESSOR,
            Owner::ChoiceRule => CHOICE_RULE,
            Owner::NestedRule => NESTED_RULE,
            Owner::Retrier => RETRIER,
            Owner::Catcher => CATCHER,
            Owner::ProcessorConfig => PROCESSOR_CONFIG,
            Owner::ItemReader => ITEM_READER,
            Owner::ReaderConfig => READER_CONFIG,
            Owner::ItemBatcher => ITEM_BATCHER,
            Owner::ResultWriter => RESULT_WRITER,
            Owner::WriterConfig => WRITER_CONFIG,
        }
    }
}

// each kind is a bit of a set of kinds
pub(super) const TASK: u32 = 1;
pub(super) const PARALLEL: u32 = 1 << 1;
pub(super) const MAP: u32 = 1 << 2;
pub(super) const PASS: u32 = 1 << 3;
pub(super) const WAIT: u32 = 1 << 4;
pub(super) const CHOICE: u32 = 1 << 5;
pub(super) const SUCCEED: u32 = 1 << 6;
pub(super) const FAIL: u32 = 1 << 7;
pub(super) const MACHINE: u32 = 1 << 8;
pub(super) const BRANCH: u32 = 1 << 9;
pub(super) const PROCESSOR: u32 = 1 << 10;
pub(super) const CHOICE_RULE: u32 = 1 << 11;
pub(super) const NESTED_RULE: u32 = 1 << 12;
pub(super) const RETRIER: u32 = 1 << 13;
pub(super) const CATCHER: u32 = 1 << 14;
pub(super) const PROCESSOR_CONFIG: u32 = 1 << 15;
pub(super) const ITEM_READER: u32 = 1 << 16;
pub(super) const READER_CONFIG: u32 = 1 << 17;
pub(super) const ITEM_BATCHER: u32 = 1 << 18;
pub(super) const RESULT_WRITER: u32 = 1 << 19;
pub(super) const WRITER_CONFIG: u32 = 1 << 20;

pub(super) const WORKING: u32 = TASK | PARALLEL | MAP;
pub(super) const MOVING: u32 = WORKING | PASS | WAIT;
pub(super) const ANY_STATE: u32 = MOVING | CHOICE | SUCCEED | FAIL;
pub(super) const MACHINES: u32 = MACHINE | BRANCH | PROCESSOR;
pub(super) const RULES: u32 = CHOICE_RULE | NESTED_RULE;
