import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import type { PublishedDelivery } from "#publish";
import type { KnownPosts, VerifiedPost } from "./known-posts.ts";

/** The installation's one signer, whoever keeps it: signs a text that ends in a newline (C2SP signed-note). */
export interface NoteSigner {
  signNote(origin: string, text: string): Promise<string>;
  publicKey(origin: string): Promise<string>;
}

/** The agency's name in the log: the same key signs its checkpoints and its posts. */
function signingName(agencyId: string): string {
  return `openbeat/${agencyId}`;
}

/**
 * The machine-readable record of a post: a line that says what it is, and canonical JSON (RFC 8785). It holds the
 * SHA-256 of the words as they were sent, so that whoever has the words can compare them and nobody reads a withdrawn
 * post out of it.
 */
function recordText(
  agency: { agencyId: string; name: string },
  post: VerifiedPost,
  versions: readonly PublishedDelivery[],
): string {
  const said = versions.map((one) => ({
    version: one.version,
    channel: one.channel,
    network: one.network,
    id: one.remoteId,
    url: one.url,
    textSha256: sha256(one.text).toString("hex"),
    sentAt: one.sentAt,
    recalledAt: one.recalledAt,
  }));
  const { id, url, publishedAt, correctedAt, recalledAt, language } = post;
  const facts = { id, url, language, publishedAt, correctedAt, recalledAt, said };
  return `openbeat post record 1\n${canonicalize({ agency: agency.name, agencyId: agency.agencyId, ...facts })}\n`;
}

/** Signs records when they are asked for, and each once until it changes. */
export class SignedRecords {
  readonly #signer: NoteSigner;
  readonly #signed = new Map<string, { text: string; note: string }>();

  constructor(signer: NoteSigner) {
    this.#signer = signer;
  }

  async of(
    agency: { agencyId: string; name: string },
    posts: KnownPosts,
    id: string,
  ): Promise<string | undefined> {
    const post = posts.post(id);
    if (!post) return undefined;
    const text = recordText(agency, post, posts.versions(post.id));
    const known = this.#signed.get(post.id);
    if (known?.text === text) return known.note;
    const note = await this.#signer.signNote(signingName(agency.agencyId), text);
    this.#signed.set(post.id, { text, note });
    return note;
  }

  publicKey(agencyId: string): Promise<string> {
    return this.#signer.publicKey(signingName(agencyId));
  }
}
