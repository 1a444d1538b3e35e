export const handler = async (event) => {
  return { confirmation: `${event.from}-${event.to}-417`, price: 186 };
};
