import * as z from 'zod';

/** 32 bytes as 64 lower-case hex digits: every SHA-256 value outside the binary formats. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** RFC 4648 §5 base64url without padding. */
export const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);

/** Unix time in milliseconds. */
export const unixMs = z.int().min(0).max(8.64e15);

/** A length of time in milliseconds. */
export const milliseconds = z.int().min(0).max(31_622_400_000);

/** Identifiers made by the edge (attempt, sitting, exam …) and by the device (session). */
export const id = z.uuid();

/** The name of an item or option inside its form: short, stable, chosen by the author. */
export const itemId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
