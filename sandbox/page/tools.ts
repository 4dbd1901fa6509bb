import { drawDirectory } from './directory/panel.ts';
import { byId, el, reconcile } from './element.ts';
import { drawEvent } from './event-panel.ts';
import { drawFaults } from './fault-panel.ts';
import { drawMails } from './mail-panel.ts';
import { model } from './model.ts';

const panels = {
  event: { host: el('div', { class: 'panel' }), draw: drawEvent },
  directory: { host: el('div', { class: 'panel' }), draw: drawDirectory },
  mail: { host: el('div', { class: 'panel' }), draw: drawMails },
  faults: { host: el('div', { class: 'panel' }), draw: drawFaults },
};

const loading = (): HTMLElement =>
  el('div', { class: 'empty', role: 'status' }, el('span', { class: 'spinner' }), el('p', {}, 'Loading'));

export const drawTools = (): void => {
  const host = byId('tools');
  if (model.load === 'loading') {
    reconcile(host, [{ key: 'loading', signature: '', build: loading }]);
    return;
  }
  const panel = panels[model.panel];
  panel.draw(panel.host);
  reconcile(host, [{ key: model.panel, signature: '', build: () => panel.host }]);
};
