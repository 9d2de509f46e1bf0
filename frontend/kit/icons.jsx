/** Small line drawings, so that a tone is told by shape as well as colour. */
export const ICONS = {
  info: <><circle cx="12" cy="12" r="9" /><path d="M12 11v5.5M12 7.6v.1" /></>,
  private: <><rect x="5" y="10.5" width="14" height="9.5" rx="2.5" /><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" /></>,
  safety: <path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6zM12 9v3.6M12 15.7v.1" />,
  guide: <><circle cx="12" cy="12" r="9" /><path d="m15.2 8.8-1.9 4.5-4.5 1.9 1.9-4.5z" /></>,
  trouble: <path d="M12 4 3.2 19.2h17.6zM12 10v4M12 16.6v.1" />,
  good: <path d="m5 12.5 4.4 4.4L19 7.3" />,
  grip: <path d="M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1" />,
};

export const Icon = ({ name }) => (
  <svg class={`tw-icon tw-icon-${name}`} viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"
    stroke-width={name === "grip" ? 3 : 1.8} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{ICONS[name]}</svg>
);
