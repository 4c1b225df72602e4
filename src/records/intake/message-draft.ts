import { fileTypeFromBuffer } from "file-type";
import { z } from "zod";
import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import type { HandedIn } from "./handing-in.ts";

export const batchMax = limit("intake.batch", 500, "messages", "in one request of a source");
const textMax = limit("intake.text", 300_000, "characters", "of one message");
const filesMax = limit("intake.files", 20, "files", "of one message");
const originalMax = limit(
  "intake.original",
  300_000,
  "characters",
  "of a message's own fields, as JSON",
);
const toMax = limit("intake.to", 1_000, "addresses", "that one message went to");

const file = z.object({
  name: z.string().trim().min(1).max(300),
  type: z.string().max(200).optional(),
  /** The bytes in base64, or the name of a part of a multipart request. */
  base64: z.base64().optional(),
  part: z.string().max(200).optional(),
});

const message = z.object({
  id: z.string().min(1).max(400),
  version: z.string().min(1).max(100).optional(),
  at: z.iso.datetime({ offset: true }),
  direction: z.enum(["in", "out"]),
  kind: z.enum(["text", "mail", "chat", "call", "other"]).default("text"),
  from: z.string().max(400),
  to: z.array(z.string().max(400)).max(toMax).default([]),
  thread: z.string().max(400).optional(),
  text: z.string().max(textMax).default(""),
  attachments: z.array(file).max(filesMax).default([]),
  original: z
    .unknown()
    .optional()
    .refine((value) => (JSON.stringify(value) ?? "").length <= originalMax, "is too long"),
});

/** Reads one message of a batch; a sentence where it is none. Its files are stored before it is on the record. */
export async function messageIn(
  ctx: Ctx,
  given: unknown,
  parts: ReadonlyMap<string, Uint8Array>,
): Promise<HandedIn | string> {
  const { data, error } = message.safeParse(given);
  if (error)
    return error.issues.map(({ path, message: says }) => `${path.join(".")}: ${says}`).join("; ");
  const { attachments, original, ...told } = data;
  const files = [];
  for (const { name, type, base64, part } of attachments) {
    const bytes = base64 === undefined ? parts.get(part ?? "") : Buffer.from(base64, "base64");
    if (bytes === undefined || bytes.length === 0) return `attachments: ${name} has no bytes`;
    const kind = type ?? (await fileTypeFromBuffer(bytes))?.mime ?? "application/octet-stream";
    files.push({ name, type: kind, sha256: await ctx.blobs.put(bytes) });
  }
  return { ...told, files, original: original ?? null };
}

/** A message's own name, where it has one, to answer for it. */
export function idIn(given: unknown): string {
  if (typeof given !== "object" || given === null || !("id" in given)) return "";
  return typeof given.id === "string" ? given.id.slice(0, 400) : "";
}
