/** What a recall finds, by what happens to it; the server counts the same. */
export function recallCounts(deliveries: readonly { state: string }[]) {
  const count = (...states: string[]) =>
    deliveries.filter(({ state }) => states.includes(state)).length;
  const counts = {
    standing: count("sent"),
    waiting: count("waiting", "held"),
    /** Taken back as soon as it is known to stand. */
    underWay: count("sending", "unconfirmed", "asked"),
  };
  return { ...counts, hasAny: counts.standing + counts.waiting + counts.underWay > 0 };
}
