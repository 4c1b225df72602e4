import type { Command } from "commander";
import { networkFacts } from "#channels";

/** Prints what every network allows, each line with its source and the day it was checked. */
export function addLimits(program: Command): void {
  program
    .command("limits")
    .description("what every network allows, with source and date")
    .option("--json", "print the result as JSON")
    .action((options: { json?: boolean }) => {
      const facts = networkFacts();
      if (options.json) {
        console.log(JSON.stringify(facts, null, 2));
        return;
      }
      for (const { title, limits, budgets, notices, placeTargeting: places } of facts) {
        console.log(`\n${title}`);
        for (const each of limits)
          console.log(
            `  ${each.what}: ${each.value.toLocaleString("en-US")} ${each.unit}${each.live ? " (the account tells its own)" : ""} · ${each.source}, ${each.verifiedOn}`,
          );
        for (const each of budgets)
          console.log(
            `  ${each.of} ${each.what} in ${each.perSeconds / 3_600} h, ${Math.round(each.reserve * 100)} % kept for life safety · ${each.source}, ${each.verifiedOn}`,
          );
        if (places)
          console.log(
            `  a post can be kept to places (${places.kinds.join(", ")}): ${places.says} · ${places.source}, ${places.verifiedOn}`,
          );
        for (const notice of notices) console.log(`  ! ${notice}`);
      }
    });
}
