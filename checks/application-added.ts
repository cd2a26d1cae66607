import { anotherName, defineCheck, fail, inRegion, pass, type Problem, warn } from '../src/check.ts';
import { consolePage } from '../src/console.ts';
import { chosenApplication, isOauth } from '../src/facts/application.ts';
import { applications } from '../src/facts/applications.ts';
import { identityCenter } from '../src/facts/identity-center.ts';
import { settings } from '../src/facts/settings.ts';
import { difference, nearest } from '../src/text/near.ts';

const code = (cause: string) => `application-added/${cause}`;

export default defineCheck({
  id: 'application-added',
  step: 2,
  order: 2,
  title: 'Identity Center has the Amazon Connect application',
  why: 'The application is what people choose in the access portal: it builds the SAML response and sends it to AWS.',
  causes: {
    missing: 'No application is Amazon Connect: add it from the catalog. No API can do this.',
    oauth: 'The application is an OAuth 2.0 one of one’s own; Amazon Connect needs SAML: add it from the catalog.',
    disabled: 'The application is disabled: nobody can open it.',
    hidden: 'The application is not visible in the access portal: people cannot choose it.',
    'start-url':
      'The application has a start URL: Connect needs sign-in that starts in the portal, so the field has to be blank.',
    name: 'The application has another name than the workshop’s; that is harmless.',
  },
  needs: { applications, application: chosenApplication, identityCenter, settings },

  judge({ applications, application, identityCenter, settings }) {
    const expected = settings.names.application;
    const oauth = applications.find((other) => isOauth(other) && nearest(expected, [other.name]));
    if (!application && oauth)
      return fail([
        {
          code: code('oauth'),
          message: `The application ${oauth.name} is an OAuth 2.0 one, and Amazon Connect needs SAML.`,
          expected: 'SAML 2.0',
          actual: 'OAuth 2.0',
        },
      ]);
    if (!application) {
      const there = applications.map(({ name }) => name).slice(0, 5);
      return fail([
        {
          code: code('missing'),
          message: 'Identity Center has no Amazon Connect application.',
          expected,
          ...(there.length > 0 && { actual: there.join(', ') }),
        },
      ]);
    }
    const { arn, name } = application;
    const update = (title: string, input: object) => ({
      title,
      calls: [
        {
          service: 'sso-admin',
          operation: 'UpdateApplication',
          input: { ApplicationArn: arn, ...input },
          ...inRegion(identityCenter.primaryRegion, settings),
        },
      ] as const,
    });
    const inPortal = { PortalOptions: { SignInOptions: { Origin: 'IDENTITY_CENTER' } } } as const;
    const broken: Problem[] = [];
    const disabled = application.status === 'DISABLED';
    const startUrl = application.origin === 'APPLICATION' || application.startUrl !== '';
    if (disabled)
      broken.push({
        code: code('disabled'),
        message: `The application ${name} is disabled.`,
        expected: 'ENABLED',
        actual: application.status,
      });
    if (application.visibility === 'DISABLED')
      broken.push({
        code: code('hidden'),
        message: `The application ${name} is not visible in the access portal.`,
        expected: 'ENABLED',
        actual: application.visibility,
      });
    if (startUrl)
      broken.push({
        code: code('start-url'),
        message: `The application ${name} has a start URL, so sign-in does not start in the portal.`,
        expected: 'blank',
        actual: application.startUrl || application.origin,
      });
    const [first, ...rest] = broken;
    if (first) {
      const fix =
        disabled || startUrl
          ? update(
              disabled && startUrl
                ? `Enable the application ${name} and blank its start URL`
                : disabled
                  ? `Enable the application ${name}`
                  : `Blank the start URL of the application ${name}`,
              {
                ...(disabled && { Status: 'ENABLED' }),
                ...(startUrl && inPortal),
              },
            )
          : undefined;
      return fail([first, ...rest], fix ? { fix } : {});
    }
    if (name !== expected)
      return warn(
        [
          {
            code: code('name'),
            message: `The application is called ${name}: ${difference(expected, name)}; that is harmless.`,
            expected,
            actual: name,
          },
        ],
        { byHand: anotherName('--application-name') },
      );
    return pass(`${name} is enabled and visible.`);
  },

  byHand: ({ identityCenter, application, settings }) => {
    const region = identityCenter?.region ?? settings?.identityCenterRegion ?? settings?.region;
    if (application && identityCenter)
      return {
        text: 'On the application’s page choose Actions, Edit configuration: leave Application start URL blank and let it be visible to assigned users; Actions, Enable if it is disabled.',
        url: consolePage.application(identityCenter.region, identityCenter.arn, application.id),
      };
    return {
      text: 'Applications, Customer managed tab: choose Add application, “I want to select an application from the catalog”, search for Amazon Connect, Next; download the IAM Identity Center SAML metadata file, and Submit.',
      ...(region && { url: consolePage.applications(region) }),
      value: 'Amazon Connect',
    };
  },
});
