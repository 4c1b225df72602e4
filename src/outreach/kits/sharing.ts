import type { KitItem } from "./public.ts";

export interface ShareLink {
  key: "mail" | "text" | "facebook" | "x" | "bluesky" | "whatsapp";
  href: string;
}

/**
 * Plain links that open what the reader has: RFC 6068 for mail, RFC 5724 for texts, and the networks' own pages for
 * writing. No script, no counter, nothing is loaded from a network until somebody presses.
 */
export function shareLinks({
  title,
  text,
  url,
}: Pick<KitItem, "title" | "text" | "url">): ShareLink[] {
  const part = encodeURIComponent;
  const whole = url && !text.includes(url) ? `${text}\n${url}` : text;
  const short = url ? `${title}\n${url}` : title;
  return [
    { key: "mail", href: `mailto:?subject=${part(title)}&body=${part(whole)}` },
    { key: "text", href: `sms:?&body=${part(short)}` },
    ...(url
      ? [
          {
            key: "facebook" as const,
            href: `https://www.facebook.com/sharer/sharer.php?u=${part(url)}`,
          },
        ]
      : []),
    { key: "x", href: `https://x.com/intent/post?text=${part(short)}` },
    { key: "bluesky", href: `https://bsky.app/intent/compose?text=${part(short)}` },
    { key: "whatsapp", href: `https://wa.me/?text=${part(short)}` },
  ];
}
