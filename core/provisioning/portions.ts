const portionSize = 500;

/** What is written of many at once, in portions that each have their answer before the deadline of an operation. */
export function portions<Item>(items: Item[]): Item[][] {
  const count = Math.ceil(items.length / portionSize);
  return Array.from({ length: count }, (_, place) => items.slice(place * portionSize, (place + 1) * portionSize));
}
