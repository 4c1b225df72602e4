import { createHash, createHmac } from "node:crypto";

/**
 * AWS Signature Version 4 in the Authorization header, one chunk
 * (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). Its published examples are the test.
 */
export interface SignedRequest {
  method: string;
  url: URL;
  /** Names in lower case, as they are sent; `host` is added. */
  headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body in hex. */
  payloadSha256: string;
  /** "20130524T000000Z" */
  at: string;
}

export interface SigningKey {
  id: string;
  secret: string;
  region: string;
}

export const emptySha256 = createHash("sha256").digest("hex");

/** The headers to send, the signature among them. */
export function signed(request: SignedRequest, key: SigningKey): Record<string, string> {
  const { method, url, payloadSha256, at } = request;
  const headers: Record<string, string> = {
    ...request.headers,
    host: url.host,
    "x-amz-content-sha256": payloadSha256,
    "x-amz-date": at,
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    method,
    url.pathname,
    queryOf(url),
    ...names.map((name) => `${name}:${(headers[name] ?? "").trim().replaceAll(/\s+/g, " ")}`),
    "",
    names.join(";"),
    payloadSha256,
  ].join("\n");
  const day = at.slice(0, 8);
  const scope = `${day}/${key.region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", at, scope, sha256(canonical)].join("\n");
  const signature = hmac(signingKey(key, day), text).toString("hex");
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${key.id}/${scope},SignedHeaders=${names.join(";")},Signature=${signature}`,
  };
}

/** RFC 3986, 2.3: everything but the unreserved is written with percent signs; S3 writes a path so once. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function queryOf({ searchParams }: URL): string {
  return [...searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join("&");
}

function signingKey({ secret, region }: SigningKey, day: string): Buffer {
  return [day, region, "s3", "aws4_request"].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secret}`),
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
