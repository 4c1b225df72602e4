import { playEveryNetwork } from "./every-network.ts";

/** Every network's server in one process of their own; it ends with the bench that started it. */
const played = await playEveryNetwork();
process.send?.(
  played.map(({ network, hosts, input, carries, loseAnswers }) => ({
    network,
    hosts,
    input,
    carries,
    canLose: loseAnswers !== undefined,
  })),
);
process.on("message", (asked: { number: number; lose?: readonly string[] }) => {
  void (async () => {
    if (asked.lose) for (const one of played) one.loseAnswers?.(asked.lose.includes(one.network));
    const texts = asked.lose
      ? []
      : await Promise.all(
          played.map(async (one) => ({ network: one.network, texts: await one.texts() })),
        );
    process.send?.({ number: asked.number, texts });
  })();
});
process.once("disconnect", () => {
  void Promise.all(played.map((one) => one.stop())).then(() => process.exit(0));
});
