import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/Button.layer.css";
import "@mantine/core/styles/Loader.layer.css";
import "@mantine/core/styles/ActionIcon.layer.css";
import { ActionIcon, Button as MantineButton } from "@mantine/core";
import {
  useState,
  type AriaAttributes,
  type ButtonHTMLAttributes,
  type MouseEvent,
  type MouseEventHandler,
  type ReactNode,
  type Ref,
} from "react";
import { Link } from "react-router";
import type { Icon } from "./registration.ts";

type Look = "primary" | "plain" | "quiet" | "danger";

/** What every button takes; `undefined` is as good as absent. */
interface Pressable extends AriaAttributes {
  onClick?: MouseEventHandler<HTMLButtonElement> | undefined;
  type?: "button" | "submit";
  disabled?: boolean;
  id?: string;
  ref?: Ref<HTMLButtonElement>;
}

interface ButtonProps extends Pressable {
  children: ReactNode;
  /** One primary button a screen. Red is for what cannot be undone. */
  look?: Look;
  icon?: Icon;
  loading?: boolean;
  small?: boolean;
  wide?: boolean;
}

const looks = {
  primary: { variant: "filled" },
  plain: { variant: "default" },
  quiet: { variant: "subtle" },
  danger: { variant: "filled", bg: "var(--ob-bad-solid)", c: "var(--ob-bad-solid-ink)" },
} as const;

/**
 * A button that its own press switches off, while it works or because its form is empty again, keeps the focus: a
 * browser takes it from what is `disabled`, and a keyboard would begin at the top again.
 */
export function Button({
  look = "plain",
  icon: Icon,
  small,
  wide,
  type = "button",
  ...rest
}: ButtonProps) {
  const [hasFocus, setHasFocus] = useState(false);
  const isOff = rest.disabled === true || rest.loading === true;
  const pressed = present({ ...rest, ...(isOff && hasFocus ? heldOff : {}) });
  return (
    <MantineButton
      {...looks[look]}
      type={type}
      size={small ? "xs" : "sm"}
      fullWidth={wide ?? false}
      leftSection={Icon ? <Icon size={small ? 16 : 18} stroke={1.75} /> : undefined}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      {...pressed}
    />
  );
}

/** Off for whoever presses or hears it, and still there for the focus. */
const heldOff = {
  "aria-disabled": true,
  onClick: (event: MouseEvent<HTMLButtonElement>) => event.preventDefault(),
  renderRoot: (props: ButtonHTMLAttributes<HTMLButtonElement>) => (
    // oxlint-disable-next-line react/button-has-type -- its type is among what it is given
    <button {...props} disabled={false} />
  ),
};

interface LinkButtonProps {
  to: string;
  children: ReactNode;
  look?: Look;
  icon?: Icon;
  small?: boolean;
  wide?: boolean;
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton({
  to,
  look = "plain",
  icon: Icon,
  small,
  wide,
  children,
}: LinkButtonProps) {
  return (
    <MantineButton
      component={Link}
      to={to}
      {...looks[look]}
      size={small ? "xs" : "sm"}
      fullWidth={wide ?? false}
      leftSection={Icon ? <Icon size={small ? 16 : 18} stroke={1.75} /> : undefined}
    >
      {children}
    </MantineButton>
  );
}

interface IconButtonProps extends Pressable {
  /** Read to those who do not see the icon, and shown on hover. */
  label: string;
  icon: Icon;
  small?: boolean;
}

export function IconButton({
  label,
  icon: Icon,
  small,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <ActionIcon
      type={type}
      variant="subtle"
      color="gray"
      c="inherit"
      size={small ? "sm" : "md"}
      aria-label={label}
      title={label}
      {...present(rest)}
    >
      <Icon size={small ? 18 : 20} stroke={1.75} />
    </ActionIcon>
  );
}

/** Drops what is undefined: Mantine's types tell "absent" from "undefined". */
function present<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]: Exclude<T[K], undefined> };
}
