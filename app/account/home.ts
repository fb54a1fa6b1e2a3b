import type { Account } from './account.svelte.ts';

/** Where somebody begins who has just signed in. */
export const homeOf = (account: Account): '/console' | '/exams' =>
	account.isStaff ? '/console' : '/exams';
