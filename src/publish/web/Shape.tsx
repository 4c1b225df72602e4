import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import css from "./Shapes.module.css";
import { shapeWords } from "./words/shapes.ts";
import { IconButton } from "#ui/buttons.tsx";
import type { Icon } from "#ui/registration.ts";
import { useWords } from "#ui/words.ts";

interface ShapeProps {
  title: string;
  icon: Icon;
  onRemove: () => void;
  children: ReactNode;
}

/** Fields that belong together and can be taken away together. */
export function Shape({ title, icon: Sign, onRemove, children }: ShapeProps) {
  const t = useWords(shapeWords);
  return (
    <section className={css["shape"]} aria-label={title}>
      <div className={css["head"]}>
        <Sign size={18} stroke={1.75} aria-hidden />
        <h3>{title}</h3>
        <IconButton label={`${t("remove")}: ${title}`} icon={IconX} onClick={onRemove} />
      </div>
      {children}
    </section>
  );
}
