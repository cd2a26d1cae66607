export { requestHandler } from './handler.ts';
export { loadWorld, worldNames } from './load.ts';
export { mergeWorld } from './merge.ts';
export { defaultCredentials, type LoggedCall, Sandbox, type SandboxOptions } from './sandbox.ts';
export { type Served, serve } from './serve.ts';
export {
  type Fault,
  type FaultKind,
  type MetadataSpec,
  type State,
  type World,
  WorldError,
  type WorldPatch,
} from './world.ts';
