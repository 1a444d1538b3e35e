// Files dropped anywhere on the page are opened.

import { useEffect, useState } from "preact/hooks";

export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      onFile(file);
    };
    const capture = { capture: true };
    addEventListener("dragover", onDragOver, capture);
    addEventListener("dragleave", onDragLeave, capture);
    addEventListener("drop", onDrop, capture);
    return () => {
      removeEventListener("dragover", onDragOver, capture);
      removeEventListener("dragleave", onDragLeave, capture);
      removeEventListener("drop", onDrop, capture);
    };
  }, [onFile]);
  return over ? <div class="drop-zone">Drop to open: a workspace file, a definition, or a template of CloudFormation or SAM</div> : null;
}
