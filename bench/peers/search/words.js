// MiniSearch as it comes: words are what spaces and punctuation separate.
export const options = { fields: ["title", "tags", "text"], storeFields: ["title"] };
