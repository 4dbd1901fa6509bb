import { type Theme, teamsHighContrastTheme } from '@fluentui/react-components';

/** Placeholders of what loads, which Fluent paints white here. */
const stencil = '#333333';

export const theme: Theme = {
  ...teamsHighContrastTheme,
  colorNeutralStencil1: stencil,
  colorNeutralStencil1Alpha: stencil,
  colorNeutralStencil2: stencil,
  colorNeutralStencil2Alpha: stencil,
};
