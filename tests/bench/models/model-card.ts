/** docs/ACCURACY.md: what was measured, on whom, and what was not. */

export interface Tables {
	aims: string;
	scores: string;
	wrong: string;
	compared: string;
	changes: string;
	long: string;
	cost: string;
	downloads: string;
}

export function modelCard(
	tables: Tables,
	set: {
		films: number;
		stills: number;
		sounds: number;
		minutes: number;
		/** Recordings with somebody enrolled. */
		enrolled: number;
		enrolledMinutes: number;
		processor: string;
	}
): string {
	return `# How well it sees and hears

Written by \`npm run bench:models\`; edit \`tests/bench/models/\` instead. The recordings are not part of the project: \`INVIGIL_ASSETS\` names
their folder. Every picture and every sound goes through the product's own workers (or audio worklet) and its own judge, with the default
policy, at the rate of a device that is fast enough (faces 5 times a second, heads twice), by the recording's own time. So how busy the
machine is changes nothing but the milliseconds.

**This is a small set**: ${set.films} films, ${set.stills} stills, ${set.sounds} sounds, ${set.minutes.toFixed(0)} minutes in all, and most of the films are of the same few people in one room.
It shows that the checks work and where they fail here. It does not show how often they fail in a school; the intervals say how little is known.

## The aims

${tables.aims}

## Every check

Shown: how often the recordings show what the check is about. A delay shorter than the check's minimum means that it was taken to begin a
little before the label says. A delay runs from when it begins in the recording to when it is told. Intervals
are Wilson's; they count times shown and alarms, as if these were independent, which those of one person in one room are not.

${tables.scores}

What went wrong:

${tables.wrong}

People who stand two or three metres away have small faces; where there is a candidate the part around it is looked at again, and where there
is none the face is told as absent. What covers the lens and lets light through is known by what it hides, so only when it comes within 5 s
of somebody seen, and only where it leaves no edges; else it is told as an absent face. Of a face that is cut by more than two fifths too little is left: it
is told as absent. A bare wall of another colour than what was behind the student, such as when the camera is turned to one within these 5 s,
is told as covered. The wall in these recordings cannot be of another colour, as it is drawn from the film's own edges: that it is never told as
covered says nothing of walls that are.

**Where limits and tables share recordings, the tables flatter.** Some limits were set on recordings that are counted above: how smooth a
covered picture is and by how much its colours differ (\`SMOOTH\`, \`CHANGED\`), on one_face, other_person and looking_away, each with what is
drawn over them; how sure a face must be that is cut, where its eyes lie, and how much must be cut to be told (\`CUT_FACE_SCORE\`,
\`EYES_BELOW_TOP\`, \`cutFrom\`), on one_face and other_person, moved to the edges; how sure a small face must be (\`CLOSER_SCORE\`), on the asl
clips, the cat and the room. So their rows show that the limits do what they were set to do, and not how well they do it for somebody else.

Not measured on recordings: \`camera_unavailable\`, \`camera_changed\`, \`camera_virtual\`, \`microphone_unavailable\`, everything of the page, the
device and the network. These are facts that the browser tells, and have tests instead. No recording shows eyes that look away from a head
that does not (in pictures as small as these a made one would show how it was made, not how people look), nor a sound that everybody would call loud: of \`eyes_away\` and \`loud\` only false alarms are counted.

## With somebody enrolled

**A very small set**: ${set.enrolled} plays, ${set.enrolledMinutes.toFixed(0)} minutes, of five persons' faces and four men's voices, each of one day and one place. One recording of each
person is for enrolling, others are looked at, shown again and again for a minute, as often as the product looks (every 10 s, in doubt
every 4 s). Voices count from nought to nine; enrolled with one half of the recordings, compared with the other. Misses of faces are mostly of
heads so turned that nothing is compared; of voices, of comparisons that are not yet sure when the half minute is over.

Single comparisons at the limits, before anything has lasted, each with its 95 % interval (of comparisons as if they were independent):

${tables.compared}

Two persons (A and D) were used to choose the limits, the others were not. Faces tilted by more than 15° are turned upright and looked at
again; before, 59 % of the looks at the two persons who tilt their heads called them another. Not compared: faces under 56 pixels of a picture
640 wide, out of focus, turned in half profile, or still tilted by 20°. Blurred by 4 pixels, the enrolled persons' own faces were called
another 80 % of the time before how sharp a face is was measured; the limit was set on these same recordings, between 0.24, the sharpest that
was called wrongly, and 0.35, the least sharp of all that were not blurred. Tried on the same recordings, before faces were turned upright, and left out: enrolling
from two or eight looks instead of four (no fewer rejections), or from one (more); the median of three looks (half the rejections of A and D,
none fewer of the others, more other people missed in their minute); their mean (other people passed more often); a narrower limit on turn
(other people missed 1.6 to 2.4 times as often); a limit on size (nothing gained). A mask, a twin, a picture held up: not measured.

## Ten minutes of the same

Shown again and again, each time a frame later. A recording that repeats is told as one (\`picture_frozen\`), which is what it is.

${tables.long}

## In other light, and with noise

The same recordings, changed: \`darker\` 0.3 of the brightness; \`blurred\` by 4 pixels; \`small\` 240 lines; \`slow\` 10 frames a second; \`mirrored\`;
\`warm\` a yellow cast; \`tilted\` by 40°, for \`identity_changed\` alone; \`office\` office noise 10 dB under speech; \`quieter\` by 20 dB; \`narrow\` 8 kHz. Checks that have nothing to see and told nothing
are left out.

${tables.changes}

## What it costs

On ${set.processor}, in Chromium without a graphics card. These figures alone depend on the machine and on what else it does.

${tables.cost}

A phone fetches this besides the app, each file once; head and face share the wasm. On the wire: gzip for scripts and wasm, weights as they
are. On the device: as they lie in the cache.

${tables.downloads}

## Who and what it was measured on

- Films of webcams: four people in one office room, standing two or three metres away (18 clips of about two seconds), two people before a
  wall, one at a time and together, and crops of these as a laptop's camera would show them. An empty room. All adults.
- Stills: the same people, one portrait, one picture of two people with telephones, a cat, a cup, a room.
- Made from these: a covered lens (black, a flat colour, a hand and a finger as blurs), a bare wall after somebody left, a face cut by each edge by
  a tenth to two fifths, a picture that stands still or repeats.
- Speech: one speech with its pauses, four men counting. Noises: typing, a typewriter, paper, a clock, a fan, an office.

## What is not known

- **Skin tone**: nobody in the films has dark skin. Face detectors are known to do worse there, most of all in poor light. Not measured.
- **Glasses, head covering, masks, beards**: not enough of any to say something.
- **Children and old people**: none.
- **Poor light**: only as a film made darker. A camera in a dark room adds noise, which that does not.
- **Women's and children's voices, other languages than English, accents, speech impairments, whispering**: none.
- **Singing, a loudspeaker, a television**: cannot be told from speech by what is measured.
- **Motion, tics, a face that is covered by a hand for long, a camera from below**: none.
- **Heads**: one person turns away in one film. Tilted, raised and lowered heads are in no recording.

An observation is a fact with its length and its confidence, for a person to look at. None of these figures makes it a judgement.
`;
}
