import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

const { profile, region, sandbox } = settingOptions;

export const roster: Command = {
  name: 'roster',
  describe: 'write a roster from AWS Organizations, ready to edit',
  options: {
    organization: { type: 'flag', describe: 'the active accounts of the organization, without the management account' },
    ou: {
      value: 'ID',
      describe: 'only the accounts in this organizational unit (or root), and in the units within it',
    },
    'role-name': { value: 'NAME', describe: 'the role to assume in each account; may have a path' },
    'external-id': { value: 'ID', describe: 'the external id that the roles expect' },
    format: { value: 'NAME', describe: 'csv (default), yaml or json' },
    profile,
    region,
    sandbox,
    config: { value: 'FILE', describe: 'settings file, when not companion.yaml' },
  },
  examples: [
    [
      'companion roster --organization --ou ou-ab12-learners --role-name WorkshopAudit > class.csv',
      'the accounts of an organizational unit',
    ],
    ['companion roster --organization --role-name OrganizationAccountAccessRole', 'every account of the organization'],
  ],
  run: async (args, io) => (await import('../audit/run-roster.ts')).runRoster(args, io),
};
