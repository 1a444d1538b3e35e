const HOUR = 3_600_000;
// The queue takes the message at once; the manager answers later, with the token in it.
export const handler = async ({ MessageBody }, context) => {
  context.sendTaskSuccess(MessageBody.token, { approved: true, by: "Grace" }, { after: 36 * HOUR });
  return { MessageId: "m-1" };
};
