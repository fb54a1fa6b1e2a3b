export type Verdict = 'pass' | 'warn' | 'fail' | 'running' | 'untried';
