import { IconBan, IconLock, IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { PersonRow } from "./api-agency.ts";
import { InviteDialog } from "./InviteDialog.tsx";
import css from "./Pages.module.css";
import { stateOf, usePeople, useRoleName, type PersonState } from "./people-queries.ts";
import { PersonDetails } from "./PersonDetails.tsx";
import { RecoveryPanel } from "./RecoveryPanel.tsx";
import { roleLabels } from "./role-labels.ts";
import { peopleWords } from "./words/people.ts";
import { Button } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { FilterBar } from "#ui/FilterBar.tsx";
import { useFilters } from "#ui/filters.ts";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords, type Say } from "#ui/words.ts";

const keys = ["q", "role", "state"] as const;
const meanings: Record<PersonState, Meaning> = {
  open: "neutral",
  invited: "info",
  locked: "wait",
  ended: "neutral",
};

/** `/people`: who works here, and everything that can be done with an account. */
export function PeoplePage() {
  const t = useWords(peopleWords);
  const may = useMay();
  const role = useRoleName();
  const filters = useFilters(keys);
  const [inviting, setInviting] = useState(false);
  const people = usePeople();
  const rows = people.data?.people.filter((one) => matches(one, filters.values));
  const states: PersonState[] = ["open", "invited", "locked", "ended"];
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          <DisabledReason reason={may("people.invite") ? undefined : t("inviteWho")}>
            {(disabled) => (
              <Button
                look="primary"
                icon={IconUserPlus}
                {...disabled}
                onClick={disabled.onClick ?? (() => setInviting(true))}
              >
                {t("invite")}
              </Button>
            )}
          </DisabledReason>
        }
      />
      <FilterBar
        list="people"
        filters={filters}
        search={{ key: "q", label: t("search") }}
        choices={[
          {
            key: "role",
            label: t("role"),
            choices: Object.keys(roleLabels).map((value) => ({ value, label: role(value) })),
          },
          {
            key: "state",
            label: t("state"),
            choices: states.map((value) => ({ value, label: t(value) })),
          },
        ]}
      />
      <DataTable
        label={t("title")}
        rows={rows}
        rowId={({ id }) => id}
        rowTitle={({ name }) => name}
        columns={columnsFor(t, role)}
        drawer={detailsOf}
        empty={<EmptyState picture="people" sentence={t("none")} />}
        error={people.error}
        onRetry={() => void people.refetch()}
      />
      {may("people.recover") && <RecoveryPanel />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

type PeopleSay = Say<
  "title" | "name" | "jobTitle" | "roles" | "lastSeen" | "neverSeen" | "state" | PersonState
>;

function columnsFor(t: PeopleSay, role: (name: string) => string): Column<PersonRow>[] {
  return [
    {
      key: "name",
      label: t("name"),
      cell: ({ name, title }) => (
        <span className={css["two"]}>
          <span>{name}</span>
          <small>{title}</small>
        </span>
      ),
    },
    { key: "roles", label: t("roles"), cell: ({ roles }) => roles.map(role).join(", ") || "–" },
    {
      key: "seen",
      label: t("lastSeen"),
      wideOnly: true,
      cell: ({ lastSeenAt }) => (lastSeenAt ? <TimeAgo at={lastSeenAt} /> : t("neverSeen")),
    },
    {
      key: "state",
      label: t("state"),
      cell: (row) => (
        <span className={css["two"]}>
          <PersonBadge state={stateOf(row)} label={t(stateOf(row))} />
          {row.lockedAt !== null && (
            <small>
              <TimeAgo at={row.lockedAt} show="age" />
            </small>
          )}
        </span>
      ),
    },
  ];
}

function PersonBadge({ state, label }: { state: PersonState; label: string }) {
  const icon = { locked: IconLock, ended: IconBan, open: undefined, invited: undefined }[state];
  return <StateBadge meaning={meanings[state]} label={label} {...(icon ? { icon } : {})} />;
}

function detailsOf(person: PersonRow) {
  return <PersonDetails key={person.id} person={person} />;
}

function matches(person: PersonRow, values: Record<(typeof keys)[number], string>): boolean {
  const text = `${person.name} ${person.email} ${person.title}`.toLowerCase();
  return (
    text.includes(values.q.toLowerCase()) &&
    (values.role === "" || person.roles.some((role) => role === values.role)) &&
    (values.state === "" || stateOf(person) === values.state)
  );
}
