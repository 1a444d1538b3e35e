export const handler = async ({ film }, context) => {
  for (let second = 0; second < 120; second += 20) {
    if (context.attempt === 1 && second >= 40) return context.never();
    await context.sleep(20_000);
    context.heartbeat();
  }
  return { film, frames: 221_760 };
};
