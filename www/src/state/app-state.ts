// Everything the page shows, and the pure, named updates that change it.

export * from "./app-state/analysis";
export * from "./app-state/editing";
export * from "./app-state/runs";
export * from "./app-state/selection";
export * from "./app-state/settings";
export * from "./app-state/showing";
export * from "./app-state/state";
