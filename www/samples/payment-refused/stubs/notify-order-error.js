// Runs only when a Catch leads here; the caught error is its input.
export const handler = async (event) => {
  console.log(`telling the customer about ${event.Error}`);
  return { notified: true, reason: event.Error };
};
