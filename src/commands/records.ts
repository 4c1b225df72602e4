import type { Command } from "commander";
import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { deadlinesOf } from "../records/clocks/clock.ts";
import { explain } from "../records/clocks/explain.ts";
import { requestKinds, type RequestKind } from "../records/clocks/law.ts";
import { lawOf, lawsComparedOn } from "../records/clocks/laws.ts";

/** `openbeat records`: what needs no data folder starts without the server's code. */
export function addRecords(program: Command): void {
  const records = program.command("records").description("requests for public records");
  records
    .command("clock")
    .description("when a request must be answered, day by day, with the law that says so")
    .requiredOption("--state <code>", "the state's two letters, such as WA; US is the federal act")
    .requiredOption("--received <day>", "the day on which the request came, such as 2026-11-20")
    .option("--kind <kind>", `one of ${requestKinds.join(", ")}`, "standard")
    .option("--json", "answer as JSON")
    .action((options: { state: string; received: string; kind: string; json?: boolean }) => {
      const question = {
        law: lawOf(options.state),
        received: dayOf(options.received),
        kind: kindOf(options.kind),
      };
      const deadlines = deadlinesOf(question);
      const explanation = explain(question, deadlines);
      if (!options.json) return console.log(explanation.join("\n"));
      const { state, law, citation, confidence, extension, missed } = question.law;
      const told = {
        state,
        law,
        citation,
        confidence,
        comparedOn: lawsComparedOn,
        verifiedOn: null,
      };
      const received = question.received.toString();
      const due = deadlines.find((one) => one.due !== undefined)?.due ?? null;
      console.log(
        JSON.stringify({ ...told, received, due, deadlines, extension, missed, explanation }),
      );
    });
  records
    .command("produce")
    .description(
      "write what was reviewed of a request into a folder, numbered and proved; a broken-off one goes on where it stopped",
    )
    .argument("<request>", "the request's number, such as 2026-0042, or its id")
    .requiredOption("--out <folder>", "where to: an empty folder, or one that was begun for this")
    .option("--formats <list>", "of pdf,csv,native,html,eml,edrm,load,web; else all of them")
    .option("--prefix <letters>", "before each Bates number; else the agency's initials")
    .option("--as <email>", "who produces; else the agency's first records clerk")
    .action(async (request: string, options: ProduceWish) => {
      // The server's code, which the commands above start without.
      const { produceRequest } = await import("./records-produce.ts");
      await produceRequest(request, options);
    });
}

interface ProduceWish {
  out: string;
  as?: string;
  formats?: string;
  prefix?: string;
}

function dayOf(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch (cause) {
    throw new Refusal("not-a-day", `"${text}" is no day. Write it as 2026-11-20.`, { cause });
  }
}

function kindOf(text: string): RequestKind {
  const kind = requestKinds.find((one) => one === text);
  if (kind) return kind;
  throw new Refusal("unknown-kind", `"${text}" is no kind of request: ${requestKinds.join(", ")}.`);
}
