// The machine as a graph, coloured by the run.

import type { Analysis, RunSummary } from "../../engine/types";

export type GraphProps = {
  analysis: Analysis | null;
  summary: RunSummary | null;
  selected: string | null;
  stale: boolean;
  onSelect: (path: string) => void;
};

export function GraphView({ analysis, selected, onSelect }: GraphProps) {
  return (
    <ul>
      {analysis?.states.map(({ path, name }) => (
        <li key={path}>
          <button type="button" aria-pressed={path === selected} onClick={() => onSelect(path)}>
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
