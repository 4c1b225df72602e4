import { resolve } from "node:path";
import { peopleWithRole, siteAgency } from "#agency";
import { channelNames } from "#channels";
import { formatNames, produceInto, requestNamed } from "#records";
import { asSystem, type Ctx } from "#platform/context.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { wholeCompleteness } from "../whole-completeness.ts";
import { asPerson } from "./acting.ts";
import { sealLogs, withLog } from "./running.ts";

interface Wish {
  out: string;
  as?: string;
  formats?: string;
  prefix?: string;
}

/** `openbeat records produce`: writes the production of a request into a folder. */
export async function produceRequest(name: string, wish: Wish): Promise<void> {
  const formats = wish.formats?.split(",").map(formatOf);
  await withLog(async ({ assembly }) => {
    const { ctx, signer, logFolder } = assembly;
    await sealLogs(assembly);
    const person = await asPerson(ctx, wish.as ?? (await firstClerk(ctx)));
    const folder = resolve(wish.out);
    const { prefix } = wish;
    const row = await produceInto(
      person,
      await requestNamed(person, name),
      { ...(formats ? { formats } : {}), ...(prefix === undefined ? {} : { prefix }) },
      {
        folder,
        signer,
        logFolder,
        accounts: channelNames,
        completeness: wholeCompleteness,
        say: (done, of) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} records written …`);
        },
      },
    );
    await sealLogs(assembly);
    console.log(
      `${row.records} records, ${row.redacted} given out in part, ${row.withheld} withheld: ${folder}`,
    );
    console.log("Check it: open verify.html in a browser and give it proof/records.zip.");
  });
}

function formatOf(name: string) {
  const known = formatNames.find((one) => one === name.trim());
  if (known) return known;
  throw new Refusal("unknown-format", `"${name}" is no format: ${formatNames.join(", ")}.`);
}

async function firstClerk(ctx: Ctx): Promise<string> {
  const agency = found(await siteAgency(ctx), "agency");
  const inAgency = asSystem(ctx, "command line", agency.agencyId);
  const [person] = await peopleWithRole(inAgency, ["clerk"]);
  if (!person) throw new Refusal("no-clerk", "The agency has no records clerk. Say who with --as.");
  return person.email;
}
