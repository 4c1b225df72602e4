import type { Command } from "commander";
import { createToken } from "#agency";
import { asPerson } from "./acting.ts";
import { withOpenbeat } from "./running.ts";

export function addToken(program: Command): void {
  const token = program.command("token").description("API tokens");
  token
    .command("create")
    .description("make a token that acts as a person, for some verbs, until a day")
    .requiredOption("--as <email>", "whose token it is")
    .requiredOption("--scopes <verbs>", "with commas: post.read,post.draft or post.*")
    .option("--name <name>", "what it is for", "command line")
    .option("--days <days>", "how long it lives", "90")
    .option("--json", "print the result as JSON")
    .action((options: { as: string; scopes: string; name: string; days: string; json?: boolean }) =>
      withOpenbeat(async ({ assembly }) => {
        const scopes = options.scopes.split(",").map((scope) => scope.trim());
        const made = await createToken(await asPerson(assembly.ctx, options.as), {
          name: options.name,
          scopes,
          days: Number(options.days),
        });
        console.log(
          options.json
            ? JSON.stringify(made)
            : `${made.token}\nIt is shown this once and ends on ${made.expiresAt}.`,
        );
      }),
    );
}
