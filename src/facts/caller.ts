import { defineFact } from '../fact.ts';

export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
}

export const caller = defineFact({
  name: 'who is asking',
  async gather(_, { aws }): Promise<Caller> {
    const { Account = '', Arn = '' } = await aws().sts.GetCallerIdentity({});
    return { accountId: Account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws' };
  },
});
