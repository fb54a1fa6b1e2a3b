/** Shapes of single columns as the driver gives them. */
import { z } from 'zod';

/** bigint comes as text, int and float8 as numbers. */
export const wholeNumber = z.union([
	z.int(),
	z
		.string()
		.regex(/^-?\d+$/)
		.transform(Number)
]);

/** timestamptz → Unix ms. */
export const instant = z.date().transform((date) => date.getTime());

export const uuid = z.uuid();
