export type ContainerStatus = "IN_PROGRESS" | "FINISHED" | "PUBLISHED" | "ERROR" | "EXPIRED";

export interface Container {
  id: string;
  status: ContainerStatus;
  words: string;
  kind: "IMAGE" | "VIDEO" | "CAROUSEL" | "TEXT";
  text: string;
  alts: string[];
  parent: string;
  link: string;
  poll?: string[];
  /** It is worked on for this many questions. */
  pollsLeft: number;
  isChild: boolean;
}

/** Fetches what a container names, as Meta's crawler does; undefined when it cannot be had. */
export async function fetched(url: string): Promise<Buffer | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}

export function isJpeg(bytes: Buffer): boolean {
  return bytes.subarray(0, 2).toString("hex") === "ffd8";
}

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).toString("hex") === "89504e470d0a1a0a";
}

export function isMp4(bytes: Buffer): boolean {
  return bytes.subarray(4, 8).toString("latin1") === "ftyp";
}

/** What a question after a container finds: each one brings the work forward. */
export function asked(container: Container): ContainerStatus {
  if (container.status !== "IN_PROGRESS") return container.status;
  container.pollsLeft -= 1;
  if (container.pollsLeft <= 0) container.status = "FINISHED";
  return container.pollsLeft <= 0 ? "FINISHED" : "IN_PROGRESS";
}
