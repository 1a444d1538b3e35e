// JSON as text, re-indented without being read: `0.0`, `1e3` and duplicate members stay as they were written.

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;

const INDENT = 2;

/**
 * `text` with one member a line, and a container that ends within `columns` of its line in one. What is not JSON comes back
 * with its tokens in order, so nothing is hidden.
 */
export function prettyJson(text: string, columns = 0): string {
  const tokens = text.match(TOKEN) ?? [];
  let out = "";
  let depth = 0;
  let previous = "";
  // where the line begins; to look for it in a long text would copy all of it, token by token
  let line = 0;
  const newLine = () => {
    line = out.length + 1;
    return `\n${" ".repeat(INDENT * depth)}`;
  };
  for (let at = 0; at < tokens.length; at += 1) {
    let token = tokens[at] ?? "";
    const column = previous === ":" ? out.length - line : INDENT * depth;
    const flat = token === "{" || token === "[" ? inOneLine(tokens, at, columns - column) : null;
    if (flat !== null) {
      at = flat.last;
      token = flat.text;
    }
    if (token === "}" || token === "]") {
      depth = Math.max(0, depth - 1);
      out += previous === "{" || previous === "[" ? token : newLine() + token;
    } else if (token === ",") out += token;
    else if (token === ":") out += ": ";
    else {
      if (previous === "{" || previous === "[" || previous === ",") out += newLine();
      out += token;
      if (token === "{" || token === "[") depth += 1;
    }
    previous = token;
  }
  return out;
}

/** The container that begins at a token as one line of at most `room` characters, and its last token; null when it has no room. */
function inOneLine(tokens: readonly string[], first: number, room: number): { text: string; last: number } | null {
  let text = "";
  let depth = 0;
  for (let at = first; at < tokens.length && text.length <= room; at += 1) {
    const token = tokens[at] ?? "";
    const before = tokens[at - 1];
    if (token === "{" || token === "[") depth += 1;
    const closes = token === "}" || token === "]";
    const isEmpty = closes && (before === "{" || before === "[");
    // braces stand apart from what they hold, as in a text that was typed
    const isApart = before === ":" || before === "," || (before === "{" && at > first) || token === "}";
    text += (isApart && !isEmpty && at > first ? " " : "") + token;
    if (closes) depth -= 1;
    if (depth === 0) return text.length <= room ? { text, last: at } : null;
  }
  return null;
}

/** Whether a definition is written in JSON; else it is YAML. */
export const isInJson = (definition: string): boolean => /^\s*($|[{[])/.test(definition);

/** The value of a JSON text, or undefined when it is not one. */
export function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
