import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { authored, itemTypes } from '#sync/testing/every-item.ts';
import { exportItems } from '../../export/export-items.ts';
import { drawing, drawingHash, drawings } from '../../export/testing/picture.ts';
import { zipped } from '../../export/text/zip.ts';
import { importFile } from '../import-file.ts';

const head = { format: 'invigil-questions', version: 1 };
const read = (value: unknown) => importFile('questions.json', strToU8(JSON.stringify(value)));

describe('questions.json', () => {
	it('is read without a zip around it', () => {
		const items = itemTypes.map((type) => authored(type));
		const imported = read({ ...head, items: items.filter(({ item }) => !('picture' in item)) });
		expect(imported.ok && imported.report.items.every(({ outcome }) => outcome === 'whole')).toBe(
			true
		);
	});

	it('of a later version is refused', () => {
		expect(read({ ...head, version: 2, items: [authored('essay')] })).toEqual({
			ok: false,
			refusal: { code: 'unknown_format', detail: 'invigil-questions 2' }
		});
	});

	it('one broken item is left out and the others come', () => {
		const broken = { ...authored('essay'), item: { type: 'essay' } };
		const strange = { ...authored('essay'), secret: true };
		const imported = read({ ...head, items: [authored('essay'), broken, strange, 7, null] });
		expect(imported.ok && imported.report.items.map(({ outcome }) => outcome)).toEqual([
			'whole',
			'left_out',
			'left_out',
			'left_out',
			'left_out'
		]);
	});

	it('as deep as a well is refused', () => {
		const deep = '['.repeat(100) + ']'.repeat(100);
		const text = `{"format":"invigil-questions","version":1,"items":[${deep}]}`;
		expect(importFile('questions.json', strToU8(text))).toMatchObject({
			ok: false,
			refusal: { code: 'too_deep' }
		});
	});

	it('a picture that was exchanged for another is missed, not shown', () => {
		const item = { ...authored('essay'), feedback: null };
		const shows = { ...item, item: { ...item.item, prompt: `![a](media:${drawingHash})` } };
		const { bytes } = exportItems({ format: 'invigil', name: 'x' }, [shows], drawings);
		expect(importFile('x.zip', bytes)).toMatchObject({
			report: { items: [{ outcome: 'whole' }], media: [{ hash: drawingHash }] }
		});
		const json = {
			...head,
			items: [shows],
			media: [
				{
					hash: drawingHash,
					name: 'a.svg',
					contentType: 'image/svg+xml',
					bytes: 10,
					file: `media/${drawingHash}.svg`
				}
			]
		};
		const forged = zipped({
			'questions.json': strToU8(JSON.stringify(json)),
			[`media/${drawingHash}.svg`]: Uint8Array.from([...drawing, 32])
		});
		expect(importFile('x.zip', forged)).toMatchObject({
			report: { items: [{ outcome: 'changed', changes: [{ code: 'media_missing' }] }], media: [] }
		});
	});
});
