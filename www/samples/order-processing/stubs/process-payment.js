// The provider is busy twice, then takes the money. context.attempt counts the tries of this visit.
export const handler = async (event, context) => {
  if (context.attempt < 3) {
    console.warn(`attempt ${context.attempt}: the payment provider is busy`);
    const error = new Error("the payment provider is busy, try again");
    error.name = "ServiceUnavailable";
    throw error;
  }
  console.log(`attempt ${context.attempt}: charged ${event.total}`);
  return { ...event, payment: { id: `pay-${event.orderId}`, amount: event.total, status: "CAPTURED" } };
};
