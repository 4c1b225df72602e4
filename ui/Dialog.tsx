import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/ScrollArea.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/Paper.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import { Modal } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { returnFocus } from "./focus.ts";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  size?: "small" | "middle" | "large";
}

/** A question that stops the work. Never opened over another: the drawer is for details. */
export function Dialog({ open, title, onClose, children, size = "small" }: DialogProps) {
  const t = useWords(kit);
  const [opener] = useState(() => document.activeElement);
  // A dialog that is taken away while it is open gives the focus back itself: its library only does so on closing.
  useEffect(() => (open ? () => returnFocus(opener) : undefined), [open, opener]);
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={<span className="ob-dialog-title">{title}</span>}
      size={{ small: 440, middle: 640, large: 880 }[size]}
      centered
      padding={24}
      closeButtonProps={{ "aria-label": t("close") }}
      transitionProps={{ duration: 120 }}
      attributes={{ header: { role: "presentation" } }}
      overlayProps={{ backgroundOpacity: 0.5 }}
    >
      {children}
    </Modal>
  );
}
