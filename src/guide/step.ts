/** A value of this account that a step needs; each is filled in by `values.ts`. */
export type ValueName =
  | 'account'
  | 'region'
  | 'application'
  | 'relayState'
  | 'provider'
  | 'policyName'
  | 'policy'
  | 'role'
  | 'trust'
  | 'roleAttributeName'
  | 'roleAttribute'
  | 'sessionAttribute'
  | 'userEmail'
  | 'email'
  | 'userName'
  | 'group'
  | 'agentProfile';

/** A console page; `values.ts` makes the link. */
export type PageName =
  | 'organizations'
  | 'identityCenter'
  | 'applications'
  | 'application'
  | 'identityProviders'
  | 'policies'
  | 'roles'
  | 'role'
  | 'connect'
  | 'connectAdmin'
  | 'portal';

/** A field on the screen and what goes into it, exactly. */
export interface Field {
  readonly label: string;
  readonly value: ValueName;
}

/** How one step is done by hand: in the console as it is today, beside the words of the workshop's text. */
export interface GuideStep {
  /** The check that tells whether it is done. */
  readonly check: string;
  readonly page: PageName;
  /** The way through the console, as its pages and buttons are called today. */
  readonly screen: string;
  /** What the workshop's text calls it. */
  readonly workshop: string;
  /** In order. `{name}` stands for a value. */
  readonly actions: readonly string[];
  readonly fields: readonly Field[];
  /** Why there may be no call that does it. */
  readonly byHandOnly?: string;
}
