import { expect, test } from 'vitest';
import { decodeRoster, readRoster } from '../../src/audit/roster.ts';
import { readShard, isInShard } from '../../src/audit/shard.ts';

const arn = 'arn:aws:iam::111122223333:role/Audit';
const read = (path: string, text: string) => readRoster(path, decodeRoster(Buffer.from(text)), '/nowhere');

test('a sheet is read with comma, semicolon or tab, a byte order mark, quotation marks and titles as people write them', async () => {
  const wanted = [{ learner: 'Ana, Maria', line: 2, account: '012345678901', roleArn: arn, relayState: ' https://x ' }];
  for (const [name, delimiter] of [
    ['a.csv', ','],
    ['a.csv', ';'],
    ['a.tsv', '\t'],
  ] as const) {
    const text = `\uFEFF${['Learner', 'Account', 'Role ARN', 'relay-state'].join(delimiter)}\r\n${['"Ana, Maria"', ' 012345678901 ', arn, '" https://x "'].join(delimiter)}\r\n\r\n`;
    expect(await read(name, text)).toEqual({ planned: wanted, complaints: [] });
  }
});

test('UTF-16, as Excel calls "Unicode text", in either order of bytes', async () => {
  const bytes = Buffer.from(`\uFEFFlearner\trole_arn\nÁgnes\t${arn}\n`, 'utf16le');
  const wanted = [{ learner: 'Ágnes', line: 2, roleArn: arn }];
  expect((await readRoster('a.txt', decodeRoster(bytes), '/')).planned).toEqual(wanted);
  expect((await readRoster('a.txt', decodeRoster(bytes.swap16()), '/')).planned).toEqual(wanted);
});

test('a sheet that Excel marked and another program added to: line ends of every kind, and its line "sep="', async () => {
  const { planned, complaints } = await read(
    'a.csv',
    `sep=;\r\nlearner;role_arn\r\nAna;${arn}\nBen;${arn}\rEve;${arn}`,
  );
  expect(complaints).toEqual([]);
  expect(planned.map(({ learner, line }) => [learner, line])).toEqual([
    ['Ana', 3],
    ['Ben', 4],
    ['Eve', 5],
  ]);
});

test('what is no text, or text that would spoil a name, is refused for what it is', async () => {
  const refused = async (bytes: Buffer) => (await readRoster('a.csv', decodeRoster(bytes), '/')).complaints;
  expect(await refused(Buffer.from('PK\u0003\u0004\u0014\0'))).toEqual([
    { line: 1, reason: expect.stringMatching(/^this is a workbook.*CSV UTF-8/) },
  ]);
  expect(await refused(Buffer.from('\0\u0001learner'))).toEqual([
    { line: 1, reason: expect.stringMatching(/^this is no text/) },
  ]);
  expect(await refused(Buffer.from(`learner,role_arn\r\nAna,${arn}\r\nJosé,${arn}\r\n`, 'latin1'))).toEqual([
    { line: 3, reason: expect.stringMatching(/^there is a letter that is not UTF-8/) },
  ]);
});

test('YAML and JSON keep account ids as they were typed, and null is nothing', async () => {
  const yaml = `learners:\n  - learner: Ana\n    account: 012345678901\n    role_arn: ${arn}\n  - {learner: Ben, profile: ben, region: ~}\n`;
  const json = JSON.stringify([
    { learner: 'Ana', account: '012345678901', role_arn: arn },
    { learner: 'Ben', profile: 'ben', region: null },
  ]);
  for (const [name, text] of [
    ['a.yaml', yaml],
    ['a.json', json],
  ] as const) {
    const { planned, complaints } = await read(name, text);
    expect(complaints).toEqual([]);
    expect(planned.map((row) => ({ ...row, line: 0 }))).toEqual([
      { learner: 'Ana', line: 0, account: '012345678901', roleArn: arn },
      { learner: 'Ben', line: 0, profile: 'ben' },
    ]);
  }
});

test('every bad row is named with its line and reason, all at once', async () => {
  const { complaints } = await read(
    'a.csv',
    [
      'learner,account,role_arn,profile,region,saml',
      `Ana,12345678901,${arn},,,`,
      ',111122223333,,p,,',
      '"Ben\nBorn",111122223333,,,us-esat-1,',
      `Ana,1.23457E+11,${arn},p,,missing.har`,
      'Eve,111122223333,arn:aws:iam::1:user/x,,,',
      'a,b,c,d,e,f,g',
    ].join('\n'),
  );
  expect(complaints.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '2: account "12345678901" is not twelve digits; leading zeros were lost',
    '3: the learner has no name',
    '4: neither role_arn nor profile says how to reach the account',
    '4: region "us-esat-1" is no AWS Region; did you mean us-east-1',
    '6: account "1.23457E+11" is not twelve digits; the sheet has rounded it',
    '6: role_arn and profile are both given; one of them has to be empty',
    '6: the learner "Ana" is on line 2 already',
    '6: saml: /nowhere/missing.har cannot be read: there is no such file',
    '7: role_arn "arn:aws:iam::1:user/x" is not the ARN of a role, such as arn:aws:iam::111122223333:role/Name',
    '8: 7 values for 6 columns; a value that holds the separator stands in quotation marks',
  ]);
});

test.each([
  ['a.csv', 'learner,rolearn\nAna,x', 1, 'there is no column "rolearn"; did you mean role_arn'],
  ['a.csv', 'name,role_arn\nAna,x', 1, 'there is no column "learner"'],
  ['a.csv', '', 1, 'the roster is empty'],
  ['a.csv', 'learner,role_arn\n', 1, 'the roster names no learner'],
  ['a.csv', `learner,role_arn\nAna,${arn}\n"Ben,${arn}\n`, 3, 'a quotation mark is not closed'],
  ['a.csv', `learner,role_arn\n"Ben,${arn}\nEve,${arn}\n`, 2, 'a quotation mark is not closed'],
  ['a.csv', `learner,role_arn\n"Ana" B,${arn}\nC"D,${arn}\n`, 2, 'a quotation mark is not closed'],
  ['a.csv', `learner,role_arn\n"Ana" B,${arn}\nC"D,${arn}\n`, 3, 'a quotation mark is not closed'],
  ['a.yaml', '- learner: a\n  profile: p\n---\n- learner: b', 3, 'a second document begins here'],
  ['a.yaml', `- learner: Ana\n  rolle_arn: ${arn}`, 2, 'there is no column "rolle_arn"; did you mean role_arn'],
  ['a.yaml', '- learner: [a]\n  profile: p', 1, '"learner" should be one text'],
  ['a.yaml', '- learner: a\n  profile: *x', 2, 'not valid YAML or JSON (nothing is called x)'],
  ['a.yaml', '- learner: a\n - b', 2, 'not valid YAML'],
  ['a.json', '{"learner": 1', 1, 'not valid YAML or JSON'],
  ['a.yaml', 'learner: Ana', 1, 'should be a list of learners'],
  ['a.yaml', '- Ana', 1, 'a learner is written as names and values'],
])('%s: %j', async (name, text, line, reason) => {
  const { complaints } = await read(name, text);
  expect(complaints).toContainEqual({ line, reason: expect.stringContaining(reason) });
});

test('shares: as said, or as the machine says; every row is in exactly one', () => {
  expect(readShard('2/5', {})).toEqual({ index: 2, count: 5 });
  expect(readShard('auto', { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' })).toEqual({ index: 2, count: 5 });
  expect(readShard('auto', { CIRCLE_NODE_INDEX: '1', CIRCLE_NODE_TOTAL: '5' })).toEqual({ index: 2, count: 5 });
  expect(readShard('auto', { BUILDKITE_PARALLEL_JOB: '1', BUILDKITE_PARALLEL_JOB_COUNT: '5' })).toEqual({
    index: 2,
    count: 5,
  });
  expect(readShard('auto', { AWS_BATCH_JOB_ARRAY_INDEX: '0', AWS_BATCH_JOB_ARRAY_SIZE: '5' })).toEqual({
    index: 1,
    count: 5,
  });
  expect(readShard('auto/5', { AWS_BATCH_JOB_ARRAY_INDEX: '4' })).toEqual({ index: 5, count: 5 });
  for (const wrong of ['0/5', '6/5', '1', 'x', 'auto']) expect(() => readShard(wrong, {})).toThrow('--shard');
  for (let row = 0; row < 50; row++)
    expect([1, 2, 3].filter((index) => isInShard(row, { index, count: 3 }))).toHaveLength(1);
});
