import { ownAgency } from "#agency";
import { openChannels } from "#channels";
import { policyInForce, strategyInForce } from "#policy";
import { lintPost, mediaOf, postContent, type PostContent } from "#publish";
import type { TxCtx } from "#platform/context.ts";
import {
  channelsIn,
  classIn,
  formulaIn,
  imageIn,
  languageIn,
  linkIn,
  objectiveIn,
  timeIn,
  type Known,
  type Say,
} from "./import-cells.ts";
import type { Note } from "./import-report.ts";
import type { TableLine } from "./table.ts";

/** A line with what it would become; without content it cannot become anything. */
export interface Judged {
  line: TableLine;
  content: PostContent | undefined;
  notes: Note[];
}

export async function knownOf(tx: TxCtx): Promise<Known> {
  const { timeZone: zone } = await ownAgency(tx);
  const channels = await openChannels(tx);
  const policy = await policyInForce(tx);
  const { objectives } = await strategyInForce(tx);
  const low = (text: string) => text.trim().toLowerCase();
  return {
    zone,
    now: tx.clock.now(),
    all: channels.map(({ id }) => id),
    channels: new Map(
      channels.flatMap(({ id, name, network }) => [
        [low(network), id],
        [low(name), id],
        [id, id],
      ]),
    ),
    classes: new Map(
      (policy?.classes ?? []).flatMap(({ code, title }) => [
        [low(title), code],
        [code, code],
      ]),
    ),
    objectives: new Map(
      objectives.flatMap(({ key, name }) => [
        [low(name.es), key],
        [low(name.en), key],
        [key, key],
      ]),
    ),
  };
}

/** What a line would become, and everything that is in its way or that somebody ought to know. */
export async function judge(tx: TxCtx, line: TableLine, known: Known): Promise<Judged> {
  const { cells } = line;
  const notes: Note[] = [];
  const sayer =
    (level: Note["level"]): Say =>
    (field, code, says, more) =>
      void notes.push({ level, field, code, says, ...more });
  const [bad, warn] = [sayer("error"), sayer("warning")];
  if (line.problem) bad("line", "line-fields", line.problem);
  if (!cells.text) bad("text", "no-text", "there is no text");
  formulaIn(cells, bad, warn);
  const draft = {
    text: cells.text ?? "",
    title: cells.title ?? "",
    channels: channelsIn(cells.channels, known, bad),
    publish: timeIn(cells, known, bad, warn),
    class: classIn(cells.class, known, bad),
    purpose: objectiveIn(cells.objective, known, bad),
    language: languageIn(cells.language, bad),
    link: linkIn(cells.link, bad),
    media: imageIn(cells, bad),
  };
  if (draft.channels.length === 0 && !notes.some(({ field }) => field === "channels"))
    warn("channels", "no-channel", "no channel; choose one in the draft");
  const none = { line, content: undefined, notes };
  const parsed = postContent.safeParse(draft);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path[0] === "title" ? "title" : "text";
    if (notes.length === 0) bad(field, "too-long", issue?.message ?? "cannot be used");
    return none;
  }
  if (notes.some(({ level }) => level === "error")) return none;
  if (parsed.data.media.length > 0 && (await mediaOf(tx, parsed.data)).size === 0) {
    bad("image", "unknown-image", "the library has no such picture");
    return none;
  }
  for (const { reason, level } of await lintPost(tx, parsed.data))
    if (level !== "needs-role") warn("text", "policy", reason.en, { es: reason.es });
  return { line, content: parsed.data, notes };
}
