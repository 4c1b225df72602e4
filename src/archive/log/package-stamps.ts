import type { Certificate } from "pkijs";
import { verifyCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { verifyConsistency } from "./merkle.ts";
import { NoteFault, strictBase64 } from "./note.ts";
import { PackageFault, type PackageFile, type PackageFiles } from "./package-zip.ts";
import { readTimestamp, TimestampFault } from "./timestamp.ts";

/** A time stamp as it is put into a package. */
export interface PackageStamp {
  /** The checkpoint that is stamped, as the log signed it: these are the stamped bytes. */
  checkpoint: string;
  /** The TimeStampResp as it came. */
  token: Uint8Array;
  /** From that checkpoint to the package's own (RFC 9162 §2.1.4); empty when they are of one size. */
  consistency: readonly Uint8Array[];
}

/** What a stamp of a package says. */
export interface StampVerdict {
  size: number;
  stampedAt: string;
  endsAt: string;
  authority: string;
  isTrusted: boolean;
}

const stampPath = /^timestamps\/([1-9]\d?)\.(checkpoint|consistency|tsr)$/;

/** The files of a package's stamps, three each. */
export function stampFiles(stamps: readonly PackageStamp[]): PackageFile[] {
  return stamps.flatMap(({ checkpoint, token, consistency }, at) => {
    const lines = consistency.map((hash) => `${Buffer.from(hash).toString("base64")}\n`);
    return [
      { path: `timestamps/${at + 1}.checkpoint`, bytes: Buffer.from(checkpoint) },
      { path: `timestamps/${at + 1}.consistency`, bytes: Buffer.from(lines.join("")) },
      { path: `timestamps/${at + 1}.tsr`, bytes: token },
    ];
  });
}

/** Checks a package's stamps: each over a checkpoint of this log that is the beginning of the package's own. */
export async function verifyStamps(
  files: PackageFiles,
  head: Checkpoint,
  vkey: string,
  faults: string[],
  roots: readonly Certificate[],
): Promise<StampVerdict[]> {
  const paths = files.paths.filter((path) => path.startsWith("timestamps/"));
  faults.push(
    ...paths
      .filter((path) => !stampPath.test(path))
      .map((path) => `${path} does not belong to the package`),
  );
  const numbers = new Set(paths.flatMap((path) => stampPath.exec(path)?.[1] ?? []));
  const stamps: StampVerdict[] = [];
  for (const number of numbers) {
    const part = async (name: string) =>
      Buffer.from(await files.read(`timestamps/${number}.${name}`));
    try {
      const note = await part("checkpoint");
      const stamped = verifyCheckpoint(note.toString(), vkey);
      mustBegin(stamped, head, (await part("consistency")).toString());
      const said = await readTimestamp(await part("tsr"), note, { roots });
      stamps.push({ size: stamped.size, ...said });
    } catch (error) {
      const isFault = [PackageFault, NoteFault, TimestampFault].some(
        (kind) => error instanceof kind,
      );
      if (!isFault || !(error instanceof Error)) throw error;
      faults.push(`time stamp ${number}: ${error.message}`);
    }
  }
  return stamps;
}

function mustBegin(stamped: Checkpoint, head: Checkpoint, lines: string): void {
  const proof = lines
    .split("\n")
    .slice(0, -1)
    .map((line) => strictBase64(line) ?? Buffer.alloc(0));
  const claim = {
    olderSize: stamped.size,
    newerSize: head.size,
    olderRoot: stamped.root,
    newerRoot: head.root,
    proof,
  };
  if (!verifyConsistency(claim))
    throw new PackageFault("its checkpoint is not proved to be the beginning of the package's");
}
