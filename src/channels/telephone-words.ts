const stopWords = new Set([
  "STOP",
  "STOPALL",
  "UNSUBSCRIBE",
  "CANCEL",
  "END",
  "QUIT",
  "OPTOUT",
  "REVOKE",
]);
const startWords = new Set(["START", "YES", "UNSTOP"]);
const helpWords = new Set(["HELP", "INFO"]);

/**
 * What a message by itself asks for, by the words that carriers hold senders to (CTIA §5.1.3); "opt out" may be written in
 * two (47 CFR 64.1200(a)(10)).
 */
export function askOf(text: string): "stop" | "start" | "help" | undefined {
  const word = text
    .trim()
    .replace(/[.!]+$/, "")
    .replaceAll(/[\s-]+/g, "")
    .toUpperCase();
  if (stopWords.has(word)) return "stop";
  if (startWords.has(word)) return "start";
  return helpWords.has(word) ? "help" : undefined;
}
