import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button, IconButton } from "./buttons.tsx";
import css from "./Toasts.module.css";
import { currentToasts, dismissToast, onToasts, type Toast } from "./toast.ts";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

/** Where toasts appear: one live region, at the foot of the page, out of the way of buttons. */
export function Toasts() {
  const toasts = useSyncExternalStore(onToasts, currentToasts);
  return (
    <output className={css["toasts"]}>
      {toasts.map((one) => (
        <OneToast key={one.id} toast={one} />
      ))}
    </output>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const t = useWords(kit);
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (held || busy) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), toast.stayMs);
    return () => clearTimeout(timer);
  }, [held, busy, toast]);
  async function undo(): Promise<void> {
    setBusy(true);
    try {
      await toast.undo?.();
    } finally {
      dismissToast(toast.id);
    }
  }
  return (
    <div
      className={css["toast"]}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <IconCheck size={18} stroke={2} aria-hidden />
      <span className={css["text"]}>{toast.text}</span>
      {toast.undo && (
        <Button small loading={busy} onClick={() => void undo()}>
          {t("undo")}
        </Button>
      )}
      <IconButton small label={t("close")} icon={IconX} onClick={() => dismissToast(toast.id)} />
    </div>
  );
}
