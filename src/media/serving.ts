import type { Readable } from "node:stream";
import type { Context } from "hono";
import type { AppEnv } from "#platform/http/app-env.ts";
import { partOf } from "#platform/http/ranges.ts";

interface Served {
  sha256: string;
  type: string;
  sizeBytes: number;
  cacheControl: string;
}

/** Answers with a stored item: a picture whole and checked, a video as a stream and in the parts that are asked for. */
export async function serveBlob(
  c: Context<AppEnv>,
  { sha256, type, sizeBytes, cacheControl }: Served,
) {
  const { blobs } = c.get("ctx");
  const headers = {
    "content-type": type,
    "cache-control": cacheControl,
    "content-disposition": "inline",
  };
  if (!type.startsWith("video/")) {
    return c.body(new Uint8Array(await blobs.get(sha256)), 200, headers);
  }
  const part = partOf(c.req.header("range"), sizeBytes);
  if (part === "unsatisfiable")
    return c.body(null, 416, { "content-range": `bytes */${sizeBytes}` });
  const { start, end } = part ?? { start: 0, end: sizeBytes - 1 };
  const stream = streamOf(blobs.open(sha256, { start, end }));
  return c.body(stream, part ? 206 : 200, {
    ...headers,
    "accept-ranges": "bytes",
    "content-length": String(end - start + 1),
    ...(part ? { "content-range": `bytes ${start}-${end}/${sizeBytes}` } : {}),
  });
}

/** As the web names streams; whoever stops listening closes the file. */
function streamOf(file: Readable): ReadableStream<Uint8Array> {
  const pieces: AsyncIterator<Uint8Array> = file[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void file.destroy(),
  });
}
