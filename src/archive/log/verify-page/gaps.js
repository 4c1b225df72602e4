/* What a package says of the times in which nothing was captured. `instant` writes a time for people. */

const gapsAtOnce = 20;
const causes = {
  "server-down": "the archive’s server was not running",
  "not-polled": "the account was not read",
  "token-ended": "the permission to read had ended",
  refused: "the network refused",
  unreachable: "the network could not be reached",
  "cursor-lost": "the network lost its place",
  silent: "the source was silent",
};

/** When the archive was not capturing, account by account, as it says of itself. */
export function gapLines(told, instant) {
  if (!told) return ["This package does not say; it was made before packages did."];
  const lines = told.accounts.flatMap(({ name, network, gaps }) =>
    gaps.map((gap) => `${name} (${network}): ${gapSentence(gap, instant)}`),
  );
  const all = `${told.accounts.length} accounts, as of ${instant(told.asOf)}`;
  if (lines.length === 0) return [`None is known. ${all}.`];
  const more = lines.length - gapsAtOnce;
  const rest = more > 0 ? [`And ${more} more: see completeness.json.`] : [];
  return [`${lines.length} are known. ${all}.`, ...lines.slice(0, gapsAtOnce), ...rest];
}

function gapSentence({ from, until, why, theirs, ours }, instant) {
  const span = `${instant(from)} to ${until === null ? "now" : instant(until)}`;
  if (why === "counter")
    return `${span}: the network counts ${theirs} posts, ${ours} were captured`;
  return `${span}: ${causes[why] ?? why}`;
}
