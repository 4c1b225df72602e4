import type { SandboxPost, SandboxState } from "./network-state.ts";

const shownMax = 100;

const style = `
:root { color-scheme: light dark; --ink: #1b2733; --soft: #52606d; --line: #d3dae1; --page: #f6f8fa;
  --card: #fff; --accent: #1a5fb4; font: 16px/1.5 "Public Sans", system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #a3b0bd; --line: #33404d;
  --page: #11181f; --card: #1a232c; --accent: #8ab8f2; } }
body { margin: 0; color: var(--ink); background: var(--page); }
header, main { max-width: 40rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 1px solid var(--line); }
h1 { font-size: 1.25rem; margin: 0; }
p { margin: 0.25rem 0; }
ol { list-style: none; margin: 0; padding: 0; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: 0.75rem 1rem; margin: 0 0 0.75rem; }
article article { margin: 0.75rem 0 0; }
.who { font-weight: 600; } .soft { color: var(--soft); font-size: 0.875rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
img { max-width: 100%; border-radius: 6px; display: block; margin-top: 0.5rem; }
a { color: var(--accent); } a:focus-visible { outline: 3px solid var(--accent); }
`;

/** The public timeline as one page without scripts: newest first, comments under their post. */
export function timelinePage(state: SandboxState): string {
  const comments = new Map<string, SandboxPost[]>();
  const roots: SandboxPost[] = [];
  for (const post of state.posts.values()) {
    const parent = post.inReplyTo;
    if (parent === undefined || !state.posts.has(parent)) roots.push(post);
    else comments.set(parent, [...(comments.get(parent) ?? []), post]);
  }
  const names = new Map([...state.accounts.values()].map((each) => [each.id, each]));
  const show = (post: SandboxPost, depth: number): string => {
    const account = names.get(post.accountId);
    const who = post.author ?? account?.name ?? "Unknown";
    const below = depth > 8 ? [] : (comments.get(post.id) ?? []);
    return `<article id="p${post.id}" ${post.language ? `lang="${escaped(post.language)}"` : ""}>
<p><span class="who">${escaped(who)}</span>
<span class="soft">${account ? `@${escaped(account.handle)}` : "visitor"} ·
<time datetime="${post.createdAt}">${post.createdAt.slice(0, 16).replace("T", " ")} UTC</time>
${post.editedAt === undefined ? "" : " · edited"}</span></p>
${post.contentWarning ? `<p><strong>${escaped(post.contentWarning)}</strong></p>` : ""}
<p class="text">${escaped(post.text)}</p>
${post.link ? `<p><a rel="noopener" href="${escaped(post.link.url)}">${escaped(post.link.title || post.link.url)}</a></p>` : ""}
${post.live ? `<p><strong>Live stream</strong> <time datetime="${post.live.startsAt}">${post.live.startsAt.slice(0, 16).replace("T", " ")} UTC</time></p>` : ""}
${post.poll ? `<ul>${post.poll.options.map((each) => `<li>${escaped(each)}</li>`).join("")}</ul>` : ""}
${post.media.map((each) => `<img src="/media/${each.id}" alt="${escaped(each.alt)}">`).join("")}
${below.map((each) => show(each, depth + 1)).join("")}
</article>`;
  };
  const newest = roots.slice(-shownMax).toReversed();
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Practice network</title><style>${style}</style></head>
<body><header><h1>Practice network</h1>
<p class="soft">Nothing here is public. ${state.posts.size} posts. <a href="/">Show the newest</a></p>
</header><main>${
    newest.length === 0
      ? "<p>No posts yet. What you publish to this network appears here.</p>"
      : `<ol>${newest.map((post) => `<li>${show(post, 0)}</li>`).join("")}</ol>`
  }</main></body></html>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
