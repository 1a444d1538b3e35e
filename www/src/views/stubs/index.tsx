// One stub per resource of the definition: which ones there are, how they did, and the code of one.

import { useEffect, useRef } from "preact/hooks";
import type { EffectiveStub } from "../../state/run-request";
import { Icon } from "../../lib/icons";
import { TEST_IDS } from "../../test-ids";
import { CodeEditor } from "../editor/CodeEditor";

/** How a resource's attempts went in the last run. */
export type StubHealth = "notRun" | "good" | "failing" | "broken";

export type StubsProps = {
  /** Changes when another workspace is opened. */
  documentKey: string;
  stubs: readonly (EffectiveStub & { health: StubHealth })[];
  shown: string | null;
  onShow: (resource: string) => void;
  onChange: (resource: string, code: string) => void;
  onForget: (resource: string) => void;
  onProblems: (resource: string, count: number) => void;
  /** Why the last run did not take this stub, or null. */
  refusal: { resource: string; message: string } | null;
  locked: boolean;
};

const HEALTH: Record<StubHealth, string> = {
  notRun: "not run yet",
  good: "every attempt succeeded",
  failing: "attempts failed",
  broken: "does not parse",
};

export function Stubs(props: StubsProps) {
  const { stubs } = props;
  const shown = stubs.find((stub) => stub.resource === props.shown) ?? stubs[0];
  if (shown === undefined) {
    return <p class="empty">No state calls a function or a service, so there is nothing to stub. A Task state’s Resource appears here.</p>;
  }
  const refusal = props.refusal?.resource === shown.resource ? props.refusal.message : null;
  return (
    <div class="column" data-testid={TEST_IDS.stubEditor}>
      <StubStrip {...props} shown={shown.resource} />
      {refusal !== null && (
        <p class="strip bad" role="alert">
          {refusal}
        </p>
      )}
      <StubNote stub={shown} onForget={props.onForget} />
      <CodeEditor
        key={shown.resource}
        documentKey={`${props.documentKey}:${shown.resource}`}
        text={shown.code}
        language="javascript"
        label={`Stub of ${shown.label}`}
        locked={props.locked}
        onChange={(code) => props.onChange(shown.resource, code)}
        onProblems={(count) => props.onProblems(shown.resource, count)}
      />
    </div>
  );
}

function StubStrip({ stubs, shown, onShow }: Omit<StubsProps, "shown"> & { shown: string }) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    strip.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [shown]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = stubs.findIndex((stub) => stub.resource === shown);
    const to = (at + step + stubs.length) % stubs.length;
    event.preventDefault();
    const next = stubs[to];
    if (next !== undefined) onShow(next.resource);
    (strip.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  return (
    <div class="subtabs" role="tablist" aria-label="Stubs" ref={strip} onKeyDown={onKeyDown}>
      {stubs.map((stub) => (
        <button
          type="button"
          key={stub.resource}
          role="tab"
          aria-selected={stub.resource === shown}
          tabIndex={stub.resource === shown ? 0 : -1}
          title={`${stub.resource} · ${HEALTH[stub.health]}`}
          onClick={() => onShow(stub.resource)}
        >
          <span class={`dot ${stub.health}`} role="img" aria-label={HEALTH[stub.health]} />
          {stub.label}
          {stub.unused && <small>unused</small>}
          {stub.generated && <small>{stub.builtIn ? "built in" : "generated"}</small>}
        </button>
      ))}
    </div>
  );
}

/** What to know about the shown stub, with the way back to the generated one. */
function StubNote({ stub, onForget }: { stub: EffectiveStub; onForget: StubsProps["onForget"] }) {
  return (
    <div class="stub-note">
      <span class="stub-resource" title={stub.resource}>
        {stub.resource}
      </span>
      {stub.builtIn && <span>Answered by the playground itself; what you write here answers instead.</span>}
      {stub.unused && (
        <button type="button" class="mini" onClick={() => onForget(stub.resource)} title="No state uses it any more">
          <Icon name="close" /> Remove
        </button>
      )}
      {!stub.unused && !stub.generated && (
        <button type="button" class="mini" onClick={() => onForget(stub.resource)} title="Put the generated stub in its place">
          <Icon name="undo" /> Reset
        </button>
      )}
    </div>
  );
}
