export const handler = async (event) => {
  return { id: `job-${event.report}`, status: "RUNNING", progress: 0 };
};
