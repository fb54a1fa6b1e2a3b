import { m } from '#app/i18n/generated/messages.js';
import type { ItemOf } from '#sync/schema/item.ts';

export const uploadWords: Record<ItemOf<'upload'>['accept'][number], () => string> = {
	image: m.items_upload_image,
	pdf: m.items_upload_pdf,
	text: m.items_upload_text,
	any: m.items_upload_any
};
