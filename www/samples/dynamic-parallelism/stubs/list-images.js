export const handler = async ({ album }) => ["a", "b", "c", "d", "e"].map((name) => `${album}/${name}.png`);
