import { pino, type Logger } from "pino";

/** Fields that may hold a secret never reach a log, whatever object they ride on. */
const secretFields = [
  "password",
  "secret",
  "token",
  "credential",
  "cookie",
  "authorization",
  "code",
  "pass",
  "totp",
];

/** Structured logs on standard error, one JSON object a line (control characters escaped by JSON). */
export function openLog(level: string): Logger {
  const paths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    {
      level,
      redact: { paths, censor: "[withheld]" },
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

export const silentLog: Logger = pino({ level: "silent" });
export type { Logger };
