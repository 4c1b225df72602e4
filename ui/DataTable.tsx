import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useRef, type ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { useAddress } from "./address.ts";
import { Button } from "./buttons.tsx";
import css from "./DataTable.module.css";
import { Drawer } from "./Drawer.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { SkeletonRows } from "./skeletons.tsx";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

export interface Column<Row> {
  key: string;
  /** With its unit where there is one: "Reach, people". */
  label: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned. */
  isNumber?: boolean;
  /** The head sorts by it; the page reads `sort` from the address ("at", "-at"). */
  isSortable?: boolean;
  /** Left out below 820 px. */
  wideOnly?: boolean;
}

export interface DataTableProps<Row> {
  /** What the table holds, for readers: "Posts waiting for approval". */
  label: string;
  /** The first column holds the row's link. */
  columns: readonly Column<Row>[];
  /** Undefined while loading. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  rowTitle: (row: Row) => string;
  /** The row's full page. Without a drawer the row leads there. */
  pageOf?: (row: Row) => string;
  drawer?: (row: Row) => ReactNode;
  empty: ReactNode;
  error?: unknown;
  onRetry?: () => void;
  /** Loads the next page of rows, when there is one. */
  onMore?: (() => void) | undefined;
  isLoadingMore?: boolean;
}

/** A list: sticky head, j/k/Enter, row → drawer → full page. Filters stand above it (FilterBar). */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, rowTitle, pageOf, drawer, empty, error, onRetry } = props;
  const t = useWords(kit);
  const table = useRef<HTMLTableElement>(null);
  const [params, change] = useAddress();
  useRowKeys(table);
  const opened = drawer && rows?.find((row) => rowId(row) === params.get("row"));
  const close = () => change({ row: "" });
  if (error !== null && error !== undefined)
    return <ErrorNotice error={error} {...(onRetry ? { onRetry } : {})} />;
  if (rows === undefined) return <SkeletonRows rows={8} />;
  if (rows.length === 0) return empty;
  return (
    <>
      <table ref={table} className={css["table"]} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)} data-open={row === opened || undefined}>
              {columns.map((column, at) => (
                <td key={column.key} className={cellClass(column)}>
                  {at === 0 ? (
                    <RowLink row={row} {...{ column, rowId, pageOf, drawer, rowTitle }} />
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css["foot"]}>
        {t("rows", { count: rows.length })}
        {props.onMore && (
          <Button small loading={props.isLoadingMore ?? false} onClick={props.onMore}>
            {t("more")}
          </Button>
        )}
      </p>
      {drawer && opened && (
        <Drawer
          title={rowTitle(opened)}
          {...(pageOf ? { page: pageOf(opened) } : {})}
          onClose={close}
        >
          {drawer(opened)}
        </Drawer>
      )}
    </>
  );
}

type RowLinkProps<Row> = Pick<DataTableProps<Row>, "rowId" | "rowTitle"> & {
  row: Row;
  column: Column<Row>;
  pageOf: DataTableProps<Row>["pageOf"] | undefined;
  drawer: DataTableProps<Row>["drawer"] | undefined;
};

/**
 * The link covers its whole row, so that a row can be pressed anywhere and is still one real link.
 */
function RowLink<Row>({ row, column, rowId, rowTitle, pageOf, drawer }: RowLinkProps<Row>) {
  const [params] = useSearchParams();
  const cell = column.cell(row);
  if (!drawer && !pageOf) return cell;
  const beside = new URLSearchParams(params);
  beside.set("row", rowId(row));
  return (
    <Link
      className={css["link"]}
      data-row-link
      to={drawer ? `?${beside.toString()}` : (pageOf?.(row) ?? "")}
      preventScrollReset
      replace={drawer !== undefined}
    >
      {cell ?? rowTitle(row)}
    </Link>
  );
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const t = useWords(kit);
  const [params, change] = useAddress();
  const sort = params.get("sort");
  const up = sort === column.key;
  const down = sort === `-${column.key}`;
  if (!column.isSortable)
    return (
      <th scope="col" className={cellClass(column)}>
        {column.label}
      </th>
    );
  return (
    <th
      scope="col"
      className={cellClass(column)}
      aria-sort={up ? "ascending" : down ? "descending" : "none"}
    >
      <button
        type="button"
        className={css["sort"]}
        onClick={() => change({ sort: down ? column.key : `-${column.key}` })}
      >
        {column.label}
        {up && <IconArrowUp size={14} aria-label={t("sortedUp")} />}
        {down && <IconArrowDown size={14} aria-label={t("sortedDown")} />}
      </button>
    </th>
  );
}

function useRowKeys(table: { current: HTMLTableElement | null }): void {
  const move = (by: number) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = at === -1 ? (by > 0 ? 0 : links.length - 1) : at + by;
    const link = links[Math.min(Math.max(next, 0), links.length - 1)];
    link?.focus();
    link?.scrollIntoView({ block: "nearest" });
    // With the drawer open, moving shows the next row in it.
    if (document.querySelector("tr[data-open]") && link) link.click();
  };
  useShortcuts([
    { keys: "j", label: { en: "Next row", es: "Fila siguiente" }, run: () => move(1) },
    { keys: "k", label: { en: "Previous row", es: "Fila anterior" }, run: () => move(-1) },
  ]);
}

function cellClass<Row>({ isNumber, wideOnly }: Column<Row>): string {
  return [isNumber && css["number"], wideOnly && css["wide"]].filter(Boolean).join(" ");
}
