// Sharing: a link that holds everything, its Markdown, or a file.

import { useEffect, useRef, useState } from "preact/hooks";
import { copyText, downloadText } from "../../lib/dom";
import { count } from "../../lib/format";
import { Icon, type IconName } from "../../lib/icons";
import { isInJson } from "../../lib/json-text";
import { embedSnippet, iframeSnippet } from "../../state/embed-snippet";
import { linkAdvice } from "../../state/share";
import { definitionOf, type Workspace } from "../../state/workspace";
import { TEST_IDS } from "../../test-ids";
import { Dialog } from "../layout/Dialog";
import { Exports, type ExportsProps } from "./Exports";

export type ShareProps = {
  workspace: Workspace;
  /** Makes the link and puts it in the address bar. */
  makeLink: () => Promise<string>;
  onTitle: (title: string) => void;
  onOpenFile: () => void;
  onClose: () => void;
  exports: Omit<ExportsProps, "name">;
};

export function Share({ workspace, makeLink, onTitle, onOpenFile, onClose, exports }: ShareProps) {
  const [link, setLink] = useState("");
  const [copied, setCopied] = useState("");
  const first = useRef<HTMLButtonElement>(null);
  const title = workspace.title ?? "";

  useEffect(() => {
    let current = true;
    void makeLink().then((made) => current && setLink(made));
    return () => {
      current = false;
    };
  }, [workspace]);

  // As soon as there is something to copy, Enter copies it.
  const made = link !== "";
  useEffect(() => {
    if (made) first.current?.focus();
  }, [made]);

  const copy = async (what: string, text: string) => setCopied((await copyText(text)) ? what : "failed");
  const advice = linkAdvice(link.length);
  return (
    <Dialog title="Share" onClose={onClose}>
      <label class="field wide">
        <span class="field-label">Title</span>
        <input type="text" value={title} maxLength={200} onInput={(event) => onTitle(event.currentTarget.value)} />
      </label>
      <label class="field wide">
        <span class="field-label">Link: definition, input, stubs and settings are all in it, after the #, which no server sees</span>
        <input
          type="text"
          class="link-text"
          readOnly
          value={link}
          data-testid={TEST_IDS.shareLink}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <p class={`advice ${advice.tone}`}>
        {!made ? "Making the link…" : `${count(link.length, "character")}. ${advice.sentence}`}
      </p>
      <div class="choices">
        <button type="button" class="run" ref={first} disabled={!made} onClick={() => copy("link", link)}>
          <Icon name={copied === "link" ? "tick" : "copy"} />
          {copied === "link" ? "Link copied" : "Copy link"}
        </button>
        <Choice icon="copy" done={copied === "markdown"} onClick={() => copy("markdown", markdownOf(title, link))}>
          Copy Markdown
        </Choice>
        <Choice icon="copy" done={copied === "code"} onClick={() => copy("code", markdownWithCode(title, link, definitionOf(workspace)))}>
          Copy Markdown with code
        </Choice>
        <Choice icon="copy" done={copied === "embed"} onClick={() => copy("embed", embedSnippet(workspace, link))}>
          Copy embed
        </Choice>
        <Choice icon="copy" done={copied === "iframe"} onClick={() => copy("iframe", iframeSnippet(title, link))}>
          Copy iframe
        </Choice>
        <Choice icon="download" done={false} onClick={() => downloadText(fileNameOf(title), `${JSON.stringify(workspace, null, 2)}\n`)}>
          Download file
        </Choice>
        <Choice icon="open" done={false} onClick={onOpenFile}>
          Open a file…
        </Choice>
      </div>
      <p class="dim" role="status">
        {copied === "failed"
          ? "The browser did not allow copying: select the link above and copy it by hand."
          : "A file can also be dropped anywhere on the page to open it."}
      </p>
      <Exports name={fileNameOf(title).replace(".aslplay.json", "")} {...exports} />
    </Dialog>
  );
}

function Choice({ icon, done, onClick, children }: { icon: IconName; done: boolean; onClick: () => void; children: string }) {
  return (
    <button type="button" class="button" onClick={onClick}>
      <Icon name={done ? "tick" : icon} /> {done ? "Copied" : children}
    </button>
  );
}

/** A link in Markdown; brackets in the title would end it early. */
export function markdownOf(title: string, link: string): string {
  const text = (title.trim() === "" ? "ASL Playground" : title.trim()).replace(/[\\[\]]/g, "\\$&");
  return `[${text}](${link})`;
}

/** The definition as a block of code, and the link behind it. The fence is longer than any run of backticks inside. */
export function markdownWithCode(title: string, link: string, definition: string): string {
  const runs = definition.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  const language = isInJson(definition) ? "json" : "yaml";
  return `${fence}${language}\n${definition.trimEnd()}\n${fence}\n\n${markdownOf(title, link)}\n`;
}

/** `order-processing.aslplay.json`. */
export function fileNameOf(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${name === "" ? "workflow" : name}.aslplay.json`;
}
