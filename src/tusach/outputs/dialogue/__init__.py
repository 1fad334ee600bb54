"""The policy dialogue on the page: opinions with their replies, and the state that follows the reader's calendar."""

from tusach.outputs.dialogue.period import dialogue_states
from tusach.outputs.dialogue.shape import dialogue_shaped

__all__ = ["dialogue_shaped", "dialogue_states"]
