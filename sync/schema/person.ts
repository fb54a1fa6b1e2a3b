import * as z from 'zod';
import { id } from './text.ts';

export const role = z.enum(['student', 'teacher', 'proctor', 'admin']);
export type Role = z.infer<typeof role>;

/** Who is signed in, as the app may know it. */
export const person = z.strictObject({
	id,
	name: z.string().min(1).max(200),
	email: z.email().max(320),
	roles: z.array(role).min(1)
});
export type Person = z.infer<typeof person>;
