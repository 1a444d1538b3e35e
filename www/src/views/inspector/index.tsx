// Everything about one visit.

import type { VisitDetail } from "../../engine/types";

export type InspectorProps = {
  detail: VisitDetail | null;
  attempt: number | undefined;
  onAttempt: (attempt: number) => void;
  onClose: () => void;
  onSelectVisit: (visit: number) => void;
};

export function Inspector({ detail }: InspectorProps) {
  return <p class="empty">{detail?.name}</p>;
}
