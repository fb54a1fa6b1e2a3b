/**
 * A form: one frozen version of an exam as a student gets it, and the encrypted package it travels in.
 * formHash = SHA-256 of the RFC 8785 bytes of the form; the package's blobs are AES-256-GCM under one content key.
 */
import * as z from 'zod';
import { item } from './item.ts';
import { base64url, hash, id, itemId, unixMs } from './text.ts';

export const media = z.strictObject({
	/** SHA-256 of the plain bytes; the name used in `media:HASH`. */
	hash,
	contentType: z.enum([
		'image/png',
		'image/jpeg',
		'image/gif',
		'image/webp',
		'image/svg+xml',
		'audio/mpeg',
		'audio/ogg'
	]),
	bytes: z.int().min(1).max(20_000_000)
});
export type Media = z.infer<typeof media>;

/** A part of an exam. What the form's items are in no section of, stands behind them all. */
export const section = z.strictObject({
	id: itemId,
	title: z.string().max(300),
	instructions: z.string().max(20_000),
	/** Ids of the form's items; none stands in two sections. */
	items: z.array(itemId).min(1).max(500),
	shuffle: z.boolean(),
	/** A pool: so many of its items are drawn for each student. null: all. */
	draw: z.int().min(1).max(500).nullable()
});
export type Section = z.infer<typeof section>;

export const form = z.strictObject({
	version: z.literal(1),
	id,
	exam: id,
	title: z.string().min(1).max(300),
	/** BCP 47 tag of the items' language. */
	language: z.string().min(2).max(35),
	instructions: z.string().max(20_000),
	shuffleItems: z.boolean(),
	items: z.array(item).min(1).max(500),
	/** Sections keep their own order; `shuffleItems` mixes what is in none. */
	sections: z.array(section).max(100).optional(),
	/** `forward`: an item that was left is not gone back to. Absent: free. */
	navigation: z.enum(['free', 'forward']).optional(),
	media: z.array(media).max(1000)
});
export type Form = z.infer<typeof form>;

/** One AES-256-GCM blob: `hash` is SHA-256 of the ciphertext (tag included), by which it is fetched and cached. */
export const formBlob = z.strictObject({
	/** 'form' for the form itself, else the media hash. */
	name: z.union([z.literal('form'), hash]),
	hash,
	bytes: z.int().min(17),
	iv: base64url.length(16)
});
export type FormBlob = z.infer<typeof formBlob>;

/** The content key under a key derived from the start code with Argon2id (RFC 9106). */
export const wrappedKey = z.strictObject({
	kdf: z.literal('argon2id'),
	salt: base64url.length(22),
	memoryKiB: z.int().min(8).max(1_048_576),
	iterations: z.int().min(1).max(64),
	parallelism: z.int().min(1).max(8),
	iv: base64url.length(16),
	/** AES-256-GCM of the 32 key bytes: 48 bytes. */
	key: base64url.length(64)
});
export type WrappedKey = z.infer<typeof wrappedKey>;

export const formManifest = z.strictObject({
	version: z.literal(1),
	sitting: id,
	formHash: hash,
	blobs: z.array(formBlob).min(1).max(1001),
	wrapped: wrappedKey,
	issuedAt: unixMs
});
export type FormManifest = z.infer<typeof formManifest>;
