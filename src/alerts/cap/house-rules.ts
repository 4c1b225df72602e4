import type { Say } from "./findings.ts";
import type { CapAlert, CapInfo } from "./message.ts";
import { languageOf } from "./rules.ts";

/*
 * What neither the standard nor the profile asks, and alerts that went wrong have taught: Hawaii, 13 January 2018, where
 * test and live looked alike (FCC, Report and Recommendations, April 2018).
 */

const testWords = /\b(test|exercise|drill|simulacro|prueba|ejercicio)\b/i;

/** Warnings alone: a message of another authority may be right without them. */
export function checkHouse(alert: CapAlert, say: Say): void {
  const isReal = alert.status === "Actual";
  const isTest = alert.status === "Test" || alert.status === "Exercise";
  for (const [at, info] of alert.info.entries()) {
    const path = `/alert/info[${at + 1}]`;
    if (isReal && testWords.test(info.headline ?? ""))
      say(
        "warning",
        "house.test-words",
        `${path}/headline`,
        "The headline speaks of a test, and the message says that it is real.",
      );
    if (isTest && !testWords.test(wordsOf(info)))
      say(
        "warning",
        "house.test-words",
        path,
        "This is a test, and its words do not say so: whoever reads them alone takes it for real.",
      );
    if (isReal && alert.msgType !== "Cancel" && !info.instruction)
      say("warning", "house.instruction", path, `Nobody is told what to do (${languageOf(info)}).`);
  }
}

function wordsOf({ event, headline, description, instruction }: CapInfo): string {
  return [event, headline, description, instruction].join(" ");
}
