import type { Dispatcher } from '../../src/sandbox/handler.ts';
import { awsModel } from './aws-model.ts';
import { judge } from './conversation.ts';
import { tolerated } from './tolerated.ts';

declare global {
  /** What AWS's model finds wrong in this test file, since it was last looked at. */
  var modelFindings: Set<string> | undefined;
  var conversations: number | undefined;
}

/** From here on every request that any embedded AWS of this process gets, and its answer, is held against AWS's model. */
export function watch(kind: { readonly prototype: Dispatcher }): void {
  if (!awsModel) return;
  const { prototype } = kind;
  const { dispatch } = prototype;
  prototype.dispatch = async function watched(request) {
    const response = await dispatch.call(this, request);
    globalThis.conversations = (globalThis.conversations ?? 0) + 1;
    for (const finding of judge(request, response)) {
      if (!tolerated.some(({ at }) => at.test(finding))) (globalThis.modelFindings ??= new Set()).add(finding);
    }
    return response;
  };
}
