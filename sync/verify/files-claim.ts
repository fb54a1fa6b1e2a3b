/** Are the files that the answers name with the edge? (SPEC V13) */
import { openFileReceipt } from '../file-receipt.ts';
import { replay } from '../responses.ts';
import type { Bundle } from '../schema/bundle.ts';
import type { Entry } from '../schema/entry.ts';
import type { UploadedFile } from '../schema/response.ts';
import type { EdgeKey } from '../schema/signed.ts';
import { filesOf } from '../upload.ts';
import { claim } from './verdict.ts';
import type { Claim } from './verdict.ts';

/** `logs`: of each session what could be read, oldest first: of several devices, the last answer to an item counts. None: nothing to say. */
export async function filesClaims(
	bundle: Pick<Bundle, 'attempt' | 'files'>,
	keys: readonly EdgeKey[],
	logs: readonly (readonly Entry[])[]
): Promise<Claim[]> {
	const answers = new Map(logs.flatMap((entries) => [...replay(entries)]));
	const named = [...answers.values()].flatMap(({ value }) => filesOf(value));
	const receipts = bundle.files ?? [];
	if (named.length === 0 && receipts.length === 0) return [];
	const ever = new Map(
		logs.flat().flatMap((entry) => namedIn(entry).map((file) => [file.hash, file]))
	);
	const received = new Set<string>();
	for (const [index, signed] of receipts.entries()) {
		const opened = await openFileReceipt(signed, keys);
		const wrong = (because: string) =>
			claim('files_received', 'fail', {}, { because, receipt: index });
		if (!opened.ok) return [wrong(opened.refusal.code)];
		const { attempt, hash, bytes, contentType } = opened.statement;
		if (attempt !== bundle.attempt) return [wrong('other_attempt')];
		const file = ever.get(hash);
		if (file && (file.bytes !== bytes || file.contentType !== contentType))
			return [wrong('other_file')];
		received.add(hash);
	}
	const hashes = new Set(named.map(({ hash }) => hash));
	const missing = [...hashes].filter((hash) => !received.has(hash));
	const detail = { named: hashes.size, missing: missing.length };
	return [claim('files_received', missing.length === 0 ? 'pass' : 'not_provable', {}, detail)];
}

function namedIn(entry: Entry): readonly UploadedFile[] {
	return entry.kind === 'response' && 'value' in entry.data ? filesOf(entry.data.value) : [];
}
