// What the page has to say about itself: a damaged link, a draft that cannot be kept.

import { Icon } from "../../lib/icons";
import type { Notice } from "../../state/app-state";
import { TEST_IDS } from "../../test-ids";

export function Notices({ notices, onDismiss }: { notices: readonly Notice[]; onDismiss: (id: number) => void }) {
  return (
    <div class="notices" data-testid={TEST_IDS.notices}>
      {notices.map(({ id, tone, text }) => (
        <div key={id} class={`notice ${tone}`} role={tone === "bad" ? "alert" : "status"}>
          <Icon name={tone === "info" ? "info" : "warn"} />
          <span>{text}</span>
          <button type="button" class="icon" onClick={() => onDismiss(id)} aria-label="Dismiss">
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
