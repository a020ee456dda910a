// Whom one has been in this tab, the last first.

const MEMORY = "recent";
const KEPT = 8;

export const recentPeople = () => JSON.parse(sessionStorage.getItem(MEMORY) ?? "[]");

export function remember(personId) {
  const others = recentPeople().filter((id) => id !== personId);
  sessionStorage.setItem(MEMORY, JSON.stringify([personId, ...others].slice(0, KEPT)));
}
