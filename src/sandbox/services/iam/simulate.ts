import { type EvaluationResult, SimulatePrincipalPolicy$ } from '@aws-sdk/client-iam';
import { statements } from '../../../iam/document.ts';
import { authorize, type NamedPolicy } from '../../../iam/evaluate.ts';
import { evaluated, readPolicies } from '../../authorize.ts';
import { type Answers, type Context, own } from '../../service.ts';
import { AwsError } from '../../wire.ts';
import type { Principal } from '../../world.ts';
import { documentOf, iamArn, iamPage, noSuchEntity, type Reads } from './common.ts';

const decisions = { allow: 'allowed', deny: 'explicitDeny', none: 'implicitDeny' } as const;

export const simulateReads = {
  SimulatePrincipalPolicy: [
    SimulatePrincipalPolicy$,
    (aws, input) => {
      const principal = requirePrincipal(aws, input.PolicySourceArn);
      const attached = principal.attached.flatMap((arn) => documentOf(aws, arn) ?? []);
      const identity = readPolicies([
        ...attached,
        ...Object.values(principal.inline),
        ...(input.PolicyInputList ?? []),
      ]);
      const attachedBoundary = principal.boundary === undefined ? [] : [documentOf(aws, principal.boundary) ?? ''];
      const [boundary] = readPolicies(input.PermissionsBoundaryPolicyInputList ?? attachedBoundary);
      const context = Object.fromEntries(
        (input.ContextEntries ?? []).map(({ ContextKeyName = '', ContextKeyValues = [] }) => [
          ContextKeyName,
          ContextKeyValues.length === 1 ? (ContextKeyValues[0] ?? '') : ContextKeyValues,
        ]),
      );
      const missing = missingKeys([...identity, ...(boundary ? [boundary] : [])], Object.keys(context));
      const results = input.ActionNames.flatMap((action) =>
        (input.ResourceArns ?? ['*']).map((resource): EvaluationResult => {
          const { decision, why } = authorize(
            { identity, ...(boundary ? { boundary } : {}) },
            {
              action,
              resource: evaluated(resource),
              context,
            },
          );
          // AWS always knows; where its documentation does not say what, an answer here would be made up.
          if (decision === 'unsure') throw new AwsError('PolicyEvaluationException', `Not decided: ${why ?? action}`);
          return {
            EvalActionName: action,
            EvalResourceName: resource,
            EvalDecision: decisions[decision],
            MatchedStatements: [],
            MissingContextValues: missing,
          };
        }),
      );
      const { items, ...rest } = iamPage(aws, results, input);
      return { EvaluationResults: items, ...rest };
    },
  ],
} satisfies Partial<Answers<Reads>>;

function requirePrincipal(aws: Context, arn: string): Principal {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const { roles, users } = aws.home.iam;
  const [role, user] = [own(roles, name), own(users, name)];
  if (role && iamArn(aws, 'role', role.path, name) === arn) return role;
  if (user && iamArn(aws, 'user', user.path, name) === arn) return user;
  throw noSuchEntity(`No entity with the ARN ${arn} was found.`);
}

/** Condition keys and variables that the policies mention and the caller gave no value for. */
function missingKeys(policies: readonly NamedPolicy[], given: readonly string[]): string[] {
  const mentioned = policies.flatMap(({ document }) =>
    statements(document).flatMap((statement) => [
      ...statement.conditions.map(({ key }) => key),
      ...[...(statement.resources ?? []), ...statement.conditions.flatMap(({ values }) => values)].flatMap((text) =>
        [...text.matchAll(/\$\{([\w-]+:[\w:/-]+)/g)].map(([, key = '']) => key),
      ),
    ]),
  );
  const known = new Set(given.map((key) => key.toLowerCase()));
  return [...new Set(mentioned)].filter((key) => !known.has(key.toLowerCase()));
}
