// A Node.js Lambda handler. What it throws is the task's error: the name is matched by Retry and Catch.
export const handler = async (event) => {
  if (!event.items?.length) {
    const error = new Error(`order ${event.orderId} has no items`);
    error.name = "ValidationError";
    throw error;
  }
  console.log(`order ${event.orderId}: ${event.items.length} items are valid`);
  return { ...event, validated: true };
};
