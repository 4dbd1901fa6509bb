/** Strokes on a 20 by 20 grid. */
const drawings = {
  app: 'M2 4.5l3.8 11L10 6l4.2 9.5L18 4.5',
  phone: 'M7 2.5h6A1.5 1.5 0 0 1 14.5 4v12a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 16V4A1.5 1.5 0 0 1 7 2.5ZM9 15h2',
  side: 'M4 3.5h12A1.5 1.5 0 0 1 17.5 5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V5A1.5 1.5 0 0 1 4 3.5ZM12 3.5v13',
  wide: 'M4 3.5h12A1.5 1.5 0 0 1 17.5 5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V5A1.5 1.5 0 0 1 4 3.5ZM2.5 7.5h15',
  people:
    'M7.5 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 17c0-3 2.3-5 5.5-5s5.5 2 5.5 5M13 3.3a2.8 2.8 0 0 1 0 5.4M15 12.3c1.9.6 3 2.3 3 4.7',
  chat: 'M3 5.5A2.5 2.5 0 0 1 5.5 3h9A2.5 2.5 0 0 1 17 5.5v6a2.5 2.5 0 0 1-2.5 2.5H9l-4 3.2V14a2.3 2.3 0 0 1-2-2.5ZM6.5 7h7M6.5 10h4.5',
  event: 'M11.5 2 4 11.5h5L8.5 18 16 8.5h-5Z',
  mail: 'M4.5 4h11A1.5 1.5 0 0 1 17 5.5v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5v-9A1.5 1.5 0 0 1 4.5 4ZM3.3 6l6.7 5 6.7-5',
  fault: 'M2 10h3.5l2-5.5 3.5 11 2.5-7 1 1.5H18',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  check: 'M4 10.5l4 4 8-9',
  back: 'M12 4l-6 6 6 6',
  send: 'M3 3.5 17.5 10 3 16.5 5.2 10ZM5.2 10h6.3',
  bell: 'M10 3a5 5 0 0 1 5 5v3.5l1.5 2.5h-13L5 11.5V8a5 5 0 0 1 5-5ZM8 16.8c1.2.9 2.8.9 4 0',
  warning: 'M10 3 18 16.5H2ZM10 8v4M10 14.2v.01',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9v5M10 6.2v.01',
  done: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM6.7 10.2l2.3 2.3 4.4-4.8',
  edited: 'M4 16l.8-3.3L13.6 3.9a1.6 1.6 0 0 1 2.3 0l.2.2a1.6 1.6 0 0 1 0 2.3L7.3 15.2Z',
  close: 'M5 5l10 10M15 5 5 15',
  plus: 'M10 4v12M4 10h12',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16.5 2.8v3.7h-3.7',
  down: 'M10 4v11M5 10.5l5 5 5-5',
  block: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM4.8 4.8l10.4 10.4',
  remove: 'M4 6h12M8 6V3.5h4V6M5.5 6l.8 10.5h7.4L14.5 6',
  install: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M4 15.5h12',
  directory:
    'M3.5 3.5h9A1.5 1.5 0 0 1 14 5v10a1.5 1.5 0 0 1-1.5 1.5h-9ZM6.3 13.2c.3-1.5 1.2-2.4 2.4-2.4s2.1.9 2.4 2.4M8.7 8.8a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2ZM14 6.5h2.5M14 10h2.5M14 13.5h2.5',
  copy: 'M7.5 3.5h7A1.5 1.5 0 0 1 16 5v8M5.5 6.5h6A1.5 1.5 0 0 1 13 8v7a1.5 1.5 0 0 1-1.5 1.5h-6A1.5 1.5 0 0 1 4 15V8a1.5 1.5 0 0 1 1.5-1.5Z',
  play: 'M6 4 15.5 10 6 16Z',
  stop: 'M5.5 5.5h9v9h-9Z',
  building:
    'M4.5 17V4.5A1.5 1.5 0 0 1 6 3h5a1.5 1.5 0 0 1 1.5 1.5V17M12.5 8.5H15A1.5 1.5 0 0 1 16.5 10v7M2.5 17h15M7.5 6.5h2M7.5 10h2M7.5 13.5h2',
  light:
    'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  dark: 'M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z',
  contrast: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 2.5v15M12 3v14M14 4v12M16 6v8',
  system: 'M3.5 4h13a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1ZM7 17h6M10 14v3',
} as const;

export type IconName = keyof typeof drawings;

const svg = (name: string, attributes: Record<string, string>): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** A symbol beside words that say the same; hidden from assistive technology. */
export const icon = (name: IconName): SVGElement => {
  const element = svg('svg', {
    viewBox: '0 0 20 20',
    width: '20',
    height: '20',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': name === 'more' ? '2.5' : '1.5',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
    focusable: 'false',
  });
  element.append(svg('path', { d: drawings[name] }));
  return element;
};

/** The bot's own picture in a chat. */
export const appMark = (): SVGElement => {
  const element = svg('svg', { viewBox: '0 0 32 32', width: '26', height: '26', 'aria-hidden': 'true' });
  const path = svg('path', { d: 'M7 11l4 11 5-10 5 10 4-11', 'stroke-width': '2.6' });
  path.setAttribute('stroke-linecap', 'round');
  path.setAttribute('stroke-linejoin', 'round');
  element.append(path);
  return element;
};

/** The welcome's picture: an event on the left becomes a card in a chat on the right. */
export const welcomePicture = (): SVGElement => {
  const element = svg('svg', { viewBox: '0 0 340 150', class: 'welcome-picture', 'aria-hidden': 'true' });
  const shape = (d: string, fill: string, stroke = 'none') =>
    element.append(svg('path', { d, fill, stroke, 'stroke-width': '2', 'stroke-linecap': 'round' }));
  const box = (x: number, y: number, w: number, h: number, fill: string, stroke = 'none', rx = 8) =>
    element.append(svg('rect', { x: `${x}`, y: `${y}`, width: `${w}`, height: `${h}`, rx: `${rx}`, fill, stroke }));
  box(10, 32, 96, 86, 'var(--surface)', 'var(--line)');
  shape('M64 46 46 75h13l-2 28 19-33H63Z', 'var(--accent)');
  shape('M118 75h36m-8-8 8 8-8 8', 'none', 'var(--edge)');
  box(170, 8, 160, 134, 'var(--surface)', 'var(--line)');
  box(182, 22, 24, 24, 'var(--accent)', 'none', 6);
  shape('M188 31l3.5 8 3-7 3 7 3.5-8', 'none', 'var(--on-accent)');
  box(216, 24, 60, 7, 'var(--edge)', 'none', 3.5);
  box(216, 37, 36, 6, 'var(--line)', 'none', 3);
  box(216, 56, 102, 74, 'var(--canvas)', 'var(--line)', 6);
  box(226, 67, 68, 7, 'var(--edge)', 'none', 3.5);
  box(226, 80, 80, 6, 'var(--line)', 'none', 3);
  box(226, 91, 52, 6, 'var(--line)', 'none', 3);
  box(226, 107, 42, 15, 'var(--accent)', 'none', 4);
  box(274, 107, 34, 15, 'none', 'var(--edge)', 4);
  return element;
};
