// Stands in for Node's assert in yargs, which takes these two of it and loads twenty-five modules of Node's for them.
const fail = (message, actual) => {
  throw message instanceof Error ? message : new Error(message ?? `unexpected ${String(actual)}`);
};

export const strictEqual = (actual, expected, message) => {
  if (!Object.is(actual, expected)) fail(message, actual);
};

export const notStrictEqual = (actual, expected, message) => {
  if (Object.is(actual, expected)) fail(message, actual);
};
