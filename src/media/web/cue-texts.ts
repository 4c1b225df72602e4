import type { CueDraft } from "./api.ts";
import { cueTimeOf, secondsOf } from "./clock-text.ts";

/** A cue as it is typed: its times may not be times yet. */
export interface CueText {
  id: number;
  start: string;
  end: string;
  text: string;
}

const usualSeconds = 3;

export function typed(cues: readonly CueDraft[]): CueText[] {
  return cues.map(({ start, end, text }, id) => ({
    id,
    start: cueTimeOf(start),
    end: cueTimeOf(end),
    text,
  }));
}

/** The next cue: from where the video stands, or from the end of the last one. */
export function blankCue(cues: readonly CueText[], at: number): CueText {
  const last = cues.at(-1);
  const start = Math.max(at, secondsOf(last?.end ?? "0") ?? 0);
  const id = cues.reduce((highest, one) => Math.max(highest, one.id), -1) + 1;
  return { id, start: cueTimeOf(start), end: cueTimeOf(start + usualSeconds), text: "" };
}

/** The cues with their times in seconds; undefined while one is no time. */
export function draftsOf(cues: readonly CueText[]): CueDraft[] | undefined {
  const drafts = cues.flatMap(({ start, end, text }) => {
    const [from, to] = [secondsOf(start), secondsOf(end)];
    return from === undefined || to === undefined ? [] : [{ start: from, end: to, text }];
  });
  return drafts.length === cues.length ? drafts : undefined;
}
