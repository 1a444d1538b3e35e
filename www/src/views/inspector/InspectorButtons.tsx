// What stands beside the name of the state that is inspected.

/** `onStub`: shows the stub that answers the state, if one does. */
export type InspectorButtonsProps = { onStub: (() => void) | undefined; onClose: () => void };

export function InspectorButtons({ onStub, onClose }: InspectorButtonsProps) {
  return (
    <>
      {onStub !== undefined && (
        <button type="button" class="mini" onClick={onStub} title="Show the stub that answers it">
          Stub
        </button>
      )}
      <button type="button" class="mini" onClick={onClose} aria-label="Close the inspector">
        ×
      </button>
    </>
  );
}
