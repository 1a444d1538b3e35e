// Heavy things take longer: context.sleep() takes virtual time.
export const handler = async (event, context) => {
  await context.sleep(200 + event.item.weight / 20);
  return { box: event.item.weight > 5000 ? "pallet" : "carton" };
};
