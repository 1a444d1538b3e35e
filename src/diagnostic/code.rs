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
    /// A member is written twice: `{"StartAt": "A", "StartAt": "B"}`.
    DuplicateMember = "duplicate-member",
    /// JSON nested deeper than [`crate::limits::MAX_JSON_DEPTH`].
    NestedTooDeep = "nested-too-deep",
}
