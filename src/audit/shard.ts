import { Misuse } from '../misuse.ts';
import { printable } from '../text/near.ts';

/** One part of a divided audit; `index` counts from one. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Who divides a job over machines says so in the environment; only GitLab counts from one. */
const machines: readonly {
  readonly name: string;
  readonly index: string;
  readonly count: string;
  readonly from: 0 | 1;
}[] = [
  { name: 'GitLab CI', index: 'CI_NODE_INDEX', count: 'CI_NODE_TOTAL', from: 1 },
  { name: 'CircleCI', index: 'CIRCLE_NODE_INDEX', count: 'CIRCLE_NODE_TOTAL', from: 0 },
  { name: 'Buildkite', index: 'BUILDKITE_PARALLEL_JOB', count: 'BUILDKITE_PARALLEL_JOB_COUNT', from: 0 },
  { name: 'AWS Batch', index: 'AWS_BATCH_JOB_ARRAY_INDEX', count: 'AWS_BATCH_JOB_ARRAY_SIZE', from: 0 },
];

/** `2/5`; `auto` takes both numbers from the environment, `auto/5` only the index. */
export function readShard(value: string, env: Env): Shard {
  const [, index, count] = /^(\d{1,6}|auto)(?:\/(\d{1,6}))?$/.exec(value) ?? [];
  if (index === 'auto') return shardOfEnvironment(env, count);
  if (index === undefined || count === undefined)
    throw new Misuse(`--shard: "${printable(value)}" is not a share such as 2/5, or auto.`);
  return valid(Number(index), Number(count), `--shard ${value}`);
}

function shardOfEnvironment(env: Env, count: string | undefined): Shard {
  const machine = machines.find(({ index }) => env[index]);
  if (!machine)
    throw new Misuse(
      `--shard auto: none of ${machines.map(({ index }) => index).join(', ')} is set; say which share with --shard 2/5.`,
    );
  const total = count ?? env[machine.count];
  if (total === undefined)
    throw new Misuse(
      `--shard auto: ${machine.name} does not say how many shares there are (${machine.count}); say it with --shard auto/5.`,
    );
  const from = `${machine.index}=${printable(env[machine.index] ?? '')} of ${printable(total)}`;
  if (!/^\d{1,6}$/.test(env[machine.index] ?? '') || !/^\d{1,6}$/.test(total))
    throw new Misuse(`--shard auto: ${from} is no share.`);
  return valid(Number(env[machine.index]) + 1 - machine.from, Number(total), `--shard auto (${from})`);
}

function valid(index: number, count: number, from: string): Shard {
  if (index >= 1 && index <= count) return { index, count };
  throw new Misuse(`${from}: the share counts from 1 to the number of shares.`);
}

/** Every n-th row, so that all shares are equally large and the same roster is always divided in the same way. */
export const isInShard = (position: number, { index, count }: Shard): boolean => position % count === index - 1;
