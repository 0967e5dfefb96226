/** How the World Bank says that a country belongs to something. */
export interface Classified {
  id: string;
  iso2code: string;
  value: string;
}

/** Belonging to nothing: empty strings, never null. */
export const nothing: Classified = { id: '', iso2code: '', value: '' };

/** The trailing spaces are the real API's, and part of what a client has to cope with. */
export const regions = {
  EAS: { id: 'EAS', iso2code: 'Z4', value: 'East Asia & Pacific' },
  ECS: { id: 'ECS', iso2code: 'Z7', value: 'Europe & Central Asia' },
  LCN: { id: 'LCN', iso2code: 'ZJ', value: 'Latin America & Caribbean ' },
  MEA: { id: 'MEA', iso2code: 'ZQ', value: 'Middle East & North Africa' },
  NAC: { id: 'NAC', iso2code: 'XU', value: 'North America' },
  SAS: { id: 'SAS', iso2code: '8S', value: 'South Asia' },
  SSF: { id: 'SSF', iso2code: 'ZG', value: 'Sub-Saharan Africa ' },
} satisfies Record<string, Classified>;

/** The region as the Bank lends to it; countries of high income belong to none. */
export const adminRegions: Readonly<Record<keyof typeof regions, Classified>> = {
  EAS: { id: 'EAP', iso2code: '4E', value: 'East Asia & Pacific (excluding high income)' },
  ECS: { id: 'ECA', iso2code: '7E', value: 'Europe & Central Asia (excluding high income)' },
  LCN: { id: 'LAC', iso2code: 'XJ', value: 'Latin America & Caribbean (excluding high income)' },
  MEA: { id: 'MNA', iso2code: 'XQ', value: 'Middle East & North Africa (excluding high income)' },
  NAC: nothing,
  SAS: { id: 'SAS', iso2code: '8S', value: 'South Asia' },
  SSF: { id: 'SSA', iso2code: 'ZF', value: 'Sub-Saharan Africa (excluding high income)' },
};

export const incomeLevels = {
  HIC: { id: 'HIC', iso2code: 'XD', value: 'High income' },
  UMC: { id: 'UMC', iso2code: 'XT', value: 'Upper middle income' },
  LMC: { id: 'LMC', iso2code: 'XN', value: 'Lower middle income' },
  LIC: { id: 'LIC', iso2code: 'XM', value: 'Low income' },
  INX: { id: 'INX', iso2code: 'XY', value: 'Not classified' },
} satisfies Record<string, Classified>;

export const lendingTypes = {
  IBD: { id: 'IBD', iso2code: 'XF', value: 'IBRD' },
  IDX: { id: 'IDX', iso2code: 'XI', value: 'IDA' },
  IDB: { id: 'IDB', iso2code: 'XH', value: 'Blend' },
  LNX: { id: 'LNX', iso2code: 'XX', value: 'Not classified' },
} satisfies Record<string, Classified>;
