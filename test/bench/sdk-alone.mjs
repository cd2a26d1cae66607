// The calls of a whole check by the same SDK, all at once, and nothing else: no command that uses it can be faster.
// The bench bundles this as the command itself is bundled.
import { openAws } from '../../src/aws/access.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const aws = openAws({ region: process.env.AWS_REGION });
await Promise.all(
  JSON.parse(process.env.CALLS).map(({ service, operation, region, input }) =>
    aws.in(region)[service][operation](input),
  ),
);
process.exit(0);
