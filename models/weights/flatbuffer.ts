/**
 * Just enough FlatBuffers to read one table and to write small new ones. Offsets in this format are relative and vectors and
 * tables are only ever pointed to forwards, so new parts can be put before old bytes without touching them.
 */

export type Field =
	| { kind: 'u8' | 'u32' | 'f32'; value: number }
	/** Points to a node written here. */
	| { kind: 'node'; node: Node }
	/** Points to bytes that are already there, at this position of the finished file. */
	| { kind: 'at'; position: number };

export type Node =
	| { kind: 'table'; fields: Record<number, Field> }
	| { kind: 'vector'; items: Field[] }
	| { kind: 'bytes'; bytes: Uint8Array; align: number }
	| { kind: 'string'; text: string };

export const u8 = (value: number): Field => ({ kind: 'u8', value });
export const u32 = (value: number): Field => ({ kind: 'u32', value });
export const f32 = (value: number): Field => ({ kind: 'f32', value });
export const at = (position: number): Field => ({ kind: 'at', position });
export const to = (node: Node): Field => ({ kind: 'node', node });
export const table = (fields: Record<number, Field>): Field => to({ kind: 'table', fields });
export const vector = (items: Field[]): Field => to({ kind: 'vector', items });
export const string = (text: string): Field => to({ kind: 'string', text });

const width = (field: Field) => (field.kind === 'u8' ? 1 : 4);

/** Writes `root` as a file with this identifier; what a field points to follows it, so every offset is positive. */
export function writeFile(root: Field, identifier: string): Uint8Array<ArrayBuffer> {
	const view = new DataView(new ArrayBuffer(65_536));
	let end = 8;
	const waiting: { position: number; node: Node }[] = [];
	const align = (to: number, ahead = 0) => {
		while ((end + ahead) % to !== 0) end++;
	};
	const put = (position: number, field: Field) => {
		if (field.kind === 'node') waiting.push({ position, node: field.node });
		else if (field.kind === 'at') view.setUint32(position, field.position - position, true);
		else if (field.kind === 'u8') view.setUint8(position, field.value);
		else if (field.kind === 'u32') view.setUint32(position, field.value, true);
		else view.setFloat32(position, field.value, true);
	};
	const write = (node: Node): number => {
		if (node.kind === 'table') {
			const slots = Math.max(...Object.keys(node.fields).map(Number)) + 1;
			const fields = Object.entries(node.fields).sort(([, a], [, b]) => width(b) - width(a));
			align(4, 4 + 2 * slots);
			const vtable = end;
			const start = vtable + 4 + 2 * slots;
			let offset = 4;
			for (const [slot, field] of fields) {
				view.setUint16(vtable + 4 + 2 * Number(slot), offset, true);
				put(start + offset, field);
				offset += width(field);
			}
			view.setUint16(vtable, 4 + 2 * slots, true);
			view.setUint16(vtable + 2, offset, true);
			view.setInt32(start, start - vtable, true);
			end = start + offset;
			return start;
		}
		const bytes =
			node.kind === 'bytes'
				? node.bytes
				: node.kind === 'string'
					? new TextEncoder().encode(node.text)
					: null;
		align(node.kind === 'bytes' ? node.align : 4, 4);
		align(4);
		const start = end;
		view.setUint32(start, node.kind === 'vector' ? node.items.length : (bytes?.length ?? 0), true);
		end += 4;
		if (node.kind === 'vector') for (const item of node.items) put((end += 4) - 4, item);
		if (bytes) new Uint8Array(view.buffer).set(bytes, end);
		// The trailing zero is the string's terminator.
		if (bytes) end += bytes.length + 1;
		return start;
	};
	new Uint8Array(view.buffer).set(new TextEncoder().encode(identifier), 4);
	put(0, root);
	for (let next = waiting.shift(); next; next = waiting.shift())
		view.setUint32(next.position, write(next.node) - next.position, true);
	align(16);
	return new Uint8Array(view.buffer.slice(0, end));
}

/** Where each field of the root table lies, by its number; absent fields are missing. */
export function rootFields(bytes: Uint8Array): Map<number, number> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const root = view.getUint32(0, true);
	const vtable = root - view.getInt32(root, true);
	const slots = (view.getUint16(vtable, true) - 4) / 2;
	const fields = new Map<number, number>();
	for (let slot = 0; slot < slots; slot++) {
		const offset = view.getUint16(vtable + 4 + 2 * slot, true);
		if (offset > 0) fields.set(slot, root + offset);
	}
	return fields;
}

/** The positions that a vector of offsets points to. */
export function pointedBy(bytes: Uint8Array, field: number): number[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const start = field + view.getUint32(field, true);
	return Array.from({ length: view.getUint32(start, true) }, (_, index) => {
		const item = start + 4 + 4 * index;
		return item + view.getUint32(item, true);
	});
}
