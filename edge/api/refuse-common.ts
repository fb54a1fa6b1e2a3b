/** Before a new password is taken. */
import { isCommonPassword } from '../access/common-passwords.ts';
import type { KnownOf } from '../access/common-passwords.ts';
import { ProblemError } from './problem.ts';

export function refuseCommon(password: string, known: KnownOf): void {
	if (isCommonPassword(password, known))
		throw new ProblemError('password_common', 'This password is among the first that are tried.');
}
