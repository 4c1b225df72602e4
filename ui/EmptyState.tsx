import type { ReactNode } from "react";
import css from "./EmptyState.module.css";
import { Picture, type PictureName } from "./pictures.tsx";

interface EmptyStateProps {
  /** One sentence that teaches what will stand here. */
  sentence: string;
  picture: PictureName;
  /** One button, where there is something to do. */
  action?: ReactNode;
  /** Inside a panel: smaller, in a row. */
  small?: boolean;
}

export function EmptyState({ sentence, picture, action, small }: EmptyStateProps) {
  return (
    <div className={`${css["empty"]} ${small ? css["small"] : ""}`}>
      <Picture name={picture} />
      <p>{sentence}</p>
      {action}
    </div>
  );
}
