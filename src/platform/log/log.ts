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
      serializers: { err: errorLine },
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** What tells a person where to look. Drivers hang whole connections, with their settings, on their errors. */
function errorLine(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const state = "code" in error && typeof error.code === "string" ? { state: error.code } : {};
  return { type: name, message, ...state, stack, ...(cause ? { cause: errorLine(cause) } : {}) };
}

export const silentLog: Logger = pino({ level: "silent" });
export type { Logger };
