// A field for a number that is taken when the reader leaves it, and keeps what is typed until then.

import { useState } from "preact/hooks";

export type FigureInputProps = {
  /** What assistive technology calls it. */
  name: string;
  /** The figure as it is; undefined shows an empty field. */
  figure: number | undefined;
  least: number;
  most?: number;
  placeholder?: string;
  /** Takes what was typed, NaN for an empty field, or leaves the figure as it is. */
  onFigure: (typed: number) => void;
};

/** The page is drawn anew while one types, by an analysis that ends for example; what is typed is kept here meanwhile. */
export function FigureInput({ name, figure, least, most, placeholder, onFigure }: FigureInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      type="number"
      min={least}
      max={most}
      step="any"
      placeholder={placeholder}
      aria-label={name}
      value={typed ?? figure ?? ""}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onChange={(event) => {
        onFigure(event.currentTarget.valueAsNumber);
        setTyped(null);
      }}
    />
  );
}
