import { beginOnce } from './begin-once.ts';

export const setup = (): Promise<() => void> => beginOnce('postgres');
