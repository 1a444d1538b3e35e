// Sentences with names in them: what stands between backticks is shown as code.

import type { ComponentChildren } from "preact";

/** The parts of a sentence in order; those at odd places stood between backticks. A lone backtick is text. */
export function proseParts(sentence: string): string[] {
  const parts = sentence.split("`");
  if (parts.length % 2 === 1) return parts;
  const rest = parts.splice(-2).join("`");
  return [...parts, rest];
}

/** A sentence as elements. */
export function Prose({ children }: { children: string }): ComponentChildren {
  return proseParts(children).map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}

/** A sentence as nodes, for places that Preact does not draw. */
export function proseNodes(sentence: string): (Node | string)[] {
  return proseParts(sentence).map((part, at) => {
    if (at % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}
