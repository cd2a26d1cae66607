import { styleText } from 'node:util';
import type { Call } from '../aws/surface.ts';
import { exact, hang } from '../report/lines.ts';
import { harmless, inert } from '../report/words.ts';
import { commandLine, type Shell } from './command-line.ts';
import { consolePath } from './console-path.ts';
import { metadataSummary } from './difference.ts';
import { actionOf, actionsBack } from './effects.ts';
import type { Hand, Plan, PlannedCall, Step } from './plan.ts';
import type { Lacking } from './rights.ts';
import type { Ended, Ending } from './rounds.ts';

export interface Look {
  readonly width: number;
  readonly colour: boolean;
  readonly shell: Shell;
}

type Style = Parameters<typeof styleText>[0];

// Colour is decided once, by who owns the stream, not by Node.
export const paint = (style: Style, text: string, { colour }: Look): string =>
  colour ? styleText(style, text, { validateStream: false }) : text;

const LABEL = 12;
const label = (name: string): string => `   ${name.padEnd(LABEL)}`;

export const text = (lines: readonly string[]): string => lines.map((line) => `${harmless(line)}\n`).join('');

/** The whole plan as a person reads it before saying yes. */
export function planLines(
  plan: Plan,
  fresh: readonly Step[],
  lacking: Lacking,
  look: Look,
  hands: 'in full' | 'by name',
): string[] {
  const choices = fresh.filter(({ choice }) => choice).length;
  const byHand = plan.hands.filter(({ status }) => status === 'fail' || status === 'warn');
  const counts = [
    several(fresh.length - choices, 'fix', 'fixes'),
    several(choices, 'choice'),
    several(byHand.length, 'step by hand', 'steps by hand'),
  ].filter((part) => part !== '');
  return [
    paint('bold', `Plan for account ${plan.account}, ${plan.region}: ${counts.join(', ') || 'nothing to do'}`, look),
    ...hang('signed in as ', plan.caller, look.width),
    ...plan.cautions.flatMap((caution) =>
      hang('caution      ', caution, look.width, paint('yellow', 'caution      ', look)),
    ),
    '',
    ...fresh.flatMap((step, index) => [...stepLines(step, index + 1, lacking, look), '']),
    ...(hands === 'in full' ? handLines(byHand, look) : namesOf(byHand, look)),
  ];
}

const namesOf = (hands: readonly Hand[], look: Look): string[] =>
  hands.length === 0
    ? []
    : [...hang('By hand, told afterwards: ', hands.map(({ check }) => check).join(', '), look.width), ''];

const several = (count: number, one: string, many = `${one}s`): string =>
  count === 0 ? '' : `${count} ${count === 1 ? one : many}`;

function stepLines(step: Step, number: number, lacking: Lacking, look: Look): string[] {
  const { width } = look;
  const kind = step.choice ? '  (a choice: asked for by itself)' : '';
  return [
    `${paint('bold', `${number}. ${inert(step.title)}`, look)}${kind}`,
    ...hang(label('check'), `${step.check}: ${step.why}`, width),
    ...(step.choice ? hang(label('accept'), `--accept ${step.codes[0] ?? ''}`, width) : []),
    ...(step.caution === undefined
      ? []
      : hang(label('caution'), step.caution, width, paint('yellow', label('caution'), look))),
    ...step.calls.flatMap((planned, index) =>
      callLines(planned, step.calls.length > 1 ? `${index + 1}/${step.calls.length} ` : '', look),
    ),
    ...rightsLines(step, lacking, look),
  ];
}

function callLines({ call, difference }: PlannedCall, part: string, look: Look): string[] {
  const { path, url } = consolePath(call, look.shell.region);
  return [
    ...hang(label('console'), `${part}${path}`, look.width),
    ...exact(label(''), url),
    ...pasted('aws', commandLine(call, look.shell)),
    ...exact(label('call'), callText(call)),
    ...differenceLines(difference, look),
  ];
}

export const differenceLines = (difference: readonly string[], look: Look): string[] =>
  difference.map((line, index) => `${label(index === 0 ? 'replaces' : '')}${painted(line, look)}`);

export const callText = (call: Call): string => `${call.service} ${call.operation} ${inputText(call)}`;

const painted = (line: string, look: Look): string => {
  const [shown = ''] = exact('', line);
  return line.startsWith('+')
    ? paint('green', shown, look)
    : line.startsWith('-')
      ? paint('red', shown, look)
      : paint('dim', shown, look);
};

/** The input in full, but for a metadata document: that is told in its entityID and certificates. */
function inputText(call: Call): string {
  const told = Object.entries(call.input).map(([member, value]): [string, unknown] => [
    member,
    member === 'SAMLMetadataDocument' && typeof value === 'string'
      ? `… ${value.length} characters: ${metadataSummary(value).replaceAll('\n', '; ')}`
      : value,
  ]);
  return JSON.stringify(Object.fromEntries(told), undefined, 2);
}

function rightsLines(step: Step, lacking: Lacking, look: Look): string[] {
  const to = [...new Set(step.calls.map(({ call }) => actionOf(call)))];
  const back = [...new Set(step.calls.flatMap(({ call }) => actionsBack(call)))];
  const lacks = [...(lacking.to.get(step) ?? [])];
  const lacksBack = lacking.back.get(step) ?? [];
  return [
    ...hang(
      label('needs'),
      `${to.join(', ')}${back.length > 0 ? `; to take it back ${back.join(', ')}` : '; it cannot be taken back'}`,
      look.width,
    ),
    ...(lacks.length > 0
      ? hang(
          label('lacking'),
          `These credentials are not allowed ${lacks.join(', ')}: this fix is left out.`,
          look.width,
          paint('red', label('lacking'), look),
        )
      : []),
    ...(lacksBack.length > 0
      ? hang(
          label('lacking'),
          `These credentials are not allowed ${lacksBack.join(', ')}: they could not take it back.`,
          look.width,
          paint('yellow', label('lacking'), look),
        )
      : []),
  ];
}

/** What is left to a person: what is wrong first, then what nothing can see. */
export function handLines(hands: readonly Hand[], look: Look): string[] {
  const lines = (title: string, some: readonly Hand[]) =>
    some.length === 0 ? [] : [paint('bold', title, look), ...some.flatMap((hand) => oneHand(hand, look)), ''];
  return [
    ...lines(
      'By hand, in the console:',
      hands.filter(({ status }) => status === 'fail' || status === 'warn'),
    ),
    ...lines(
      'What no AWS API shows, to be looked at by hand:',
      hands.filter(({ status }) => status === 'unverified'),
    ),
    ...lines(
      'What could not be looked at:',
      hands.filter(({ status }) => status === 'unknown'),
    ),
  ];
}

const oneHand = ({ check, message, byHand, status }: Hand, look: Look): string[] => [
  ...hang(' - ', `${check}: ${message}`, look.width),
  ...(status === 'unknown' || !byHand
    ? []
    : [
        ...hang(label('do'), byHand.text, look.width),
        ...(byHand.url === undefined ? [] : exact(label('open'), byHand.url)),
        ...(byHand.value === undefined ? [] : pasted('value', byHand.value)),
      ]),
];

/** What is pasted over more than one line stands at the margin: blanks before a line would be pasted too. */
export const pasted = (name: string, value: string): string[] =>
  value.includes('\n') ? [label(name).trimEnd(), ...exact('', value)] : exact(label(name), value);

const endings: Readonly<Record<Ending, readonly [style: Style, words: string]>> = {
  verified: ['green', 'verified'],
  'not yet visible': ['yellow', 'applied, not yet visible'],
  'still failing': ['red', 'still failing'],
  failed: ['red', 'failed'],
  'changed meanwhile': ['yellow', 'not applied, the account changed meanwhile'],
  'lacks permission': ['yellow', 'not applied, permission lacking'],
  left: ['dim', 'left as it is'],
};

export function endedLines({ step, ending, detail }: Ended, look: Look): string[] {
  const [style, words] = endings[ending];
  const head = `${words}: `;
  return hang(head, `${step.title}${detail === undefined ? '' : ` (${detail})`}`, look.width, paint(style, head, look));
}
