import { parsePolicy, statements, version } from '../../../iam/document.ts';
import { AwsError } from '../../wire.ts';

/** IAM answers with documents URL-encoded as RFC 3986 has it: `encodeURIComponent` leaves five characters alone. */
export const encodeDocument = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const malformed = (message: string): AwsError => new AwsError('MalformedPolicyDocumentException', message);

/** Refuses what IAM refuses to store, in its words as far as they are known. */
export function checkDocument(text: string, kind: 'permissions' | 'trust'): void {
  const read = parsePolicy(text);
  if (!('document' in read)) throw malformed('Syntax errors in policy.');
  const written = version(read.document);
  if (written !== undefined && written !== '2012-10-17' && written !== '2008-10-17') {
    throw malformed('Policy document must be version 2012-10-17 or greater.');
  }
  const all = statements(read.document);
  if (all.length === 0) throw malformed('Syntax errors in policy.');
  for (const statement of all) {
    const [fault] = statement.faults;
    if (fault !== undefined) throw malformed(`Syntax errors in policy: ${fault}.`);
    const actions = statement.actions ?? statement.notActions ?? [];
    if (!actions.every((action) => action === '*' || /^[\w*-]+:./.test(action))) {
      throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    }
    if (kind === 'trust') checkTrust(statement, actions);
    else checkResources(statement);
  }
}

type Statement = ReturnType<typeof statements>[number];

function checkTrust(statement: Statement, actions: readonly string[]): void {
  if (statement.resources ?? statement.notResources) throw malformed('Has prohibited field Resource.');
  const principals = statement.principals ?? statement.notPrincipals;
  if (!principals) throw malformed('AssumeRolePolicy must contain a principal.');
  if (!actions.every((action) => action.toLowerCase().startsWith('sts:'))) {
    throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  const wrong = principals.find(({ type, name }) => type === 'Federated' && !/^arn:|^[\w.-]+\.[a-z]+$/.test(name));
  if (wrong) throw malformed(`Invalid principal in policy: "FEDERATED":"${wrong.name}"`);
}

function checkResources(statement: Statement): void {
  if (statement.principals ?? statement.notPrincipals)
    throw malformed('Policy document should not specify a principal.');
  const resources = statement.resources ?? statement.notResources;
  if (!resources) throw malformed('Policy statement must contain resources.');
  const wrong = resources.find((resource) => resource !== '*' && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(resource));
  if (wrong !== undefined) throw malformed(`Resource ${wrong} must be in ARN format or "*".`);
}
