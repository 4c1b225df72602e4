import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { z } from "zod";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Suggestion } from "../records/redaction/detectors/detector.ts";
import { suggest } from "../records/redaction/detectors/suggest.ts";

const bytesMax = limit(
  "redaction.input",
  4_000_000,
  "bytes",
  "read from standard input by openbeat redact suggest; more cannot be a text within redaction.text",
);

const lists = z.object({
  people: z.array(z.string()).optional(),
  minors: z.array(z.string()).optional(),
  officers: z.array(z.string()).optional(),
});

/** `openbeat redact suggest`: the detectors by themselves; it opens no data folder and redacts nothing. */
export function addRedact(program: Command): void {
  program
    .command("redact")
    .description("help with taking out what must not be given out")
    .command("suggest")
    .description("say what a person may want to take out of a text that comes on standard input")
    .option("--json", "answer as JSON; start and end are UTF-16 offsets into the text")
    .option("--lists <file>", "names the agency knows: {people, minors, officers} as JSON")
    .action(async (options: { json?: boolean; lists?: string }) => {
      const text = decoded(await bytesOf(process.stdin));
      const spans = suggest(text, options.lists === undefined ? {} : listsIn(options.lists));
      if (options.json) return console.log(JSON.stringify({ spans: spans.map(told) }));
      say(text, spans);
    });
}

const told = ({ type, start, end, confidence }: Suggestion) => ({ type, start, end, confidence });

async function bytesOf(stream: NodeJS.ReadStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > bytesMax)
      throw new Refusal(
        "text-too-long",
        `More than ${bytesMax.toLocaleString("en-US")} bytes came on standard input. Cut the text into parts.`,
      );
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

/** A byte that is no UTF-8 would move every offset behind it, so nothing is guessed. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Refusal(
      "text-not-utf8",
      "The text on standard input is not UTF-8. Convert it first, for example with iconv.",
      { cause },
    );
  }
}

function listsIn(file: string): z.infer<typeof lists> {
  try {
    return lists.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : "it is no readable JSON";
    throw new Refusal("bad-lists", `The names in ${file} cannot be read: ${why}.`, { cause });
  }
}

function say(text: string, spans: readonly Suggestion[]): void {
  if (spans.length === 0) return console.log("Nothing found. A person must still read the text.");
  for (const { type, start, end, confidence } of spans) {
    const words = text.slice(start, end).replaceAll(/\s+/g, " ");
    console.log(`${type.padEnd(14)} ${start}-${end}  ${confidence.toFixed(2)}  ${words}`);
  }
  console.log("\nSuggestions only: nothing was redacted. A person must still read the text.");
}
