import type { HostDraft, HostRow } from "./api.ts";

/** The form as it is typed: the fields of both kinds side by side. */
export interface HostFields {
  kind: "s3" | "put";
  endpoint: string;
  region: string;
  bucket: string;
  folder: string;
  names: "index" | "plain";
  packed: boolean;
  url: string;
  login: "bearer" | "basic";
  user: string;
  secret: string;
  publicUrl: string;
  purge: "none" | "addresses" | "everything" | "call";
  purgeUrl: string;
  purgeToken: string;
}

export const emptyFields: HostFields = {
  kind: "s3",
  endpoint: "",
  region: "",
  bucket: "",
  folder: "",
  names: "index",
  packed: false,
  url: "",
  login: "bearer",
  user: "",
  secret: "",
  publicUrl: "",
  purge: "none",
  purgeUrl: "",
  purgeToken: "",
};

export function fieldsOf({ place, publicUrl, purge }: HostRow): HostFields {
  return {
    ...emptyFields,
    ...place,
    publicUrl,
    purge: purge?.what ?? "none",
    purgeUrl: purge?.url ?? "",
  };
}

export function draftOf(fields: HostFields): HostDraft {
  const { kind, endpoint, region, bucket, folder, names, packed, url, login } = fields;
  const { user, secret, publicUrl, purge, purgeUrl, purgeToken } = fields;
  return {
    place:
      kind === "s3"
        ? { kind, endpoint, region, bucket, folder, names, packed }
        : { kind, url, login },
    user,
    secret,
    publicUrl,
    purge: purge === "none" ? null : { url: purgeUrl, what: purge },
    purgeToken,
  };
}

/** Enough is typed to be tried; the server says the rest. */
export function isReady(fields: HostFields, isKnown: boolean): boolean {
  const { kind, endpoint, region, bucket, url, login, user, secret, purge, purgeUrl } = fields;
  const place = kind === "s3" ? [endpoint, region, bucket] : [url];
  const needsUser = kind === "s3" || login === "basic";
  const keys = isKnown ? [] : [secret, ...(needsUser ? [user] : [])];
  const cache = purge === "none" ? [] : [purgeUrl];
  return [...place, ...keys, ...cache].every((text) => text.trim() !== "");
}
