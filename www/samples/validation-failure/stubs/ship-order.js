export const handler = async (event) => {
  return { orderId: event.orderId, paymentId: event.payment.id, shipped: true, parcels: event.items.length };
};
