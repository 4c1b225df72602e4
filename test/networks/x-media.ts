import { fieldsOf, type LoopbackAnswer, No, type Visit, words } from "./loopback.ts";

export interface XMedia {
  id: string;
  category: string;
  type: string;
  total: number;
  pieces: Buffer[];
  state: "open" | "pending" | "succeeded" | "failed";
  alt: string;
  subtitles: string[];
  pollsLeft: number;
}

export function xProblem(
  status: number,
  type: string,
  title: string,
  detail: string,
): LoopbackAnswer {
  return {
    status,
    body: { title, detail, type: `https://api.twitter.com/2/problems/${type}`, status },
  };
}

export function xNo(status: number, type: string, detail: string): No {
  return new No(status, xProblem(status, type, type, detail).body);
}

interface MediaDesk {
  media: Map<string, XMedia>;
  nextId(): string;
  isBroken(): boolean;
  /** How often a video is asked for before it is worked on. */
  polls(): number;
}

/** The upload in pieces: initialize, append, finalize, status, metadata, subtitles. */
export function xMedia(at: MediaDesk): (visit: Visit) => Promise<LoopbackAnswer> {
  return async (visit: Visit): Promise<LoopbackAnswer> => {
    const { path } = visit;
    if (path === "/2/media/upload" && visit.method === "GET") {
      const one = at.media.get(visit.query.get("media_id") ?? "");
      if (!one) throw xNo(404, "resource-not-found", "No such media");
      one.pollsLeft -= 1;
      if (one.state === "pending" && one.pollsLeft <= 0) one.state = "succeeded";
      return {
        status: 200,
        body: {
          data: {
            id: one.id,
            processing_info: {
              state: one.state === "pending" ? "in_progress" : one.state,
              check_after_secs: 1,
            },
          },
        },
      };
    }
    const fields = visit.body.length > 0 ? await fieldsOf(visit) : {};
    if (path === "/2/media/upload/initialize") {
      const category = words(fields["media_category"]);
      const total = Number(fields["total_bytes"]);
      if (
        !["tweet_image", "tweet_gif", "tweet_video", "subtitles"].includes(category) ||
        !(total > 0)
      )
        throw xNo(400, "invalid-request", "media_category is not one of");
      const made: XMedia = {
        id: at.nextId(),
        category,
        type: words(fields["media_type"]),
        total,
        pieces: [],
        state: "open",
        alt: "",
        subtitles: [],
        pollsLeft: 0,
      };
      at.media.set(made.id, made);
      return {
        status: 200,
        body: { data: { id: made.id, media_key: `3_${made.id}`, expires_after_secs: 86_400 } },
      };
    }
    if (path === "/2/media/metadata" || path === "/2/media/subtitles") {
      const one = at.media.get(words(fields["id"]));
      if (!one) throw xNo(400, "invalid-request", "media id is invalid");
      const alt = new Map(
        Object.entries(new Map(Object.entries(fields["metadata"] ?? {})).get("alt_text") ?? {}),
      ).get("text");
      if (words(alt).length > 1_000) throw xNo(400, "invalid-request", "alt_text is too long");
      if (alt !== undefined) one.alt = words(alt);
      const track = new Map(Object.entries(fields["subtitles"] ?? {}));
      const file = at.media.get(words(track.get("id")));
      if (path.endsWith("subtitles")) {
        if (file?.category !== "subtitles" || !/^[A-Z]{2}$/.test(words(track.get("language_code"))))
          throw xNo(400, "invalid-request", "subtitles are invalid");
        one.subtitles.push(Buffer.concat(file.pieces).toString());
      }
      return { status: 200, body: { data: { id: one.id } } };
    }
    const [, id = "", act] = /^\/2\/media\/upload\/(\d+)\/(append|finalize)$/.exec(path) ?? [];
    const one = at.media.get(id);
    if (!one) throw xNo(404, "resource-not-found", "No such media");
    if (act === "append") {
      if (at.isBroken()) throw xNo(500, "about:blank", "Internal server error");
      const piece = fields["media"];
      if (
        !(piece instanceof Blob) ||
        piece.size > 5_242_880 ||
        Number(fields["segment_index"]) !== one.pieces.length
      )
        throw xNo(400, "invalid-request", "segment_index");
      one.pieces.push(Buffer.from(await piece.arrayBuffer()));
      return { status: 200, body: { data: { expires_at: 1 } } };
    }
    if (Buffer.concat(one.pieces).length !== one.total)
      throw xNo(400, "invalid-request", "Segments do not add up to provided total file size.");
    const isSlow = one.category === "tweet_video" && at.polls() > 0;
    Object.assign(one, { state: isSlow ? "pending" : "succeeded", pollsLeft: at.polls() });
    return {
      status: 200,
      body: {
        data: {
          id,
          ...(isSlow ? { processing_info: { state: "pending", check_after_secs: 1 } } : {}),
        },
      },
    };
  };
}
