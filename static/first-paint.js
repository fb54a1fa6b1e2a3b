// Day or night, language and direction before the first paint, from the same keys as the app.
(function () {
	try {
		var root = document.documentElement;
		var theme = localStorage.getItem('invigil-theme');
		if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
		var locale = localStorage.getItem('PARAGLIDE_LOCALE');
		if (locale) {
			root.lang = locale;
			root.dir = locale === 'ar' ? 'rtl' : 'ltr';
		}
	} catch (error) {
		console.warn('Storage is closed:', error);
	}
})();
