import type { PageFields } from "./fields.tsx";
import { formWords } from "./form-words.ts";
import css from "./Pages.module.css";
import type { PageContent } from "./api.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { useWords, type Language } from "#ui/words.ts";

type Table = PageContent["tables"][number];
const none = { en: "", es: "" };
const fresh: Table = {
  caption: none,
  source: none,
  columns: [none],
  rows: [{ label: none, values: [null] }],
  isDrawn: false,
};

/** Tables of figures, typed cell by cell, each with its source. */
export function TableFields({ content, change, language }: PageFields) {
  const t = useWords(formWords);
  const { tables } = content;
  return (
    <Panel title={`${t("tables")}: ${t(language)}`}>
      <Stack gap={16}>
        {tables.map((table, at) => (
          <OneTable
            key={at}
            table={table}
            language={language}
            onChange={(next) =>
              change({ tables: tables.map((one, place) => (place === at ? next : one)) })
            }
            onDrop={() => change({ tables: tables.filter((_one, place) => place !== at) })}
          />
        ))}
        <Row>
          <Button small onClick={() => change({ tables: [...tables, fresh] })}>
            {t("addTable")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

interface OneTableProps {
  table: Table;
  language: Language;
  onChange: (table: Table) => void;
  onDrop: () => void;
}

function OneTable({ table, language, onChange, onDrop }: OneTableProps) {
  const t = useWords(formWords);
  const { caption, source, columns, rows } = table;
  const put = (part: Partial<Table>) => onChange({ ...table, ...part });
  const putRow = (at: number, part: Partial<Table["rows"][number]>) =>
    put({ rows: rows.map((row, place) => (place === at ? { ...row, ...part } : row)) });
  return (
    <div className={css["card"]}>
      <TextField
        label={t("caption")}
        maxLength={200}
        value={caption[language]}
        onChange={(value) => put({ caption: { ...caption, [language]: value } })}
      />
      <TextField
        label={t("source")}
        maxLength={300}
        value={source[language]}
        onChange={(value) => put({ source: { ...source, [language]: value } })}
      />
      <div className={css["row"]}>
        {columns.map((column, at) => (
          <TextField
            key={at}
            label={t("column", { number: at + 1 })}
            maxLength={60}
            value={column[language]}
            onChange={(value) =>
              put({
                columns: columns.map((one, place) =>
                  place === at ? { ...one, [language]: value } : one,
                ),
              })
            }
          />
        ))}
      </div>
      {rows.map((row, at) => (
        <div key={at} className={css["row"]}>
          <TextField
            label={t("row", { number: at + 1 })}
            maxLength={80}
            value={row.label[language]}
            onChange={(value) => putRow(at, { label: { ...row.label, [language]: value } })}
          />
          {columns.map((column, place) => (
            <Figure
              key={place}
              label={t("figure", {
                row: row.label[language] || at + 1,
                column: column[language] || place + 1,
              })}
              value={row.values[place] ?? null}
              onChange={(value) =>
                putRow(at, {
                  values: columns.map((_one, column) =>
                    column === place ? value : (row.values[column] ?? null),
                  ),
                })
              }
            />
          ))}
        </div>
      ))}
      <CheckField
        label={t("drawn")}
        checked={table.isDrawn}
        onChange={(isDrawn) => put({ isDrawn })}
      />
      <TableButtons table={table} put={put} onDrop={onDrop} />
    </div>
  );
}

function TableButtons({
  table: { columns, rows },
  put,
  onDrop,
}: Pick<OneTableProps, "table" | "onDrop"> & { put: (part: Partial<Table>) => void }) {
  const t = useWords(formWords);
  const values = (length: number) => (row: Table["rows"][number]) => ({
    ...row,
    values: Array.from({ length }, (_none, at) => row.values[at] ?? null),
  });
  const blank = { label: none, values: columns.map(() => null) };
  return (
    <Row>
      <Button small onClick={() => put({ rows: [...rows, blank] })}>
        {t("addRow")}
      </Button>
      {rows.length > 1 && (
        <Button small look="quiet" onClick={() => put({ rows: rows.slice(0, -1) })}>
          {t("dropRow")}
        </Button>
      )}
      {columns.length < 5 && (
        <Button
          small
          onClick={() =>
            put({ columns: [...columns, none], rows: rows.map(values(columns.length + 1)) })
          }
        >
          {t("addColumn")}
        </Button>
      )}
      {columns.length > 1 && (
        <Button
          small
          look="quiet"
          onClick={() =>
            put({ columns: columns.slice(0, -1), rows: rows.map(values(columns.length - 1)) })
          }
        >
          {t("dropColumn")}
        </Button>
      )}
      <Button small look="quiet" onClick={onDrop}>
        {t("dropTable")}
      </Button>
    </Row>
  );
}

interface FigureProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A number, or none: a dash on the page. */
function Figure({ label, value, onChange }: FigureProps) {
  return (
    <TextField
      label={label}
      optional
      inputMode="decimal"
      maxLength={16}
      value={value === null ? "" : String(value)}
      onChange={(text) => {
        const bare = text.replaceAll(",", "").trim();
        if (bare === "") onChange(null);
        else if (/^-?\d+(\.\d+)?$/.test(bare)) onChange(Number(bare));
      }}
    />
  );
}
