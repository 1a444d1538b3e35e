// JSON as text, re-indented without being read: `0.0`, `1e3` and duplicate members stay as they were written.

const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;

/** `text` with one member a line. What is not JSON comes back with its tokens in order, so nothing is hidden. */
export function prettyJson(text: string, indent = 2): string {
  let out = "";
  let depth = 0;
  let previous = "";
  const newLine = () => `\n${" ".repeat(indent * depth)}`;
  for (const [token] of text.matchAll(TOKEN)) {
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
