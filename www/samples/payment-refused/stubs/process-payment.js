// The bank says no. PaymentFailedError has no retrier, so the catcher takes it at once.
export const handler = async (event) => {
  const error = new Error(`card of customer ${event.customer.id} was declined`);
  error.name = "PaymentFailedError";
  throw error;
};
