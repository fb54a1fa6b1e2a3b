/** What tells the staff of a sitting that a student cannot accept its notice: neither who, nor why. {link} stands in a line of its own. */
import type { MailLocale } from './texts.ts';

export const askingTexts: Record<MailLocale, { subject: string; text: string }> = {
	en: {
		subject: 'A student cannot accept the notice: {title}',
		text: 'Hello {name},\n\nA student of {title} cannot accept what is observed in it, and waits for an answer before beginning. It opens {when}.\n\nWhat they ask for is shown here, to the staff of the exam only:\n\n{link}'
	},
	es: {
		subject: 'Alguien no puede aceptar el aviso: {title}',
		text: 'Hola, {name}:\n\nEn {title} hay alguien que no puede aceptar lo que se observa y espera una respuesta antes de empezar. Se abre el {when}.\n\nLo que pide se muestra aquí, solo al personal del examen:\n\n{link}'
	},
	fr: {
		subject: 'Quelqu’un ne peut pas accepter l’avis : {title}',
		text: 'Bonjour {name},\n\nPour {title}, quelqu’un ne peut pas accepter ce qui est observé et attend une réponse avant de commencer. L’examen ouvre le {when}.\n\nSa demande est affichée ici, pour le personnel de l’examen seulement :\n\n{link}'
	},
	hi: {
		subject: 'एक विद्यार्थी सूचना स्वीकार नहीं कर सकता: {title}',
		text: 'नमस्ते {name},\n\n{title} का एक विद्यार्थी वह स्वीकार नहीं कर सकता जो उसमें देखा जाता है, और शुरू करने से पहले उत्तर की प्रतीक्षा कर रहा है। परीक्षा {when} को खुलेगी।\n\nउसने क्या माँगा है, यह केवल परीक्षा के कर्मचारियों को यहाँ दिखता है:\n\n{link}'
	},
	ar: {
		subject: 'لا يستطيع أحد الطلاب قبول الإشعار: {title}',
		text: 'مرحبًا {name}،\n\nأحد طلاب {title} لا يستطيع قبول ما تجري مراقبته فيه، وينتظر جوابًا قبل أن يبدأ. يُفتح في {when}.\n\nما يطلبه يظهر هنا، لطاقم الاختبار وحده:\n\n{link}'
	}
};
