import { randomUUID } from "node:crypto";
import { fieldsOf, type Loopback, No, startLoopback, type Visit, words } from "./loopback.ts";

/** What the service has been told to be like, or to do wrong. */
export interface VideoServiceSettings {
  /** Uploads in parts are newer than the service. */
  hasNoParts?: boolean;
  /** Asked this many times before a video is worked on. */
  pollsLeft?: number;
  failureCode?: string;
  limits?: { canUpload: boolean; remainingDailyVideos?: number; message?: string };
  /** Ends each upload of a part with this error. */
  partError?: string;
}

interface Upload {
  sizeBytes: number;
  parts: Map<number, Buffer>;
  completedJobId?: string;
}

interface Job {
  did: string;
  blob?: unknown;
  error?: string;
  pollsLeft: number;
  bytes: Buffer;
}

export interface VideoService extends Loopback {
  be(settings: VideoServiceSettings): void;
  jobs: Map<string, Job>;
  uploads: Map<string, Upload>;
}

const partSizeBytes = 1_000;
const ownDid = "did:web:video.bsky.app";

/**
 * The service that works on videos, by its lexicons (app.bsky.video.*), before a true server: what is finished is put
 * into the account's repository there with the token that the client brought, so that the true server judges it.
 */
export async function startBlueskyVideo(home: { url: string }): Promise<VideoService> {
  let settings: VideoServiceSettings = {};
  const jobs = new Map<string, Job>();
  const uploads = new Map<string, Upload>();

  const jobStatus = (jobId: string) => {
    const job = jobs.get(jobId);
    if (job === undefined) throw new No(404, { error: "NotFound", message: "no such job" });
    const { did, blob, pollsLeft } = job;
    if (settings.failureCode !== undefined) {
      const { failureCode } = settings;
      return { jobId, did, state: "JOB_STATE_FAILED", failureCode, error: "Broken" };
    }
    if (pollsLeft > 0) return { jobId, did, state: "JOB_STATE_ENCODING", progress: 50 };
    return { jobId, did, state: "JOB_STATE_COMPLETED", blob };
  };

  const taken = async (bytes: Buffer, did: string, token: string) => {
    const known = [...jobs].find(([, job]) => job.did === did && job.bytes.equals(bytes));
    if (known) return { id: known[0], isNew: false };
    const response = await fetch(`${home.url}/xrpc/com.atproto.repo.uploadBlob`, {
      method: "POST",
      headers: { "content-type": "video/mp4", authorization: `Bearer ${token}` },
      body: new Uint8Array(bytes),
    });
    const { blob, error } = (await response.json()) as { blob?: unknown; error?: string };
    if (!response.ok) throw new No(500, { error: "InternalServerError", message: error });
    const id = randomUUID();
    jobs.set(id, { did, blob, pollsLeft: settings.pollsLeft ?? 0, bytes });
    return { id, isNew: true };
  };

  const inParts = async (visit: Visit, method: string, did: string, token: string) => {
    const fields = method === "uploadPart" ? {} : await fieldsOf(visit);
    if (method === "startUpload") {
      const id = randomUUID();
      const sizeBytes = Number(fields["sizeBytes"]);
      uploads.set(id, { sizeBytes, parts: new Map() });
      return { jobId: id, partSizeBytes, partCount: partsOf(sizeBytes), expiresAt: soon() };
    }
    const jobId = visit.query.get("jobId") ?? words(fields["jobId"]);
    const upload = uploads.get(jobId);
    if (upload === undefined) throw new No(404, { error: "UploadNotFound" });
    const { parts, sizeBytes, completedJobId } = upload;
    if (method === "uploadPart") {
      if (settings.partError) throw new No(400, { error: settings.partError });
      const partNumber = Number(visit.query.get("partNumber"));
      const isLast = partNumber === partsOf(sizeBytes);
      const right = isLast ? sizeBytes - (partNumber - 1) * partSizeBytes : partSizeBytes;
      if (visit.body.length !== right) throw new No(400, { error: "PartSizeMismatch" });
      parts.set(partNumber, visit.body);
      return { partNumber, sizeBytes: visit.body.length };
    }
    if (method === "finishUpload" && completedJobId === undefined) {
      if (parts.size < partsOf(sizeBytes)) throw new No(400, { error: "MissingParts" });
      const ordered = [...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
      upload.completedJobId = (await taken(Buffer.concat(ordered), did, token)).id;
    }
    const done = upload.completedJobId;
    return {
      jobId,
      partSizeBytes,
      partCount: partsOf(sizeBytes),
      receivedParts: [...parts.keys()],
      expiresAt: soon(),
      state: done === undefined ? "created" : "completed",
      ...(done === undefined ? {} : { completedJobId: done, jobStatus: jobStatus(done) }),
    };
  };

  const answer = async (visit: Visit) => {
    const method = visit.path.replace("/xrpc/app.bsky.video.", "");
    if (method === "getJobStatus") {
      const id = visit.query.get("jobId") ?? "";
      const job = jobs.get(id);
      if (job) job.pollsLeft -= 1;
      return { status: 200, body: { jobStatus: jobStatus(id) } };
    }
    const { token, claims } = tokenOf(visit);
    if (method === "getUploadLimits") {
      if (claims["aud"] !== ownDid || claims["lxm"] !== `app.bsky.video.${method}`)
        throw new No(401, { error: "AuthRequired", message: "not for this service" });
      return { status: 200, body: settings.limits ?? { canUpload: true } };
    }
    if (claims["lxm"] !== "com.atproto.repo.uploadBlob" || claims["aud"] === ownDid)
      throw new No(401, { error: "AuthRequired", message: "not for the account's server" });
    const did = words(claims["iss"]);
    if (method === "uploadVideo") {
      if (visit.query.get("did") !== did) throw new No(400, { error: "InvalidRequest" });
      const { id, isNew } = await taken(visit.body, did, token);
      if (isNew) return { status: 200, body: { jobStatus: jobStatus(id) } };
      throw new No(409, {
        ...jobStatus(id),
        error: "already_exists",
        message: "Already processed",
      });
    }
    if (settings.hasNoParts) throw new No(501, { error: "MethodNotImplemented" });
    return { status: 200, body: await inParts(visit, method, did, token) };
  };

  const isFinish = ({ path }: Visit) => /finishUpload|uploadVideo/.test(path);
  const service = await startLoopback({
    answer,
    isAct: isFinish,
    tooMany: { status: 429, body: { error: "RateLimitExceeded" } },
    outOfOrder: { status: 503, body: { error: "ServiceOverloaded" } },
    expired: { status: 401, body: { error: "AuthRequired" } },
  });
  const be = (given: VideoServiceSettings) => void (settings = given);
  return { ...service, be, jobs, uploads };
}

function partsOf(sizeBytes: number): number {
  return Math.ceil(sizeBytes / partSizeBytes);
}

function soon(): string {
  return new Date(Date.now() + 3_600_000).toISOString();
}

/** The claims of a token for services; that its signature is the account's is judged by the true server. */
function tokenOf({ request }: Visit): { token: string; claims: Record<string, unknown> } {
  const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
  const part = token.split(".")[1];
  if (part === undefined) throw new No(401, { error: "AuthRequired" });
  const claims = JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  if (!(Number(claims["exp"]) * 1_000 > Date.now())) throw new No(401, { error: "ExpiredToken" });
  return { token, claims };
}
