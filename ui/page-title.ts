import { useEffect } from "react";

let place = "Openbeat";

/** The part of every title that stays: the agency's short name. */
export function setTitlePlace(name: string): void {
  place = name;
}

/** Sets the document's title: "Approvals – RFPD – Openbeat". */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return;
    document.title = [title, place, "Openbeat"]
      .filter((part, at, all) => part !== "" && all.indexOf(part) === at)
      .join(" – ");
  }, [title]);
}
