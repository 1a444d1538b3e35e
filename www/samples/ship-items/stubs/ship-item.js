// The carrier has no room for the third parcel at first.
export const handler = async (event, context) => {
  if (event.position === 2 && context.attempt === 1) {
    const error = new Error("no van free");
    error.name = "CarrierBusy";
    throw error;
  }
  return { sku: event.item.sku, tracking: `${event.orderId}-${event.position + 1}`, box: event.parcel.box };
};
