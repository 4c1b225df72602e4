import type { PollLimits } from "./capabilities.ts";
import type { OutboundMessage } from "./outbound.ts";
import type { Finding } from "./media-findings.ts";

const optionsMin = 2;
const hourMinutes = 60;
const dayMinutes = 1_440;

/** What is wrong with a message's poll on a network with these limits; none where there is no poll. */
export function pollFindings(
  { poll, media }: OutboundMessage,
  limits: PollLimits | undefined,
): Finding[] {
  if (poll === undefined) return [];
  const findings: Finding[] = [];
  const say = (code: string, says: string) => findings.push({ code, says, field: "poll" });
  if (limits === undefined) {
    say("poll-none", "There are no polls on this channel.");
    return findings;
  }
  const { optionsMax, optionMax, minutesMin, minutesMax } = limits;
  if (poll.options.length < optionsMin) say("poll-few", "A poll has at least two answers.");
  if (poll.options.length > optionsMax)
    say("poll-many", `A poll has ${optionsMax} answers at most here.`);
  if (poll.options.some((option) => option.trim() === ""))
    say("poll-empty", "An answer of the poll is empty.");
  const told = poll.options.map((option) => option.trim().toLowerCase());
  if (new Set(told).size < told.length) say("poll-twice", "Two answers of the poll are the same.");
  if (poll.options.some((option) => option.length > optionMax))
    say("poll-long", `An answer of a poll has ${optionMax} characters at most here.`);
  if (poll.minutes < minutesMin || poll.minutes > minutesMax)
    say("poll-time", timeSays(minutesMin, minutesMax));
  if (media.length > 0) say("poll-media", "A poll goes without pictures and videos here.");
  return findings;
}

function timeSays(min: number, max: number): string {
  return min === max
    ? `A poll is open for ${timeOf(max)} here, neither more nor less.`
    : `A poll is open for ${timeOf(min)} at least and ${timeOf(max)} at most here.`;
}

/** In the largest unit that says it in whole numbers; a part of a day is left out. */
function timeOf(minutes: number): string {
  const of = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;
  if (minutes >= 2 * dayMinutes) return of(Math.floor(minutes / dayMinutes), "day");
  if (minutes >= hourMinutes) return of(Math.floor(minutes / hourMinutes), "hour");
  return of(minutes, "minute");
}

/** The length of a poll in the whole hours that a network counts in, never shorter than was asked. */
export function wholeHours(minutes: number): number {
  return Math.ceil(minutes / hourMinutes);
}
