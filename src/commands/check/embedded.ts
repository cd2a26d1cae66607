import type { Access } from '../../aws/access.ts';
import { Misuse } from '../../misuse.ts';
import { defaultCredentials, loadWorld, Sandbox, type World } from '../../sandbox/index.ts';

/** The embedded AWS in this process: nothing can leave it. */
export function embeddedAws(world: string): Access {
  const sandbox = new Sandbox(worldCalled(world));
  return {
    region: sandbox.state.region,
    credentials: async () => defaultCredentials,
    requestHandler: sandbox.requestHandler,
  };
}

/** By name or path. */
export function worldCalled(name: string): World {
  try {
    return loadWorld(name);
  } catch (error) {
    if (error instanceof Error && error.name === 'WorldError') throw new Misuse(error.message);
    throw error;
  }
}
