import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { z } from "zod";
import { Refusal } from "#platform/refusal.ts";
import { audienceFindings } from "./lint-audience.ts";
import { lint } from "../policy/lint/lint.ts";

const draft = z.object({
  text: z.string().default(""),
  title: z.string().optional(),
  class: z.string().default("routine"),
  language: z.string().optional(),
  state: z.string().length(2).optional(),
  onlyBeats: z.boolean().optional(),
  networks: z.array(z.string()).optional(),
  media: z
    .array(
      z.object({
        alt: z.string().nullish(),
        kind: z.enum(["image", "video", "audio"]).optional().catch(undefined),
        isBookingPhoto: z.boolean().optional(),
        hasCaptions: z.boolean().optional(),
      }),
    )
    .nullish(),
});

/** `openbeat lint`: the policy lint by itself, under the model policy; it opens no data folder. */
export function addLint(program: Command): void {
  program
    .command("lint")
    .description("say what the model policy finds in a draft that comes on standard input")
    .option("--json", "answer as JSON; start and end are UTF-16 offsets into `text`")
    .option("--state <code>", "the agency's state, such as CA: law differs")
    .action(async (options: { json?: boolean; state?: string }) => {
      const given = read(await text(process.stdin));
      const state = (options.state ?? given.state)?.toUpperCase();
      const media = (given.media ?? []).map(({ alt, ...more }) => ({ alt: alt ?? "", ...more }));
      const findings = lint({ ...given, media }, {}, { state, lists: none });
      const unaimed = audienceFindings(given);
      if (!options.json) return say(findings, unaimed);
      const told = findings.map(({ title, reason, field, of, start, end, ...more }) => ({
        ...more,
        start: field === "text" ? start : null,
        end: field === "text" ? end : null,
        field,
        ...(of === undefined ? {} : { of }),
        title: title.en,
        reason: reason.en,
      }));
      console.log(JSON.stringify({ findings: [...told, ...unaimed] }));
    });
}

const none = { unreleasedNames: [], officers: [], publicPlaces: [], tipLines: [] };

function read(input: string): z.infer<typeof draft> {
  try {
    return draft.parse(JSON.parse(input));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : "it is no JSON";
    throw new Refusal("bad-draft", `The draft on standard input cannot be read: ${why}.`, {
      cause,
    });
  }
}

function say(
  findings: ReturnType<typeof lint>,
  unaimed: ReturnType<typeof audienceFindings>,
): void {
  if (findings.length + unaimed.length === 0) return console.log("Nothing found.");
  for (const { level, rule, of, reason } of unaimed)
    console.log(`${level.padEnd(10)} ${rule} ${of}: ${reason}`);
  for (const { level, rule, paragraph, field, start, end, reason } of findings)
    console.log(
      `${level.padEnd(10)} ${rule} (policy ${paragraph}) ${field}${start === null ? "" : ` ${start}-${end ?? ""}`}: ${reason.en}`,
    );
}
