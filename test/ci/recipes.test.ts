import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/commands/index.ts';
import { cleanEnvironment, cli, folder } from '../cli/run.ts';

const recipe = (path: string): string => fileURLToPath(new URL(`../../.github/${path}`, import.meta.url));
const companion = `${process.execPath} ${cli}`;
const bash = spawnSync('bash', ['-c', ':']).status === 0;

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}
const action = parse(readFileSync(recipe('actions/companion/action.yml'), 'utf8')) as Action;

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly cwd: string;
}

function shell(script: string, env: Readonly<Record<string, string>>, cwd = folder(), name = 'bash'): Ran {
  if (inject('buildFailure')) throw new Error('There is no build to test.');
  const { status, stdout, stderr } = spawnSync(name, ['-eo', 'pipefail', '-c', script], {
    cwd,
    env: { ...cleanEnvironment(cwd), ...env },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr, cwd };
}

/** As the runner does it: inputs into the step's environment, then its shell. */
function runAction(
  given: Readonly<Record<string, string>>,
  cwd = folder(),
): Ran & { readonly summary: string; readonly outputs: string } {
  const [step] = action.runs.steps;
  if (!step) throw new Error('The action has no step');
  const inputs: Record<string, string> = { command: companion, ...given };
  const env = Object.fromEntries(
    Object.entries(step.env).map(([name, value]) => [
      name,
      value.replace(
        /\$\{\{ inputs\.([a-z-]+) \}\}/,
        (_, input: string) => inputs[input] ?? action.inputs[input]?.default ?? '',
      ),
    ]),
  );
  const files = { GITHUB_STEP_SUMMARY: join(cwd, 'summary'), GITHUB_OUTPUT: join(cwd, 'output'), RUNNER_TEMP: cwd };
  writeFileSync(files.GITHUB_STEP_SUMMARY, 'of another step\n');
  writeFileSync(files.GITHUB_OUTPUT, '');
  const ran = shell(
    step.run,
    { ...env, ...files, GITHUB_ACTION_PATH: recipe('actions/companion'), GITHUB_ACTIONS: 'true', CI: 'true' },
    cwd,
  );
  return {
    ...ran,
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    outputs: readFileSync(files.GITHUB_OUTPUT, 'utf8'),
  };
}

test('the action’s inputs are the flags of check', () => {
  const flags = Object.keys(commands.find(({ name }) => name === 'check')?.options ?? {});
  const own = ['version', 'command'];
  const left = ['plain', 'bundle', 'from-bundle'];
  expect(
    Object.keys(action.inputs)
      .filter((input) => !own.includes(input))
      .toSorted(),
  ).toEqual(flags.filter((flag) => !left.includes(flag)).toSorted());
  const passed = action.runs.steps[0]?.env ?? {};
  expect(Object.values(passed).sort()).toEqual(
    Object.keys(action.inputs)
      .map((input) => `\${{ inputs.${input} }}`)
      .sort(),
  );
});

test.skipIf(!bash)('the action: annotations, the step summary after what stood there, outputs, exit code', () => {
  const { code, stdout, summary, outputs, cwd } = runAction({
    sandbox: 'email-case',
    format: 'junit=report.xml\nmarkdown=report.md\n',
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error title=email-parity%3A fail::/m);
  expect(summary).toMatch(/^of another step\n## Amazon Connect sign-in: fail/);
  expect(outputs).toMatch(/^exit-code=1$/m);
  const report = /^report=(.*)$/m.exec(outputs)?.[1] ?? '';
  expect((JSON.parse(readFileSync(report, 'utf8')) as { verdict: string }).verdict).toBe('fail');
  expect(existsSync(join(cwd, 'report.xml')) && existsSync(join(cwd, 'report.md'))).toBe(true);
});

test.skipIf(!bash)('the action: gates and lists', () => {
  expect(runAction({ sandbox: 'complete' }).code).toBe(0);
  expect(runAction({ sandbox: 'complete', strict: 'true' }).code).toBe(1);
  expect(runAction({ sandbox: 'complete', 'fail-on': 'unverified' }).code).toBe(1);
  expect(runAction({ sandbox: 'email-case', skip: 'email-parity,agents-group,group-assignment' }).code).toBe(0);
});

test.skipIf(!bash)('the action: nothing of an input is read as shell or as a flag', () => {
  const hostile = '$(touch stolen)`touch stolen`"; touch stolen; \'';
  const { cwd, code, stdout } = runAction({ sandbox: 'complete', 'relay-state': hostile, 'group-name': '--version' });
  expect(existsSync(join(cwd, 'stolen'))).toBe(false);
  expect(code).toBe(1);
  expect(stdout).toContain('relay-state');
});

test.skipIf(!bash)('the GitLab job', () => {
  const job = (
    parse(readFileSync(recipe('ci/gitlab.yml'), 'utf8')) as {
      companion: { before_script: string[]; script: string[]; artifacts: { reports: { junit: string } } };
    }
  ).companion;
  const script = [...job.before_script, ...job.script].join('\n').replace(' check ', ' check --sandbox=email-case ');
  const { code, cwd, stderr } = shell(script, { COMPANION: companion, CI: 'true' });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  // As it is, without evidence that no API gives, it holds for an account in which nothing is broken.
  expect(shell(script.replace('email-case', 'complete'), { COMPANION: companion, CI: 'true' }).code).toBe(0);
  expect(readFileSync(join(cwd, job.artifacts.reports.junit), 'utf8')).toContain('<testsuites');
  expect(job.script.join('')).toContain(`junit=${job.artifacts.reports.junit}`);
});

test('the CodeBuild job', () => {
  const spec = parse(readFileSync(recipe('ci/buildspec.yml'), 'utf8')) as {
    version: number;
    phases: { build: { commands: string[] } };
    reports: { companion: { files: string[] } };
  };
  const script = spec.phases.build.commands.join('\n').replace(' check ', ' check --sandbox=email-case ');
  const { code, cwd } = shell(script, { COMPANION: companion, CI: 'true' }, folder(), bash ? 'bash' : 'sh');
  expect(code).toBe(1);
  for (const file of spec.reports.companion.files) expect(existsSync(join(cwd, file))).toBe(true);
});

const roster = [
  'learner,account,role_arn,external_id',
  ...[1, 2, 3, 11].map((number) => {
    const account = String(200_000_000_000 + number);
    return `Learner ${number},${account},arn:aws:iam::${account}:role/WorkshopAudit,workshop`;
  }),
].join('\n');
const ofSandbox = (script: string): string => script.replace(' audit ', ' audit --sandbox=class ');

/** Whom the shares make together, as the script that merges them has it. */
function merged(cwd: string, script: string): string[] {
  const { code } = shell(`${script} --format json=class.json`, { COMPANION: companion, CI: 'true' }, cwd);
  expect([code, existsSync(join(cwd, 'class.html'))]).toEqual([1, true]);
  const { learners } = JSON.parse(readFileSync(join(cwd, 'class.json'), 'utf8')) as { learners: { learner: string }[] };
  return learners.map(({ learner }) => learner);
}
const everyone = ['Learner 1', 'Learner 2', 'Learner 3', 'Learner 11'];

test.skipIf(!bash)('the GitHub matrix: its shares are the class', () => {
  const { jobs } = parse(readFileSync(recipe('ci/class.yml'), 'utf8')) as {
    jobs: Record<'share' | 'class', { strategy?: { matrix: { share: number[] } }; steps: { run?: string }[] }>;
  };
  const scriptOf = (job: 'share' | 'class'): string => jobs[job].steps.find(({ run }) => run)?.run ?? '';
  const shares = jobs.share.strategy?.matrix.share ?? [];
  const cwd = folder();
  writeFileSync(join(cwd, 'class.csv'), roster);
  for (const share of shares) {
    const SHARE = `${share}/${shares.length}`;
    const { code } = shell(ofSandbox(scriptOf('share')), { COMPANION: companion, SHARE, CI: 'true' }, cwd);
    expect([SHARE, code]).toEqual([SHARE, 0]);
  }
  expect(merged(cwd, scriptOf('class'))).toEqual(everyone);
  writeFileSync(join(cwd, 'class.csv'), 'nonsense');
  expect(shell(ofSandbox(scriptOf('share')), { COMPANION: companion, SHARE: '1/5' }, cwd).code).toBe(2);
});

test.skipIf(!bash)('the array job of AWS Batch: its shares are the class', () => {
  const cwd = folder();
  const script = ofSandbox(readFileSync(recipe('ci/batch.sh'), 'utf8'));
  writeFileSync(join(cwd, 'class.csv'), roster);
  // S3 is a folder here.
  const aws = 'aws() { [ "$3" -ef "$4" ] || cp "$3" "$4"; }\n';
  for (const index of [0, 1, 2]) {
    const env = { AWS_BATCH_JOB_ARRAY_INDEX: `${index}`, AWS_BATCH_JOB_ARRAY_SIZE: '3' };
    const { code, stderr } = shell(aws + script, { COMPANION: companion, PLACE: cwd, ...env }, cwd, 'bash');
    expect([index, code, stderr.includes('companion:')]).toEqual([index, 0, true]);
  }
  const merge = /companion (merge .*)$/m.exec(script)?.[1] ?? '';
  expect(merged(cwd, `$COMPANION ${merge}`)).toEqual(everyone);
});
