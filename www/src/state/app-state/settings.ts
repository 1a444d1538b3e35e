// What the reader prefers; survives reloads.

export type ThemeChoice = "auto" | "light" | "dark";
/** What the reader prefers; survives reloads. */
export type Settings = {
  theme: ThemeChoice;
  autoRun: boolean;
  /** The timeline draws long idle time shorter. */
  foldIdle: boolean;
  /** Shares of the panes in percent. */
  columnShare: number;
  leftShare: number;
  rightShare: number;
  inspectorShare: number;
};
export const DEFAULT_SETTINGS: Settings = {
  theme: "auto",
  autoRun: true,
  foldIdle: false,
  columnShare: 40,
  leftShare: 62,
  rightShare: 62,
  inspectorShare: 36,
};

/** Settings read from storage: anything that is not one falls back to its default. */
export function checkSettings(value: unknown): Settings {
  const stored = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const share = (name: keyof Settings, standard: number) => {
    const number = stored[name];
    return typeof number === "number" && number >= 10 && number <= 90 ? number : standard;
  };
  const { theme, autoRun } = stored;
  return {
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    autoRun: typeof autoRun === "boolean" ? autoRun : DEFAULT_SETTINGS.autoRun,
    foldIdle: stored.foldIdle === true,
    columnShare: share("columnShare", DEFAULT_SETTINGS.columnShare),
    leftShare: share("leftShare", DEFAULT_SETTINGS.leftShare),
    rightShare: share("rightShare", DEFAULT_SETTINGS.rightShare),
    inspectorShare: share("inspectorShare", DEFAULT_SETTINGS.inspectorShare),
  };
}
