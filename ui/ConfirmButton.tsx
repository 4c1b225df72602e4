import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button } from "./buttons.tsx";
import { DisabledReason } from "./DisabledReason.tsx";
import type { Icon } from "./registration.ts";

const ConfirmDialog = lazy(() =>
  import("./ConfirmDialog.tsx").then((m) => ({ default: m.ConfirmDialog })),
);

interface ConfirmButtonProps {
  /** The verb: "Recall everywhere". */
  children: string;
  /** The head of the question where the verb alone says too little: "End this session". */
  question?: string;
  /** What will have happened: "Sends to 41,200 people. Cannot be unsent by text message". */
  consequence: ReactNode;
  onConfirm: () => Promise<void> | void;
  /** Red, for what cannot be undone. */
  grave?: boolean;
  icon?: Icon;
  small?: boolean;
  look?: "primary" | "plain" | "quiet";
  /** Why it cannot be pressed now, and who can. */
  disabledReason?: string | undefined;
}

/**
 * A button that says the consequence before it acts, and keeps its question open when the act
 * fails.
 */
export function ConfirmButton(props: ConfirmButtonProps) {
  const {
    children,
    question = children,
    consequence,
    onConfirm,
    grave = false,
    disabledReason,
    look = "plain",
    ...rest
  } = props;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <DisabledReason reason={disabledReason}>
        {(disabled) => (
          <Button
            look={look}
            aria-haspopup="dialog"
            {...rest}
            {...disabled}
            onClick={disabled.onClick ?? (() => setAsking(true))}
          >
            {children}
          </Button>
        )}
      </DisabledReason>
      {asking && (
        <Suspense>
          <ConfirmDialog
            title={question}
            verb={children}
            consequence={consequence}
            grave={grave}
            onConfirm={onConfirm}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
