import { Refusal } from "#platform/refusal.ts";

export interface PortalAddress {
  /** Where its rows are read: SODA 2.1. */
  rows: string;
  /** Where it says which columns it has. */
  about: string;
}

const fourByFour = /(?:^|\/)([a-z0-9]{4}-[a-z0-9]{4})(?=[./?#]|$)/;

/**
 * From whatever address of a dataset somebody copied: its page, its API, or its download. A dataset is named by twice
 * four characters everywhere (dev.socrata.com/docs/endpoints).
 */
export function portalAddress(text: string): PortalAddress {
  const url = URL.parse(text);
  const dataset = url && fourByFour.exec(url.pathname)?.[1];
  // A test's own server has no certificate; the guarded client reaches it only where it is named.
  const isOpen = url?.protocol === "https:" || url?.hostname === "127.0.0.1";
  if (!url || !dataset || !isOpen || url.username !== "")
    throw new Refusal(
      "no-dataset",
      "This is no address of a Socrata dataset. Copy it from the dataset's page: https://, and in it twice four characters, such as 33kz-ixgy.",
    );
  return {
    rows: `${url.origin}/resource/${dataset}.json`,
    about: `${url.origin}/api/views/${dataset}.json`,
  };
}
