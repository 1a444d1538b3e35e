// Later images are larger.
export const handler = async ({ image, number, width }, context) => {
  await context.sleep(500 * (number + 1));
  return `${image}@${width}`;
};
