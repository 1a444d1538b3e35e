export const handler = async () => ({ seat: "12A", held: true });
