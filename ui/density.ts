export type Density = "comfortable" | "compact";

const storage = "openbeat.density";

export function density(): Density {
  return localStorage.getItem(storage) === "compact" ? "compact" : "comfortable";
}

export function setDensity(value: Density): void {
  localStorage.setItem(storage, value);
  document.documentElement.dataset["density"] = value;
}
