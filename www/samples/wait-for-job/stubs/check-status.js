// The job takes as many virtual minutes as the input says; context.now() is virtual time in ms.
let started;

export const handler = async (event, context) => {
  started ??= context.now() - 30_000;
  const progress = Math.min(100, Math.round(((context.now() - started) / (event.minutes * 60_000)) * 100));
  console.log(`${event.jobId}: ${progress} %`);
  return { id: event.jobId, status: progress < 100 ? "RUNNING" : "DONE", progress };
};
