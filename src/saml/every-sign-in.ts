import type { Capture } from './capture.ts';

/** Every sign-in that a recording shows, newest first. Apart from what reads one, which is loaded for a capture alone. */
export const everySignIn = (capture: Capture): readonly Capture[] => [capture, ...(capture.older ?? [])];
