import type { ReactNode } from "react";
import css from "./EntryFrame.module.css";
import { signInWords } from "./words/sign-in.ts";
import { useWords } from "#ui/words.ts";
import { Mark } from "#ui/Mark.tsx";
import { LanguageSwitch } from "#ui/LanguageSwitch.tsx";

interface EntryFrameProps {
  /** The agency, or what the page is for. */
  place: string;
  /** Stands at the foot of the dark panel. */
  aside?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** The page around everything that happens before somebody is signed in. */
export function EntryFrame({ place, aside, wide, children }: EntryFrameProps) {
  const t = useWords(signInWords);
  return (
    <div className={css["frame"]}>
      <header className={css["panel"]}>
        <div className={css["brand"]}>
          <Mark size={32} />
          <span aria-hidden>Openbeat</span>
        </div>
        <div>
          <p className={css["place"]}>{place}</p>
          <p className={css["tagline"]}>{t("tagline")}</p>
        </div>
        <div className={css["aside"]}>{aside}</div>
      </header>
      <main className={css["main"]}>
        <div className={`${css["form"]} ${wide ? css["wide"] : ""}`}>
          {children}
          <div className={css["tools"]}>
            <LanguageSwitch />
          </div>
        </div>
      </main>
    </div>
  );
}
