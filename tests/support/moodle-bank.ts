/** A bank of questions as Moodle exports one: one of several types, a picture without words, and one that is of no type here. */

const dot =
	'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mM4UaFBEmIY1TCqYfhqAAADaGgQ4a3ZQQAAAABJRU5ErkJggg==';

const text = (name: string, html: string, inside = '') =>
	`<${name} format="html"><text><![CDATA[${html}]]></text>${inside}</${name}>`;
const answer = (fraction: number, html: string, more = '') =>
	`<answer fraction="${fraction}" format="html"><text><![CDATA[${html}]]></text>${more}</answer>`;
const question = (type: string, name: string, html: string, rest: string, files = '') =>
	`<question type="${type}"><name><text>${name}</text></name>${text('questiontext', html, files)}
	<defaultgrade>1</defaultgrade>${rest}</question>`;

export const moodleBank = `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
	<question type="category"><category><text>$course$/top/Astronomy/Planets</text></category></question>
	${question(
		'multichoice',
		'Largest planet',
		'<p>Which is the <b>largest</b> planet? <img src="@@PLUGINFILE@@/dot.png"></p>',
		`<single>true</single><shuffleanswers>true</shuffleanswers>
		${answer(100, 'Jupiter')}${answer(50, 'Saturn')}${answer(0, 'Mars')}
		${text('generalfeedback', '<p>Jupiter is 318 times as heavy as the Earth.</p>')}`,
		`<file name="dot.png" path="/" encoding="base64">${dot}</file>`
	)}
	${question('truefalse', 'A star', '<p>The Sun is a star.</p>', `${answer(100, 'true')}${answer(0, 'false')}`)}
	${question(
		'numerical',
		'Moons of Mars',
		'<p>How many moons has Mars?</p>',
		`${answer(100, '2', '<tolerance>0</tolerance>')}${text('hint', 'Fear and terror.')}`
	)}
	${question('shortanswer', 'Red planet', '<p>Which planet is red?</p>', `<usecase>0</usecase>${answer(100, 'Mars')}`)}
	${question(
		'matching',
		'Orders of size',
		'<p>Match each with its kind.</p>',
		`<shuffleanswers>true</shuffleanswers>
		<subquestion format="html"><text><![CDATA[Vega]]></text><answer><text>Star</text></answer></subquestion>
		<subquestion format="html"><text><![CDATA[Titan]]></text><answer><text>Moon</text></answer></subquestion>`
	)}
	${question('essay', 'Why is it blue', '<p>Why is Neptune blue, though \\(x^2\\) is not?</p>', '<responseformat>editor</responseformat>')}
	${question('coderunner', 'A program', '<p>Write a program.</p>', '')}
</quiz>`;
