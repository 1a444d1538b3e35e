export const handler = async () => ({ confirmation: "car-88", price: 95 });
