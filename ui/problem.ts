/** An answer of the server that is a refusal or a failure (RFC 9457), as an error. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** The agency's own policy paragraph that says so, where there is one. */
  readonly paragraph: string | undefined;
  readonly requestId: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? "");
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? "fault";
    this.paragraph = body.paragraph;
    this.requestId = body.requestId;
    this.details = body.details ?? {};
  }
}

export interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  paragraph?: string;
  requestId?: string;
  details?: Readonly<Record<string, unknown>>;
}

/** The network did not answer: nothing is known of what the server did. */
export function unreachable(): Problem {
  return new Problem(0, { code: "unreachable" });
}

/** Reads a failed answer; one that is not problem+json (a proxy's page) keeps its status alone. */
export async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) return new Problem(response.status, { code: "fault" });
  try {
    const body: unknown = await response.json();
    return new Problem(response.status, isBody(body) ? body : { code: "fault" });
  } catch {
    return new Problem(response.status, { code: "fault" });
  }
}

function isBody(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null;
}
