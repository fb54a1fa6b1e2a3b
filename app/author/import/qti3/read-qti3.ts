import { readPackage, readSingle } from '../qti2/read-qti2.ts';
import type { ZipFiles } from '../read-zip.ts';
import type { ImportReport } from '../report.ts';
import type { Watch } from '../watch.ts';
import { toNames2 } from './rename.ts';

const version3 = { format: 'qti_3', rename: toNames2 } as const;

export const readQti3 = (zip: ZipFiles, watch?: Watch): ImportReport =>
	readPackage(zip, version3, watch);

export const readQti3Item = (text: string): ImportReport => readSingle(text, version3);
