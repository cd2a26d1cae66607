export { loadWorld, worldNames } from './load.ts';
export { mergeWorld } from './merge.ts';
export { defaultCredentials, Sandbox } from './sandbox.ts';
export { type Served, serve } from './serve.ts';
export { type Fault, type MetadataSpec, type State, type World, WorldError, type WorldPatch } from './world.ts';
