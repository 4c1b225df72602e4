import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/Button.layer.css";
import "@mantine/core/styles/Loader.layer.css";
import "@mantine/core/styles/ActionIcon.layer.css";
import { ActionIcon, Button as MantineButton } from "@mantine/core";
import type { AriaAttributes, MouseEventHandler, ReactNode, Ref } from "react";
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

export function Button({
  look = "plain",
  icon: Icon,
  small,
  wide,
  type = "button",
  ...rest
}: ButtonProps) {
  const pressed = present(rest);
  return (
    <MantineButton
      {...looks[look]}
      type={type}
      size={small ? "xs" : "sm"}
      fullWidth={wide ?? false}
      leftSection={Icon ? <Icon size={small ? 16 : 18} stroke={1.75} /> : undefined}
      {...pressed}
    />
  );
}

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
