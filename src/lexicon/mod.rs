//! What the splitter knows of the language and the world; word lists are data files beside the code or under `data/`.
