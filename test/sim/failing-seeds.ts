/** Seeds that failed once. Each stays, so that what it found stays mended. */
export const failingSeeds: readonly number[] = [];
