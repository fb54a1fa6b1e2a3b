/** What tells a student that results can be seen: no mark, nor what is shown. {link} stands in a line of its own and asks who they are. */
import type { MailLocale } from './texts.ts';

export const resultTexts: Record<MailLocale, { subject: string; text: string }> = {
	en: {
		subject: 'Your results are out: {title}',
		text: 'Hello {name},\n\nThe results of {title} have been released. Sign in to see them here:\n\n{link}'
	},
	es: {
		subject: 'Ya puedes ver tus resultados: {title}',
		text: 'Hola, {name}:\n\nSe han publicado los resultados de {title}. Inicia sesión para verlos aquí:\n\n{link}'
	},
	fr: {
		subject: 'Vos résultats sont disponibles : {title}',
		text: 'Bonjour {name},\n\nLes résultats de {title} ont été publiés. Connectez-vous pour les voir ici :\n\n{link}'
	},
	hi: {
		subject: 'आपके परिणाम आ गए हैं: {title}',
		text: 'नमस्ते {name},\n\n{title} के परिणाम जारी कर दिए गए हैं। उन्हें देखने के लिए यहाँ साइन इन करें:\n\n{link}'
	},
	ar: {
		subject: 'صدرت نتائجك: {title}',
		text: 'مرحبًا {name}،\n\nصدرت نتائج {title}. سجّل الدخول لتراها هنا:\n\n{link}'
	}
};
