// Down from the second order on.
export const handler = async ({ order }) => {
  if (order > 1) throw new Error("503 from billing");
  return `billed ${order}`;
};
