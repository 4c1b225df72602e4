import { useId, useState, type AriaAttributes, type MouseEvent, type ReactNode } from "react";
import css from "./DisabledReason.module.css";

/** What to spread on the button: it stays reachable by keyboard, and says that it is disabled. */
export interface DisabledProps extends AriaAttributes {
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
}

interface DisabledReasonProps {
  /** Why it cannot be done now, and who can: "Sgt. Diaz must approve: officer-involved class". */
  reason: string | undefined;
  children: (disabled: DisabledProps) => ReactNode;
}

/**

 * A disabled button that explains itself to the mouse, the keyboard, the thumb and the screen

 * reader: `aria-disabled`, not `disabled`, so that it takes focus and its reason is read with it.

 */
export function DisabledReason({ reason, children }: DisabledReasonProps) {
  const id = useId();
  const [told, setTold] = useState(false);
  if (reason === undefined) return children({});
  return (
    <span
      className={css["wrap"]}
      data-told={told || undefined}
      onMouseLeave={() => setTold(false)}
      onBlur={() => setTold(false)}
    >
      {children({
        "aria-disabled": true,
        "aria-describedby": id,
        onClick: (event) => {
          event.preventDefault();
          setTold(true);
        },
      })}
      <span id={id} role="tooltip" className={css["reason"]}>
        {reason}
      </span>
    </span>
  );
}
