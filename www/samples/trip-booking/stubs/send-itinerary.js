export const handler = async (event) => {
  console.log(`itinerary for ${event.traveller}`, event.bookings);
  return { sentTo: event.traveller, ...event.bookings };
};
