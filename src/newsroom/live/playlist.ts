import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";

const linesMax = limit(
  "live.lines",
  20_000,
  "lines",
  "of one playlist: a day in pieces of six seconds",
);
const secondsMax = limit("live.piece-seconds", 60, "seconds", "one piece; encoders use two to ten");

/** One piece of a stream in the order of its playlist. */
export interface Piece {
  sequence: number;
  name: string;
  seconds: number;
  /** The file that must be read before it (EXT-X-MAP). */
  init?: string | undefined;
  isDiscontinuity?: true | undefined;
  /** When it was taken, by the encoder's clock (EXT-X-PROGRAM-DATE-TIME). */
  takenAt?: string | undefined;
}

export type Playlist =
  | { kind: "master"; hasCaptions: boolean }
  | { kind: "media"; pieces: Piece[]; isOver: boolean };

/** Plain names without folders: nobody is led to another host, and nothing lies outside the stream's own folder. */
const nameShape = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}\.(m3u8|ts|m4s|mp4|m4a|m4v|aac|vtt|webvtt)$/;

export function isStreamName(name: string): boolean {
  return nameShape.test(name);
}

/**
 * Reads a playlist of HTTP Live Streaming (RFC 8216). Refused: what names anything but files beside it, what is encrypted,
 * and pieces that are stretches of one file. Throws Refusal.
 */
export function readPlaylist(text: string): Playlist {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (lines.length > linesMax) throw unfit("It has too many lines.");
  if (lines[0] !== "#EXTM3U") throw unfit("It does not begin with #EXTM3U.");
  for (const [, uri = ""] of text.matchAll(/URI="([^"]*)"/g)) mustBePlain(uri);
  if (/URI=(?!")/.test(text)) throw unfit("A URI stands without quotation marks.");
  const isMaster = lines.some((line) => line.startsWith("#EXT-X-STREAM-INF:"));
  if (!isMaster) return mediaPlaylist(lines);
  for (const line of lines) if (line !== "" && !line.startsWith("#")) mustBePlain(line);
  const hasCaptions = lines.some((line) => /^#EXT-X-MEDIA:.*TYPE=SUBTITLES/.test(line));
  return { kind: "master", hasCaptions };
}

function mediaPlaylist(lines: readonly string[]): Playlist {
  const pieces: Piece[] = [];
  let [sequence, seconds, init, takenAt, isDiscontinuity, isOver] = [0, -1, "", "", false, false];
  for (const line of lines) {
    const value = line.slice(line.indexOf(":") + 1);
    if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) sequence = wholeNumber(value);
    else if (line.startsWith("#EXTINF:")) seconds = duration(value);
    else if (line.startsWith("#EXT-X-MAP:")) init = /URI="([^"]*)"/.exec(line)?.[1] ?? "";
    else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) takenAt = instant(value);
    else if (line === "#EXT-X-DISCONTINUITY") isDiscontinuity = true;
    else if (line === "#EXT-X-ENDLIST") isOver = true;
    else if (line.startsWith("#EXT-X-BYTERANGE")) throw unfit("Send each piece as its own file.");
    else if (line.startsWith("#EXT-X-KEY:") && !/METHOD=NONE/.test(line))
      throw unfit("It is encrypted: the public could not watch it.");
    else if (line !== "" && !line.startsWith("#")) {
      mustBePlain(line);
      if (seconds < 0) throw unfit("A piece has no length (#EXTINF).");
      pieces.push({
        sequence: sequence++,
        name: line,
        seconds,
        ...(init === "" ? {} : { init }),
        ...(isDiscontinuity ? { isDiscontinuity: true as const } : {}),
        ...(takenAt === "" ? {} : { takenAt }),
      });
      [seconds, takenAt, isDiscontinuity] = [-1, "", false];
    }
  }
  return { kind: "media", pieces, isOver };
}

/**
 * The playlist that viewers get: from the beginning, however little the encoder still names, so that whoever comes late can go
 * back. Pieces are added while it runs (EVENT, RFC 8216, 4.3.3.5); `isGap` says which never arrived.
 */
export function wholePlaylist(
  pieces: readonly Piece[],
  { isOver, isGap }: { isOver: boolean; isGap: (piece: Piece) => boolean },
): string {
  const longest = Math.ceil(Math.max(1, ...pieces.map(({ seconds }) => seconds)));
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:8",
    `#EXT-X-TARGETDURATION:${longest}`,
    "#EXT-X-MEDIA-SEQUENCE:0",
    `#EXT-X-PLAYLIST-TYPE:${isOver ? "VOD" : "EVENT"}`,
  ];
  let init = "";
  for (const piece of pieces) {
    if (piece.isDiscontinuity) lines.push("#EXT-X-DISCONTINUITY");
    if (piece.init !== undefined && piece.init !== init)
      lines.push(`#EXT-X-MAP:URI="${piece.init}"`);
    init = piece.init ?? "";
    if (piece.takenAt !== undefined) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${piece.takenAt}`);
    if (isGap(piece)) lines.push("#EXT-X-GAP");
    lines.push(`#EXTINF:${piece.seconds.toFixed(5)},`, piece.name);
  }
  return `${[...lines, ...(isOver ? ["#EXT-X-ENDLIST"] : [])].join("\n")}\n`;
}

function mustBePlain(uri: string): void {
  if (!isStreamName(uri))
    throw unfit(
      "It names a file that is none of a stream's own: letters, digits, - and _, and an ending such as .ts or .m4s.",
    );
}

function duration(value: string): number {
  const seconds = Number(value.split(",")[0]);
  if (Number.isFinite(seconds) && seconds >= 0 && seconds <= secondsMax) return seconds;
  throw unfit(`A piece lasts at most ${secondsMax} seconds.`);
}

function instant(value: string): string {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/.test(value)) return value;
  throw unfit("When a piece was taken cannot be read.");
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw unfit("The number of its first piece cannot be read.");
}

function unfit(says: string): Refusal {
  return new Refusal("live-playlist", `This playlist cannot be taken. ${says}`, { status: 422 });
}
