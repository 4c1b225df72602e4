import type { ProducedRecord } from "../produced.ts";
import type { Format } from "./format.ts";

/** A line of JSON per record, with the source's own fields wherever they are given out whole. */
export const native: Format = async ({ out, name }) => {
  const file = await out.stream(`${name}/records.jsonl`);
  return {
    write: (record) => file.write(`${JSON.stringify(nativeOf(record))}\n`),
    end: async () => void (await file.end()),
  };
};

export function nativeOf(record: ProducedRecord) {
  const { text, payload, files, ...rest } = record;
  return {
    ...rest,
    text,
    ...("given" in payload ? { native: payload.given } : { nativeWithheld: payload.reason }),
    files: files.map(({ part, bates, path, type, sizeBytes, sha256, isRebuilt, reason }) =>
      path === undefined
        ? { part, bates, withheld: reason }
        : {
            part,
            bates,
            path,
            type,
            sizeBytes,
            sha256,
            ...(isRebuilt ? { isRebuilt, reason } : {}),
          },
    ),
  };
}
