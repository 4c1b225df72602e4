import type { Finding, Say } from "./findings.ts";
import { checkHouse } from "./house-rules.ts";
import { checkProfile, profileCode } from "./ipaws.ts";
import type { CapAlert } from "./message.ts";
import { readCap } from "./reading.ts";
import { checkAlert } from "./rules.ts";
import { checkSignatures } from "./signature.ts";

export interface LintOptions {
  /** The message is meant for IPAWS: what its profile demands is then an error. */
  profile?: "ipaws" | undefined;
}

export interface Verdict {
  /** No finding is an error. */
  valid: boolean;
  findings: Finding[];
}

/** What is wrong with a CAP message: its XML, its schema, the standard's rules, the profile's, and its signature. */
export async function lintCap(bytes: Uint8Array, options: LintOptions = {}): Promise<Verdict> {
  const read = await readCap(bytes);
  if ("faults" in read)
    return verdictOf(
      read.faults.map(({ rule, line, message }) => ({
        level: "error" as const,
        rule,
        path: line > 0 ? `line ${line}` : "/",
        message,
      })),
    );
  const findings = findingsOf(read.alert, options);
  if (read.isSigned)
    await checkSignatures(bytes, (level, rule, path, message) =>
      findings.push({ level, rule, path, message }),
    );
  return verdictOf(findings);
}

/** The same of a message that is at hand, before it is written. */
export function findingsOf(alert: CapAlert, { profile }: LintOptions = {}): Finding[] {
  const findings: Finding[] = [];
  const say: Say = (level, rule, path, message) => findings.push({ level, rule, path, message });
  checkAlert(alert, say);
  checkHouse(alert, say);
  if (profile === "ipaws" || alert.code.includes(profileCode))
    checkProfile(alert, say, profile === "ipaws");
  return findings;
}

function verdictOf(findings: Finding[]): Verdict {
  return { valid: findings.every(({ level }) => level !== "error"), findings };
}
