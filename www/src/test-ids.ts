// Names shared with tests/browser, for what has no role and name of its own.

export const TEST_IDS = {
  definitionEditor: "definition-editor",
  inputEditor: "input-editor",
  stubEditor: "stub-editor",
  problems: "problems",
  runStatus: "run-status",
  runFacts: "run-facts",
  output: "output",
  console: "console",
  inspector: "inspector-pane",
  notices: "notices",
  shareLink: "share-link",
} as const;
