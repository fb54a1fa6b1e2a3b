import type { Env } from '../env.ts';

export type App = { Bindings: Env };
