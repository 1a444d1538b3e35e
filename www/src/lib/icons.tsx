// The page's icons: 16 units square, drawn with the text's colour, hidden from screen readers.

const PATHS = {
  run: "M5 3.2v9.6l7.6-4.8z",
  stop: "M4.2 4.2h7.6v7.6H4.2z",
  share: "M8 9.8V2.2M5 5l3-3 3 3M3 9.2v3.6c0 .5.4.9.9.9h8.2c.5 0 .9-.4.9-.9V9.2",
  light: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1",
  dark: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z",
  auto: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zm0 0v11.6M8 5h4.8M8 8h5.8M8 11h4.8",
  help: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM6.3 6.4c0-1 .8-1.7 1.8-1.7s1.7.7 1.7 1.6c0 1.2-1.8 1.4-1.8 2.6M8 11.2v.2",
  close: "M4 4l8 8M12 4l-8 8",
  tick: "M3.2 8.6l3.2 3.2 6.4-7.2",
  cross: "M4.4 4.4l7.2 7.2M11.6 4.4l-7.2 7.2",
  clock: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 4.8V8l2.2 1.5",
  warn: "M8 2.4 14 13H2zM8 6.4v3M8 11.2v.1",
  info: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 7.2v3.6M8 5v.2",
  copy: "M5.6 5.6V3.2c0-.4.3-.7.7-.7h6.2c.4 0 .7.3.7.7v6.2c0 .4-.3.7-.7.7h-2.1M3.5 5.6h6.2c.4 0 .7.3.7.7v6.2c0 .4-.3.7-.7.7H3.5c-.4 0-.7-.3-.7-.7V6.3c0-.4.3-.7.7-.7z",
  download: "M8 2.4v7.4M5 7l3 3 3-3M2.8 12.8h10.4",
  open: "M2.4 12.4V4c0-.4.3-.7.7-.7h3l1.4 1.6h5.4c.4 0 .7.3.7.7v6.8c0 .4-.3.7-.7.7H3.1c-.4 0-.7-.3-.7-.7z",
  undo: "M3 6.4h6.4a3.4 3.4 0 0 1 0 6.8H6M5.6 3.6 2.8 6.4l2.8 2.8",
  first: "M3.5 3.5v9M12.5 3.5 7 8l5.5 4.5",
  back: "M12.5 3.5 8 8l4.5 4.5M7.5 3.5 3 8l4.5 4.5",
  left: "M10 3.5 5 8l5 4.5",
  right: "M6 3.5 11 8l-5 4.5",
  forth: "M3.5 3.5 8 8l-4.5 4.5M8.5 3.5 13 8l-4.5 4.5",
  last: "M12.5 3.5v9M3.5 3.5 9 8l-5.5 4.5",
  redo: "M12.8 3.2v3.6H9.2M12.4 6.8A5 5 0 1 0 13 9.6",
  jump: "M3 8h9.4M8.8 4.4 12.4 8l-3.6 3.6",
  flask: "M6.2 2.4h3.6M7 2.4v3.8L3.4 12c-.5.9.1 1.7 1 1.7h7.2c.9 0 1.5-.8 1-1.7L9 6.2V2.4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, filled = false }: { name: IconName; filled?: boolean }) {
  return (
    <svg class={filled ? "ic filled" : "ic"} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
