"""Drawing that several verbs share: axes, the frame of a graph, the style of a page, values on hover."""
