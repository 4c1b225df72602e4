import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { emptySha256, encoded, signed } from "./signature.ts";

/** The examples that Amazon publishes for the S3 API, with their keys. */
const key = {
  id: "AKIAIOSFODNN7EXAMPLE",
  secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  region: "us-east-1",
};
const at = "20130524T000000Z";
const bucket = "https://examplebucket.s3.amazonaws.com";

function signatureOf(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  payloadSha256 = emptySha256,
): string {
  const url = new URL(bucket + path);
  const { authorization = "" } = signed({ method, url, headers, payloadSha256, at }, key);
  return /Signature=([0-9a-f]{64})$/.exec(authorization)?.[1] ?? authorization;
}

test("the published example of reading a part of an object has the published signature", () => {
  assert.equal(
    signatureOf("GET", "/test.txt", { range: "bytes=0-9" }),
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
});

test("the published example of laying an object down has the published signature", () => {
  const body = createHash("sha256").update("Welcome to Amazon S3.").digest("hex");
  const headers = {
    date: "Fri, 24 May 2013 00:00:00 GMT",
    "x-amz-storage-class": "REDUCED_REDUNDANCY",
  };
  assert.equal(
    signatureOf("PUT", `/${encoded("test$file.text")}`, headers, body),
    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
  );
});

test("the published examples with a query have the published signatures", () => {
  assert.equal(
    signatureOf("GET", "/?lifecycle"),
    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  );
  assert.equal(
    signatureOf("GET", "/?max-keys=2&prefix=J"),
    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  );
});

test("names are written as S3 reads them", () => {
  assert.equal(encoded("a b(1)*'!~é"), "a%20b%281%29%2A%27%21~%C3%A9");
});
