export const handler = async (event) => {
  if (event.card === "expired") throw Object.assign(new Error("The card has expired."), { name: "CardExpired" });
  return { paid: true };
};
