/** Who has which events. Sample data. */
export const events: Readonly<Record<string, readonly object[]>> = {
  ada: [
    { id: '1', title: 'Tea with Charles', start: '2026-03-02T15:00:00Z' },
    { id: '2', title: 'Note G', start: '2026-03-03T09:30:00Z' },
  ],
  bob: [{ id: '3', title: 'Dentist', start: '2026-03-02T08:00:00Z' }],
};
