/**
 * Fedify and its vocabulary: half a second and sixty megabytes, so they are loaded with the first actor that is asked
 * for and not with the program.
 */
export function fedify() {
  return import("@fedify/fedify");
}

export function vocabulary() {
  return import("@fedify/vocab");
}

export type Fedify = Awaited<ReturnType<typeof fedify>>;
export type Vocabulary = Awaited<ReturnType<typeof vocabulary>>;
