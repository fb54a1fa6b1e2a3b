/** A form of twenty items of every type, for tests and pictures of the console. */
import type { Form } from '#sync/schema/form.ts';
import type { Item } from '#sync/schema/item.ts';

const options = (...texts: string[]) =>
	texts.map((text, index) => ({ id: String.fromCharCode(97 + index), text }));

const single = (id: string, prompt: string, ...texts: string[]): Item => ({
	id,
	prompt,
	points: 2,
	type: 'single_choice',
	options: options(...texts),
	shuffle: true
});
const multiple = (id: string, prompt: string, ...texts: string[]): Item => ({
	id,
	prompt,
	points: 3,
	type: 'multiple_choice',
	options: options(...texts),
	shuffle: true
});
const claim = (id: string, prompt: string): Item => ({ id, prompt, points: 1, type: 'true_false' });
const numeric = (id: string, prompt: string, unit: string): Item => ({
	id,
	prompt,
	points: 2,
	type: 'numeric',
	unit
});
const short = (id: string, prompt: string): Item => ({
	id,
	prompt,
	points: 2,
	type: 'short_text',
	maxLength: 200
});

export const formFixture: Form = {
	version: 1,
	id: '4b1f6a52-8d3a-4c0e-9a57-0f6d8f2b7c11',
	exam: '9a0d1c55-2f6e-4a3b-8f01-6f7a1b2c3d4e',
	title: 'Foundations of science: energy, life and measurement',
	language: 'en',
	instructions: 'Answer in any order. You can change every answer until you hand in.',
	shuffleItems: true,
	media: [],
	items: [
		single('unit-of-force', 'Which unit measures force?', 'newton', 'joule', 'watt', 'pascal'),
		single(
			'mitochondria',
			'What do **mitochondria** chiefly provide to a cell?',
			'Energy in the form of ATP',
			'Copies of DNA',
			'Rigid walls',
			'Digestion of waste'
		),
		multiple(
			'renewable',
			'Which of these are renewable sources of energy?',
			'Wind',
			'Natural gas',
			'Tides',
			'Uranium',
			'Sunlight'
		),
		claim('boiling', 'Water boils at a lower temperature on a high mountain than at sea level.'),
		numeric(
			'fall',
			'A stone falls freely for $3\\,\\text{s}$ from rest. With $g = 9.8\\,\\text{m/s}^2$, how far does it fall?',
			'm'
		),
		short('photosynthesis', 'Name the gas that plants take in for photosynthesis.'),
		single(
			'acid',
			'A solution has pH 3. Compared with pH 5 its hydrogen ion concentration is',
			'100 times higher',
			'2 times higher',
			'100 times lower',
			'the same'
		),
		multiple(
			'vectors',
			'Which of these quantities are vectors?',
			'Velocity',
			'Mass',
			'Force',
			'Temperature'
		),
		claim('moon', 'The Moon always turns the same side to the Earth because it does not rotate.'),
		numeric(
			'power',
			'A heater turns $5400\\,\\text{J}$ into heat in one minute. What is its power?',
			'W'
		),
		short('cell-wall', 'Which material makes up most of a plant cell’s wall?'),
		single(
			'wave',
			'The product of wavelength and frequency of a wave is its',
			'speed',
			'amplitude',
			'period',
			'energy'
		),
		single(
			'half-life',
			'After three half-lives, what share of a radioactive sample is left?',
			'One eighth',
			'One third',
			'One sixth',
			'None'
		),
		multiple(
			'enzymes',
			'What can stop an enzyme from working?',
			'High temperature',
			'A very low pH',
			'Being used once',
			'An inhibitor'
		),
		claim('sound', 'Sound travels faster in steel than in air.'),
		numeric(
			'density',
			'A cube with sides of $2\\,\\text{cm}$ has a mass of $21.6\\,\\text{g}$. What is its density?',
			'g/cm³'
		),
		short('newton-law', 'State Newton’s third law in one sentence.'),
		single(
			'circuit',
			'Two equal resistors $R$ in parallel have a total resistance of',
			'$R/2$',
			'$R$',
			'$2R$',
			'$R^2$'
		),
		numeric(
			'lens',
			'An object stands $30\\,\\text{cm}$ before a lens with $f = 20\\,\\text{cm}$. At what distance is the image?',
			'cm'
		),
		{
			id: 'essay-energy',
			prompt:
				'Explain, with an example from your own surroundings, why energy is never used up although we speak of *energy consumption*.',
			points: 10,
			type: 'essay',
			minWords: 80,
			maxWords: 300
		}
	]
};

export const essayFixture =
	'When we switch on a lamp we say that it consumes energy, as if the energy were gone afterwards. ' +
	'But energy cannot be created or destroyed; it only changes its form. In my room an electric fan turns ' +
	'electrical energy into the motion of the air, into sound, and into heat in its motor. After a while the ' +
	'moving air comes to rest and has warmed the room by a tiny amount. Nothing is missing. What we lose is ' +
	'not the energy but its usefulness: heat spread through a whole room cannot easily drive a fan again. ' +
	'So when people speak of energy consumption they really mean that energy has become less useful.';
