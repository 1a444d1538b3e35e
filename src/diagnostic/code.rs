//! The codes of all diagnostics.

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        /// What kind of finding a diagnostic is; prints in kebab-case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The code as it is shown: `missing-transition-target`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }
        }
    };
}

codes! {
    /// The text is not JSON: `{"StartAt": }`.
    InvalidJson = "invalid-json",
    /// The text is meant as YAML and is none: `StartAt: "A`.
    InvalidYaml = "invalid-yaml",
    /// A member is written twice: `{"StartAt": "A", "StartAt": "B"}`.
    DuplicateMember = "duplicate-member",
    /// JSON nested deeper than [`crate::limits::MAX_JSON_DEPTH`].
    NestedTooDeep = "nested-too-deep",
    /// More bytes than [`crate::limits::MAX_DEFINITION_BYTES`].
    DefinitionTooLarge = "definition-too-large",
    /// A required field is absent: `{"Type": "Task", "End": true}` has no `Resource`.
    MissingField = "missing-field",
    /// No object of this kind has such a field: `{"Type": "Pass", "Ned": true}`.
    UnknownField = "unknown-field",
    /// The field belongs to other types of states: `{"Type": "Pass", "Retry": []}`.
    MisplacedField = "misplaced-field",
    /// The field belongs to the other query language: `"Parameters"` in a JSONata state.
    WrongQueryLanguage = "wrong-query-language",
    /// A state sets `"QueryLanguage": "JSONPath"` in a JSONata machine.
    QueryLanguageDowngrade = "query-language-downgrade",
    /// The value is of another JSON type: `"MaxAttempts": "3"`.
    WrongType = "wrong-type",
    /// The value is none of those allowed: `"JitterStrategy": "HALF"`.
    UnknownValue = "unknown-value",
    /// The number is too small or too large: `"MaxAttempts": -1`.
    OutOfRange = "out-of-range",
    /// An array that must hold something is empty: `"Choices": []`.
    EmptyValue = "empty-value",
    /// Two fields that exclude one another: `"Error"` and `"ErrorPath"`.
    ConflictingFields = "conflicting-fields",
    /// A text that a deployment tool replaces stands where something else is needed: `"TimeoutSeconds": "${Limit}"`.
    UnfilledSubstitution = "unfilled-substitution",
    /// A text is no RFC 3339 timestamp: `"Timestamp": "2025-01-01"`.
    InvalidTimestamp = "invalid-timestamp",
    /// A choice rule has no comparison, or more than one: `{"Variable": "$.n", "Next": "A"}`.
    ComparisonCount = "comparison-count",
    /// A state has neither `Next` nor `"End": true`.
    MissingTransition = "missing-transition",
    /// `"End": false` does nothing.
    EndIsFalse = "end-is-false",
    /// `Next`, `Default` or `StartAt` names no state of this level.
    MissingTransitionTarget = "missing-transition-target",
    /// No path from `StartAt` leads to the state.
    UnreachableState = "unreachable-state",
    /// No state of the machine ends it.
    NoTerminalState = "no-terminal-state",
    /// From this state no path leads to an end.
    EndlessLoop = "endless-loop",
    /// Two states of a machine, at any depth, have one name.
    DuplicateStateName = "duplicate-state-name",
    /// A name is empty or longer than [`crate::limits::MAX_STATE_NAME`].
    InvalidStateName = "invalid-state-name",
    /// `States.ALL` beside other error names, or not in the last entry.
    MisplacedStatesAll = "misplaced-states-all",
    /// An earlier entry already takes this error.
    DeadErrorName = "dead-error-name",
    /// An error that can never be retried or caught: `States.Runtime`.
    UncatchableError = "uncatchable-error",
    /// A name beginning with `States.` that Step Functions does not report.
    UnknownErrorName = "unknown-error-name",
    /// `MaxDelaySeconds` is not above `IntervalSeconds`.
    IneffectiveMaxDelay = "ineffective-max-delay",
    /// A Choice without `Default` fails when no rule matches.
    NoDefault = "no-default",
    /// A rule that an earlier rule always takes, or that is always true before others.
    DeadChoiceRule = "dead-choice-rule",
    /// `Resource` is no ARN that Step Functions knows.
    UnknownResource = "unknown-resource",
    /// A request lacks what the service cannot do without: `sqs:sendMessage` without `QueueUrl`.
    MissingParameter = "missing-parameter",
    /// A request has a parameter that its service does not know: `sqs:sendMessage` with `TaskToken`.
    UnknownParameter = "unknown-parameter",
    /// The service has no such integration pattern: `arn:aws:states:::dynamodb:putItem.sync`.
    UnsupportedPattern = "unsupported-pattern",
    /// An express machine cannot do this: activities, `.sync`, `.waitForTaskToken`, distributed Map.
    NotInExpress = "not-in-express",
    /// `HeartbeatSeconds` is not below `TimeoutSeconds`.
    HeartbeatNotBelowTimeout = "heartbeat-not-below-timeout",
    /// A task that waits for somebody has no time limit.
    NoTimeout = "no-timeout",
    /// A task waits for a token that it never hands out.
    TokenNotPassed = "token-not-passed",
    /// A `Label` that is too long, holds a forbidden character, or is used twice.
    InvalidLabel = "invalid-label",
    /// An inline Map never runs more than [`crate::limits::MAX_INLINE_CONCURRENCY`] iterations at a time.
    InlineConcurrency = "inline-concurrency",
    /// A field has an effect only in a distributed Map.
    DistributedOnly = "distributed-only",
    /// A literal text looks like a path, but its key does not end in `.$`: `"x": "$.a"`.
    LiteralPath = "literal-path",
    /// A path inside the `Result` of a Pass is not evaluated.
    StaticResult = "static-result",
    /// A text looks like a JSONata expression but is not taken as one: `" {% 1 %}"`, or in a JSONPath state.
    LiteralExpression = "literal-expression",
    /// A name that cannot be a variable's: `"Assign": {"a.b": 1}`.
    InvalidVariableName = "invalid-variable-name",
    /// A path to a variable that no state assigns: `$total`.
    UnassignedVariable = "unassigned-variable",
    /// A path to a member that the context object does not have: `$$.Execution.ID`.
    UnknownContextMember = "unknown-context-member",
    /// A task whose errors nothing handles, in a machine that handles errors elsewhere.
    UnhandledError = "unhandled-error",
    /// A path that finds nothing in what states before are known to leave: `"$.totl"` after `"Result": {"total": 1}`.
    UnresolvablePath = "unresolvable-path",
    /// An inner level assigns a variable that an outer level assigns too.
    ShadowedVariable = "shadowed-variable",
    /// A part that a run needs is missing or unreadable: `{"StartAt": "A"}`.
    Incomplete = "incomplete",
    /// A text that should be a path: `"InputPath": "a.b"`.
    InvalidPath = "invalid-path",
    /// A text that should be a reference path: `"ResultPath": "$.a[*]"`.
    InvalidReferencePath = "invalid-reference-path",
    /// A computed member that is neither path nor intrinsic function: `"a.$": "b"`.
    InvalidTemplate = "invalid-template",
    /// An expression that does not parse: `"{% $a + %}"`.
    InvalidJsonata = "invalid-jsonata",
    /// An expression that refers to a field of nothing: `"{% total * 2 %}"`.
    UnboundReference = "unbound-reference",
}
