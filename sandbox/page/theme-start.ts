const chosen = localStorage.getItem('sandbox-theme');
if (chosen) document.documentElement.dataset.theme = chosen;
