import { IconLock } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import css from "./LockScreen.module.css";
import { session } from "./api.ts";
import { ProofForm } from "./ProofForm.tsx";
import { proveWords } from "./words/prove.ts";
import { Button } from "#ui/buttons.tsx";
import { useGate } from "#ui/session-gate.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/**
 * CJIS AC-11: the screen is concealed until the person proves again. The page stays mounted under
 * `html[data-locked]` (base.css hides it), so that drafts and half-filled forms are as they were.
 */
export function LockScreen({ onUnlocked }: { onUnlocked: () => void }) {
  const t = useWords(proveWords);
  const { person, agency, idleLockMinutes } = useSession();
  const { leave } = useGate();
  const heading = useRef<HTMLHeadingElement>(null);
  const title = useRef(t("lockedTitle"));
  useEffect(() => {
    const root = document.documentElement;
    const [before, focused] = [document.title, document.activeElement];
    root.dataset["locked"] = "";
    document.title = `${title.current} – Openbeat`;
    if (!heading.current?.parentElement?.contains(document.activeElement)) heading.current?.focus();
    return () => {
      delete root.dataset["locked"];
      document.title = before;
      if (focused instanceof HTMLElement) focused.focus();
    };
  }, []);
  return createPortal(
    <div className={css["lock"]} data-lock-screen>
      <main className={css["card"]}>
        <p className={css["agency"]}>
          <IconLock size={20} stroke={1.75} aria-hidden /> {agency.name}
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {t("lockedHeading")}
        </h1>
        <p>{t("lockedWhy", { minutes: idleLockMinutes })}</p>
        <ProofForm verb={t("unlock")} prove={session.unlock} onProved={onUnlocked} />
        <Button look="quiet" small onClick={() => void leave()}>
          {t("notYou", { name: person.name })}
        </Button>
      </main>
    </div>,
    lockRoot(),
  );
}

/** A place of its own in the body, so that the rule that hides everything else can spare it. */
function lockRoot(): HTMLElement {
  const known = document.querySelector<HTMLElement>("body > [data-lock-screen]");
  if (known) return known;
  const made = document.createElement("div");
  made.dataset["lockScreen"] = "";
  document.body.append(made);
  return made;
}
