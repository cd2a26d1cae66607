/** A setting: by the same name as a flag, in the environment (`COMPANION_INSTANCE`) and in the settings file. */
export interface Option {
  readonly describe: string;
  /** `text` unless said otherwise; `texts` may be given more than once. */
  readonly type?: 'text' | 'texts' | 'flag';
  /** What stands for the value in the help. */
  readonly value?: string;
}

export const settingOptions = {
  profile: { value: 'NAME', describe: 'AWS profile' },
  region: { value: 'REGION', describe: 'Region of the Connect instance' },
  instance: {
    value: 'ID',
    describe: 'Connect instance id, ARN or alias; left out: the only SAML instance of the Region',
  },
  'identity-center-region': { value: 'REGION', describe: 'where to look for Identity Center first' },
  'relay-state': { value: 'URL', describe: 'the Relay state that was typed into the application' },
  'role-attribute': { value: 'VALUE', describe: 'the value mapped to the SAML attribute Role' },
  saml: { value: 'FILE', describe: 'a captured sign-in (HAR, SAML XML or base64); read here, never sent anywhere' },
  metadata: { value: 'FILE', describe: 'the SAML metadata file of the application' },
  'provider-name': { value: 'NAME', describe: 'name of the identity provider, when not Connect-SSO' },
  'policy-name': { value: 'NAME', describe: 'name of the policy, when not Connect-SSO-Policy' },
  'role-name': { value: 'NAME', describe: 'name of the role, when not Connect-SSO' },
  'group-name': { value: 'NAME', describe: 'name of the group, when not ConnectAgents' },
  'application-name': { value: 'NAME', describe: 'name of the application, when not Amazon Connect' },
  'routing-profile': { value: 'NAME', describe: 'routing profile for new agents, when the instance has several' },
  format: {
    type: 'texts',
    value: 'NAME[=FILE]',
    describe: 'list, json, junit, markdown, github, csv or html; to standard output or to FILE',
  },
  strict: { type: 'flag', describe: 'warn and unverified count as failures' },
  sandbox: { value: '[WORLD]', describe: 'run against the embedded AWS: complete, empty, another world, or a file' },
  checks: {
    type: 'texts',
    value: 'DIR',
    describe: 'a folder or package with further checks; also checks: in companion.yaml',
  },
  plain: { type: 'flag', describe: 'no colour, no redraw, words for every state' },
} as const satisfies Readonly<Record<string, Option>>;

export type SettingName = keyof typeof settingOptions;

export const settingNames = Object.keys(settingOptions) as readonly SettingName[];

export const isSetting = (name: string): name is SettingName => Object.hasOwn(settingOptions, name);

export const typeOf = (name: SettingName): 'text' | 'texts' | 'flag' => {
  const option: Option = settingOptions[name];
  return option.type ?? 'text';
};
