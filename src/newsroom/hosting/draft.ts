import { z } from "zod";

const address = z
  .string()
  .trim()
  .max(500)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    message: "An address begins with https://",
  })
  // Keys in an address would stand in every log on the way.
  .refine((text) => !URL.canParse(text) || new URL(text).username === "", {
    message: "Keys stand in their own fields, not in the address.",
  });
const folder = z
  .string()
  .trim()
  .max(200)
  .regex(/^(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9._/-]*$/)
  .transform((text) => text.replace(/^\/+|\/+$/g, ""))
  .default("");

/** A bucket by the S3 API, or a folder of a web server that takes PUT (RFC 9110; WebDAV, RFC 4918). */
const hostPlace = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("s3"),
    endpoint: address,
    region: z
      .string()
      .trim()
      .regex(/^[a-z0-9-]{2,40}$/),
    bucket: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    folder,
    /** `index`: a page is `…/index.html`; `plain`: it has the name of its address, for a CDN without index pages. */
    names: z.enum(["index", "plain"]).default("index"),
    /** Texts lie there packed (gzip), with the header that says so. */
    packed: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal("put"),
    url: address,
    login: z.enum(["bearer", "basic"]).default("bearer"),
  }),
]);
export type HostPlace = z.output<typeof hostPlace>;

const purgePlace = z.strictObject({
  url: address,
  /** What is asked for: the changed addresses, everything, or nothing but the call itself. */
  what: z.enum(["addresses", "everything", "call"]),
});
export type PurgePlace = z.output<typeof purgePlace>;

const secret = z.string().trim().max(2_000).default("");

export const hostDraft = z.strictObject({
  place: hostPlace,
  /** S3: the access key's id; basic: the user. Not needed for a bearer token. */
  user: z.string().trim().max(200).default(""),
  /** Left empty, the one before stays. */
  secret,
  publicUrl: z.union([z.literal(""), address]).default(""),
  purge: purgePlace.nullable().default(null),
  purgeToken: secret,
});
export type HostDraft = z.output<typeof hostDraft>;

export interface HostKeys {
  user: string;
  secret: string;
  purgeToken: string;
}
