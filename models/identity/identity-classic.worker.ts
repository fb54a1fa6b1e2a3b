/**
 * A classic worker on every browser: the library comes as a script. Must stay one file without imports once built.
 */
import { expose } from 'comlink';
import { createIdentityWorker } from './identity-worker.ts';

declare const self: Parameters<typeof createIdentityWorker>[0];

expose(createIdentityWorker(self));
