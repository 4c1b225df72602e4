import { useEffect } from "react";

let place = "Openbeat";

/** The part of every title that stays: the agency's short name. */
export function setTitlePlace(name: string): void {
  place = name;
}

/** "Approvals – RFPD – Openbeat", as a tab and a history entry show it. */
export function wholeTitle(title: string): string {
  return [...new Set([title, place, "Openbeat"])].filter((part) => part !== "").join(" – ");
}

/** Sets the document's title while the component is on screen. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = wholeTitle(title);
  }, [title]);
}
