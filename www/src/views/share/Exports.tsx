// The workspace for other tools: its diagram, mocks for Step Functions Local, a project for SAM.

import { useState } from "preact/hooks";
import { copyText, downloadBlob, downloadText } from "../../lib/dom";
import { Icon, type IconName } from "../../lib/icons";

export type ExportsProps = {
  /** Name of files, without an ending. */
  name: string;
  svg: () => Promise<string>;
  png: () => Promise<Blob>;
  mermaid: () => Promise<string | undefined>;
  /** JSON text of the last run's mock file, or null before the first run. */
  mocks: (() => Promise<string>) | null;
  sam: () => Promise<Blob>;
};

export function Exports({ name, svg, png, mermaid, mocks, sam }: ExportsProps) {
  const [said, setSaid] = useState("");
  /** Does it and says how it went; an export that fails leaves the page as it was. */
  const doing = (work: () => Promise<string> | string) => async () => {
    try {
      setSaid(await work());
    } catch (problem) {
      setSaid(`This could not be exported: ${problem instanceof Error ? problem.message : String(problem)}`);
    }
  };
  const copyMermaid = async () => {
    const text = await mermaid();
    if (text === undefined) return "The definition has no states to draw.";
    return (await copyText(text)) ? "Mermaid text copied." : "The browser did not allow copying.";
  };
  const saved = (file: string) => `${file} is downloaded.`;
  const saveMocks = async () => {
    if (mocks === null) return "Run once: the mock file answers as the stubs did in the last run.";
    downloadText(`${name}.mocks.json`, `${await mocks()}\n`);
    return saved(`${name}.mocks.json`);
  };
  return (
    <section aria-label="Take it elsewhere">
      <h3 class="choices-title">Take it elsewhere</h3>
      <div class="choices">
        <Choice
          icon="download"
          onClick={doing(async () => {
            downloadText(`${name}.svg`, await svg(), "image/svg+xml");
            return saved(`${name}.svg`);
          })}
        >
          SVG
        </Choice>
        <Choice
          icon="download"
          onClick={doing(async () => {
            downloadBlob(`${name}.png`, await png());
            return saved(`${name}.png`);
          })}
        >
          PNG
        </Choice>
        <Choice icon="copy" onClick={doing(copyMermaid)}>
          Mermaid
        </Choice>
        <Choice icon="download" title="For Step Functions Local and LocalStack: answers as the stubs did in the last run" onClick={doing(saveMocks)}>
          Mock file
        </Choice>
        <Choice
          icon="download"
          title="Template, machine and one Node.js Lambda function per stub: sam build, sam deploy"
          onClick={doing(async () => {
            downloadBlob(`${name}-sam.zip`, await sam());
            return saved(`${name}-sam.zip`);
          })}
        >
          SAM project
        </Choice>
      </div>
      <p class="dim" role="status">
        {said === "" ? "Mock files can be opened, too: they bring stubs for the machine that is open." : said}
      </p>
    </section>
  );
}

type ChoiceProps = { icon: IconName; title?: string; onClick: () => void; children: string };

function Choice({ icon, title, onClick, children }: ChoiceProps) {
  return (
    <button type="button" class="button" title={title} onClick={onClick}>
      <Icon name={icon} /> {children}
    </button>
  );
}
