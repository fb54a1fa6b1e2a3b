/** What files are called while names are hidden: students write theirs into the names of files, as they are told to. Pure. */
import { uploadType } from '#sync/schema/file-receipt.ts';
import type { UploadType } from '#sync/schema/file-receipt.ts';
import type { ResponseValue } from '#sync/schema/response.ts';

const extensions: Record<UploadType, string> = {
	'image/jpeg': '.jpg',
	'image/png': '.png',
	'image/webp': '.webp',
	'image/heic': '.heic',
	'application/pdf': '.pdf',
	'text/plain': '.txt',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': '.pptx',
	'application/vnd.oasis.opendocument.text': '.odt',
	'application/vnd.oasis.opendocument.spreadsheet': '.ods',
	'application/vnd.oasis.opendocument.presentation': '.odp'
};

/** The same answer with its files called by their place: file-1.pdf, file-2.jpg. `rename`: their hash, which leads to who has them. */
export function withNamelessFiles(
	response: ResponseValue | null,
	rename: (hash: string) => string
): ResponseValue | null {
	if (response?.type !== 'upload') return response;
	return {
		...response,
		files: response.files.map((file, index) => ({
			...file,
			hash: rename(file.hash),
			name: `file-${index + 1}${extensionOf(file.contentType)}`
		}))
	};
}

/** By the type alone: what stands behind the dot of a name may be a name too. */
function extensionOf(contentType: string): string {
	const known = uploadType.safeParse(contentType);
	return known.success ? extensions[known.data] : '';
}
