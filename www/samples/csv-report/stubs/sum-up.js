export const handler = async ({ Items }) => {
  const prices = Items.map((row) => Number(row.price));
  if (prices.some(Number.isNaN)) throw new Error("A price is no number.");
  return { rows: prices.length, sum: prices.reduce((a, b) => a + b) };
};
