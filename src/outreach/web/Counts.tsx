import css from "./Outreach.module.css";

/** Some numbers beside one another, each with its name. */
export function Counts({
  counts,
}: {
  counts: readonly { label: string; value: string | number }[];
}) {
  return (
    <dl className={css["counts"]}>
      {counts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
