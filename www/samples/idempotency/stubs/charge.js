export const handler = async ({ id, amount }) => ({ id, charged: amount });
