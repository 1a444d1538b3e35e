// What the page has to say about itself: a damaged link, a draft that cannot be kept.

import { Icon } from "../../lib/icons";
import type { Before, Notice } from "../../state/app-state";
import { TEST_IDS } from "../../test-ids";

type NoticesProps = { notices: readonly Notice[]; onBefore: (before: Before) => void; onDismiss: (id: number) => void };

export function Notices({ notices, onBefore, onDismiss }: NoticesProps) {
  return (
    <div class="notices" data-testid={TEST_IDS.notices}>
      {notices.map(({ id, tone, text, before }) => (
        <div key={id} class={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
          <Icon name={tone === "info" ? "info" : "warn"} />
          <span>{text}</span>
          {before !== undefined && (
            <button type="button" class="button" onClick={() => onBefore(before)}>
              Bring it back
            </button>
          )}
          <button type="button" class="icon" onClick={() => onDismiss(id)} aria-label="Dismiss">
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
