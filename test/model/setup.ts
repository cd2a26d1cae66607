import { afterEach, expect } from 'vitest';

/** Runs beside every test: nothing that was sent or answered in it may break AWS's own model. */
afterEach(() => {
  const found = [...(globalThis.modelFindings ?? [])];
  globalThis.modelFindings?.clear();
  expect(found, 'against AWS’s service model').toEqual([]);
});
