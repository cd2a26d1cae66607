import { orWhen } from '../aws/errors.ts';
import { defineFact, Undecided } from '../fact.ts';
import { caller } from './caller.ts';
import { identityCenter } from './identity-center.ts';

export interface Application {
  readonly arn: string;
  /** The sixteen hex digits after `apl-`: the entityID of its SAML metadata holds the same. */
  readonly id: string;
  readonly name: string;
  readonly providerArn: string;
  /** `ENABLED` or `DISABLED`. */
  readonly status: string;
  /** `ENABLED` or `DISABLED`: whether the portal shows it. */
  readonly visibility: string;
  /** `IDENTITY_CENTER` or `APPLICATION`: where sign-in starts. */
  readonly origin: string;
  readonly startUrl: string;
}

/**
 * The owner of the instance sees every application. A member account may name only its own account in the filter,
 * and without it is refused; what the owner added stays invisible to it, so an empty answer there decides nothing.
 */
export const applications = defineFact({
  name: 'the applications',
  needs: { identityCenter, caller },
  async gather({ identityCenter, caller }, { aws }): Promise<Application[]> {
    const list = aws(identityCenter.region)['sso-admin'].ListApplications;
    const all = list({ InstanceArn: identityCenter.arn });
    if (caller.accountId === identityCenter.owner) return (await all).Applications?.map(read) ?? [];
    const own = async () => {
      const { Applications = [] } = await list({
        InstanceArn: identityCenter.arn,
        Filter: { ApplicationAccount: caller.accountId },
      });
      if (Applications.length > 0) return Applications.map(read);
      throw new Undecided(
        `This account cannot see the applications of the Identity Center instance that account ${identityCenter.owner} owns: look with credentials of that account.`,
        'sso:ListApplications',
      );
    };
    const answer = await orWhen(all, 'denied', undefined);
    return answer ? (answer.Applications?.map(read) ?? []) : own();
  },
});

interface Answer {
  readonly ApplicationArn?: string | undefined;
  readonly ApplicationProviderArn?: string | undefined;
  readonly Name?: string | undefined;
  readonly Status?: string | undefined;
  readonly PortalOptions?:
    | {
        readonly Visibility?: string | undefined;
        readonly SignInOptions?:
          | { readonly Origin: string | undefined; readonly ApplicationUrl?: string | undefined }
          | undefined;
      }
    | undefined;
}

const read = (found: Answer): Application => ({
  arn: found.ApplicationArn ?? '',
  id: found.ApplicationArn?.split('/apl-').at(-1) ?? '',
  name: found.Name ?? '',
  providerArn: found.ApplicationProviderArn ?? '',
  status: found.Status ?? 'ENABLED',
  visibility: found.PortalOptions?.Visibility ?? 'ENABLED',
  origin: found.PortalOptions?.SignInOptions?.Origin ?? 'IDENTITY_CENTER',
  startUrl: found.PortalOptions?.SignInOptions?.ApplicationUrl ?? '',
});
