import { useMantineColorScheme } from "@mantine/core";
import { Suspense, useState } from "react";
import css from "./AccountPage.module.css";
import { PasskeyPanel } from "./PasskeyPanel.tsx";
import { account } from "./api.ts";
import { roleLabels } from "./role-labels.ts";
import { SessionPanel } from "./SessionPanel.tsx";
import { accountWords } from "./words/account.ts";
import { DevicesPanel } from "#devices/web";
import { ChoiceField } from "#ui/choices.tsx";
import { density, setDensity } from "#ui/density.ts";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useSession } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { setLanguage, useLabel, useLanguage, useWords } from "#ui/words.ts";

export function AccountPage() {
  const t = useWords(accountWords);
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <div className={css["page"]}>
        <Stack gap={24}>
          <SessionPanel />
          <PasskeyPanel />
          <Suspense>
            <DevicesPanel />
          </Suspense>
        </Stack>
        <Stack gap={24}>
          <You />
          <Display />
        </Stack>
      </div>
    </>
  );
}

function You() {
  const t = useWords(accountWords);
  const label = useLabel();
  const { person } = useSession();
  return (
    <Panel title={t("you")}>
      <dl className={css["facts"]}>
        <dt>{t("name")}</dt>
        <dd>{person.name}</dd>
        <dt>{t("email")}</dt>
        <dd>
          {person.email.split("@")[0]}@<wbr />
          {person.email.split("@")[1]}
        </dd>
        <dt>{t("jobTitle")}</dt>
        <dd>{person.title}</dd>
        <dt>{t("roles")}</dt>
        <dd>
          {person.roles.map((role) => label(roleLabels[role] ?? { en: role, es: role })).join(", ")}
        </dd>
      </dl>
      <p>
        <Quiet small>{t("rolesHint")}</Quiet>
      </p>
    </Panel>
  );
}

function Display() {
  const t = useWords(accountWords);
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [dense, setDense] = useState(density);
  return (
    <Panel title={t("display")}>
      <Stack gap={16}>
        <ChoiceField
          label={t("theme")}
          value={colorScheme}
          onChange={setColorScheme}
          choices={[
            { value: "auto", label: t("themeAuto") },
            { value: "light", label: t("themeLight") },
            { value: "dark", label: t("themeDark") },
          ]}
        />
        <ChoiceField
          label={t("density")}
          value={dense}
          onChange={(next) => {
            setDensity(next);
            setDense(next);
          }}
          choices={[
            { value: "comfortable", label: t("comfortable") },
            { value: "compact", label: t("compact") },
          ]}
        />
        <ChoiceField
          label={t("language")}
          value={language}
          onChange={(next) => {
            setLanguage(next);
            void account.chooseLanguage(next).catch(() => toast(t("languageNotKept")));
          }}
          choices={[
            { value: "en", label: "English" },
            { value: "es", label: "Español" },
          ]}
        />
        <p>
          <Quiet small>{t("kept")}</Quiet>
        </p>
      </Stack>
    </Panel>
  );
}
