// How everything is bundled: for the package, and for the test that holds the bundled AWS clients against AWS's own.

/** By default the SDK's CommonJS build would be taken, which cannot be shaken. */
const resolve = {
  mainFields: ['module', 'main'],
  conditionNames: ['module', 'import', 'node', 'default'],
  // string-width costs 36 ms at start.
  alias: { 'string-width': 'fast-string-width' },
};

export const readingOptions = (define) => ({
  platform: 'node',
  resolve,
  transform: { target: 'node20.19', define },
});

/** @returns the name of the AWS service whose client a module belongs to */
const client = (id) => /[\\/]client-([a-z-]+)[\\/]/.exec(id)?.[1];

/** A file less to find, read and link is worth a millisecond, so what is always loaded together is one file. */
const groups = [
  { name: 'text', test: /[\\/]src[\\/]text[\\/]/, priority: 4 },
  { name: 'shared', test: /[\\/]src[\\/](facts|iam|check|fact)\b/, priority: 3 },
  // What the clients share, and then each client with its schemas.
  { name: 'sdk', test: /[\\/]node_modules[\\/]@(aws-sdk|smithy|aws)[\\/]/, minShareCount: 5, priority: 2 },
  { name: client, debugName: 'clients', test: /[\\/]@aws-sdk[\\/]client-/, priority: 1 },
];

export const writingOptions = {
  format: 'esm',
  minify: true,
  comments: false,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  codeSplitting: { groups },
};
