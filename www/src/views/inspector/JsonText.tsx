// A JSON text to read: laid out, changes marked, long ones cut until all is asked for.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { parsedOrUndefined, prettyJson } from "../../lib/json-text";
import { changes, type DiffLine, folded, unmarked } from "./diff";

/** Lines that are shown at first, and of what is shown whole those that are coloured together. */
const BLOCK_LINES = 60;
/** Characters that are laid out at all without being asked. */
const FIRST_CHARACTERS = 40_000;
/** What fits beside the graph without scrolling. */
const COLUMNS = 34;

export function JsonText({ json, before }: { json: string; before?: string | undefined }) {
  const [all, setAll] = useState(false);
  const long = json.length > FIRST_CHARACTERS;
  const lines = useMemo<DiffLine[]>(() => {
    if (long && !all) return [{ text: `${json.slice(0, 2_000)}…`, change: "same" }];
    const after = pretty(json);
    return before === undefined ? unmarked(after) : changes(prettyBeside(after, before), after);
  }, [json, before, all]);
  const shown = all ? lines : folded(lines).slice(0, BLOCK_LINES);
  const isCut = shown.length < lines.length || (long && !all);
  return (
    <div class="json">
      <pre tabIndex={0}>
        {Array.from({ length: Math.ceil(shown.length / BLOCK_LINES) }, (_, block) => (
          <Block key={block} lines={shown.slice(block * BLOCK_LINES, (block + 1) * BLOCK_LINES)} isFirst={block === 0} />
        ))}
      </pre>
      {isCut && (
        <button type="button" class="mini" onClick={() => setAll(true)}>
          Show all {long ? `${Math.round(json.length / 1024)} KB` : `${lines.length} lines`}
        </button>
      )}
    </div>
  );
}

/** Lines that come into view in thousands are there as plain text until they do. */
function Block({ lines, isFirst }: { lines: readonly DiffLine[]; isFirst: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  const [isNear, setNear] = useState(isFirst);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && setNear(true));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  if (!isNear) return <span ref={place}>{lines.map(({ text }) => `${text}\n`).join("")}</span>;
  return (
    <>
      {lines.map(({ text, change }, at) => (
        <span key={at} class={change}>
          {change === "added" && <span class="sr-only">added </span>}
          {change === "removed" && <span class="sr-only">removed </span>}
          {change === "folded" ? text : coloured(text)}
          {"\n"}
        </span>
      ))}
    </>
  );
}

/** JSON laid out as it is, numbers as they were written; any other text unchanged. */
export const pretty = (text: string, columns = COLUMNS): string => (parsedOrUndefined(text) === undefined ? text : prettyJson(text, columns));

/** As what became of it is laid out: beside several lines, a line of its own has no line in common. */
export function prettyBeside(after: string, before: string): string {
  const text = pretty(before);
  return after.includes("\n") && !text.includes("\n") ? pretty(before, text.length - 1) : text;
}

const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*"(?=\s*:))|("[^"\\]*(?:\\.[^"\\]*)*"?)|(-?\d[\d.eE+-]*)|(true|false|null)/g;

/** Keys, texts, numbers and words in the colours of the editor. */
function coloured(line: string) {
  const parts = [];
  let from = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > from) parts.push(line.slice(from, match.index));
    const kind = match[1] !== undefined ? "k" : match[2] !== undefined ? "s" : match[3] !== undefined ? "n" : "b";
    parts.push(
      <span key={match.index} class={`j-${kind}`}>
        {match[0]}
      </span>,
    );
    from = match.index + match[0].length;
  }
  parts.push(line.slice(from));
  return parts;
}
