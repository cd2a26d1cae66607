import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { evidence } from '../account.ts';
import { run } from '../cli/run.ts';
import { loadEntries } from './entries.ts';

/** Every so many entries: the built command says of them what the engine says in this process. */
const sample = loadEntries().filter(
  ({ capture, declared }, index) => index % 60 === 7 && !capture && !declared.names && !declared.metadata,
);

test.each(sample.map((entry) => [entry.id, entry] as const))(
  'the built command: %s',
  async (_, { world, declared, expect: rows }) => {
    const file = join(mkdtempSync(join(tmpdir(), 'companion-')), 'world.json');
    writeFileSync(file, JSON.stringify(world));
    const {
      relayState = evidence.relayState,
      roleAttribute = evidence.roleAttribute,
      region,
      instance,
      identityCenterRegion,
    } = declared;
    const given = {
      'relay-state': relayState,
      'role-attribute': roleAttribute,
      region,
      instance,
      'identity-center-region': identityCenterRegion,
    };
    const flags = Object.entries(given).flatMap(([name, value]) =>
      typeof value === 'string' ? [`--${name}=${value}`] : [],
    );
    const { stdout, stderr, code } = await run(['check', `--sandbox=${file}`, '--format', 'json', ...flags]);
    const report = JSON.parse(stdout || `{"checks": [], "stderr": ${JSON.stringify(stderr)}}`) as Report;
    const wanted = Object.fromEntries(
      report.checks.map(({ id }) => [id, rows[id]?.status ?? (id === 'sign-in' ? 'unverified' : 'pass')]),
    );
    expect(Object.fromEntries(report.checks.map(({ id, status }) => [id, status]))).toEqual(wanted);
    expect(report.checks).toHaveLength(16);
    expect(code).toBe({ pass: 0, unverified: 0, fail: 1, unknown: 3 }[report.verdict]);
  },
);
