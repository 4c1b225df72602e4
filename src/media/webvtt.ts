import { createRequire } from "node:module";
import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const textMax = limit("captions.size", 512 * 1024, "characters", "hours of speech");
const cuesMax = limit("captions.cues", 5_000, "cues", "of one track");
const linesMax = limit("captions.lines", 2, "lines", "of one cue; more cover the picture");
const lineMax = limit(
  "captions.line",
  42,
  "characters",
  "a longer line is broken by small players",
);
const silenceMax = limit(
  "captions.silence",
  30,
  "s",
  "a longer time without a cue is asked about: it may be speech that nobody wrote down",
);
/** A cue may end this much after the video: players round. */
const slackSeconds = 0.5;

export interface Cue {
  /** Seconds from the beginning. */
  start: number;
  end: number;
  text: string;
}

/** What a writer may want to look at again; nothing here keeps a track out. */
export interface CueWarning {
  code: "long-lines" | "silence";
  /** Seconds: of the cue, or of the time without one. */
  start: number;
  end: number;
}

/** A WebVTT file for a film of so many seconds, with its words alone. Throws a Refusal that names the first fault. */
export function readTrack(text: string, durationSeconds: number) {
  const { cues, warnings } = checkCues(parseTrack(text), durationSeconds);
  return { cues, warnings, text: writeTrack(cues) };
}

interface Parser {
  parse(
    text: string,
    mode: string,
  ): {
    cues: { startTime: number; endTime: number; text: string }[];
    errors: { message: string; line: number }[];
  };
}

/** The parser is an old script that hangs itself on `exports`. */
const parserModule = z.object({ WebVTTParser: z.custom<new () => Parser>() });
let parser: Parser | undefined;

function webVttParser(): Parser {
  const { WebVTTParser } = parserModule.parse(createRequire(import.meta.url)("webvtt-parser"));
  return (parser ??= new WebVTTParser());
}

/** Reads a WebVTT file. Throws a Refusal that names the line of the first fault. */
export function parseTrack(text: string): Cue[] {
  if (text.length > textMax)
    throw refused("too-large", `A caption track has at most ${textMax / 1024} KB.`);
  const { cues, errors } = webVttParser().parse(text.replace(/^\uFEFF/, ""), "captions");
  const [fault] = errors;
  if (fault)
    throw refused("bad-captions", `Line ${fault.line} of the captions: ${fault.message}`, {
      line: fault.line,
    });
  return cues.map(({ startTime, endTime, text: words }) => ({
    start: startTime,
    end: endTime,
    text: words,
  }));
}

/** The cues as a WebVTT file: without styles, notes, regions and settings, so that nothing but words is kept. */
export function writeTrack(cues: readonly Cue[]): string {
  const blocks = cues.map(
    ({ start, end, text }, at) => `${at + 1}\n${timeOf(start)} --> ${timeOf(end)}\n${text}\n`,
  );
  return `WEBVTT\n\n${blocks.join("\n")}`;
}

/** "00:01:02.500" */
export function timeOf(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, m, s] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1000) % 60,
  ];
  return `${two(h)}:${two(m)}:${two(s)}.${String(ms % 1000).padStart(3, "0")}`;
}

/**
 * The cues in their order, each with words, none over another, all within the video. Throws a Refusal that names the
 * first that is not; what only looks odd comes back as warnings.
 */
export function checkCues(
  given: readonly Cue[],
  durationSeconds: number,
): { cues: Cue[]; warnings: CueWarning[] } {
  if (given.length === 0)
    throw refused("empty-captions", "A caption track needs at least one cue with words.");
  if (given.length > cuesMax)
    throw refused("too-large", `A caption track has at most ${cuesMax} cues.`);
  const cues = given
    .map(({ start, end, text }) => ({ start, end, text: plainCue(text) }))
    .sort((one, other) => one.start - other.start);
  cues.forEach((cue, at) => mustStand(cue, cues[at - 1], durationSeconds));
  return { cues, warnings: [...longLines(cues), ...silences(cues, durationSeconds)] };
}

function mustStand(cue: Cue, before: Cue | undefined, durationSeconds: number): void {
  const at = timeOf(Number.isFinite(cue.start) ? Math.max(0, cue.start) : 0);
  const say = (says: string) => refused("bad-captions", says, { at });
  if (!Number.isFinite(cue.start) || !Number.isFinite(cue.end) || cue.start < 0)
    throw say(`A cue's times are no times.`);
  if (cue.end <= cue.start) throw say(`The cue at ${at} ends before it begins.`);
  if (cue.text === "") throw say(`The cue at ${at} has no words.`);
  if (cue.end > durationSeconds + slackSeconds)
    throw say(
      `The cue at ${at} ends after the video, which is over at ${timeOf(durationSeconds)}.`,
    );
  if (before && cue.start < before.end)
    throw say(`The cue at ${at} begins before the one before it ends.`);
}

/** A blank line or an arrow would end the cue for whoever reads the file. */
function plainCue(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll("-->", "→")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

function longLines(cues: readonly Cue[]): CueWarning[] {
  return cues
    .filter(({ text }) => {
      const lines = text.replaceAll(/<[^>]*>/g, "").split("\n");
      return lines.length > linesMax || lines.some((line) => [...line].length > lineMax);
    })
    .map(({ start, end }) => ({ code: "long-lines", start, end }));
}

function silences(cues: readonly Cue[], durationSeconds: number): CueWarning[] {
  const gaps = [...cues, { start: durationSeconds, end: durationSeconds, text: "" }].map(
    ({ start: end }, at): CueWarning => ({ code: "silence", start: cues[at - 1]?.end ?? 0, end }),
  );
  return gaps.filter(({ start, end }) => end - start > silenceMax);
}

function refused(code: string, says: string, details: Record<string, unknown> = {}): Refusal {
  return new Refusal(code, says, { details });
}
