/**
 * The fine closed curves of certificates and banknotes, drawn from a seed: the same seed gives the same rosette, another
 * seed a visibly different one. A decoration that belongs to one receipt, not a proof of it.
 */
export interface Rosette {
	/** Side of the square view box. */
	size: number;
	/** One path each, from the inner band to the outer. */
	bands: string[];
}

const size = 400;
const plan = [
	{ radius: 0.155, reach: 0.1, curves: 12, rays: true },
	{ radius: 0.295, reach: 0.09, curves: 16, rays: false },
	{ radius: 0.43, reach: 0.045, curves: 12, rays: false }
];

export function rosette(seed: string): Rosette {
	const random = generator(seed);
	const pick = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
	const petals = pick(8, 15);
	const bands = plan.map(({ radius, reach, curves, rays }) => {
		const turn = random() * Math.PI * 2;
		const lobes = pick(3, 7) + (rays ? 0 : petals);
		const swell = 0.3 + random() * 0.4;
		const drawn = Array.from({ length: curves }, (_, index) => {
			const phase = (index / curves) * Math.PI * 2;
			const across = (index / (curves - 1)) * 2 - 1;
			return closed((angle) => {
				const wave = rays
					? // Curves that spread and meet again: rays from the middle.
						across *
							Math.sin(petals * angle + turn) *
							(0.7 + 0.3 * Math.cos(petals * 2 * angle + swell)) +
						0.18 * Math.cos(petals * 2 * angle + turn)
					: // Curves that run side by side and cross where the swell is least: a braid.
						(swell + (1 - swell) * Math.cos(petals * angle + turn)) *
						Math.sin(lobes * angle + phase);
				return size * (radius + reach * wave);
			});
		});
		return drawn.join('');
	});
	return { size, bands };
}

function closed(radius: (angle: number) => number): string {
	const steps = 480;
	let path = '';
	for (let step = 0; step < steps; step++) {
		const angle = (step / steps) * Math.PI * 2;
		const distance = radius(angle);
		const x = size / 2 + Math.cos(angle) * distance;
		const y = size / 2 + Math.sin(angle) * distance;
		path += `${step === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
	}
	return `${path}Z`;
}

/** Mulberry32 over an FNV-1a hash of the seed: small, fast, and the same everywhere. */
function generator(seed: string): () => number {
	let state = 0x811c9dc5;
	for (const character of seed)
		state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
