import { z } from "zod";
import type { MailDoor } from "../mail/listener.ts";

/** Where letters come back to that could not be delivered. */
export interface ReturnSettings extends MailDoor {
  /** What stands after the "@" of return paths: its mail leads here. */
  domain: string;
}

const label = String.raw`[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?`;

export const returnShape = {
  OPENBEAT_RETURN_DOMAIN: z
    .string()
    .toLowerCase()
    // Beside 64 signs before the "@", 254 hold it (RFC 5321, 4.5.3.1).
    .max(180, "must be a domain")
    .regex(
      new RegExp(String.raw`^${label}(?:\.${label})+$`),
      "must be a domain such as returns.agency.gov",
    )
    .optional(),
  OPENBEAT_RETURN_PORT: z.coerce.number("must be a number").int().min(1).max(65_535).optional(),
  OPENBEAT_RETURN_HOST: z.string().min(1).default("127.0.0.1"),
  OPENBEAT_RETURN_CERT: z.string().min(1).optional(),
  OPENBEAT_RETURN_KEY: z.string().min(1).optional(),
};

/** Undefined: letters come back to their sender, as ever. Throws a sentence where the settings do not fit together. */
export function returnSettings(
  s: z.output<z.ZodObject<typeof returnShape>>,
  expand: (path: string) => string,
): ReturnSettings | undefined {
  const { OPENBEAT_RETURN_DOMAIN: domain, OPENBEAT_RETURN_PORT: port } = s;
  const { OPENBEAT_RETURN_CERT: cert, OPENBEAT_RETURN_KEY: key, OPENBEAT_RETURN_HOST: host } = s;
  // A return path that leads nowhere loses what came back.
  if ((domain === undefined) !== (port === undefined))
    throw new Error(
      "OPENBEAT_RETURN_DOMAIN and OPENBEAT_RETURN_PORT belong together: set both, or neither.",
    );
  if ((cert === undefined) !== (key === undefined))
    throw new Error("OPENBEAT_RETURN_CERT and OPENBEAT_RETURN_KEY belong together: set both.");
  if (domain === undefined || port === undefined) return undefined;
  const certificate = cert && key ? { cert: expand(cert), key: expand(key) } : undefined;
  // Mail servers of strangers come as they are: STARTTLS is offered to them, and no more can be asked.
  return { domain, host, port, certificate, tls: "offered" };
}
