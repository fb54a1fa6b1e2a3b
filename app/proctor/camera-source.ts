/**
 * Which camera the picture comes from: another one than before, and whether its name is that of a program that makes pictures.
 * A name proves nothing either way: people use such programs for a better picture, and a program may call itself anything. Pure.
 */

export interface CameraSource {
	/** Empty where the browser does not say. */
	id: string;
	label: string;
}

/** As the programs name their own cameras on Windows, macOS and Linux. Words, not makers: a "Logitech" is a camera. */
const virtualNames: readonly RegExp[] = [
	/\bvirtual (cam|camera|webcam|video)\b/i,
	/\b(obs|vcam|v4l2 ?loopback|dummy video)\b/i,
	/\b(manycam|snap camera|xsplit|splitcam|camtwist|webcamoid|sparkocam|youcam|e2esoft|unity video capture)\b/i,
	/\b(droidcam|iriun|epoccam|ivcam|camo|ndi (video|webcam|virtual)|mmhmm|avatarify|deepfacelive)\b/i,
	/\bnvidia broadcast\b/i
];

export const isVirtualName = (label: string): boolean =>
	virtualNames.some((name) => name.test(label));

/** Ids where both are known; else the names, which some browsers give without ids. */
export function isAnother(before: CameraSource, now: CameraSource): boolean {
	if (before.id !== '' && now.id !== '') return before.id !== now.id;
	return before.label !== '' && now.label !== '' && before.label !== now.label;
}

export interface CameraSources {
	/** A camera was opened. */
	opened(source: CameraSource): { another: boolean; virtual: boolean };
}

export function createCameraSources(): CameraSources {
	let last: CameraSource | null = null;
	return {
		opened(source) {
			const another = last !== null && isAnother(last, source);
			last = source;
			return { another, virtual: isVirtualName(source.label) };
		}
	};
}
