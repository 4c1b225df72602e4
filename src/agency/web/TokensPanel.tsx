import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi, type TokenRow } from "./api-agency.ts";
import { OnceShown } from "./OnceShown.tsx";
import css from "./Pages.module.css";
import { useAct } from "#ui/use-act.ts";
import { settingsWords } from "./words/settings.ts";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useSession } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** One's own tokens. Making and ending one asks for a recent proof. */
export function TokensPanel() {
  const t = useWords(settingsWords);
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: settingsApi.tokens,
    retry: false,
  });
  return (
    <Panel title={t("tokens")}>
      <Stack gap={12}>
        <Quiet>{t("tokensAbout")}</Quiet>
        <ErrorNotice error={tokens.error} onRetry={() => void tokens.refetch()} />
        {tokens.data && (
          <>
            {tokens.data.tokens.length === 0 && <Quiet>{t("tokensNone")}</Quiet>}
            <ul className={css["rows"]}>
              {tokens.data.tokens.map((token) => (
                <TokenLine key={token.id} token={token} />
              ))}
            </ul>
            <MakeToken />
          </>
        )}
      </Stack>
    </Panel>
  );
}

function TokenLine({ token }: { token: TokenRow }) {
  const t = useWords(settingsWords);
  const queries = useQueryClient();
  const now = useNow();
  const { name } = token;
  const scopes = Array.isArray(token.scopes) ? token.scopes.join(", ") : "";
  const isOver = token.endedAt !== null || Date.parse(token.expiresAt) < now;
  return (
    <li>
      <span className={css["two"]}>
        <strong>{name}</strong>
        <small>{scopes}</small>
        <small>
          {t("ends")} <TimeAgo at={token.expiresAt} />
          {", "}
          {token.lastUsedAt ? (
            <>
              {t("lastUsed")} <TimeAgo at={token.lastUsedAt} />
            </>
          ) : (
            t("neverUsed")
          )}
        </small>
      </span>
      {isOver ? (
        <StateBadge
          meaning="neutral"
          label={token.endedAt === null ? t("lapsedState") : t("endedState")}
        />
      ) : (
        <ConfirmButton
          small
          grave
          question={t("endQuestion", { name })}
          consequence={t("endConsequence", { name })}
          onConfirm={async () => {
            await settingsApi.endToken(token.id);
            await queries.invalidateQueries({ queryKey: ["tokens"] });
          }}
        >
          {t("endToken")}
        </ConfirmButton>
      )}
    </li>
  );
}

const spans = ["30", "90", "180", "365"];

function MakeToken() {
  const t = useWords(settingsWords);
  const { may } = useSession();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState("90");
  const [made, setMade] = useState<string>();
  const make = () =>
    act(async () => {
      const { token } = await settingsApi.makeToken({
        name: name.trim(),
        scopes,
        days: Number(days),
      });
      setMade(token);
      setName("");
      setScopes([]);
      await queries.invalidateQueries({ queryKey: ["tokens"] });
    });
  const nouns = [...new Set(may.map((verb) => verb.split(".")[0] ?? ""))];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Stack gap={12}>
        {made !== undefined && (
          <>
            <p role="alert">{t("tokenOnce")}</p>
            <OnceShown label={t("token")} secret={made} />
          </>
        )}
        <TextField
          label={t("tokenName")}
          hint={t("tokenNameHint")}
          value={name}
          maxLength={80}
          onChange={setName}
        />
        <PickManyField
          label={t("scopes")}
          hint={t("scopesHint")}
          value={scopes}
          onChange={setScopes}
          choices={[
            ...nouns.map((noun) => ({ value: `${noun}.*`, label: t("allOf", { noun }) })),
            ...may.map((verb) => ({ value: verb, label: verb })),
          ]}
        />
        <SelectField
          label={t("days")}
          value={days}
          onChange={setDays}
          choices={spans.map((value) => ({ value, label: t("daysChoice", { days: value }) }))}
        />
        <ErrorNotice error={error} />
        <Button type="submit" loading={busy} disabled={name.trim() === "" || scopes.length === 0}>
          {t("makeToken")}
        </Button>
      </Stack>
    </form>
  );
}
