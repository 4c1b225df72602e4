import { useSearchParams } from "react-router";
import { AccountLine } from "./AccountLine.tsx";
import { useCompleteness } from "./api.ts";
import css from "./Completeness.module.css";
import { GapList } from "./GapList.tsx";
import { completenessWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** `/completeness`: per account how much of the month is on the record, a bar a day, and every gap. */
export function CompletenessPage() {
  const t = useWords(completenessWords);
  const [params, setParams] = useSearchParams();
  const asked = params.get("month") ?? undefined;
  const { data, error, refetch } = useCompleteness(asked);
  const read = data?.accounts.filter(({ isRead }) => isRead) ?? [];
  const unread = data?.accounts.filter(({ isRead }) => !isRead) ?? [];
  const isAsked = data?.gaps.some(({ answeredAt }) => answeredAt === null);
  const gaps = data && <GapList gaps={data.gaps} asOf={data.asOf} />;
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <Stack gap={24}>
        {isAsked && gaps}
        <div className={css["month"]}>
          <MonthField
            value={asked ?? data?.month}
            onChange={(month) => setParams({ month }, { replace: true })}
          />
        </div>
        <Panel title={t("accounts")}>
          {!data && !error && <SkeletonRows rows={4} />}
          {data?.accounts.length === 0 && (
            <EmptyState
              picture="channel"
              sentence={t("none")}
              action={<LinkButton to="/channels">{t("toChannels")}</LinkButton>}
            />
          )}
          {data && (
            <ul className={css["list"]}>
              {read.map((account) => (
                <AccountLine key={account.id} account={account} axis={data.axis} />
              ))}
            </ul>
          )}
          {unread.length > 0 && (
            <p className={css["unread"]}>
              {t("sendsOnly", { names: unread.map(({ name }) => name).join(", ") })}
            </p>
          )}
        </Panel>
        {!isAsked && gaps}
      </Stack>
    </>
  );
}

const monthsShown = 13;

function MonthField({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (month: string) => void;
}) {
  const t = useWords(completenessWords);
  const language = useLanguage();
  const name = new Intl.DateTimeFormat(language, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const now = new Date();
  const months = Array.from(
    { length: monthsShown },
    (_one, back) => new Date(Date.UTC(now.getFullYear(), now.getMonth() - back, 1)),
  );
  const choices = months.map((month) => ({
    value: month.toISOString().slice(0, "2026-11".length),
    label: name.format(month),
  }));
  return (
    <SelectField
      label={t("month")}
      value={value ?? choices[0]?.value ?? ""}
      choices={choices}
      onChange={onChange}
    />
  );
}
