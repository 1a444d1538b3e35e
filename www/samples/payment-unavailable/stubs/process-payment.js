// The provider never comes back. Three retries are used up, and no catcher takes ServiceUnavailable.
export const handler = async (event, context) => {
  const error = new Error(`attempt ${context.attempt}: the payment provider is down`);
  error.name = "ServiceUnavailable";
  throw error;
};
