import { defineFact } from '../fact.ts';

export const settings = defineFact({ name: 'what the learner said', gather: (_, source) => source.settings });

export const now = defineFact({ name: 'the moment of the run', gather: (_, source) => source.now });
