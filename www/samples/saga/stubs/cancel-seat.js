// A compensation must succeed in the end: it is retried.
export const handler = async (event, context) => {
  if (context.attempt === 1) throw new Error("The seat service is busy.");
  return { seat: event.seat.seat, held: false };
};
