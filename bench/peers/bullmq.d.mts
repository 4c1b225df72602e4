/** A post as the peer's job holds it. */
export interface PeerPost {
  url: string;
  token: string;
  text: string;
}

export interface PeerQueue {
  version: string;
  add(posts: readonly PeerPost[], options: object): Promise<void>;
  counts(): Promise<Record<string, number>>;
  failed(): Promise<PeerPost[]>;
  close(): Promise<void>;
}

export interface PeerWorker {
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export function openQueue(port: number): PeerQueue;
export function startWorker(
  port: number,
  options: { concurrency: number; lockMs?: number },
): Promise<PeerWorker>;
