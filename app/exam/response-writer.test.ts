import { expect, test } from 'vitest';
import type { EntryContent } from '#sync/schema/entry.ts';
import type { ResponseValue } from '#sync/schema/response.ts';
import { ResponseWriter } from './response-writer.ts';

function writer() {
	const wrote: EntryContent[] = [];
	const append = async (content: EntryContent) => ({ seq: wrote.push(content) });
	return { wrote, writer: new ResponseWriter(append, () => 0) };
}
const gaps = (value: string): ResponseValue => ({
	type: 'gap_text',
	filled: [{ gap: 'one', value }]
});

test('half a character in a gap is mended before it is written, for the log has no bytes for it', async () => {
	const { wrote, writer: responses } = writer();
	await responses.respond('item', gaps('a\ud800'));
	expect(wrote).toEqual([{ kind: 'response', data: { item: 'item', value: gaps('a\ufffd') } }]);
});

test('the same options on the same places are written once', async () => {
	const { wrote, writer: responses } = writer();
	const placed = (): ResponseValue => ({
		type: 'drag_text',
		placed: [{ blank: 'one', option: 'a' }]
	});
	await responses.respond('item', placed());
	await responses.respond('item', placed());
	await responses.respond('item', { type: 'drag_text', placed: [] });
	expect(wrote).toHaveLength(2);
});
