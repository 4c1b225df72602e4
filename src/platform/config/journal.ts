import { z } from "zod";
import type { MailDoor } from "../mail/listener.ts";

/** Where journals of mail are received, and with which certificate: in the clear on this machine alone. */
export type JournalSettings = MailDoor;

export const journalShape = {
  OPENBEAT_JOURNAL_PORT: z.coerce.number("must be a number").int().min(1).max(65_535).optional(),
  OPENBEAT_JOURNAL_HOST: z.string().min(1).default("127.0.0.1"),
  OPENBEAT_JOURNAL_CERT: z.string().min(1).optional(),
  OPENBEAT_JOURNAL_KEY: z.string().min(1).optional(),
  OPENBEAT_JOURNAL_TLS: z.enum(["offered", "required", "implicit"]).default("offered"),
};

const thisMachine = new Set(["127.0.0.1", "::1", "localhost"]);

/** Undefined: no mail is received. Throws a sentence where the settings do not fit together. */
export function journalSettings(
  s: z.output<z.ZodObject<typeof journalShape>>,
  expand: (path: string) => string,
): JournalSettings | undefined {
  const { OPENBEAT_JOURNAL_PORT: port, OPENBEAT_JOURNAL_HOST: host } = s;
  if (port === undefined) return undefined;
  const { OPENBEAT_JOURNAL_CERT: cert, OPENBEAT_JOURNAL_KEY: key, OPENBEAT_JOURNAL_TLS: tls } = s;
  if ((cert === undefined) !== (key === undefined))
    throw new Error("OPENBEAT_JOURNAL_CERT and OPENBEAT_JOURNAL_KEY belong together: set both.");
  const certificate = cert && key ? { cert: expand(cert), key: expand(key) } : undefined;
  if (!certificate && tls !== "offered")
    throw new Error("OPENBEAT_JOURNAL_TLS needs OPENBEAT_JOURNAL_CERT and OPENBEAT_JOURNAL_KEY.");
  // Staff mail never crosses a network in the clear.
  if (!certificate && !thisMachine.has(host))
    throw new Error(
      "OPENBEAT_JOURNAL_HOST: beyond this machine mail is received with a certificate alone. Set OPENBEAT_JOURNAL_CERT and OPENBEAT_JOURNAL_KEY.",
    );
  return { host, port, certificate, tls };
}
