//! The codes that AWS's ValidateStateMachineDefinition gives.

macro_rules! aws_codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal,)*) => {
        /// AWS's own code of a finding; prints as AWS writes it.
        ///
        /// Source: AWS's answers, recorded or quoted in public.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AwsCode { $($(#[$doc])* $variant,)* }

        impl AwsCode {
            /// The code as AWS writes it: `SCHEMA_VALIDATION_FAILED`.
            pub fn as_str(self) -> &'static str {
                match self { $(AwsCode::$variant => $text,)* }
            }
        }
    };
}

aws_codes! {
    /// The text is not JSON.
    InvalidJsonDescription = "INVALID_JSON_DESCRIPTION",
    /// A field is missing, unknown, or has a value that it does not take.
    SchemaValidationFailed = "SCHEMA_VALIDATION_FAILED",
    /// A transition to no state, or a state without one to it.
    MissingTransitionTarget = "MISSING_TRANSITION_TARGET",
    /// No state ends the machine.
    MissingEndState = "MISSING_END_STATE",
    /// Two states have one name.
    DuplicateStateName = "DUPLICATE_STATE_NAME",
    /// A state's name is empty or too long.
    InvalidStateName = "INVALID_STATE_NAME",
    /// Two Maps have one label.
    DuplicateLabelName = "DUPLICATE_LABEL_NAME",
    /// A label that cannot be part of an ARN.
    InvalidLabelName = "INVALID_LABEL_NAME",
    /// A variable named `states`.
    ReservedVariableName = "RESERVED_VARIABLE_NAME",
    /// A name that no variable can have.
    InvalidVariableName = "INVALID_VARIABLE_NAME",
    /// A variable that a level around assigns too.
    DuplicateVariableName = "DUPLICATE_VARIABLE_NAME",
    /// An expression that does not parse.
    InvalidJsonataExpression = "INVALID_JSONATA_EXPRESSION",
    /// An expression that refers to what a state does not have.
    UnsupportedJsonataExpression = "UNSUPPORTED_JSONATA_EXPRESSION",
    /// A path whose key does not end in `.$`.
    NoDollar = "NO_DOLLAR",
    /// A path in a field whose name does not end in `Path`.
    NoPath = "NO_PATH",
    /// A path in the `Result` of a Pass.
    PassResultIsStatic = "PASS_RESULT_IS_STATIC",
}
