import { setupWords } from "./words/setup.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row } from "#ui/layout.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { useWords } from "#ui/words.ts";

export interface AdministratorAnswers {
  name: string;
  email: string;
  password: string;
}

export const emptyAdministrator: AdministratorAnswers = { name: "", email: "", password: "" };

interface AdministratorStepProps {
  value: AdministratorAnswers;
  onChange: (value: AdministratorAnswers) => void;
  busy: boolean;
  error: unknown;
  onNext: () => void;
  onBack: () => void;
}

export function AdministratorStep({
  value,
  onChange,
  busy,
  error,
  onNext,
  onBack,
}: AdministratorStepProps) {
  const t = useWords(setupWords);
  const set = (change: Partial<AdministratorAnswers>) => onChange({ ...value, ...change });
  const missing =
    value.name.trim() === "" || !value.email.includes("@") || [...value.password].length < 8;
  return (
    <form
      className="ob-form"
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <h1 tabIndex={-1}>{t("adminHeading")}</h1>
      <p>{t("adminAbout")}</p>
      <ErrorNotice error={error} />
      <TextField
        label={t("adminName")}
        autoComplete="name"
        value={value.name}
        maxLength={200}
        onChange={(name) => set({ name })}
      />
      <TextField
        label={t("email")}
        type="email"
        autoComplete="username"
        value={value.email}
        onChange={(email) => set({ email })}
      />
      <PasswordField
        label={t("password")}
        hint={t("passwordHint")}
        autoComplete="new-password"
        value={value.password}
        onChange={(password) => set({ password })}
      />
      <Row>
        <Button type="submit" look="primary" loading={busy} disabled={missing}>
          {t("create")}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {t("back")}
        </Button>
      </Row>
    </form>
  );
}
