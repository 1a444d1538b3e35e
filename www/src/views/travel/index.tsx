// The scrubber: steps through the events of an execution, and says what is running at each.

import type { Moment } from "../../engine/types";
import { instant } from "../../lib/format";
import { Icon, type IconName } from "../../lib/icons";
import { StepButton } from "../../lib/step-button";

export type ScrubberProps = {
  /** How many events the execution has. */
  events: number;
  /** When the last one was, virtual ms. */
  endMs: number;
  /** It has ended: none will come. */
  isOver: boolean;
  /** Null: at its end. */
  moment: Moment | null;
  /** Names of states by path. */
  nameOf: (path: string) => string;
  onMoment: (event: number) => void;
  onEnd: () => void;
};

export function Scrubber({ events, endMs, isOver, moment, nameOf, onMoment, onEnd }: ScrubberProps) {
  const at = moment?.event ?? events;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && moment !== null) onEnd();
    else if (event.key === "PageUp") onMoment(moment?.previousState ?? 1);
    else if (event.key !== "PageDown") return;
    // left to the browser, where there is none it would go back
    else if (moment?.nextState !== undefined) onMoment(moment.nextState);
    event.preventDefault();
    event.stopPropagation();
  };
  const end = isOver ? "the end" : "so far";
  const step = (label: string, icon: IconName, isThere: boolean, go: () => void) => (
    <StepButton class="icon" label={label} onStep={isThere ? go : undefined}>
      <Icon name={icon} />
    </StepButton>
  );
  return (
    <div class="scrubber" role="group" aria-label="Time travel">
      <div class="scrubber-row">
        {step("First event", "first", at > 1, () => onMoment(1))}
        {step("State before", "back", at > 1, () => onMoment(moment === null ? Math.max(1, events - 1) : (moment.previousState ?? 1)))}
        {step("Event before", "left", at > 1, () => onMoment(at - 1))}
        <input
          type="range"
          min={1}
          max={Math.max(events, 1)}
          value={at}
          aria-label="Event"
          aria-valuetext={moment === null ? `${end}, ${instant(endMs)}` : wordsOf(moment, nameOf)}
          title="Arrow keys: by event; Page Up and Page Down: by state; Esc: back to the end"
          onInput={(event) => onMoment(event.currentTarget.valueAsNumber)}
          onKeyDown={onKeyDown}
        />
        {step("Event after", "right", at < events, () => onMoment(at + 1))}
        {step("State after", "forth", moment?.nextState !== undefined, () => moment?.nextState !== undefined && onMoment(moment.nextState))}
        {step("End of the execution", "last", moment !== null, onEnd)}
      </div>
      <p class={moment === null ? "scrubber-words end" : "scrubber-words"}>{moment === null ? <Instant atMs={endMs} words={end} /> : <Words moment={moment} nameOf={nameOf} />}</p>
    </div>
  );
}

function Instant({ atMs, words }: { atMs: number; words: string }) {
  return (
    <>
      <b>{instant(atMs)}</b> <span class="dim">{words}</span>
    </>
  );
}

function Words({ moment: { atMs, event, events, type, running, variables }, nameOf }: { moment: Moment; nameOf: ScrubberProps["nameOf"] }) {
  return (
    <>
      <Instant atMs={atMs} words={`event ${event} of ${events}`} /> {type}
      {running.length > 0 && (
        <>
          {" "}
          <span class="dim">· running:</span> {listed(running.map(nameOf))}
        </>
      )}
      {variables.map(({ name, value }) => (
        <code key={name} title={value}>
          ${name} = {value.length > 40 ? `${value.slice(0, 39)}…` : value}
        </code>
      ))}
    </>
  );
}

/** Names that are told before the rest is counted. */
const MOST_NAMES = 4;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${rest} more` : names.join(", ");
}

function wordsOf(moment: Moment, nameOf: (path: string) => string): string {
  const running = moment.running.length === 0 ? "nothing is running" : `running: ${listed(moment.running.map(nameOf))}`;
  return `event ${moment.event} of ${moment.events}, ${instant(moment.atMs)}, ${moment.type}, ${running}`;
}
