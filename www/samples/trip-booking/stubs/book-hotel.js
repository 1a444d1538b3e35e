// Busy once: the branch waits 2 s and asks again, while the other branches go on.
export const handler = async (event, context) => {
  if (context.attempt === 1) {
    const error = new Error("no answer from the reservation desk");
    error.name = "HotelBusy";
    throw error;
  }
  return { confirmation: `hotel-${event.nights}-nights`, price: 120 * event.nights };
};
