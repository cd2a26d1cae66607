import { type Option, settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

const {
  profile,
  region,
  'identity-center-region': identityCenterRegion,
  'provider-name': providerName,
  'policy-name': policyName,
  'role-name': roleName,
  'group-name': groupName,
  'application-name': applicationName,
  format,
  strict,
  sandbox,
  checks,
  plain,
} = settingOptions;

/** Of audit, merge and roster alike. */
const disguises = {
  alias: { type: 'flag', describe: 'numbers in place of the learners’ names' },
  redact: { type: 'flag', describe: 'mask account ids, e-mail addresses and ids in ARNs, the same everywhere' },
} as const satisfies Readonly<Record<string, Option>>;

export const audit: Command = {
  name: 'audit',
  describe: 'judge every account of a class',
  options: {
    roster: {
      value: 'FILE',
      describe: 'the learners: CSV with a header, YAML or JSON; learner, and role_arn or profile',
    },
    concurrency: { value: 'N', describe: 'accounts looked at side by side; left out: 16' },
    jsonl: { value: 'FILE', describe: 'append each learner’s entry as soon as it is known' },
    resume: { value: 'FILE', describe: 'go on from such a file: who is in it is not looked at again' },
    shard: { value: 'I/N', describe: 'only this share of the roster; auto: as the CI matrix or array job says' },
    since: { value: 'FILE', describe: 'an earlier class report (JSON): tells who has not moved' },
    serve: { value: '[PORT]', describe: 'show the page live on 127.0.0.1 until Ctrl-C' },
    every: { value: 'TIME', describe: 'with --serve: look again so often, as in 60s or 5m' },
    ...disguises,
    profile: { ...profile, describe: 'AWS profile that the roles are assumed from' },
    region: { ...region, describe: 'Region of the Connect instances, where the roster does not say' },
    'identity-center-region': identityCenterRegion,
    'provider-name': providerName,
    'policy-name': policyName,
    'role-name': roleName,
    'group-name': groupName,
    'application-name': applicationName,
    format,
    strict,
    sandbox,
    checks,
    plain,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
  },
  examples: [
    ['companion audit --roster class.csv --format list --format html=class.html', 'the class on screen and as a page'],
    ['companion audit --roster class.csv --jsonl class.jsonl', 'nothing is lost: go on with --resume class.jsonl'],
    [
      'companion audit --roster class.csv --shard 2/5 --format json=2.json',
      'one of five machines; companion merge joins',
    ],
    ['companion audit --roster class.csv --serve 8080 --every 60s', 'the page, live'],
  ],
  run: async (args, io) => (await import('../audit/run.ts')).runAudit(args, io),
};
